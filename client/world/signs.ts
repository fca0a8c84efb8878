/** The signs over areas, and the mark of the area one stands in. */
import type { Area, Place } from "../../shared/domain/place.ts";
import { drawArea } from "../art/areas.ts";
import { ART } from "../art/plan.ts";
import { drawSign, SIGN_BOX } from "../art/signs.ts";
import { Atlas } from "./atlas.ts";
import type { Engine, Picture, Sheet } from "./engine.ts";

/** Signs stand at the upper edge of their area; a door's stands over it. */
const LIFT: Record<Area["kind"], number> = { meeting: 4, quiet: 4, arrival: 4, board: 0, portal: -14 };

export class Signs {
  readonly #engine: Engine;
  readonly #areas: Area[];
  readonly #text: (area: Area) => string;
  #atlas: Atlas | null = null;
  #pictures = new Map<string, Picture>();
  #here: { id: string; picture: Picture; sheet: Sheet } | null = null;
  #scale = 0;
  #ratio = 0;
  #strong: string | null = null;

  constructor(engine: Engine, place: Place, text: (area: Area) => string) {
    this.#engine = engine;
    // A bay is seen by its mat, a board by itself: a sign for each would be noise.
    this.#areas = place.areas.filter((a) => a.kind === "meeting" || a.kind === "quiet" || a.kind === "portal");
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
      drawSign(c, area.kind, this.#text(area), strong);
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
      .setDepth(9e5);
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
