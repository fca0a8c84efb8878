/** A Colyseus client as a `Link`. */
import { type Client, ClientState } from "@colyseus/core";
import type { StateView } from "@colyseus/schema";
import type { WebSocket } from "ws";
import type { DownMessages } from "../../shared/protocol/messages.ts";
import type { Link } from "./link.ts";

/** A peer that does not answer the closing handshake is cut after this long, ms. */
const CLOSING_MS = 2_000;

export class ColyseusLink implements Link {
  readonly #client: Client;
  readonly #socket: WebSocket;
  #ended = false;

  constructor(client: Client) {
    this.#client = client;
    // The ws transport is the only one that `app.ts` constructs.
    this.#socket = client.ref as WebSocket;
  }

  /** Closed by this side: there is no coming back on this seat. */
  get ended(): boolean {
    return this.#ended;
  }

  get ready(): boolean {
    return this.#client.state === ClientState.JOINED;
  }

  send<K extends keyof DownMessages>(type: K, message: DownMessages[K], afterPatch = false): void {
    if (!this.#ended) this.#client.send(type, message, { afterNextPatch: afterPatch });
  }

  reads(view: StateView): void {
    this.#client.view = view;
  }

  frame(frame: Buffer): void {
    if (!this.#ended) this.#client.raw(frame);
  }

  unsent(): number {
    return this.#socket.bufferedAmount;
  }

  close(code: number): void {
    if (this.#ended) return;
    this.#ended = true;
    // Whatever else comes in is not read: a closing socket would still deliver it.
    this.#socket.removeAllListeners("message");
    this.#client.leave(code);
    setTimeout(() => this.#socket.terminate(), CLOSING_MS).unref();
  }

  drop(): void {
    this.#socket.terminate();
  }
}
