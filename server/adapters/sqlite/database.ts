/** The main thread's side of the database: calls go to the worker and come back as promises. */
import { open, rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import { Worker } from "node:worker_threads";
import { StorageError } from "../../ports/space-store.ts";
import { StartError } from "../../start-error.ts";
import { databaseOf, makeFolder } from "./files.ts";
import { lockFileOf } from "./folder-lock.ts";
import type { Groups } from "./op-groups.ts";
import type { Down, Up, WorkerOptions } from "./worker-protocol.ts";

type Ops<G extends keyof Groups> = Groups[G];
type Op<G extends keyof Groups, O extends keyof Ops<G>> = Ops<G>[O] extends (...args: infer A) => infer R
  ? { args: A; value: Awaited<R> }
  : never;

export interface Database {
  /** Runs an op in the worker. @throws StorageError when it threw, or when the database is closed or gone */
  call<G extends keyof Groups, O extends keyof Ops<G> & string>(group: G, op: O, ...args: Op<G, O>["args"]): Promise<Op<G, O>["value"]>;
  /** Resolves when everything called before is done and the file is closed. */
  close(): Promise<void>;
}

export interface DatabaseOptions {
  dataFolder: string;
  /** False for tools that work on the folder beside a running Kartu. */
  alone: boolean;
  /** See `open.ts`. */
  maxPages?: number;
}

const sentence = (folder: string, refused: Extract<Down, { kind: "refused" }>): string => {
  switch (refused.reason) {
    case "held":
      return `Another Kartu is running on the data folder ${folder}: stop it first, or set KARTU_DATA to another folder.`;
    case "newer":
      return `The data folder ${folder} was written by a newer Kartu (${refused.message}): start that version, or restore a backup of this one.`;
    case "migration":
      return `The data in ${folder} could not be brought to this version (${refused.message}); it is as it was before${refused.backup === "" ? "" : `, and a backup is ${refused.backup}`}.`;
    case "unusable":
      return `The database in the data folder ${folder} cannot be used (${refused.message}).`;
  }
};

/** @throws StartError when the folder cannot be made or written */
export async function checkFolder(folder: string): Promise<void> {
  const probe = join(folder, `.probe-${process.pid}`);
  try {
    await makeFolder(folder);
    const file = await open(probe, "w", 0o600);
    await file.close();
    await rm(probe, { force: true });
  } catch (cause) {
    const { code = "unknown" } = cause as NodeJS.ErrnoException;
    throw new StartError(`The data folder ${folder} cannot be written (${code}): set KARTU_DATA to a folder that this user may write.`, {
      cause,
    });
  }
}

interface Waiting {
  resolve(value: unknown): void;
  reject(error: Error): void;
}

/** Opens (or makes) the database of a data folder. @throws StartError with a sentence */
export async function openDatabase({ dataFolder, alone, maxPages }: DatabaseOptions): Promise<Database> {
  const folder = resolve(dataFolder);
  await checkFolder(folder);
  const options: WorkerOptions = {
    file: databaseOf(folder),
    lockFile: alone ? lockFileOf(folder) : null,
    ...(maxPages === undefined ? {} : { maxPages }),
  };
  const worker = new Worker(new URL("./worker.ts", import.meta.url), { workerData: options });
  const waiting = new Map<number, Waiting>();
  let lastId = 0;
  let gone: StorageError | null = null;
  const opened = Promise.withResolvers<void>();
  const closed = Promise.withResolvers<void>();

  const end = (error: StorageError): void => {
    gone ??= error;
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
    opened.reject(error);
    closed.resolve();
  };
  worker.on("message", (message: Down) => {
    switch (message.kind) {
      case "open":
        return opened.resolve();
      case "refused":
        opened.reject(new StartError(sentence(folder, message)));
        return void worker.terminate();
      case "done":
        waiting.get(message.id)?.resolve(message.value);
        return void waiting.delete(message.id);
      case "failed":
        waiting.get(message.id)?.reject(new StorageError(message.message));
        return void waiting.delete(message.id);
      case "closed":
        return end(new StorageError("the database is closed"));
    }
  });
  worker.on("error", (cause) => end(new StorageError("the database's thread failed", { cause })));
  worker.on("exit", () => end(new StorageError("the database's thread ended")));
  await opened.promise;

  const post = (message: Up): void => worker.postMessage(message);
  return {
    call: (group, op, ...args) =>
      new Promise<never>((resolveCall, reject) => {
        if (gone !== null) return reject(gone);
        const id = ++lastId;
        // What the op returns is what its type says: the worker runs that very function.
        waiting.set(id, { resolve: resolveCall as (value: unknown) => void, reject });
        post({ kind: "call", id, group, op, args });
      }),
    close: async () => {
      if (gone === null) {
        post({ kind: "close" });
        gone = new StorageError("the database is closed");
      }
      await closed.promise;
    },
  };
}
