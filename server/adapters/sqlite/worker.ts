/** The thread that waits for the disk, so that the one that moves avatars never does. Started by `database.ts`. */
import { dirname } from "node:path";
import { parentPort, workerData } from "node:worker_threads";
import { removeDatabase, stagedOf } from "./files.ts";
import { holdFolder } from "./folder-lock.ts";
import { type Opened, OpenError, openFile } from "./open.ts";
import { GROUPS } from "./op-groups.ts";
import type { Down, Up, WorkerOptions } from "./worker-protocol.ts";

/** The one before may still be closing: wait so long for the folder, ms. */
const LOCK_MS = 2_500;

const port = parentPort;
if (port === null) throw new Error("worker.ts is a worker");
const options = workerData as WorkerOptions;
const tell = (message: Down): void => port.postMessage(message);

const text = (error: unknown): string => (error instanceof Error ? error.message : String(error));

function serve(opened: Opened, release: () => void): void {
  const { db } = opened;
  const ops = new Map<string, Record<string, unknown>>();
  for (const [group, make] of Object.entries(GROUPS)) ops.set(group, make(opened) as unknown as Record<string, unknown>);
  let queue: Promise<void> = Promise.resolve();
  const run = async ({ id, group, op, args }: Extract<Up, { kind: "call" }>): Promise<void> => {
    try {
      const target = ops.get(group);
      const method = target?.[op];
      if (typeof method !== "function") throw new Error(`no such operation: ${group}.${op}`);
      tell({ kind: "done", id, value: await (method.apply(target, args) as unknown) });
    } catch (error) {
      if (db.isOpen && db.isTransaction) db.exec("rollback");
      tell({ kind: "failed", id, message: text(error) });
    }
  };
  port?.on("message", (message: Up) => {
    queue = queue.then(async () => {
      if (message.kind === "call") return run(message);
      // Writes the log back into the file and removes it.
      db.close();
      release();
      tell({ kind: "closed" });
      port.close();
    });
  });
  tell({ kind: "open" });
}

try {
  const release = options.lockFile === null ? () => undefined : holdFolder(options.lockFile, LOCK_MS);
  // Left by a restore that was killed: a whole copy of somebody's data.
  if (options.lockFile !== null && release !== null) removeDatabase(stagedOf(dirname(options.file)));
  if (release === null) tell({ kind: "refused", reason: "held", message: "another process holds the folder", backup: "" });
  else serve(await openFile(options), release);
} catch (error) {
  const known = error instanceof OpenError ? { reason: error.reason, backup: error.backup } : { reason: "unusable" as const, backup: "" };
  tell({ kind: "refused", ...known, message: text(error) });
}
