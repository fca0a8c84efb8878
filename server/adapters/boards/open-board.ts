/**
 * A board in memory: its document, who is at it, and what has not been committed yet. The document runs ahead of the disk; nothing that was
 * made from it leaves before the commit that holds it.
 */
import * as Y from "yjs";
import { BOARD_SCHEMA, ELEMENTS, MAX_DOCUMENT_BYTES, META, META_SCHEMA, type Notice } from "../../../shared/board/board.ts";
import type { BoardElement } from "../../../shared/board/element.ts";
import { CLOSE } from "../../../shared/protocol/codes.ts";
import type { BoardUpdateRow, StoredBoard } from "../../ports/board-log.ts";
import { BoardConnection, type BoardSide, type Standing } from "./connection.ts";
import * as frames from "./frames.ts";
import { COMPACT_BYTES, COMPACT_ROWS, COMPACT_STATES, FULL_MARGIN, MAX_EARLY_BYTES, MAX_UNSAVED_BYTES, MAX_WRITER_IDS } from "./limits.ts";
import { Presence, told } from "./presence.ts";
import { checkUpdate, type UpdateFault } from "./update-check.ts";

/** What a board asks of the house. */
export interface BoardAsks {
  /** Told of each update that was not taken. */
  refused(fault: UpdateFault, user: string): void;
  /** Whether somebody is in the board's space just now, and may do something there. */
  stands(visitor: BoardConnection["visitor"]): Standing;
  /** Users whose cursors somebody is not shown; null, as for most: they see everybody. */
  unseen(visitor: BoardConnection["visitor"]): ReadonlySet<string> | null;
}
const NOBODY: ReadonlySet<string> = new Set();

interface Edit {
  author: string;
  data: Uint8Array;
  from: BoardConnection | null;
}
/** What one commit takes along of one board. */
export interface Batch {
  rows: BoardUpdateRow[];
  edits: Edit[];
  /** Updates by connection, to be acknowledged; one that changed nothing counts too. */
  counts: Map<BoardConnection, number>;
  answers: { to: BoardConnection; theirs: Uint8Array; frame: Uint8Array }[];
}

const SERVER = Symbol("server");

export class OpenBoard implements BoardSide {
  readonly key: string;
  readonly connections = new Set<BoardConnection>();
  readonly doc = new Y.Doc();
  /** Rows and bytes since the last snapshot, bytes of that snapshot: when to compact. */
  rows = 0;
  rowBytes = 0;
  stateBytes = 0;
  lastSeq = 0;
  /** A batch of this board is on its way to the disk. */
  committing = false;
  saving: "well" | "failing" = "well";
  #full = false;
  #checkFullAbove = MAX_DOCUMENT_BYTES;
  #edits: Edit[] = [];
  #onTheWay = 0;
  #unsavedBytes = 0;
  #counts = new Map<BoardConnection, number>();
  #requests: { to: BoardConnection; theirs: Uint8Array }[] = [];
  readonly #presence = new Presence();
  readonly #early = new Map<BoardConnection, { data: Uint8Array[]; bytes: number }>();
  /** To whom the client ids of this document belong, as far as they have written since it was opened. */
  readonly #writers = new Map<number, string>();
  #strokes: { from: BoardConnection; body: Uint8Array }[] = [];

  readonly #asks: BoardAsks;
  /** Whose cursors a connection was not shown when it was last told of cursors; only where there are such people. */
  readonly #hidden = new Map<BoardConnection, ReadonlySet<string>>();
  /** Elements with words that were written since they were last read through, and by whom. */
  readonly #written = new Map<string, BoardConnection["visitor"]>();

  constructor(key: string, stored: StoredBoard, asks: BoardAsks) {
    this.key = key;
    this.#asks = asks;
    this.lastSeq = stored.lastSeq;
    this.rows = stored.updates.length;
    this.rowBytes = stored.updates.reduce((sum, u) => sum + u.length, 0);
    this.stateBytes = stored.snapshot?.length ?? 0;
    this.doc.getMap(ELEMENTS);
    const meta = this.doc.getMap(META);
    this.doc.transact(() => {
      if (stored.snapshot !== null) Y.applyUpdate(this.doc, stored.snapshot);
      for (const update of stored.updates) Y.applyUpdate(this.doc, update);
    });
    this.doc.getMap<BoardElement>(ELEMENTS).observe(({ keysChanged }, { origin }) => {
      if (origin instanceof BoardConnection) for (const key of keysChanged) this.#written.set(key, origin.visitor);
    });
    this.doc.on("update", (data: Uint8Array, origin: unknown) => this.#changed(data, origin));
    if (meta.get(META_SCHEMA) === undefined) this.doc.transact(() => meta.set(META_SCHEMA, BOARD_SCHEMA), SERVER);
    this.#lookIfFull();
  }

  #changed(data: Uint8Array, origin: unknown): void {
    const from = origin === SERVER ? null : (origin as BoardConnection);
    this.#edits.push({ author: from?.user ?? "", data, from });
    this.#unsavedBytes += data.length;
    if (this.#unsavedBytes > MAX_UNSAVED_BYTES) for (const c of this.connections) c.hold("unsaved");
  }

  // What connections ask (BoardSide).

  join(connection: BoardConnection): void {
    if (this.#asks.stands(connection.visitor) === "gone") return connection.close(CLOSE.BOARD_NOT_INSIDE);
    this.connections.add(connection);
    const { canWrite, kartu } = connection.visitor;
    if (canWrite) this.#askFor(connection);
    const hidden = this.#asks.unseen(connection.visitor) ?? NOBODY;
    if (hidden.size > 0) this.#hidden.set(connection, hidden);
    const present = this.#presence.everyone().filter(({ user }) => !hidden.has(user));
    if (present.length > 0) connection.sendCosmetic(frames.presence(present));
    this.#look(connection);
    if (!kartu) return;
    if (!canWrite) connection.send(frames.notice("observer"));
    if (this.#full) connection.send(frames.notice("full"));
    if (this.saving === "failing") connection.send(frames.notice("not_saved"));
  }

  /** Asks a page for what the board lacks. Until it has answered, its edits wait: they may build on what is still to come. */
  #askFor(connection: BoardConnection): void {
    this.#early.set(connection, { data: [], bytes: 0 });
    connection.send(frames.syncRequest(this.doc));
  }

  gone(connection: BoardConnection): void {
    this.connections.delete(connection);
    this.#early.delete(connection);
    this.#hidden.delete(connection);
    this.#counts.delete(connection);
    this.#requests = this.#requests.filter((r) => r.to !== connection);
    this.#presence.leave(connection);
  }

  requestState(from: BoardConnection, theirs: Uint8Array): void {
    Y.decodeStateVector(theirs);
    this.#requests = this.#requests.filter((r) => r.to !== from);
    this.#requests.push({ to: from, theirs });
  }

  edit(from: BoardConnection, update: Uint8Array, answersSync: boolean): void {
    // An observer's page does not write; what another program sends is passed over.
    if (!from.visitor.canWrite) return;
    this.#look(from);
    if (from.frozen) {
      from.passedOver += 1;
      return;
    }
    const early = this.#early.get(from);
    if (early !== undefined && !answersSync) {
      // Edits made before the client heard what the server lacks may build on others that are still to come with its answer.
      early.data.push(update);
      early.bytes += update.length;
      if (early.bytes > MAX_EARLY_BYTES) from.close(CLOSE.BOARD_TOO_LARGE);
      return;
    }
    this.#apply(from, update);
    // The answer holds whatever was not taken of this page before: with it those frames are done, too.
    if (answersSync && from.passedOver > 0 && from.isOpen) {
      this.#counts.set(from, (this.#counts.get(from) ?? 0) + from.passedOver);
      from.passedOver = 0;
    }
    if (early === undefined) return;
    this.#early.delete(from);
    for (const held of early.data) if (from.isOpen) this.#apply(from, held);
  }

  #apply(from: BoardConnection, update: Uint8Array): void {
    const mayWrite = (client: number): boolean => {
      const owner = this.#writers.get(client);
      return owner === undefined ? from.writers.size < MAX_WRITER_IDS : owner === from.user;
    };
    const { fault, writers } = checkUpdate(this.doc, update, mayWrite);
    if (fault !== null) {
      this.#asks.refused(fault, from.user);
      return from.close(CLOSE.BOARD_BAD_FRAME);
    }
    if (this.#full && this.bytes + update.length > MAX_DOCUMENT_BYTES + FULL_MARGIN) return from.close(CLOSE.BOARD_TOO_LARGE);
    for (const client of writers) {
      this.#writers.set(client, from.user);
      from.writers.add(client);
    }
    Y.applyUpdate(this.doc, update, from);
    // The check lets no gap through; should one slip by, it must not wait in memory for ever.
    this.doc.store.pendingStructs = null;
    this.doc.store.pendingDs = null;
    this.#counts.set(from, (this.#counts.get(from) ?? 0) + 1);
  }

  presence(from: BoardConnection, body: Uint8Array): void {
    this.#look(from);
    if (!from.going) this.#presence.take(from, body, from.frozen);
  }

  stroke(from: BoardConnection, body: Uint8Array): void {
    this.#look(from);
    if (!from.going && !from.frozen) this.#strokes.push({ from, body });
  }

  // What the tick asks.

  lookAround(): void {
    for (const connection of this.connections) this.#look(connection);
  }

  /** How somebody stands just now. Whoever left the space sees nothing more of the board and is not seen at it; when a frozen room goes on, so does their page. */
  #look(connection: BoardConnection): void {
    if (connection.going) return;
    const stands = this.#asks.stands(connection.visitor);
    if (stands === "gone") {
      connection.letGo();
      this.#presence.leave(connection);
      return;
    }
    const frozen = stands === "frozen";
    if (connection.frozen === frozen) return;
    connection.frozen = frozen;
    if (connection.visitor.kartu) connection.send(frames.notice(frozen ? "frozen" : "free"));
    if (!connection.visitor.canWrite) return;
    if (!frozen) return this.#askFor(connection);
    const early = this.#early.get(connection);
    if (early === undefined) return;
    connection.passedOver += early.data.length;
    Object.assign(early, { data: [], bytes: 0 });
  }

  relayPresence(): void {
    const unseen = this.#unseen();
    const changes = this.#presence.changes();
    if (changes.length === 0) return;
    const frame = frames.presence(changes);
    // The sender too: a client that hears nothing for 30 s takes its connection for dead.
    for (const connection of this.connections) {
      const [hidden, was] = unseen.get(connection) ?? [];
      if (hidden === undefined || was === undefined) connection.sendCosmetic(frame);
      else connection.sendCosmetic(frames.presence(told(changes, hidden, was)));
    }
  }

  /** For those connections that do not see everybody, or did not: whom not, and whom not the last time. Whoever is hidden or comes back is told of anew. */
  #unseen(): Map<BoardConnection, readonly [ReadonlySet<string>, ReadonlySet<string>]> {
    const unseen = new Map<BoardConnection, readonly [ReadonlySet<string>, ReadonlySet<string>]>();
    const renew = new Set<string>();
    for (const connection of this.connections) {
      const hidden = this.#asks.unseen(connection.visitor);
      const was = this.#hidden.get(connection) ?? NOBODY;
      if (hidden === null && was === NOBODY) continue;
      const now = hidden ?? NOBODY;
      unseen.set(connection, [now, was]);
      if (hidden === null) this.#hidden.delete(connection);
      else this.#hidden.set(connection, hidden);
      for (const user of now) if (!was.has(user)) renew.add(user);
      for (const user of was) if (!now.has(user)) renew.add(user);
    }
    for (const user of renew) this.#presence.renew(user);
    return unseen;
  }

  /** What was written since the last call, by whom: the words as they stand now. */
  written(): { visitor: BoardConnection["visitor"]; text: string }[] {
    if (this.#written.size === 0) return [];
    const elements = this.doc.getMap<BoardElement>(ELEMENTS);
    const texts = [...this.#written].flatMap(([id, visitor]) => {
      const element = elements.get(id);
      const text = element === undefined || element.isDeleted ? null : (element["originalText"] ?? element["text"] ?? element["name"]);
      return typeof text === "string" && text !== "" ? [{ visitor, text }] : [];
    });
    this.#written.clear();
    return texts;
  }

  relayStrokes(): void {
    if (this.#strokes.length === 0) return;
    const all = this.#strokes;
    this.#strokes = [];
    const sole = all.every((s) => s.from === all[0]?.from) ? all[0]?.from : undefined;
    const frame = frames.strokes(all.map((s) => s.body));
    for (const connection of this.connections) if (connection !== sole && connection.visitor.kartu) connection.sendCosmetic(frame);
  }

  /** What is to be committed, or null. Answers to sync requests are written now, since the document may run on during the commit. */
  take(now: number): Batch | null {
    if (this.committing || (this.#edits.length === 0 && this.#requests.length === 0 && this.#counts.size === 0)) return null;
    const edits = this.#edits;
    const byAuthor = new Map<string, Uint8Array[]>();
    for (const { author, data } of edits) {
      const list = byAuthor.get(author);
      if (list === undefined) byAuthor.set(author, [data]);
      else list.push(data);
    }
    // Nothing of this batch has been relayed, so authors cannot have built on each other within it: a row each keeps the order.
    const rows = [...byAuthor].map(([author, list]) => ({ board: this.key, data: merge(list), author, at: now }));
    const answers = this.#requests.map(({ to, theirs }) => ({ to, theirs, frame: frames.syncAnswer(this.doc, theirs) }));
    const batch = { rows, edits, counts: this.#counts, answers };
    this.#edits = [];
    this.#counts = new Map();
    this.#requests = [];
    this.committing = true;
    this.#onTheWay = edits.length;
    return batch;
  }

  /** The batch is on disk: others see it, its authors read that it is saved. */
  settle(batch: Batch, lastSeq: number | undefined): void {
    this.committing = false;
    this.#onTheWay = 0;
    if (this.saving === "failing") {
      this.saving = "well";
      this.#tell("saved");
    }
    for (const { data } of batch.rows) {
      this.rows += 1;
      this.rowBytes += data.length;
    }
    if (lastSeq !== undefined) this.lastSeq = lastSeq;
    this.#unsavedBytes = this.#edits.reduce((sum, e) => sum + e.data.length, 0);
    for (const c of this.connections) c.release("unsaved");
    if (batch.rows.length > 0) {
      const sole = batch.edits.every((e) => e.from === batch.edits[0]?.from) ? batch.edits[0]?.from : undefined;
      const frame = frames.update(merge(batch.rows.map((r) => r.data)));
      for (const connection of this.connections) if (connection !== sole) connection.send(frame);
    }
    for (const { to, frame } of batch.answers) {
      to.stateBytes += frame.length;
      to.send(frame);
    }
    for (const [connection, count] of batch.counts) {
      connection.durable += count;
      if (connection.visitor.kartu) connection.confirm(frames.durable(connection.durable));
    }
    this.#lookIfFull();
  }

  /** The disk refused: everything stays in memory, in its order, for the next try. */
  putBack(batch: Batch): void {
    this.committing = false;
    this.#onTheWay = 0;
    this.#edits = [...batch.edits, ...this.#edits];
    for (const [connection, count] of this.#counts) batch.counts.set(connection, (batch.counts.get(connection) ?? 0) + count);
    this.#counts = batch.counts;
    for (const connection of this.#counts.keys()) if (!this.connections.has(connection)) this.#counts.delete(connection);
    const asked = new Set(this.#requests.map((r) => r.to));
    this.#requests.push(...batch.answers.filter(({ to }) => to.isOpen && !asked.has(to)));
    if (this.saving === "failing") return;
    this.saving = "failing";
    this.#tell("not_saved");
  }

  #tell(code: Notice): void {
    for (const connection of this.connections) if (connection.visitor.kartu) connection.send(frames.notice(code));
  }

  get bytes(): number {
    return this.stateBytes + this.rowBytes;
  }
  /** Edits that no commit has confirmed. */
  get unsaved(): number {
    return this.#onTheWay + this.#edits.length;
  }
  get hasUnsaved(): boolean {
    return this.committing || this.#edits.length > 0;
  }

  /** The rows' bytes bound the document's from above; only when they pass the limit is its size looked at. */
  #lookIfFull(): void {
    if (this.bytes <= this.#checkFullAbove) return;
    this.stateBytes = Y.encodeStateAsUpdate(this.doc).length;
    this.rowBytes = 0;
    this.#checkFullAbove = Math.max(MAX_DOCUMENT_BYTES, this.stateBytes + MAX_DOCUMENT_BYTES / 10);
    const full = this.stateBytes > MAX_DOCUMENT_BYTES;
    if (full && !this.#full) this.#tell("full");
    this.#full = full;
  }

  get wantsCompaction(): boolean {
    if (this.connections.size === 0) return this.rows > 0;
    return this.rows >= COMPACT_ROWS || this.rowBytes >= Math.max(COMPACT_BYTES, COMPACT_STATES * this.stateBytes);
  }

  /** The state to write in place of all rows up to `lastSeq`. It may hold newer edits: their rows then say what is known. */
  compacted(): { uptoSeq: number; state: Uint8Array } {
    const state = Y.encodeStateAsUpdate(this.doc);
    this.rows = 0;
    this.rowBytes = 0;
    this.stateBytes = state.length;
    return { uptoSeq: this.lastSeq, state };
  }
}

function merge(updates: Uint8Array[]): Uint8Array {
  return updates.length === 1 && updates[0] !== undefined ? updates[0] : Y.mergeUpdates(updates);
}
