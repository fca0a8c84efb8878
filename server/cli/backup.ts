/** `npm run backup [-- <file or folder>]`: everything that is kept, in one file, with the server running or not. */
import { parseArgs } from "node:util";
import { makeBackup } from "../adapters/sqlite/backup.ts";
import { parseEnv } from "../env.ts";
import { StartError } from "../start-error.ts";
import { command, pathGiven } from "./command.ts";
import { describeContents } from "./contents.ts";

await command(async () => {
  const { positionals } = parseArgs({ allowPositionals: true, options: {} });
  if (positionals.length > 1) throw new StartError("One file or folder, please: npm run backup -- <file>");
  const [to] = positionals;
  const { dataFolder } = parseEnv(process.env);
  const done = await makeBackup({ dataFolder, to: to === undefined ? null : pathGiven(to), now: Date.now() });
  process.stdout.write(
    `${done.file}\n  ${(done.bytes / 1e6).toFixed(1)} MB, ${describeContents(done.contents)}\n  sha256 ${done.sha256}\n`,
  );
});
