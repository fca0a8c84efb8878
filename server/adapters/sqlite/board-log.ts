/** The boards' log in the database: each method is the op of the same name in its worker. */
import type { BoardLog } from "../../ports/board-log.ts";
import type { Database } from "./database.ts";

/** @param database closed by whoever opened it; the log's own `close` leaves it open */
export const sqliteBoardLog = (database: Database): BoardLog => ({
  append: (rows) => database.call("boardLog", "append", rows),
  load: (board) => database.call("boardLog", "load", board),
  compact: (board, uptoSeq, state) => database.call("boardLog", "compact", board, uptoSeq, state),
  close: async () => {},
});
