/** A restore that is ended by SIGKILL right after the step that is named. */
import { type Step, restoreBackup } from "../../server/adapters/sqlite/restore.ts";

const [dataFolder = "", file = "", die = ""] = process.argv.slice(2);
await restoreBackup({
  dataFolder,
  file,
  now: Date.now(),
  onStep: (step: Step) => {
    if (step === die) process.kill(process.pid, "SIGKILL");
  },
});
