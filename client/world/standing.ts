/** Things that stand, and boards: single pictures, sorted by depth with the people, packed into a few textures. */
import { type Placed, type Plan, overlaps } from "../art/plan.ts";
import { drawThing } from "../art/scene.ts";
import { FURNITURE } from "../art/furniture/index.ts";
import { P } from "../art/palette.ts";
import type { Engine, Picture, Sheet } from "./engine.ts";

const PAGE = 1024;
/** Room for the glow around an emphasised thing, art units. */
const GLOW = 14;

interface Shown {
  thing: Placed;
  picture: Picture;
}

export const isBoard = (thing: Placed): boolean => typeof thing.props["board"] === "string";

export class Standing {
  readonly #engine: Engine;
  readonly #things: Placed[];
  #sheets: Sheet[] = [];
  #shown: Shown[] = [];
  #scale = 0;
  #glow: { id: string; picture: Picture; sheet: Sheet } | null = null;
  #emphasised: string | null = null;

  constructor(engine: Engine, plan: Plan) {
    this.#engine = engine;
    this.#things = plan.things.filter((t) => t.layer === "standing" || isBoard(t));
  }

  /** Draws everything for this scale, device px in a unit, if it was drawn for another. */
  sharpen(scale: number): void {
    if (Math.abs(scale - this.#scale) < 0.001) return;
    this.#scale = scale;
    this.#clear();
    const sorted = [...this.#things].sort((a, b) => b.box.h - a.box.h);
    let sheet: Sheet | null = null;
    let x = 0;
    let y = 0;
    let row = 0;
    for (const thing of sorted) {
      const w = Math.ceil(thing.box.w * scale) + 2;
      const h = Math.ceil(thing.box.h * scale) + 2;
      if (x + w > PAGE) {
        x = 0;
        y += row;
        row = 0;
      }
      if (sheet === null || y + h > PAGE || w > PAGE) {
        sheet?.refresh();
        sheet = this.#engine.sheet(Math.max(PAGE, w), Math.max(PAGE, h));
        this.#sheets.push(sheet);
        x = 0;
        y = 0;
        row = 0;
      }
      const c = sheet.getContext();
      c.save();
      c.beginPath();
      c.rect(x, y, w - 1, h - 1);
      c.clip();
      c.setTransform(scale, 0, 0, scale, x - thing.box.x * scale, y - thing.box.y * scale);
      drawThing(c, thing);
      c.restore();
      sheet.add(thing.id, 0, x, y, w, h);
      const picture = this.#engine.scene.add.image(thing.box.x, thing.box.y, sheet.key, thing.id);
      picture
        .setOrigin(0, 0)
        .setScale(1 / scale)
        .setDepth(thing.y);
      this.#shown.push({ thing, picture });
      x += w;
      row = Math.max(row, h);
    }
    sheet?.refresh();
    const again = this.#emphasised;
    this.#emphasised = null;
    this.emphasise(again);
  }

  /** The board at a point, art units. */
  boardAt(x: number, y: number): Placed | null {
    const spot = { x: x - 4, y: y - 4, w: 8, h: 8 };
    return this.#things.find((t) => isBoard(t) && overlaps(t.box, spot)) ?? null;
  }

  board(name: string): Placed | null {
    return this.#things.find((t) => t.props["board"] === name) ?? null;
  }

  /** A warm glow around one thing. @returns true when that changed */
  emphasise(id: string | null): boolean {
    if (id === this.#emphasised) return false;
    this.#emphasised = id;
    if (this.#glow) {
      this.#glow.picture.destroy();
      this.#engine.drop(this.#glow.sheet);
      this.#glow = null;
    }
    const thing = this.#things.find((t) => t.id === id);
    if (!thing) return true;
    const scale = this.#scale;
    const sheet = this.#engine.sheet(Math.ceil((thing.box.w + GLOW * 2) * scale), Math.ceil((thing.box.h + GLOW * 2) * scale));
    const c = sheet.getContext();
    c.save();
    c.setTransform(scale, 0, 0, scale, (GLOW - thing.box.x) * scale, (GLOW - thing.box.y) * scale);
    c.translate(thing.x, thing.y);
    // A flat copy in the glow's colour, blurred outwards: four soft shadows make a firm edge.
    c.shadowColor = P.sun;
    for (const [dx, dy] of [
      [3, 0],
      [-3, 0],
      [0, 3],
      [0, -3],
    ] as const) {
      c.shadowBlur = 5 * scale;
      c.shadowOffsetX = dx * scale + 4000;
      c.shadowOffsetY = dy * scale;
      c.save();
      c.translate(-4000 / scale, 0);
      FURNITURE[thing.kind].draw(c, thing.piece);
      c.restore();
    }
    c.restore();
    sheet.refresh();
    const picture = this.#engine.scene.add.image(thing.box.x - GLOW, thing.box.y - GLOW, sheet.key);
    picture
      .setOrigin(0, 0)
      .setScale(1 / scale)
      .setDepth(thing.y - 0.1);
    this.#glow = { id: thing.id, picture, sheet };
    return true;
  }

  destroy(): void {
    this.emphasise(null);
    this.#clear();
  }

  #clear(): void {
    for (const { picture } of this.#shown) picture.destroy();
    for (const sheet of this.#sheets) this.#engine.drop(sheet);
    this.#shown = [];
    this.#sheets = [];
  }
}
