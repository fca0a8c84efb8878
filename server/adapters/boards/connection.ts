/** One person's socket to one board: reads frames, keeps to the rates, and hands on what is allowed. */
import * as decoding from "lib0/decoding";
import type { WebSocket } from "ws";
import { MAX_FRAME_BYTES, MESSAGE_STROKE } from "../../../shared/board/board.ts";
import { MAX_STROKE_SEGMENTS, readSegments } from "../../../shared/board/stroke.ts";
import { CLOSE } from "../../../shared/protocol/codes.ts";
import type { Clock } from "../../ports/clock.ts";
import { SYNC_STEP, WIRE } from "./frames.ts";
import * as limits from "./limits.ts";
import { TokenBucket } from "./token-bucket.ts";

/** What a connection asks of its board. A method that throws ends the connection with BOARD_BAD_FRAME. */
export interface BoardSide {
  requestState(from: BoardConnection, theirs: Uint8Array): void;
  edit(from: BoardConnection, update: Uint8Array, answersSync: boolean): void;
  presence(from: BoardConnection, body: Uint8Array): void;
  stroke(from: BoardConnection, body: Uint8Array): void;
  gone(from: BoardConnection): void;
}

/** How somebody stands to the boards of a space: in it (those who are waited for, too), in it while it is frozen for them, or not in it. */
export type Standing = "free" | "frozen" | "gone";

export interface Visitor {
  user: string;
  name: string;
  /** Hash of the session they came with. */
  session: string;
  space: string;
  canWrite: boolean;
  /** Understands Kartu's own messages (`?v=1`). */
  kartu: boolean;
}

export class BoardConnection {
  readonly visitor: Visitor;
  /** Client ids under which this connection has written. */
  readonly writers = new Set<number>();
  /** Updates of this connection that are durable: MESSAGE_DURABLE. */
  durable = 0;
  /** Nothing is taken of them just now. */
  frozen = false;
  /** Frames of edits that were not taken while it was so: their page keeps what is in them. */
  passedOver = 0;
  /** Bytes of state that were sent on request and may still be unsent. */
  stateBytes = 0;
  alive = true;
  readonly #ws: WebSocket;
  readonly #clock: Clock;
  readonly #board: BoardSide;
  readonly #rates: Record<"update" | "presence" | "stroke" | "sync" | "bytes", TokenBucket>;
  readonly #held = new Set<string>();
  #throttledSince: number | null = null;
  #resume: NodeJS.Timeout | null = null;
  #open = true;
  #going = false;

  constructor(ws: WebSocket, visitor: Visitor, clock: Clock, board: BoardSide) {
    this.visitor = visitor;
    this.#ws = ws;
    this.#clock = clock;
    this.#board = board;
    const now = clock.mono();
    this.#rates = {
      update: new TokenBucket(limits.UPDATE_RATE, now),
      presence: new TokenBucket(limits.PRESENCE_RATE, now),
      stroke: new TokenBucket(limits.STROKE_RATE, now),
      sync: new TokenBucket(limits.SYNC_RATE, now),
      bytes: new TokenBucket(limits.BYTE_RATE, now),
    };
    ws.binaryType = "nodebuffer";
    ws.on("message", (data, binary) => this.#onMessage(data as Buffer, binary));
    ws.on("pong", () => {
      this.alive = true;
    });
    // `ws` closes by itself after an error (a frame that is none, or one above maxPayload); without a listener it would be thrown.
    ws.on("error", () => {});
    ws.on("close", () => {
      if (this.#resume !== null) clearTimeout(this.#resume);
      this.#open = false;
      board.gone(this);
    });
  }

  get user(): string {
    return this.visitor.user;
  }
  get name(): string {
    return this.visitor.name;
  }
  get isOpen(): boolean {
    return this.#open;
  }

  #onMessage(data: Buffer, binary: boolean): void {
    if (!this.#open) return;
    if (!binary) return this.close(CLOSE.BOARD_BAD_FRAME);
    if (data.length > MAX_FRAME_BYTES) return this.close(CLOSE.BOARD_TOO_LARGE);
    this.#throttle(this.#rates.bytes.charge(this.#clock.mono(), data.length));
    try {
      // A copy of its own: lib0's number readers do not stop at the end of a view into a shared buffer.
      this.#take(new Uint8Array(data));
    } catch {
      this.close(CLOSE.BOARD_BAD_FRAME);
    }
  }

  #take(frame: Uint8Array): void {
    const decoder = decoding.createDecoder(frame);
    const now = this.#clock.mono();
    switch (decoding.readVarUint(decoder)) {
      case WIRE.SYNC:
        return this.#takeSync(decoder, now);
      case WIRE.AWARENESS: {
        const body = decoding.readVarUint8Array(decoder);
        if (body.length <= limits.MAX_PRESENCE_FRAME && this.#rates.presence.take(now)) this.#board.presence(this, body);
        return;
      }
      case WIRE.QUERY_AWARENESS:
        // Everyone's presence is sent on arrival and at each change.
        return;
      case MESSAGE_STROKE: {
        const body = decoding.readTailAsUint8Array(decoder);
        if (body.length > limits.MAX_STROKE_FRAME) throw new Error("stroke too large");
        readSegments(decoding.createDecoder(body), MAX_STROKE_SEGMENTS);
        if (this.visitor.canWrite && this.#rates.stroke.take(now)) this.#board.stroke(this, body);
        return;
      }
      default:
        throw new Error("unknown message");
    }
  }

  #takeSync(decoder: decoding.Decoder, now: number): void {
    const step = decoding.readVarUint(decoder);
    const body = decoding.readVarUint8Array(decoder);
    if (decoding.hasContent(decoder)) throw new Error("bytes behind the message");
    switch (step) {
      case SYNC_STEP.REQUEST:
        this.#throttle(this.#rates.sync.charge(now));
        return this.#board.requestState(this, body);
      case SYNC_STEP.ANSWER:
      case SYNC_STEP.UPDATE:
        this.#throttle(this.#rates.update.charge(now));
        return this.#board.edit(this, body, step === SYNC_STEP.ANSWER);
      default:
        throw new Error("unknown step");
    }
  }

  /** Edits cannot be dropped: whoever sends too many is read more slowly. @param wait ms */
  #throttle(wait: number): void {
    if (wait <= 0) {
      if (!this.#held.has("rate")) this.#throttledSince = null;
      return;
    }
    const now = this.#clock.mono();
    this.#throttledSince ??= now;
    if (now - this.#throttledSince > limits.MAX_THROTTLED) return this.close(CLOSE.BOARD_TOO_FAST);
    this.hold("rate");
    if (this.#resume !== null) clearTimeout(this.#resume);
    this.#resume = setTimeout(() => {
      this.#resume = null;
      this.release("rate");
    }, wait);
  }

  /** Stops reading from the socket, for a reason; it goes on when the last one is gone. */
  hold(reason: string): void {
    this.#held.add(reason);
    this.#ws.pause();
  }
  release(reason: string): void {
    if (this.#held.delete(reason) && this.#held.size === 0) this.#ws.resume();
  }

  get going(): boolean {
    return this.#going;
  }

  /** They are in the space no more: nothing is told to them. What they have sent before they went is still taken, and confirmed. */
  letGo(): void {
    if (this.#going) return;
    this.#going = true;
    setTimeout(() => this.close(CLOSE.BOARD_NOT_INSIDE), limits.LAST_EDITS).unref();
  }

  /** What must arrive. Cuts off whoever does not read. */
  send(frame: Uint8Array): void {
    if (!this.#going) this.confirm(frame);
  }

  /** What is about their own edits alone: must arrive, also at whoever goes. */
  confirm(frame: Uint8Array): void {
    if (!this.#open) return;
    const unsent = this.#ws.bufferedAmount;
    if (unsent === 0) this.stateBytes = 0;
    // Without a close code: the client comes back by itself and asks for what it missed.
    if (unsent > limits.CUT_BYTES + this.stateBytes) return this.#ws.terminate();
    this.#ws.send(frame);
  }

  /** What may be missing: cursors, strokes in progress. */
  sendCosmetic(frame: Uint8Array): void {
    if (this.#open && !this.#going && this.#ws.bufferedAmount <= limits.SLOW_BYTES + this.stateBytes) this.#ws.send(frame);
  }

  /** Asks for a sign of life; cut off when the last one was not answered. */
  beat(): void {
    if (!this.#open) return;
    if (!this.alive && this.#held.size === 0) return this.#ws.terminate();
    this.alive = false;
    this.#ws.ping();
  }

  close(code: number): void {
    if (!this.#open) return;
    this.#open = false;
    // A socket that is not read would never see the other side's answer to the close.
    this.#ws.resume();
    this.#ws.close(code);
    setTimeout(() => this.#ws.terminate(), 1_000).unref();
  }
}
