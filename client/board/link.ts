/**
 * The board's connection: document, presence, and how much of one's own work is safe. y-websocket carries it; the server's counts say what is
 * on its disk.
 */
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import { atom, type ReadableAtom } from "nanostores";
import { encodeAwarenessUpdate } from "y-protocols/awareness";
import { WebsocketProvider } from "y-websocket";
import * as Y from "yjs";
import {
  BOARD_SOCKET,
  BOARD_WIRE,
  BOARD_WIRE_PARAM,
  type BoardPresence,
  ELEMENTS,
  MESSAGE_DURABLE,
  MESSAGE_NOTICE,
  MESSAGE_STROKE,
} from "../../shared/board/board.ts";
import type { BoardElement } from "../../shared/board/element.ts";
import { readSegments, type StrokeSegment, writeSegment } from "../../shared/board/stroke.ts";
import { CLOSE } from "../../shared/protocol/codes.ts";
import { openOutbox, type Outbox } from "./outbox.ts";
import { splitUpdate } from "./split.ts";

export type BoardStatus =
  /** Nothing has been shown yet. */
  | { state: "opening" }
  | { state: "open"; work: "saved" | "saving" | "refused" }
  /** The room is frozen: what was under way is sent when it goes on. */
  | { state: "open"; work: "held"; kept: "device" | "page" }
  /** Before: the board was open. Edits are kept; `kept` says how well. */
  | { state: "offline"; unsaved: boolean; kept: "device" | "page" }
  /** For good. */
  | { state: "ended"; why: "no-session" | "forbidden" | "unknown" | "refused" | "too-large" };

/** How long after a "too fast" the page tries again, ms. */
const COOL_DOWN = 5_000;
/** Unsaved edits are written to the outbox so long after the first of them, ms. */
const KEEP_AFTER = 300;
/** An edit that is not confirmed after this long, ms: the network is taken for gone, and the page connects anew. */
const OVERDUE = 5_000;
/** A closed board waits so long for the confirmation of its last edits, ms. */
const LINGER = 3_000;
/** `ws` closes frames beyond any measure with this code by itself. */
const MESSAGE_TOO_BIG = 1009;
/** One frame of edits, bytes: well under what the server takes. */
const PIECE_BYTES = 600_000;
const FROM_OUTBOX = Symbol("outbox");

export interface LinkOptions {
  /** `wss://host`, without the path. */
  origin: string;
  space: string;
  board: string;
  user: string;
  webSocket?: typeof WebSocket;
  outbox?: (owner: string, page: number) => Promise<Outbox>;
}

export class BoardLink {
  readonly doc = new Y.Doc();
  readonly elements: Y.Map<BoardElement>;
  readonly status: ReadableAtom<BoardStatus>;
  /** True when the server says so: a full board, or an observer. */
  readonly readOnly = atom<false | "full" | "observer">(false);
  /** A trainer has frozen the room, and nothing is taken of this person. Without a connection nobody says so. */
  readonly frozen = atom(false);
  /** What this connection was told of it. */
  #toldFrozen = false;
  readonly provider: WebsocketProvider;
  #onStrokes: (segments: StrokeSegment[]) => void = () => {};
  readonly #status = atom<BoardStatus>({ state: "opening" });
  #sent = 0;
  #durable = 0;
  #dirty = false;
  #refused = false;
  #wasOpen = false;
  /** Local edits since everything was last safe. */
  #unsaved = false;
  #safe: Uint8Array = Y.encodeStateVector(this.doc);
  #outbox: Outbox | null = null;
  #restored = false;
  #keepTimer: ReturnType<typeof setTimeout> | null = null;
  #overdueTimer: ReturnType<typeof setTimeout> | null = null;
  /** The socket is there, but nothing comes through. */
  #stalled = false;
  #retryTimer: ReturnType<typeof setTimeout> | null = null;
  #destroyed = false;

  constructor({ origin, space, board, user, webSocket = WebSocket, outbox = openOutbox }: LinkOptions) {
    this.status = this.#status;
    this.elements = this.doc.getMap(ELEMENTS);
    const begun = (): void => {
      this.#sent = 0;
      this.#durable = 0;
      this.#toldFrozen = false;
    };
    const sent = (): void => {
      this.#sent += 1;
      if (this.#overdueTimer === null) this.#expect();
    };
    class CountingSocket extends webSocket {
      constructor(url: string | URL, protocols?: string | string[]) {
        super(url, protocols);
        begun();
      }
      override send(data: Parameters<WebSocket["send"]>[0]): void {
        // Type 0 = sync; steps 1 (answer) and 2 (update) carry edits.
        if (data instanceof Uint8Array && data[0] === 0 && (data[1] === 1 || data[1] === 2)) sent();
        super.send(data);
      }
    }
    this.provider = new WebsocketProvider(origin + BOARD_SOCKET, `${space}/${board}`, this.doc, {
      params: { [BOARD_WIRE_PARAM]: BOARD_WIRE },
      WebSocketPolyfill: CountingSocket,
      disableBc: true,
      maxBackoffTime: 1_500,
      connect: false,
      shouldReconnect: (event) => !((event.code >= 4400 && event.code < 4500) || event.code === MESSAGE_TOO_BIG),
    });
    this.#speakForOneself();
    this.#listen();
    void outbox(`${user} ${space}/${board}`, this.doc.clientID).then((opened) => {
      this.#outbox = opened;
      if (this.#destroyed) return;
      if (this.provider.synced) this.#restore();
      this.#update();
    });
    this.provider.connect();
  }

  /** y-websocket sends on whatever it hears of others; a page speaks for itself alone. */
  #speakForOneself(): void {
    const { awareness } = this.provider;
    awareness.off("update", this.provider._awarenessUpdateHandler);
    awareness.on("update", (_change: unknown, origin: unknown) => {
      if (origin !== "local" || !this.provider.wsconnected) return;
      const encoder = encoding.createEncoder();
      encoding.writeVarUint(encoder, 1);
      encoding.writeVarUint8Array(encoder, encodeAwarenessUpdate(awareness, [this.doc.clientID]));
      this.provider.ws?.send(encoding.toUint8Array(encoder));
    });
  }

  /** Answers what the server lacks in frames that it takes; y-websocket would send all of it in one. */
  #answerInPieces(): void {
    const { provider } = this;
    const stock = provider.messageHandlers[0];
    provider.messageHandlers[0] = (encoder, decoder, sender, emitSynced, type) => {
      const at = decoder.pos;
      if (decoding.readVarUint(decoder) !== 0) {
        decoder.pos = at;
        return stock?.(encoder, decoder, sender, emitSynced, type);
      }
      const missing = Y.encodeStateAsUpdate(this.doc, decoding.readVarUint8Array(decoder));
      for (const [i, piece] of splitUpdate(missing, PIECE_BYTES, this.doc.clientID).entries()) {
        const frame = encoding.createEncoder();
        encoding.writeVarUint(frame, 0);
        encoding.writeVarUint(frame, i === 0 ? 1 : 2);
        encoding.writeVarUint8Array(frame, piece);
        provider.ws?.send(encoding.toUint8Array(frame));
      }
    };
  }

  #listen(): void {
    const { provider } = this;
    this.#answerInPieces();
    provider.messageHandlers[MESSAGE_DURABLE] = (_encoder, decoder) => {
      this.#durable = decoding.readVarUint(decoder);
      this.#expect();
      this.#update();
    };
    provider.messageHandlers[MESSAGE_NOTICE] = (_encoder, decoder) => {
      const code = decoding.readVarString(decoder);
      if (code === "not_saved") this.#refused = true;
      else if (code === "saved") this.#refused = false;
      else if (code === "full" || code === "observer") this.readOnly.set(code);
      else if (code === "frozen" || code === "free") {
        this.#toldFrozen = code === "frozen";
        this.frozen.set(this.#toldFrozen);
        this.#expect();
      }
      this.#update();
    };
    provider.messageHandlers[MESSAGE_STROKE] = (_encoder, decoder) => this.#onStrokes(readSegments(decoder, Number.POSITIVE_INFINITY));
    provider.on("status", () => this.#update());
    provider.on("sync", (synced) => {
      if (synced) {
        this.frozen.set(this.#toldFrozen);
        this.#restore();
      }
      this.#update();
    });
    provider.on("closed", ({ code }) => this.#ended(code));
    this.doc.on("update", (_update: Uint8Array, origin: unknown) => {
      if (origin === provider) return;
      this.#unsaved = true;
      this.#update();
    });
  }

  /** Waits for the next confirmation, if any is due. */
  #expect(): void {
    if (this.#overdueTimer !== null) clearTimeout(this.#overdueTimer);
    this.#overdueTimer = null;
    this.#stalled = false;
    if (this.#sent > this.#durable) this.#overdueTimer = setTimeout(() => this.#overdue(), OVERDUE);
  }

  #overdue(): void {
    this.#overdueTimer = null;
    // A server that says that it cannot save, or that the room is frozen, is there.
    if (this.#refused || this.frozen.get() || this.#destroyed) return;
    this.#stalled = true;
    this.#update();
    this.reconnect();
  }

  /** Drops a socket that may be dead and opens another: when the browser says that the network is back. */
  reconnect(): void {
    if (this.#destroyed || this.#status.get().state === "ended") return;
    this.provider.disconnect();
    this.provider.connect();
  }

  #ended(code: number): void {
    switch (code) {
      case CLOSE.BOARD_TOO_FAST:
        this.#retryTimer = setTimeout(() => this.provider.connect(), COOL_DOWN);
        return this.#update();
      case CLOSE.BOARD_NO_SESSION:
        return this.#status.set({ state: "ended", why: "no-session" });
      case CLOSE.BOARD_FORBIDDEN:
        return this.#status.set({ state: "ended", why: "forbidden" });
      case CLOSE.BOARD_UNKNOWN:
        return this.#status.set({ state: "ended", why: "unknown" });
      case CLOSE.BOARD_TOO_LARGE:
      case MESSAGE_TOO_BIG:
        return this.#status.set({ state: "ended", why: "too-large" });
      default:
        // The server does not take these edits, now or later: kept, they would shut this person out for ever.
        void this.#outbox?.clear();
        return this.#status.set({ state: "ended", why: "refused" });
    }
  }

  /** Edits of an earlier page that never arrived: on top of what the server has. */
  #restore(): void {
    const outbox = this.#outbox;
    if (outbox === null) return;
    if (this.#restored) return;
    this.#restored = true;
    outbox.read().then(
      (updates) => {
        for (const update of updates)
          for (const piece of splitUpdate(update, PIECE_BYTES, this.doc.clientID)) Y.applyUpdate(this.doc, piece, FROM_OUTBOX);
      },
      () => {},
    );
  }

  #update(): void {
    if (this.#destroyed || this.#status.get().state === "ended") return;
    const { synced, wsconnected } = this.provider;
    if (synced) this.#wasOpen = true;
    const safe = synced && this.#sent === this.#durable && !this.#dirty && !this.#refused;
    if (safe && this.#unsaved) {
      this.#unsaved = false;
      if (this.#keepTimer !== null) clearTimeout(this.#keepTimer);
      this.#keepTimer = null;
      void this.#outbox?.clear().catch(() => {});
    }
    if (safe) this.#stalled = false;
    if (safe) this.#safe = Y.encodeStateVector(this.doc);
    else if (this.#unsaved) this.#keepTimer ??= setTimeout(() => this.#keep(), KEEP_AFTER);
    if (!this.#wasOpen) return;
    this.#set(
      wsconnected && synced && !this.#stalled
        ? this.#work(safe)
        : { state: "offline", unsaved: this.#unsaved || this.#dirty, kept: this.#outbox?.kept ?? "page" },
    );
  }

  #work(safe: boolean): BoardStatus {
    if (safe) return { state: "open", work: "saved" };
    if (this.#refused || !this.frozen.get()) return { state: "open", work: this.#refused ? "refused" : "saving" };
    return this.#unsaved || this.#dirty
      ? { state: "open", work: "held", kept: this.#outbox?.kept ?? "page" }
      : { state: "open", work: "saved" };
  }

  #set(next: BoardStatus): void {
    if (JSON.stringify(next) !== JSON.stringify(this.#status.get())) this.#status.set(next);
  }

  /** The page may be gone in a moment. */
  keepNow(): void {
    this.#keep();
  }

  #keep(): void {
    this.#keepTimer = null;
    if (this.#unsaved) void this.#outbox?.put(Y.encodeStateAsUpdate(this.doc, this.#safe)).catch(() => {});
  }

  /** Whether the drawing has changes that are not in the document yet. */
  setDirty(dirty: boolean): void {
    if (this.#dirty === dirty) return;
    this.#dirty = dirty;
    this.#update();
  }

  setPresence(presence: BoardPresence): void {
    this.provider.awareness.setLocalState({ ...presence });
  }

  onStrokes(take: (segments: StrokeSegment[]) => void): void {
    this.#onStrokes = take;
  }

  sendStroke(segment: StrokeSegment): void {
    if (!this.provider.wsconnected) return;
    const encoder = encoding.createEncoder();
    encoding.writeVarUint(encoder, MESSAGE_STROKE);
    writeSegment(encoder, segment);
    this.provider.ws?.send(encoding.toUint8Array(encoder));
  }

  /** Leaves at once for the others; the connection itself stays until the last edits are confirmed, at most LINGER. */
  close(): void {
    if (this.#keepTimer !== null) clearTimeout(this.#keepTimer);
    if (this.#retryTimer !== null) clearTimeout(this.#retryTimer);
    if (this.#overdueTimer !== null) clearTimeout(this.#overdueTimer);
    this.#keep();
    this.provider.awareness.setLocalState(null);
    const end = (): void => {
      off();
      clearTimeout(timer);
      this.#destroyed = true;
      this.provider.destroy();
      this.doc.destroy();
    };
    const timer = setTimeout(end, LINGER);
    const off = this.#status.listen((status) => {
      if (isSettled(status)) queueMicrotask(end);
    });
    if (isSettled(this.#status.get())) end();
  }
}

/** Nothing more comes of waiting. */
const isSettled = (status: BoardStatus): boolean => status.state !== "open" || status.work === "saved" || status.work === "held";
