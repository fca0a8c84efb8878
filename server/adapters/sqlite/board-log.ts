/** The boards' log in the database: each method is the op of the same name in its worker. */
import type { BoardLog } from "../../ports/board-log.ts";
import type { Database } from "./database.ts";

const PRUNE_ROWS = 250;

/** @param database closed by whoever opened it; the log's own `close` leaves it open */
export const sqliteBoardLog = (database: Database): BoardLog => ({
  append: (rows) => database.call("boardLog", "append", rows),
  load: (board) => database.call("boardLog", "load", board),
  compact: async (board, uptoSeq, state) => {
    await database.call("boardLog", "compact", board, uptoSeq, state);
    // In small steps, so that other boards' commits come in between. What a crash leaves over is ignored, and removed the next time.
    while ((await database.call("boardLog", "prune", board, uptoSeq, PRUNE_ROWS)) === PRUNE_ROWS);
  },
  changedAt: (boards) => database.call("boardLog", "changedAt", [...boards]),
  close: async () => {},
});
