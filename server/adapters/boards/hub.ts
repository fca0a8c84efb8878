/** All open boards of this process and the one tick that commits, relays and acknowledges for all of them. */
import { CLOSE } from "../../../shared/protocol/codes.ts";
import type { BoardLog } from "../../ports/board-log.ts";
import type { Clock } from "../../ports/clock.ts";
import type { BoardConnection, Standing } from "./connection.ts";
import { seldom } from "../../seldom.ts";
import { HEARTBEAT, PRESENCE_TICKS, READ_TICKS, SAVE_RETRY, TICK } from "./limits.ts";
import { type Batch, OpenBoard } from "./open-board.ts";

export interface BoardLogger {
  info(about: object, message: string): void;
  warn(about: object, message: string): void;
  error(about: object, message: string): void;
}
export interface HubDeps {
  log: BoardLog;
  clock: Clock;
  logger: BoardLogger;
  /** Asked again and again: boards are for those inside, whatever became of their right to come in. */
  stands(space: string, user: string): Standing;
  /** Users between whom and this one there is a block: neither is shown the other's cursor. Null: there is none. */
  unseen?(space: string, user: string): ReadonlySet<string> | null;
  /** What somebody wrote on a board, some moments ago. */
  wrote?(space: string, user: string, text: string): void;
}

export class BoardHub {
  readonly #deps: HubDeps;
  readonly #boards = new Map<string, Promise<OpenBoard>>();
  readonly #open = new Map<string, OpenBoard>();
  readonly #connections = new Set<BoardConnection>();
  readonly #compacting = new Set<string>();
  readonly #tick: NodeJS.Timeout;
  readonly #heart: NodeJS.Timeout;
  readonly #mayTell: () => boolean;
  #ticks = 0;
  #commit: Promise<void> | null = null;
  #retryAt = 0;

  constructor(deps: HubDeps) {
    this.#deps = deps;
    this.#mayTell = seldom(() => deps.clock.mono());
    this.#tick = setInterval(() => this.#onTick(), TICK);
    this.#heart = setInterval(() => {
      for (const connection of this.#connections) connection.beat();
    }, HEARTBEAT);
  }

  /** @throws what the log throws when the board cannot be read */
  board(key: string): Promise<OpenBoard> {
    const known = this.#boards.get(key);
    if (known !== undefined) return known;
    const opening = this.#deps.log.load(key).then((stored) => {
      const board = new OpenBoard(key, stored, {
        refused: (fault, user) => this.#deps.logger.info({ board: key, user, fault }, "boards: an update was refused"),
        stands: ({ space, user }) => this.#deps.stands(space, user),
        unseen: ({ space, user }) => this.#deps.unseen?.(space, user) ?? null,
      });
      this.#open.set(key, board);
      return board;
    });
    this.#boards.set(key, opening);
    opening.catch(() => this.#boards.delete(key));
    return opening;
  }

  add(connection: BoardConnection): void {
    this.#connections.add(connection);
  }
  remove(connection: BoardConnection): void {
    this.#connections.delete(connection);
  }
  connectionsOf(user: string): number {
    let count = 0;
    for (const c of this.#connections) if (c.user === user) count++;
    return count;
  }

  /** Ends connections at once: a session that ended, someone who was put out. */
  cut(which: (visitor: BoardConnection["visitor"]) => boolean, code: number): void {
    for (const connection of [...this.#connections]) if (which(connection.visitor)) connection.close(code);
  }

  /** A space was deleted: its boards go unsaved. Resolves when nothing of them is under way to the disk. */
  async forget(space: string): Promise<void> {
    this.cut((visitor) => visitor.space === space, CLOSE.BOARD_UNKNOWN);
    for (const [key, opening] of [...this.#boards]) {
      if (!key.startsWith(`${space}/`)) continue;
      const board = await opening.catch(() => null);
      this.#boards.delete(key);
      this.#open.delete(key);
      board?.doc.destroy();
    }
    await this.#commit;
  }

  #onTick(): void {
    this.#ticks += 1;
    const presence = this.#ticks % PRESENCE_TICKS === 0;
    const read = this.#ticks % READ_TICKS === 0;
    for (const board of this.#open.values()) {
      this.#guard(board, () => {
        board.lookAround();
        board.relayStrokes();
        if (presence) board.relayPresence();
        if (read) for (const { visitor, text } of board.written()) this.#deps.wrote?.(visitor.space, visitor.user, text);
      });
    }
    if (this.#commit === null && this.#deps.clock.mono() >= this.#retryAt) this.#startCommit();
    for (const board of this.#open.values()) {
      this.#guard(board, () => {
        if (board.wantsCompaction) this.#compact(board);
        else if (board.connections.size === 0) this.#evict(board);
      });
    }
  }

  /** One board that fails must not stop the tick of the others, nor the process. */
  #guard(board: OpenBoard, step: () => void): boolean {
    try {
      step();
      return true;
    } catch (error) {
      if (this.#mayTell()) this.#deps.logger.error({ err: error, board: board.key }, "boards: a board failed");
      return false;
    }
  }

  /** A board whose commit failed on our side is read anew from the disk; pages come back by themselves and bring what was not acknowledged. */
  #reopen(board: OpenBoard): void {
    this.#open.delete(board.key);
    this.#boards.delete(board.key);
    for (const connection of [...board.connections]) connection.close(CLOSE.BOARD_TROUBLE);
    board.doc.destroy();
  }

  #startCommit(): void {
    const now = this.#deps.clock.now();
    const batches: [OpenBoard, Batch][] = [];
    for (const board of this.#open.values()) {
      const taken = this.#guard(board, () => {
        const batch = board.take(now);
        if (batch !== null) batches.push([board, batch]);
      });
      if (!taken) this.#reopen(board);
    }
    if (batches.length > 0) {
      this.#commit = this.#run(batches).finally(() => {
        this.#commit = null;
      });
    }
  }

  async #run(batches: [OpenBoard, Batch][]): Promise<void> {
    const rows = batches.flatMap(([, batch]) => batch.rows);
    let seqs: number[] = [];
    try {
      if (rows.length > 0) seqs = await this.#deps.log.append(rows);
    } catch (error) {
      this.#retryAt = this.#deps.clock.mono() + SAVE_RETRY;
      this.#deps.logger.error(
        { err: error, rows: rows.length },
        "boards: edits could not be saved; they are kept in memory and tried again",
      );
      for (const [board, batch] of batches) board.putBack(batch);
      return;
    }
    let at = 0;
    for (const [board, batch] of batches) {
      at += batch.rows.length;
      const last = batch.rows.length > 0 ? seqs[at - 1] : undefined;
      if (!this.#guard(board, () => board.settle(batch, last))) this.#reopen(board);
    }
  }

  #compact(board: OpenBoard): void {
    if (this.#compacting.has(board.key) || board.hasUnsaved || board.saving === "failing") return;
    const { uptoSeq, state } = board.compacted();
    this.#compacting.add(board.key);
    this.#deps.log
      .compact(board.key, uptoSeq, state)
      .catch((error: unknown) => this.#deps.logger.warn({ err: error, board: board.key }, "boards: compaction failed; the rows stay"))
      .finally(() => this.#compacting.delete(board.key));
  }

  #evict(board: OpenBoard): void {
    if (board.hasUnsaved || this.#compacting.has(board.key)) return;
    this.#open.delete(board.key);
    this.#boards.delete(board.key);
    board.doc.destroy();
  }

  /** How many people are at a board now, whatever number of pages each has open. */
  peopleAt(key: string): number {
    return new Set([...(this.#open.get(key)?.connections ?? [])].filter(({ going }) => !going).map(({ user }) => user)).size;
  }

  /** Boards in memory. */
  get size(): number {
    return this.#open.size;
  }

  /** Edits of all boards that are not on the disk. */
  get unsaved(): number {
    let sum = 0;
    for (const board of this.#open.values()) sum += board.unsaved;
    return sum;
  }

  /** Saves what is left and sends everyone away to come back. @returns false when the disk refused */
  async close(): Promise<boolean> {
    clearInterval(this.#tick);
    clearInterval(this.#heart);
    for (const connection of this.#connections) connection.hold("closing");
    await this.#commit;
    this.#startCommit();
    await this.#commit;
    const saved = [...this.#open.values()].every((b) => !b.hasUnsaved);
    for (const connection of this.#connections) connection.close(CLOSE.RESTART);
    return saved;
  }
}
