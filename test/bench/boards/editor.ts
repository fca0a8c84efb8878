/**
 * A person at a board, without a browser: draws and points as a page does. A `watcher` applies what it hears and measures; the others only
 * draw, and throw away what they hear, so that the client process of the benchmark does not measure itself.
 */
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import WebSocket from "ws";
import * as Y from "yjs";
import { ELEMENTS } from "../../../shared/board/board.ts";
import type { BoardElement } from "../../../shared/board/element.ts";

const frame = (...write: ((e: encoding.Encoder) => void)[]): Uint8Array => {
  const e = encoding.createEncoder();
  for (const w of write) w(e);
  return encoding.toUint8Array(e);
};

export function element(id: string, change: Partial<BoardElement>): BoardElement {
  return {
    ...{
      id,
      type: "rectangle",
      x: 0,
      y: 0,
      width: 120,
      height: 80,
      angle: 0,
      strokeColor: "#1e1e1e",
      backgroundColor: "#ffec99",
      fillStyle: "solid",
    },
    ...{
      strokeWidth: 2,
      strokeStyle: "solid",
      roundness: { type: 3 },
      roughness: 1,
      opacity: 100,
      seed: 12_345,
      version: 1,
      versionNonce: 1,
      index: "a0",
    },
    ...{ isDeleted: false, groupIds: [], frameId: null, boundElements: null, updated: 1_700_000_000_000, link: null, locked: false },
    ...change,
  };
}

export class Editor {
  readonly doc = new Y.Doc();
  readonly elements = this.doc.getMap<BoardElement>(ELEMENTS);
  readonly ws: WebSocket;
  readonly id: string;
  readonly latencies: number[] = [];
  sentBytes = 0;
  heardBytes = 0;
  #clock = 0;
  #version = 0;
  readonly #ready = Promise.withResolvers<void>();

  /** @param headers who it is for the server */
  constructor(port: number, room: string, id: string, watches: boolean, headers: Record<string, string> = { "x-user": id }) {
    this.id = id;
    this.ws = new WebSocket(`ws://127.0.0.1:${port}/board/${room}?v=1`, { headers, perMessageDeflate: false });
    this.ws.on("open", () => {
      this.#send(
        frame((e) => {
          encoding.writeVarUint(e, 0);
          encoding.writeVarUint(e, 0);
          encoding.writeVarUint8Array(e, Y.encodeStateVector(this.doc));
        }),
      );
    });
    let synced = false;
    this.ws.on("message", (data: Buffer) => {
      this.heardBytes += data.length;
      if (data[0] !== 0 || (synced && !watches)) return;
      const decoder = decoding.createDecoder(new Uint8Array(data));
      decoding.readVarUint(decoder);
      const step = decoding.readVarUint(decoder);
      const body = decoding.readVarUint8Array(decoder);
      if (step === 0) {
        // What the server lacks: nothing.
        return this.#sync(1, Y.encodeStateAsUpdate(this.doc, body));
      }
      Y.applyUpdate(this.doc, body, this);
      if (step === 1) {
        synced = true;
        this.#ready.resolve();
      }
    });
    this.ws.on("close", (code) => this.#ready.reject(new Error(`closed with ${code}`)));
    this.doc.on("update", (update: Uint8Array, origin: unknown) => {
      if (origin !== this) this.#sync(2, update);
    });
    if (watches) {
      this.elements.observe((event, transaction) => {
        if (transaction.origin !== this || !synced) return;
        const now = performance.now();
        // `x` is the time at which its author's socket took it.
        for (const key of event.keysChanged) {
          const x = this.elements.get(key)?.x ?? 0;
          if (x > 0) this.latencies.push(now - x);
        }
      });
    }
  }

  get ready(): Promise<void> {
    return this.#ready.promise;
  }

  #send(data: Uint8Array): void {
    this.sentBytes += data.length;
    this.ws.send(data);
  }
  #sync(step: number, body: Uint8Array): void {
    this.#send(
      frame(
        (e) => encoding.writeVarUint(e, 0),
        (e) => encoding.writeVarUint(e, step),
        (e) => encoding.writeVarUint8Array(e, body),
      ),
    );
  }

  /** Moves one of this person's ten elements. */
  edit(): void {
    this.#version += 1;
    const id = `${this.id}-${this.#version % 10}`;
    this.elements.set(id, element(id, { x: performance.now(), version: this.#version, versionNonce: this.#version }));
  }

  point(): void {
    this.#clock += 1;
    const state = JSON.stringify({
      user: { id: this.id, name: this.id, colour: "#0f7a6b" },
      pointer: { x: this.#clock, y: 100, tool: "pointer" },
      button: "up",
    });
    const body = frame((e) => {
      encoding.writeVarUint(e, 1);
      encoding.writeVarUint(e, this.doc.clientID);
      encoding.writeVarUint(e, this.#clock);
      encoding.writeVarString(e, state);
    });
    this.#send(
      frame(
        (e) => encoding.writeVarUint(e, 1),
        (e) => encoding.writeVarUint8Array(e, body),
      ),
    );
  }

  sendRaw(data: Uint8Array): void {
    this.#send(data);
  }

  close(): void {
    this.ws.close();
  }
}
