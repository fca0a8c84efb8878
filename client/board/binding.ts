/**
 * Ties a drawing to a document: local changes flow into the Y.Map every FLUSH ms, remote ones into the drawing once an animation frame.
 * Knows neither Excalidraw nor the network; `scene.ts` is its side of the engine.
 */
import type * as Y from "yjs";
import { MAX_ELEMENT_CHARS } from "../../shared/board/board.ts";
import { type BoardElement, toBoardElement } from "../../shared/board/element.ts";
import { judge, type Stamp } from "./reconcile.ts";

/** ms between flushes of elements and cursors; a large board goes slower. */
export const FLUSH = 50;
export const FLUSH_LARGE = 100;
export const LARGE_BOARD = 2_000;
/** Characters of one transaction, about: each becomes one frame, and frames are bounded. */
const TRANSACTION_CHARS = 200_000;

export type SceneElement = Readonly<Stamp & { id: string; type: string; isDeleted: boolean }> & Readonly<Record<string, unknown>>;

export interface Scene {
  /** All elements, deleted ones too, in drawing order. */
  elements(): readonly SceneElement[];
  isEditing(id: string): boolean;
  /** A stroke that is not finished: it travels as an ephemeral one until then. */
  isUnfinished(id: string): boolean;
  /** Too small to be seen: Excalidraw throws it away at pointer-up. */
  isNothing(element: SceneElement): boolean;
  /** Puts copies of the document's elements into the drawing, outside of its undo. */
  apply(changed: readonly BoardElement[]): void;
  /** Sets an element's version just above another, in place. */
  lift(id: string, above: number): void;
  /** Removes elements that no board takes (pictures, or too large). */
  refuse(ids: readonly string[]): void;
}

export interface Frames {
  /** Once before the next frame is drawn. @returns how to call it off */
  next(call: () => void): () => void;
  after(ms: number, call: () => void): () => void;
}

export class Binding {
  readonly #map: Y.Map<BoardElement>;
  readonly #scene: Scene;
  readonly #frames: Frames;
  readonly #random: () => number;
  readonly #onDirty: (dirty: boolean) => void;
  /** Ids whose document copy has to be looked at. */
  readonly #remote = new Set<string>();
  readonly #held = new Map<string, number>();
  #known = new Set<string>();
  #flushOff: (() => void) | null = null;
  #frameOff: (() => void) | null = null;

  /** @param random numbers in [0, 1) for nonces; @param onDirty whether local changes wait for the next flush */
  constructor(map: Y.Map<BoardElement>, scene: Scene, frames: Frames, random: () => number, onDirty: (dirty: boolean) => void) {
    this.#map = map;
    this.#scene = scene;
    this.#frames = frames;
    this.#random = random;
    this.#onDirty = onDirty;
    map.observe(this.#observe);
    for (const id of map.keys()) this.#remote.add(id);
    this.#applyRemote();
    this.flush();
  }

  readonly #observe = (event: Y.YMapEvent<BoardElement>, transaction: Y.Transaction): void => {
    if (transaction.origin === this) return;
    for (const id of event.keysChanged) this.#remote.add(id);
    this.#frameOff ??= this.#frames.next(() => {
      this.#frameOff = null;
      this.#applyRemote();
    });
  };

  /** The drawing may have changed. Cheap: call it at every hint. */
  changed(): void {
    if (this.#flushOff !== null) return;
    this.#flushOff = this.#frames.after(this.#map.size > LARGE_BOARD ? FLUSH_LARGE : FLUSH, () => {
      this.#flushOff = null;
      this.flush();
    });
  }

  #applyRemote(): void {
    if (this.#remote.size === 0) return;
    const local = new Map(this.#scene.elements().map((e) => [e.id, e]));
    const take: BoardElement[] = [];
    const write: SceneElement[] = [];
    for (const id of this.#remote) {
      const mine = local.get(id) ?? null;
      const theirs = this.#map.get(id) ?? null;
      if (theirs === null) {
        // Another program removed the entry itself: for Kartu's pages a removed element is one that is marked.
        const gone =
          mine === null || mine.isDeleted
            ? null
            : toBoardElement({ ...mine, isDeleted: true, version: mine.version + 1, versionNonce: this.#nonce() });
        if (gone !== null) take.push(gone);
        continue;
      }
      if (mine !== null && this.#scene.isUnfinished(id)) continue;
      switch (judge(mine, theirs, this.#scene.isEditing(id), null)) {
        case "take":
          take.push(theirs);
          break;
        case "write":
          if (mine !== null) write.push(mine);
          break;
        case "hold":
          if (mine !== null && !this.#held.has(id)) this.#held.set(id, mine.version);
          break;
        case "lift":
        case "agree":
          break;
      }
    }
    this.#remote.clear();
    if (take.length > 0) {
      // Excalidraw changes elements in place: it must never get hold of the document's own objects.
      this.#scene.apply(take.map((e) => structuredClone(e)));
      for (const { id } of take) this.#known.add(id);
    }
    this.#write(write);
    if (this.#held.size > 0) this.changed();
  }

  /** Writes what has changed in the drawing. */
  flush(): void {
    this.#flushOff?.();
    this.#flushOff = null;
    const scene = this.#scene;
    const write: SceneElement[] = [];
    const take: string[] = [];
    const now = new Set<string>();
    for (const element of scene.elements()) {
      const { id } = element;
      now.add(id);
      if (scene.isUnfinished(id)) continue;
      const theirs = this.#map.get(id) ?? null;
      switch (judge(element, theirs, scene.isEditing(id), this.#held.get(id) ?? null)) {
        case "agree":
          this.#held.delete(id);
          break;
        case "write":
          this.#held.delete(id);
          if (theirs !== null || !(element.isDeleted || scene.isNothing(element))) write.push(element);
          break;
        case "lift":
          this.#held.delete(id);
          if (theirs !== null) scene.lift(id, theirs.version);
          write.push(scene.elements().find((e) => e.id === id) ?? element);
          break;
        case "take":
          this.#held.delete(id);
          take.push(id);
          break;
        case "hold":
          if (!this.#held.has(id)) this.#held.set(id, element.version);
          break;
      }
    }
    this.#write(write);
    this.#writeVanished(now);
    this.#known = now;
    this.#onDirty(false);
    for (const id of take) this.#remote.add(id);
    this.#applyRemote();
    // The end of an edit is no change of the drawing: look again until the held copies are settled.
    if (this.#held.size > 0) this.changed();
  }

  /** Elements that the drawing no longer knows at all (a shape drawn to nothing): marked as removed for the others. */
  #writeVanished(now: ReadonlySet<string>): void {
    const gone: SceneElement[] = [];
    for (const id of this.#known) {
      if (now.has(id)) continue;
      const theirs = this.#map.get(id);
      if (theirs !== undefined && !theirs.isDeleted)
        gone.push({ ...theirs, isDeleted: true, version: theirs.version + 1, versionNonce: this.#nonce() });
    }
    this.#write(gone);
  }

  #nonce(): number {
    return Math.floor(this.#random() * 2 ** 31);
  }

  #write(elements: readonly SceneElement[]): void {
    const refused: string[] = [];
    let batch: BoardElement[] = [];
    let size = 0;
    const commit = (): void => {
      const now = batch;
      batch = [];
      size = 0;
      if (now.length > 0) this.#map.doc?.transact(() => now.forEach((e) => this.#map.set(e.id, e)), this);
    };
    for (const element of elements) {
      const board = toBoardElement(element);
      const chars = board === null ? 0 : sizeOf(board);
      if (board === null || chars > MAX_ELEMENT_CHARS) {
        if (!element.isDeleted) refused.push(element.id);
        continue;
      }
      if (size + chars > TRANSACTION_CHARS) commit();
      batch.push(board);
      size += chars;
    }
    commit();
    if (refused.length > 0) this.#scene.refuse(refused);
  }

  /** Local changes exist that are not in the document yet. */
  markDirty(): void {
    this.#onDirty(true);
    this.changed();
  }

  destroy(): void {
    this.flush();
    this.#flushOff?.();
    this.#frameOff?.();
    this.#map.unobserve(this.#observe);
  }
}

/** Characters of an element as JSON, about: the length of its points decides, nothing else is long but text. */
function sizeOf(element: BoardElement): number {
  const points = element["points"];
  const text = element["text"];
  return 800 + (Array.isArray(points) ? points.length * 20 : 0) + (typeof text === "string" ? text.length * 2 : 0);
}
