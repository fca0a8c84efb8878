/** The boards' log as statements; they run in the database's worker (`op-groups.ts`), each in one transaction: one fsync a batch. */
import { createHash } from "node:crypto";
import type { DatabaseSync, StatementSync } from "node:sqlite";
import type { BoardUpdateRow, StoredBoard } from "../../ports/board-log.ts";

const hash = (data: Uint8Array): Buffer => createHash("sha256").update(data).digest();
const bytes = (value: unknown): Uint8Array => (value instanceof Uint8Array ? value : new Uint8Array());

export const boardLogOps = ({ db }: { db: DatabaseSync }) => {
  const prepared = new Map<string, StatementSync>();
  const sql = (text: string): StatementSync => {
    let statement = prepared.get(text);
    if (statement === undefined) {
      statement = db.prepare(text);
      prepared.set(text, statement);
    }
    return statement;
  };
  /** Everything or nothing. */
  const transaction = <T>(work: () => T): T => {
    db.exec("begin immediate");
    try {
      const value = work();
      db.exec("commit");
      return value;
    } catch (error) {
      // A full disk may have rolled it back already.
      if (db.isTransaction) db.exec("rollback");
      throw error;
    }
  };
  const lastSeq = (board: string): number => {
    const row = sql(
      "select max((select coalesce(max(seq), 0) from doc_update where doc = ?), (select coalesce(max(upto_seq), 0) from doc_snapshot where doc = ?)) as seq",
    ).get(board, board);
    return Number(row?.["seq"] ?? 0);
  };
  /** The time of the last update that somebody made, the pruned ones included. */
  const changed = (board: string): number | null => {
    const last = sql("select at from doc_update where doc = ? and author <> '' order by seq desc limit 1").get(board)?.["at"];
    const kept = sql("select max(at) as at from doc_snapshot where doc = ? and label is null").get(board)?.["at"];
    const at = Math.max(Number(last ?? 0), Number(kept ?? 0));
    return at === 0 ? null : at;
  };

  return {
    changedAt(boards: string[]): Record<string, number> {
      return Object.fromEntries(
        boards.flatMap((board) => {
          const at = changed(board);
          return at === null ? [] : [[board, at]];
        }),
      );
    },

    append(rows: BoardUpdateRow[]): number[] {
      const insert = sql("insert into doc_update (doc, seq, sha256, data, author, at) values (?, ?, ?, ?, ?, ?)");
      return transaction(() => {
        const next = new Map<string, number>();
        return rows.map(({ board, data, author, at }) => {
          const seq = (next.get(board) ?? lastSeq(board)) + 1;
          next.set(board, seq);
          insert.run(board, seq, hash(data), data, author, at);
          return seq;
        });
      });
    },

    load(board: string): StoredBoard {
      const snapshot = sql(
        "select upto_seq, state, sha256 from doc_snapshot where doc = ? and label is null order by upto_seq desc limit 1",
      ).get(board);
      const upto = Number(snapshot?.["upto_seq"] ?? 0);
      const state = snapshot === undefined ? null : bytes(snapshot["state"]);
      if (state !== null && !hash(state).equals(bytes(snapshot?.["sha256"])))
        throw new Error(`board ${board}: the snapshot up to ${upto} is damaged`);
      const updates: Uint8Array[] = [];
      for (const row of sql("select seq, data, sha256 from doc_update where doc = ? and seq > ? order by seq").iterate(board, upto)) {
        const data = bytes(row["data"]);
        if (!hash(data).equals(bytes(row["sha256"]))) throw new Error(`board ${board}: update ${String(row["seq"])} is damaged`);
        updates.push(data);
      }
      return { snapshot: state, updates, lastSeq: lastSeq(board) };
    },

    /** From here on the rows up to `uptoSeq` are read no more. `prune` removes them. */
    compact(board: string, uptoSeq: number, state: Uint8Array): void {
      transaction(() => {
        const at = changed(board);
        // A snapshot with a label was made on purpose and stays.
        sql("delete from doc_snapshot where doc = ? and label is null").run(board);
        sql("insert into doc_snapshot (doc, upto_seq, state, sha256, label, at) values (?, ?, ?, ?, null, ?)").run(
          board,
          uptoSeq,
          state,
          hash(state),
          at,
        );
      });
    },

    /** @returns how many rows were removed, at most `limit`: a commit must not wait for thousands of them */
    prune(board: string, uptoSeq: number, limit: number): number {
      const remove = sql(
        "delete from doc_update where doc = ? and seq in (select seq from doc_update where doc = ? and seq <= ? order by seq limit ?)",
      );
      return Number(remove.run(board, board, uptoSeq, limit).changes);
    },
  };
};
