/** Whether a database file is whole and can be used by this program: read completely, and nothing written. */
import { createHash } from "node:crypto";
import { DatabaseSync } from "node:sqlite";
import { pathToFileURL } from "node:url";
import * as Y from "yjs";
import { StartError } from "../../start-error.ts";
import { boardLogOps } from "./board-log-ops.ts";
import { makeMigrations } from "./migrations/index.ts";
import { appliedMigrations } from "./open.ts";

/** What stands in it. */
export interface Contents {
  /** Name of the last migration it has seen. */
  schema: string;
  spaces: number;
  people: number;
  chatLines: number;
  boards: number;
  /** Updates and snapshots of boards, each of which was checked against its hash. */
  boardRows: number;
}

const number = (value: unknown): number => (typeof value === "number" ? value : 0);
const count = (db: DatabaseSync, table: string): number => number(db.prepare(`select count(*) as n from ${table}`).get()?.["n"]);

function checkSchema(db: DatabaseSync, name: string): string {
  const known = Object.keys(makeMigrations({ bytes: "blob" }));
  const seen = appliedMigrations(db);
  const newer = seen.find((one) => !known.includes(one));
  if (newer !== undefined)
    throw new StartError(
      `${name} was written by a newer Kartu (it has seen ${newer}): restore it with that version, or take an older backup.`,
    );
  const last = seen.at(-1);
  if (last === undefined) throw new StartError(`${name} is a database, but not one of Kartu.`);
  return last;
}

function checkPages(db: DatabaseSync, name: string): void {
  const [found] = db.prepare("pragma integrity_check(1)").all();
  if (found?.["integrity_check"] !== "ok") throw new StartError(`${name} is damaged (${String(found?.["integrity_check"])}).`);
  const [loose] = db.prepare("pragma foreign_key_check").all();
  if (loose !== undefined) throw new StartError(`${name} is damaged (a row of ${String(loose["table"])} belongs to nothing).`);
}

/** Every row's hash: also of rows that a later snapshot stands for, and of snapshots that were kept on purpose. */
function checkRows(db: DatabaseSync, name: string): number {
  let rows = 0;
  for (const [table, column, seq] of [
    ["doc_update", "data", "seq"],
    ["doc_snapshot", "state", "upto_seq"],
  ] as const) {
    for (const row of db.prepare(`select doc, ${seq} as seq, ${column} as data, sha256 from ${table}`).iterate()) {
      rows += 1;
      const { data, sha256 } = row;
      const whole = data instanceof Uint8Array && sha256 instanceof Uint8Array && createHash("sha256").update(data).digest().equals(sha256);
      if (!whole) throw new StartError(`${name} is damaged (board ${String(row["doc"])}, ${table} ${String(row["seq"])}).`);
    }
  }
  return rows;
}

/** Each board becomes a document, as it does when someone opens it. */
function checkBoards(db: DatabaseSync, name: string): number {
  const log = boardLogOps({ db });
  const boards = db.prepare("select doc from doc_update union select doc from doc_snapshot").all();
  for (const row of boards) {
    const board = String(row["doc"]);
    const doc = new Y.Doc();
    try {
      const { snapshot, updates } = log.load(board);
      for (const update of snapshot === null ? updates : [snapshot, ...updates]) Y.applyUpdate(doc, update);
      if (doc.store.pendingStructs !== null || doc.store.pendingDs !== null) throw new Error("edits are missing in between");
    } catch (cause) {
      throw new StartError(
        `${name} is damaged (board ${board} cannot be opened: ${cause instanceof Error ? cause.message : String(cause)}).`,
        {
          cause,
        },
      );
    } finally {
      doc.destroy();
    }
  }
  return boards.length;
}

/**
 * @param file nobody writes it meanwhile, and no log of SQLite stands beside it
 * @param name what the file is called in sentences
 * @throws StartError with a sentence: no database, damaged, newer
 */
export function verifyFile(file: string, name = file): Contents {
  const url = pathToFileURL(file);
  // Read as it is: no lock, no log, no change of the folder it is in.
  url.searchParams.set("immutable", "1");
  let db: DatabaseSync | null = null;
  try {
    db = new DatabaseSync(url, { readOnly: true });
    const schema = checkSchema(db, name);
    checkPages(db, name);
    const boardRows = checkRows(db, name);
    const boards = checkBoards(db, name);
    return { schema, boards, boardRows, spaces: count(db, "space"), people: count(db, "app_user"), chatLines: count(db, "chat_line") };
  } catch (cause) {
    if (cause instanceof StartError) throw cause;
    throw new StartError(`${name} cannot be read as a backup of Kartu (${cause instanceof Error ? cause.message : String(cause)}).`, {
      cause,
    });
  } finally {
    db?.close();
  }
}
