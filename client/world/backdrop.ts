/** The ground, walls and what lies or hangs, baked into square chunks as they come into view; chunks far away are forgotten. */
import type { Rect } from "../../shared/domain/place.ts";
import type { Plan } from "../art/plan.ts";
import { drawBackdrop } from "../art/scene.ts";
import type { Engine, Picture, Sheet } from "./engine.ts";

/** Edge of a chunk, art units: 512 px of texture at a scale of 4/3. */
export const CHUNK = 384;
/** Chunks baked in one frame once the view stands: more would be felt as a jerk. */
const PER_FRAME = 1;
/** Chunks kept beyond those in view. */
const KEEP = 24;

interface Chunk {
  sheet: Sheet;
  picture: Picture;
  scale: number;
  seen: number;
}

export class Backdrop {
  readonly #engine: Engine;
  readonly #plan: Plan;
  readonly #chunks = new Map<string, Chunk>();
  #frame = 0;

  constructor(engine: Engine, plan: Plan) {
    this.#engine = engine;
    this.#plan = plan;
  }

  /**
   * Shows what lies in `view` (art units), sharp for `scale` (device px in a unit).
   * @param all bakes everything now: for the first frame
   * @returns true when chunks are still to be baked
   */
  show(view: Rect, scale: number, all: boolean): boolean {
    this.#frame++;
    let left = all ? Number.POSITIVE_INFINITY : PER_FRAME;
    let pending = false;
    for (let cy = Math.floor(view.y / CHUNK); cy * CHUNK < view.y + view.h; cy++) {
      for (let cx = Math.floor(view.x / CHUNK); cx * CHUNK < view.x + view.w; cx++) {
        const key = `${cx},${cy}`;
        const chunk = this.#chunks.get(key);
        if (chunk) chunk.seen = this.#frame;
        if (chunk && Math.abs(chunk.scale - scale) < 0.001) continue;
        // Something to see comes first: a missing chunk is baked at once, a blurred one when there is time.
        if (chunk === undefined || left > 0) {
          this.#bake(key, cx, cy, scale);
          left--;
        } else pending = true;
      }
    }
    this.#forget();
    return pending;
  }

  destroy(): void {
    for (const key of [...this.#chunks.keys()]) this.#remove(key);
  }

  #bake(key: string, cx: number, cy: number, scale: number): void {
    this.#remove(key);
    const edge = Math.ceil(CHUNK * scale);
    const sheet = this.#engine.sheet(edge, edge);
    const c = sheet.getContext();
    c.save();
    c.scale(scale, scale);
    c.translate(-cx * CHUNK, -cy * CHUNK);
    drawBackdrop(c, this.#plan, { x: cx * CHUNK, y: cy * CHUNK, w: CHUNK + 1, h: CHUNK + 1 });
    c.restore();
    sheet.refresh();
    const picture = this.#engine.scene.add.image(cx * CHUNK, cy * CHUNK, sheet.key);
    picture
      .setOrigin(0, 0)
      .setScale(1 / scale)
      .setDepth(-1e6);
    this.#chunks.set(key, { sheet, picture, scale, seen: this.#frame });
  }

  #forget(): void {
    const out = [...this.#chunks].filter(([, chunk]) => chunk.seen < this.#frame);
    if (out.length <= KEEP) return;
    out.sort(([, a], [, b]) => a.seen - b.seen);
    for (const [key] of out.slice(0, out.length - KEEP)) this.#remove(key);
  }

  #remove(key: string): void {
    const chunk = this.#chunks.get(key);
    if (!chunk) return;
    chunk.picture.destroy();
    this.#engine.drop(chunk.sheet);
    this.#chunks.delete(key);
  }
}
