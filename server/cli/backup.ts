/** `npm run backup [-- <file or folder>]`: everything that is kept, in one file, with the server running or not. */
import { parseArgs } from "node:util";
import { makeBackup } from "../adapters/sqlite/backup.ts";
import { readEnv } from "../env-file.ts";
import { StartError } from "../start-error.ts";
import { command, pathGiven } from "./command.ts";
import { describeContents } from "./contents.ts";

await command(async () => {
  const { positionals } = parseArgs({ allowPositionals: true, options: {} });
  if (positionals.length > 1) throw new StartError("One file or folder, please: npm run backup -- <file>");
  const [to] = positionals;
  const { dataFolder } = readEnv(process.env);
  const done = await makeBackup({ dataFolder, to: to === undefined ? null : pathGiven(to), now: Date.now() });
  process.stdout.write(
    `The backup is written and read back: ${done.file}\n` +
      `  ${(done.bytes / 1e6).toFixed(1)} MB, ${describeContents(done.contents)}\n` +
      `  sha256 ${done.sha256} (in ${done.file}.sha256, too: keep the two together, on another disk)\n`,
  );
});
