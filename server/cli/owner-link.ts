/** `npm run owner-link`: prints a new one-time owner link, beside a running server or without one. Older links stay good until used or a day old. */
import { command } from "./command.ts";
import { sayOwnerLink, withPorts } from "./people.ts";

await command(() => withPorts(async (ports, env) => void process.stdout.write(`${await sayOwnerLink(ports, env)}\n`)));
