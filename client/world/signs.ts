/** The signs over areas, and the mark of the area one stands in. */
import type { Area, Place } from "../../shared/domain/place.ts";
import { drawArea } from "../art/areas.ts";
import { ART } from "../art/plan.ts";
import { drawSign, SIGN_BOX } from "../art/signs.ts";
import { Atlas } from "./atlas.ts";
import type { Engine, Picture, Sheet } from "./engine.ts";

/** Signs stand at the upper edge of their area; a door's stands over it. */
const LIFT: Record<Area["kind"], number> = { meeting: 4, quiet: 4, arrival: 4, stage: -10, audience: 4, board: 0, portal: -14 };

/** Depth of a sign at which nobody stands: over the room, under the names. */
const OVER = 9e5;

export class Signs {
  readonly #engine: Engine;
  readonly #areas: Area[];
  readonly #text: (area: Area) => string;
  #atlas: Atlas | null = null;
  #pictures = new Map<string, Picture>();
  /** CSS px, by area. */
  readonly #widths = new Map<string, number>();
  #here: { id: string; picture: Picture; sheet: Sheet } | null = null;
  #scale = 0;
  #ratio = 0;
  #strong: string | null = null;

  constructor(engine: Engine, place: Place, text: (area: Area) => string) {
    this.#engine = engine;
    // A bay is seen by its mat, a board by itself: a sign for each would be noise.
    this.#areas = place.areas.filter((a) => a.kind === "meeting" || a.kind === "quiet" || a.kind === "stage" || a.kind === "portal");
    this.#text = text;
  }

  /** @param strong the area one stands in, or whose board is offered */
  show(scale: number, ratio: number, strong: string | null): void {
    if (scale === this.#scale && ratio === this.#ratio && strong === this.#strong) return;
    const fresh = ratio !== this.#ratio || this.#atlas === null;
    this.#scale = scale;
    this.#ratio = ratio;
    this.#strong = strong;
    if (fresh) {
      this.#atlas?.destroy();
      const size = {
        slotW: Math.ceil(SIGN_BOX.w * ratio),
        slotH: Math.ceil(SIGN_BOX.h * ratio),
        pageW: 512,
        pageH: 512,
        maxBytes: 8 << 20,
      };
      this.#atlas = new Atlas(this.#engine, size);
    }
    this.#atlas?.begin();
    for (const area of this.#areas) this.#sign(area, area.id === strong);
    this.#atlas?.end();
    this.#mark(strong);
  }

  destroy(): void {
    for (const picture of this.#pictures.values()) picture.destroy();
    this.#pictures.clear();
    this.#dropMark();
    this.#atlas?.destroy();
    this.#atlas = null;
  }

  #sign(area: Area, strong: boolean): void {
    const found = this.#atlas?.show(`${area.id}/${strong}`, (c) => {
      c.scale(this.#ratio, this.#ratio);
      this.#widths.set(area.id, drawSign(c, area.kind, this.#text(area), strong));
    });
    if (!found) return;
    let picture = this.#pictures.get(area.id);
    if (!picture) {
      picture = this.#engine.scene.add.image(0, 0, found.sheet.key, found.frame).setOrigin(0.5, 0.5);
      this.#pictures.set(area.id, picture);
    }
    const { x, y, w } = area.rect;
    picture
      .setTexture(found.sheet.key, found.frame)
      .setPosition((x + w / 2) * ART, y * ART + LIFT[area.kind])
      .setScale(1 / this.#scale)
      .setDepth(OVER);
  }

  /** A sign lies over the room, and behind whoever stands at it. @param behind how far back the hindmost stands who is drawn in a box; null: nobody is */
  giveWay(behind: (box: { x: number; y: number; w: number; h: number }) => number | null): void {
    const px = this.#ratio / this.#scale;
    for (const [id, picture] of this.#pictures) {
      const [w, h] = [(this.#widths.get(id) ?? SIGN_BOX.w) * px, SIGN_BOX.h * px];
      const least = behind({ x: picture.x - w / 2, y: picture.y - h / 2, w, h });
      picture.setDepth(least === null ? OVER : least - 0.5);
    }
  }

  #mark(id: string | null): void {
    this.#dropMark();
    const area = this.#areas.find((a) => a.id === id && a.kind !== "portal");
    if (!area) return;
    const { x, y, w, h } = area.rect;
    const s = Math.min(1, this.#scale);
    const sheet = this.#engine.sheet(Math.ceil(w * ART * s), Math.ceil(h * ART * s));
    const c = sheet.getContext();
    c.setTransform(s, 0, 0, s, -x * ART * s, -y * ART * s);
    drawArea(c, area, true);
    sheet.refresh();
    const picture = this.#engine.scene.add
      .image(x * ART, y * ART, sheet.key)
      .setOrigin(0, 0)
      .setScale(1 / s)
      .setDepth(-5e5);
    this.#here = { id: area.id, picture, sheet };
  }

  #dropMark(): void {
    if (!this.#here) return;
    this.#here.picture.destroy();
    this.#engine.drop(this.#here.sheet);
    this.#here = null;
  }
}
