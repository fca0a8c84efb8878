/**
 * `npm run media-setup -- [--from deploy] --to <folder> [--owner kartu] [--relay-owner turnserver]`: secrets and configurations for LiveKit and coturn beside Kartu. HOST is the name
 * under which people reach it; PUBLIC_IP and TURN_SECRET as in .env. Kartu reads the secrets by KARTU_SECRETS.
 * As root, for services that run as users of their own: `--owner` gets what Kartu and LiveKit read, `--relay-owner` what coturn reads.
 */
import { join } from "node:path";
import { parseArgs } from "node:util";
import { fileURLToPath } from "node:url";
import { accountOf } from "../ops/media-setup/account.ts";
import { SECRETS_FILE, setUpMedia } from "../ops/media-setup/set-up.ts";
import { StartError } from "../start-error.ts";
import { command, pathGiven } from "./command.ts";

const TEMPLATES = fileURLToPath(new URL("../../deploy", import.meta.url));
/** An empty value counts as none, as everywhere. */
const given = (key: "HOST" | "PUBLIC_IP" | "TURN_SECRET"): string | undefined => process.env[key] || undefined;

await command(async () => {
  const { values } = parseArgs({
    options: {
      from: { type: "string", default: TEMPLATES },
      to: { type: "string" },
      owner: { type: "string" },
      "relay-owner": { type: "string" },
    },
  });
  if (values.to === undefined) throw new StartError("Into which folder? --to <folder>");
  const host = given("HOST");
  if (host === undefined) throw new StartError("HOST is missing: the name under which people reach Kartu.");
  const to = pathGiven(values.to);
  const { owner, "relay-owner": relayOwner = owner } = values;
  if (owner === undefined && relayOwner !== undefined) throw new StartError("--relay-owner goes with --owner, the user who runs Kartu.");
  const owners =
    owner === undefined || relayOwner === undefined ? null : { kartu: await accountOf(owner), relay: await accountOf(relayOwner) };
  const { address, made } = await setUpMedia({
    from: pathGiven(values.from),
    to,
    host,
    publicIp: given("PUBLIC_IP"),
    turnSecret: given("TURN_SECRET"),
    owners,
  });
  process.stdout.write(
    `Sound for ${host} at ${address}: ${to} is ready${made ? ", with new secrets" : ""} (KARTU_SECRETS=${join(to, SECRETS_FILE)}).\n`,
  );
});
