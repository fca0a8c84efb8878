/** A Colyseus client as a `Link`. */
import { type Client, ClientState } from "@colyseus/core";
import type { StateView } from "@colyseus/schema";
import type { WebSocket } from "ws";
import type { DownMessages } from "../../shared/protocol/messages.ts";
import { LINK_PING_MS, type Link } from "./link.ts";

/** Nothing for so long is usual: two pings, and the way of their answers. */
const USUAL_MS = 2 * LINK_PING_MS;
/** A peer that does not answer the closing handshake is cut after this long, ms. */
const CLOSING_MS = 2_000;

export class ColyseusLink implements Link {
  readonly #client: Client;
  readonly #socket: WebSocket;
  readonly #mono: () => number;
  #heardAt: number;
  #ended = false;

  /** @param mono ms, monotonic */
  constructor(client: Client, mono: () => number) {
    this.#client = client;
    this.#mono = mono;
    this.#heardAt = mono();
    // The ws transport is the only one that `app.ts` constructs.
    this.#socket = client.ref as WebSocket;
    const heard = (): void => void (this.#heardAt = this.#mono());
    this.#socket.on("message", heard).on("pong", heard);
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

  silent(): number {
    const ms = this.#mono() - this.#heardAt;
    return ms > USUAL_MS ? ms : 0;
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
