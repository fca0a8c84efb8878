/** `npm run restore -- <file>`: a backup in the place of what is there. `--verify` reads and checks it, and changes nothing. */
import { parseArgs } from "node:util";
import { restoreBackup, verifyBackup } from "../adapters/sqlite/restore.ts";
import { readEnv } from "../env-file.ts";
import { StartError } from "../start-error.ts";
import { command, pathGiven } from "./command.ts";
import { describeContents } from "./contents.ts";

await command(async () => {
  const { positionals, values } = parseArgs({ allowPositionals: true, options: { verify: { type: "boolean", default: false } } });
  const [given] = positionals;
  if (given === undefined || positionals.length > 1) throw new StartError("Which file? npm run restore -- <file> [--verify]");
  const { dataFolder } = readEnv(process.env);
  const file = pathGiven(given);
  if (values.verify) {
    process.stdout.write(`${file} is whole.\n  ${describeContents(await verifyBackup(file))}\n`);
    return;
  }
  const { contents, before } = await restoreBackup({ dataFolder, file, now: Date.now() });
  const kept = before === null ? "" : `  What was there before: ${before}\n`;
  process.stdout.write(`${file} is restored into ${dataFolder}.\n  ${describeContents(contents)}\n${kept}`);
});
