/** One page's signalling, frame by frame: the page on one side, LiveKit on the other, and the server's own words between them. */
import { WebSocket } from "ws";
import type { MediaSource } from "../../../../shared/domain/media/publish.ts";
import { CLOSE } from "../../../../shared/protocol/codes.ts";
import type { AllowList, SignalPipe } from "../../../commands/media-seats.ts";
import { TokenBucket } from "../../boards/token-bucket.ts";
import { BYTES, FRAMES, STRAY_FRAMES, TRACKS, UNSENT } from "./limits.ts";
import { askFrame, listFrame, takeRequest } from "./requests.ts";
import { type IceServer, type News, takeResponse } from "./responses.ts";

export interface PipeDeps {
  /** Open, to LiveKit. */
  up: WebSocket;
  sources: readonly MediaSource[];
  ice: readonly IceServer[];
  /** ms, monotonic. */
  mono(): number;
  news(news: NonNullable<News>): void;
  pageGone(): void;
  serverGone(): void;
}

export class Pipe implements SignalPipe {
  readonly #deps: PipeDeps;
  readonly #frames: TokenBucket;
  readonly #bytes: TokenBucket;
  #page: WebSocket | null = null;
  #stray = 0;
  /** Tracks announced and not taken back. */
  #added = 0;
  #over = false;

  constructor(deps: PipeDeps) {
    this.#deps = deps;
    const now = deps.mono();
    this.#frames = new TokenBucket(FRAMES, now);
    this.#bytes = new TokenBucket(BYTES, now);
    deps.up.on("message", (data: Buffer, binary: boolean) => this.#fromServer(data, binary));
    deps.up.on("close", () => this.#serverClosed());
    deps.up.on("error", () => deps.up.terminate());
  }

  /** The page's side, as soon as it is open: LiveKit's is read from then on. */
  connect(page: WebSocket): void {
    this.#page = page;
    page.on("message", (data: Buffer, binary: boolean) => this.#fromPage(data, binary));
    page.on("close", () => this.#pageClosed());
    page.on("error", () => page.terminate());
    this.#deps.up.resume();
  }

  /** The page was gone before its side was open. */
  pageNeverCame(): void {
    if (this.#page === null) this.#pageClosed();
  }

  write(list: AllowList): boolean {
    return this.#send(listFrame(list));
  }

  /** Not for a page that is not there: what it gets would have to be negotiated with it. */
  ask(tracks: readonly string[]): void {
    if (this.#page?.readyState === WebSocket.OPEN) this.#send(askFrame(tracks));
  }

  /** `ws` drops what is sent to a socket that closes: only an open one has been written to. */
  #send(frame: Uint8Array): boolean {
    const { up } = this.#deps;
    if (up.readyState !== WebSocket.OPEN) return false;
    if (up.bufferedAmount > UNSENT) {
      up.terminate();
      return false;
    }
    up.send(frame);
    return true;
  }

  #fromPage(data: Buffer, binary: boolean): void {
    if (this.#over) return;
    const now = this.#deps.mono();
    if (!this.#frames.take(now) || !this.#bytes.take(now, data.length)) return this.#cut(CLOSE.MEDIA_TOO_FAST);
    // A text frame would be signalling as JSON, past everything that is checked here.
    if (!binary) return this.#cut(CLOSE.MEDIA_BAD_FRAME);
    const request = takeRequest(data, this.#deps.sources);
    if (!request.ok) {
      if (request.why === "garbage" || ++this.#stray > STRAY_FRAMES) this.#cut(CLOSE.MEDIA_BAD_FRAME);
      return;
    }
    if (request.adds && ++this.#added > TRACKS) return this.#cut(CLOSE.MEDIA_TOO_FAST);
    this.#send(request.frame);
  }

  #fromServer(data: Buffer, binary: boolean): void {
    if (this.#over || !binary) return;
    const taken = takeResponse(data, this.#deps.ice);
    if (taken === null) return;
    if (taken.news !== null) {
      if (taken.news.kind === "unpublished") this.#added--;
      this.#deps.news(taken.news);
    }
    const page = this.#page;
    if (page === null || page.readyState !== WebSocket.OPEN) return;
    if (page.bufferedAmount > UNSENT) page.terminate();
    else page.send(taken.frame);
  }

  #cut(code: number): void {
    this.#page?.close(code);
    this.#page?.removeAllListeners("message");
    // A closing handshake that nobody answers is no reason to wait.
    setTimeout(() => this.#page?.terminate(), 1_000).unref();
  }

  #pageClosed(): void {
    if (!this.#over) this.#deps.pageGone();
  }

  #serverClosed(): void {
    if (this.#over) return;
    this.#over = true;
    this.#deps.serverGone();
    this.#cut(CLOSE.RESTART);
  }

  close(): void {
    if (this.#over) return;
    this.#over = true;
    const { up } = this.#deps;
    // What was written before is still sent.
    up.close();
    setTimeout(() => up.terminate(), 1_000).unref();
    this.#cut(CLOSE.LEFT);
  }
}
