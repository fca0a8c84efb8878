/** The boards' log in memory: for tests, and the reference of what the port means. */
import { createHash } from "node:crypto";
import type { BoardLog, BoardUpdateRow, StoredBoard } from "../../ports/board-log.ts";
import { StorageError } from "../../ports/space-store.ts";

interface Row {
  seq: number;
  data: Uint8Array;
  sha256: string;
}
interface Doc {
  rows: Row[];
  lastSeq: number;
  /** UTC ms of the last update. */
  changedAt: number | null;
  snapshot: { uptoSeq: number; state: Uint8Array; sha256: string } | null;
}

const hash = (data: Uint8Array): string => createHash("sha256").update(data).digest("hex");

export class MemoryBoardLog implements BoardLog {
  readonly #docs = new Map<string, Doc>();
  /** Makes the next appends fail, as a full disk does. */
  failing = false;

  #doc(board: string): Doc {
    let doc = this.#docs.get(board);
    if (doc === undefined) {
      doc = { rows: [], lastSeq: 0, changedAt: null, snapshot: null };
      this.#docs.set(board, doc);
    }
    return doc;
  }

  append(rows: BoardUpdateRow[]): Promise<number[]> {
    if (this.failing) return Promise.reject(new StorageError("the disk is full"));
    return Promise.resolve(
      rows.map(({ board, data, author, at }) => {
        const doc = this.#doc(board);
        doc.lastSeq += 1;
        if (author !== "") doc.changedAt = at;
        doc.rows.push({ seq: doc.lastSeq, data: data.slice(), sha256: hash(data) });
        return doc.lastSeq;
      }),
    );
  }

  load(board: string): Promise<StoredBoard> {
    const doc = this.#docs.get(board);
    if (doc === undefined) return Promise.resolve({ snapshot: null, updates: [], lastSeq: 0 });
    if (doc.snapshot !== null && hash(doc.snapshot.state) !== doc.snapshot.sha256) {
      return Promise.reject(new StorageError(`board ${board}: the snapshot up to ${doc.snapshot.uptoSeq} is damaged`));
    }
    const damaged = doc.rows.find((row) => hash(row.data) !== row.sha256);
    if (damaged !== undefined) return Promise.reject(new StorageError(`board ${board}: update ${damaged.seq} is damaged`));
    return Promise.resolve({
      snapshot: doc.snapshot?.state.slice() ?? null,
      updates: doc.rows.map((r) => r.data.slice()),
      lastSeq: doc.lastSeq,
    });
  }

  compact(board: string, uptoSeq: number, state: Uint8Array): Promise<void> {
    if (this.failing) return Promise.reject(new StorageError("the disk is full"));
    const doc = this.#doc(board);
    doc.snapshot = { uptoSeq, state: state.slice(), sha256: hash(state) };
    doc.rows = doc.rows.filter((r) => r.seq > uptoSeq);
    return Promise.resolve();
  }

  changedAt(boards: readonly string[]): Promise<Record<string, number>> {
    return Promise.resolve(
      Object.fromEntries(
        boards.flatMap((board) => {
          const at = this.#docs.get(board)?.changedAt ?? null;
          return at === null ? [] : [[board, at]];
        }),
      ),
    );
  }

  /** For tests: flips a bit of a stored row (`seq`), or of the snapshot (0). */
  damage(board: string, seq: number): void {
    const doc = this.#doc(board);
    const data = seq === 0 ? doc.snapshot?.state : doc.rows.find((r) => r.seq === seq)?.data;
    if (data === undefined || data.length === 0) throw new Error(`nothing stored under ${board} ${seq}`);
    data[0] = (data[0] ?? 0) ^ 1;
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}
