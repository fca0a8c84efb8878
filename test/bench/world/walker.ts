/**
 * One walker of the bench: the product's own motion (`client/net/motion`) on a bare socket. Turns about once a second, keeps alive, asks the
 * clock, and notes when records of others arrive.
 */
import { getMessageBytes, Protocol } from "@colyseus/core";
import WebSocket from "ws";
import { unpack } from "msgpackr";
import { OwnMotion } from "../../../client/net/motion/own-motion.ts";
import type { Heading } from "../../../shared/domain/motion/heading.ts";
import type { Grid } from "../../../shared/domain/place.ts";
import { BYTES, type DownMessages } from "../../../shared/protocol/messages.ts";
import { decodeFix, decodeFrame, decodeRebase, encodePing, unwrapTime } from "../../../shared/protocol/motion.ts";

/** What all walkers together measured; reset at the begin of the measurement. */
export interface Tally {
  /** When each segment was handed to its socket, by person and start. */
  sent: Map<number, number>;
  /** ms from a segment's socket write to its arrival at somebody else. */
  latencies: number[];
  bytesDown: number;
  framesDown: number;
  /** WebSocket messages down of every kind. */
  messagesDown: number;
  messagesUp: number;
  segments: number;
  snapshots: number;
  /** Records in the frames that were looked into. */
  records: number;
}

export const newTally = (): Tally => ({
  sent: new Map(),
  latencies: [],
  bytesDown: 0,
  framesDown: 0,
  messagesDown: 0,
  messagesUp: 0,
  segments: 0,
  snapshots: 0,
  records: 0,
});

const keyOf = (id: number, start: number): number => id * 2 ** 32 + start;

export class Walker {
  readonly #ws: WebSocket;
  readonly #random: () => number;
  readonly #tally: () => Tally;
  readonly #grids: ReadonlyMap<string, Grid>;
  /** Looks into frames; the others only count them. */
  readonly #reads: boolean;
  #own: OwnMotion | null = null;
  #id = 0;
  /** Room time minus local time, ms. */
  #offset = 0;
  #turnAt = 0;
  #pingAt = 0;
  #state = 0;
  closed = 0;

  constructor(
    url: string,
    headers: Record<string, string>,
    grids: ReadonlyMap<string, Grid>,
    reads: boolean,
    random: () => number,
    tally: () => Tally,
  ) {
    this.#random = random;
    this.#tally = tally;
    this.#grids = grids;
    this.#reads = reads;
    this.#ws = new WebSocket(url, { headers, perMessageDeflate: false });
    this.#ws.on("message", (data: Buffer) => this.#take(data));
    this.#ws.on("close", (code) => {
      this.closed = code;
    });
    this.#ws.on("error", () => undefined);
  }

  get walking(): boolean {
    return this.#own !== null;
  }

  /** Bytes of the state that a joiner got. */
  get stateBytes(): number {
    return this.#state;
  }

  #now(): number {
    return performance.now() + this.#offset;
  }

  #up(bytes: Buffer | Uint8Array): void {
    this.#tally().messagesUp++;
    this.#ws.send(bytes);
  }

  #take(data: Buffer): void {
    const tally = this.#tally();
    tally.bytesDown += data.length;
    tally.messagesDown++;
    const code = data[0];
    if (code === Protocol.ROOM_DATA_BYTES) this.#frame(data[1] ?? 0, data.subarray(2), tally);
    else if (code === Protocol.JOIN_ROOM) this.#up(Uint8Array.of(Protocol.JOIN_ROOM));
    else if (code === Protocol.ROOM_STATE) this.#state = data.length;
    else if (code === Protocol.ROOM_DATA && this.#own === null) {
      const length = (data[1] ?? 0) & 0x1f;
      if (data.toString("utf8", 2, 2 + length) === "welcome") this.#welcome(unpack(data.subarray(2 + length)) as DownMessages["welcome"]);
    }
  }

  #welcome(welcome: DownMessages["welcome"]): void {
    const grid = this.#grids.get(welcome.place);
    if (grid === undefined) throw new Error(`no such place: ${welcome.place}`);
    this.#id = welcome.you;
    this.#offset = welcome.now - performance.now();
    const now = this.#now();
    this.#own = new OwnMotion(grid, [], welcome, now, {
      send: (type, bytes) => {
        if (type === BYTES.SEGMENT) {
          const tally = this.#tally();
          tally.segments++;
          const start = unwrapTime(new DataView(bytes.buffer, bytes.byteOffset).getUint32(4), this.#now());
          tally.sent.set(keyOf(this.#id, start), performance.now());
        }
        this.#up(getMessageBytes.raw(Protocol.ROOM_DATA_BYTES, type, undefined, bytes));
      },
      neighbours: { version: 0, near: () => [] },
    });
    this.#up(getMessageBytes.raw(Protocol.ROOM_DATA, "media", { mic: "on", canHear: true }));
    this.#turnAt = now + this.#random() * 1000;
    this.#pingAt = now + this.#random() * 2000;
  }

  #frame(type: number, body: Buffer, tally: Tally): void {
    const own = this.#own;
    if (own === null) return;
    if (type === BYTES.FRAME || type === BYTES.SNAPSHOT) {
      tally.framesDown++;
      if (type === BYTES.SNAPSHOT) tally.snapshots++;
      if (!this.#reads) return;
      const now = this.#now();
      const at = performance.now();
      const frame = decodeFrame(body, now);
      if (frame === null) throw new Error("a frame that is none");
      if (type === BYTES.SNAPSHOT) return;
      tally.records += frame.records.length;
      for (const record of frame.records) {
        if (record.id === this.#id) continue;
        const sent = tally.sent.get(keyOf(record.id, record.start));
        if (sent !== undefined) tally.latencies.push(at - sent);
      }
      return;
    }
    const now = this.#now();
    const fix = type === BYTES.FIX ? decodeFix(body, now) : null;
    if (fix !== null) own.fix(fix, now);
    const rebase = type === BYTES.REBASE ? decodeRebase(body, now) : null;
    if (rebase !== null) own.rebase(rebase, now);
  }

  /** Turns, keeps alive, asks the clock. Called every 20 ms or so. */
  tick(): void {
    const own = this.#own;
    if (own === null || this.#ws.readyState !== WebSocket.OPEN) return;
    const now = this.#now();
    if (now >= this.#turnAt) {
      this.#turnAt = now + 600 + this.#random() * 800;
      own.head((1 + Math.floor(this.#random() * 8)) as Heading, now);
    }
    if (now >= this.#pingAt) {
      this.#pingAt = now + 2_000;
      this.#up(getMessageBytes.raw(Protocol.ROOM_DATA_BYTES, BYTES.CLOCK, undefined, encodePing(1)));
    }
    own.tick(now);
  }

  close(): void {
    this.#ws.terminate();
  }
}
