/**
 * `npm run admin -- create <name> | list | owner-link`: the organisation's owner, from the shell of the host. (There is one owner an organisation;
 * docs/decisions/22.)
 */
import { parseArgs } from "node:util";
import { cleanName } from "../../shared/domain/names.ts";
import { createOwner } from "../commands/owner.ts";
import type { Ports } from "../commands/ports.ts";
import type { Env } from "../env.ts";
import { StartError } from "../start-error.ts";
import { command } from "./command.ts";
import { ownerLink, withPorts } from "./people.ts";

const say = (text: string): void => void process.stdout.write(`${text}\n`);

async function create(ports: Ports, env: Env, words: string[]): Promise<void> {
  const name = cleanName(words.join(" "));
  if (!name.ok) throw new StartError("A name of 1 to 32 letters, please: npm run admin -- create <name>");
  const owner = await createOwner(ports, name.value, "en");
  if (owner === null) {
    const [known] = await ports.store.owners();
    throw new StartError(
      `There is an owner already (${known?.name || "without a name yet"}): npm run admin -- owner-link opens another session of the same person.`,
    );
  }
  say(`${name.value} is the owner. This link opens their session, once, for a day:\n  ${await ownerLink(ports, env)}`);
}

const day = (at: number): string => new Date(at).toISOString().slice(0, 10);

async function list({ store }: Ports): Promise<void> {
  const owners = await store.owners();
  if (owners.length === 0) say("Nobody owns this Kartu yet: npm run admin -- owner-link makes a link for whoever shall.");
  for (const { name, createdAt } of owners) say(`owner  ${name || "(without a name)"}, since ${day(createdAt)}`);
  for (const space of await store.spaces()) {
    say(`space  ${space.name}, since ${day(space.createdAt)}`);
    for (const { name, role } of await store.members(space.id))
      if (role !== "participant" && role !== "observer") say(`         ${role}  ${name}`);
  }
}

await command(() => {
  const [what, ...words] = parseArgs({ allowPositionals: true, options: {} }).positionals;
  return withPorts(async (ports, env) => {
    if (what === "create") return create(ports, env, words);
    if (what === "list") return list(ports);
    if (what === "owner-link") return say(await ownerLink(ports, env));
    throw new StartError("What shall be done? npm run admin -- create <name> | list | owner-link");
  });
});
