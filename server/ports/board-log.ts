/** The append log of boards. What has been relayed to anyone is in it: commit, then relay. */
export interface BoardUpdateRow {
  board: string;
  /** Yjs update, v1. */
  data: Uint8Array;
  /** User id of the author, or "" for the server. */
  author: string;
  /** UTC ms. */
  at: number;
}
export interface StoredBoard {
  /** State of the last snapshot as a Yjs update, or null. */
  snapshot: Uint8Array | null;
  /** Updates after it, in order of their sequence. */
  updates: Uint8Array[];
  /** Sequence number of the last update, 0 for none. */
  lastSeq: number;
}
export interface BoardLog {
  /** Appends a batch, possibly of many boards, in one transaction; resolves when durable, with each row's sequence number. */
  append(rows: BoardUpdateRow[]): Promise<number[]>;
  /** Every row's SHA-256 is checked; a damaged row throws `StorageError` that names it. */
  load(board: string): Promise<StoredBoard>;
  /** Replaces updates up to `uptoSeq` by a state: at once for whoever loads; the rows themselves may go a little later. */
  compact(board: string, uptoSeq: number, state: Uint8Array): Promise<void>;
  /** When each of these boards was last changed, UTC ms; one that nobody ever changed (or not since this is kept) is not among them. */
  changedAt(boards: readonly string[]): Promise<Record<string, number>>;
  close(): Promise<void>;
}
