/**
 * What the database's worker can do. An op is a function that runs in the worker, one at a time and never beside another, so a
 * transaction of its own (`db.exec("begin immediate")` … `commit`, or Kysely's) is nobody else's business.
 *
 * To add a group (the board log does): write `board-log-ops.ts` that exports `boardLogOps = ({ db, kysely }: Opened) => ({ append(rows) {…}, … })`,
 * add it below, and call it from the main thread with `database.call("boardLog", "append", rows)`: arguments and results are structured
 * clones, typed by the op itself. Ops may be synchronous (node:sqlite is) or return a promise. What throws in an op rejects the call as
 * a StorageError with its message; a commit that the disk refuses has changed nothing. The tables `doc_update` and `doc_snapshot` stand (`schema.ts`).
 */
import { boardLogOps } from "./board-log-ops.ts";
import { spaceOps } from "./space-ops.ts";

export const GROUPS = {
  space: spaceOps,
  boardLog: boardLogOps,
};

export type Groups = { [G in keyof typeof GROUPS]: ReturnType<(typeof GROUPS)[G]> };
