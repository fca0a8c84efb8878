/** The people in view: avatar, ring, name and speech bubble of each, moved every frame, drawn only when they change. */
import type { Drawn } from "../net/space-commands.ts";
import { drawFrame, FRAME, FRAMES, frameOf } from "../art/avatar/sheet.ts";
import type { Phase, View as Side } from "../art/avatar/look.ts";
import { ART } from "../art/plan.ts";
import { BUBBLE_BOX, drawBubble, drawMark, drawName, MARK_BOX, type MarkName, NAME_BOX, type NameTag } from "../art/signs.ts";
import { Atlas } from "./atlas.ts";
import type { Engine, Picture } from "./engine.ts";
import { layPlates, type Plate, PLATE_STEP } from "./plates.ts";

/** All avatar textures together, bytes. */
export const AVATAR_BYTES = 64 * 1024 * 1024;
/** Avatar pictures drawn in one frame when others can wait. */
const PAINT_PER_FRAME = 8;
/** How long a step's phase lasts, ms. */
const STEP_MS = 135;
/** The lower edge of a name, art units over the feet. */
const ABOVE = FRAME.y - 6;
/** Names of so many are laid anew in each frame; of more, every so many ms: in a crowd of 200 it would take a millisecond of each. */
const CROWD = 40;
const LAY_MS = 80;
/** Half an avatar's width, art units. */
const HALF = 17;
/** Bubbles shown at once. */
export const MAX_BUBBLES = 24;

const SIDES: readonly Side[] = ["front", "side", "side", "back"];

export interface Person {
  appearance: string;
  tag: NameTag;
}

interface Shown {
  avatar: Picture;
  name: Picture;
  ring: Picture | null;
  bubble: Picture | null;
  /** Key of the avatar picture that is shown. */
  key: string;
  x: number;
  y: number;
  seen: number;
  /** What they said just now. */
  said: string | null;
}

export interface PeopleLook {
  /** Device px in an art unit. */
  scale: number;
  /** Device px in a CSS px. */
  ratio: number;
  reducedMotion: boolean;
}

export class People {
  readonly #engine: Engine;
  readonly #shown = new Map<number, Shown>();
  #avatars: Atlas | null = null;
  #names: Atlas | null = null;
  #bubbles: Atlas | null = null;
  #marks: Atlas | null = null;
  #look: PeopleLook = { scale: 0, ratio: 0, reducedMotion: false };
  /** Scale of the avatar pictures: below `look.scale` when very many would not fit the bound. */
  #avatarScale = 1;
  #frame = 0;
  #budget = 0;
  #pending = false;
  /** Name plates of this frame, and their rows in the last one. */
  #plates: Plate[] = [];
  #rows: ReadonlyMap<number, number> = new Map();
  #laidAt = 0;
  /** How wide a plate is, CSS px, by what is on it. */
  readonly #widths = new Map<string, number>();
  /** Oneself, art units: who is near has the plate when there is room for one. */
  #self = { x: 0, y: 0 };

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  get avatarBytes(): number {
    return this.#avatars?.bytes ?? 0;
  }

  /** @param count people who may be in view */
  sharpen(look: PeopleLook, count: number): void {
    const frame = (s: number): number => Math.ceil(FRAME.w * s) * Math.ceil(FRAME.h * s) * 4 * FRAMES;
    let avatarScale = look.scale;
    // 0.85: pages are not filled to their last row.
    while (avatarScale > 0.6 && frame(avatarScale) * count > AVATAR_BYTES * 0.85) avatarScale *= 0.8;
    const same = look.scale === this.#look.scale && look.ratio === this.#look.ratio && look.reducedMotion === this.#look.reducedMotion;
    if (same && this.#avatars && avatarScale >= this.#avatarScale * 0.99 && avatarScale <= this.#avatarScale * 1.3) return;
    this.#look = { ...look };
    this.#avatarScale = avatarScale;
    this.#widths.clear();
    this.#dropAtlases();
    const atlas = (w: number, h: number, s: number, maxBytes: number, pageW = 1024, pageH = 512): Atlas =>
      new Atlas(this.#engine, { slotW: Math.ceil(w * s), slotH: Math.ceil(h * s), pageW, pageH, maxBytes });
    this.#avatars = atlas(FRAME.w, FRAME.h, avatarScale, AVATAR_BYTES);
    this.#names = atlas(NAME_BOX.w, NAME_BOX.h, look.ratio, 8 << 20);
    this.#bubbles = atlas(BUBBLE_BOX.w, BUBBLE_BOX.h, look.ratio, 12 << 20);
    this.#marks = atlas(MARK_BOX.w, MARK_BOX.h, look.scale, 4 << 20, 512, 256);
    for (const id of [...this.#shown.keys()]) this.#remove(id);
  }

  begin(): void {
    this.#frame++;
    this.#budget = PAINT_PER_FRAME;
    this.#pending = false;
    this.#plates = [];
    for (const atlas of this.#atlases()) atlas.begin();
  }

  /** @param bubble what they said just now, or null */
  place(drawn: Drawn, person: Person, now: number, bubble: string | null, hovered: boolean): void {
    const x = drawn.x * ART;
    const y = drawn.y * ART;
    const shown = this.#shown.get(drawn.id) ?? this.#add(drawn.id);
    shown.seen = this.#frame;
    shown.x = x;
    shown.y = y;
    this.#pose(shown, drawn, person, now);
    const { avatar, name } = shown;
    avatar
      .setPosition(x, y)
      .setDepth(y)
      .setFlipX(drawn.facing === 1)
      .setAlpha(person.tag.connected ? 1 : 0.5);
    const tag = person.tag;
    const nameKey = `${tag.name}\n${tag.mic}${tag.writes}${tag.whispers === true}${tag.shows}${tag.stands}${tag.speaking}${tag.self}${tag.connected}`;
    this.#put(this.#names, name, nameKey, this.#look.ratio, (c) => this.#widths.set(nameKey, drawName(c, tag)));
    const px = this.#look.scale / this.#look.ratio;
    if (tag.self) this.#self = { x, y };
    const away = Math.round(Math.hypot(x - this.#self.x, y - this.#self.y) / ART);
    const rank = tag.self ? 0 : hovered ? 1 : tag.speaking || bubble !== null ? 2 : 3 + away;
    this.#plates.push({ id: drawn.id, x: x * px, bottom: (y - ABOVE) * px, width: this.#widths.get(nameKey) ?? NAME_BOX.w, rank });
    shown.said = bubble;
    const mark: MarkName | null = tag.speaking
      ? this.#look.reducedMotion || Math.floor(now / 300) % 2
        ? "speaks1"
        : "speaks0"
      : tag.self
        ? "own"
        : hovered
          ? "hover"
          : null;
    shown.ring = this.#mark(shown.ring, mark, x, y);
  }

  /** Names side by side do not lie on each other; what somebody says stands over their name. */
  #layNames(): void {
    const px = this.#look.scale / this.#look.ratio;
    const now = performance.now();
    if (this.#plates.length <= CROWD || now - this.#laidAt >= LAY_MS) {
      this.#rows = layPlates(this.#plates, this.#rows);
      this.#laidAt = now;
    } else {
      // Where everybody stops they are still laid once more.
      this.#pending = true;
    }
    for (const { id } of this.#plates) {
      const shown = this.#shown.get(id);
      if (shown === undefined) continue;
      const row = this.#rows.get(id);
      const bottom = shown.y - ABOVE - ((row ?? 0) * PLATE_STEP) / px;
      shown.name
        .setPosition(shown.x, bottom)
        .setDepth(1e6 + shown.y)
        .setVisible(row !== undefined);
      this.#bubble(shown, shown.said, shown.x, bottom - (row === undefined ? 0 : NAME_BOX.h / px));
    }
  }

  /** A mark on the ground by itself, reusing `picture`. */
  #mark(picture: Picture | null, mark: MarkName | null, x: number, y: number): Picture | null {
    if (mark === null) {
      picture?.setVisible(false);
      return picture;
    }
    const ring = picture ?? this.#picture(0.5, 0.5);
    this.#put(this.#marks, ring, mark, this.#look.scale, (c) => {
      c.translate(MARK_BOX.w / 2, MARK_BOX.h / 2);
      drawMark(c, mark);
    });
    ring
      .setScale(1 / this.#look.scale)
      .setPosition(x, y)
      .setDepth(-1000)
      .setVisible(true);
    return ring;
  }

  #tap: Picture | null = null;
  /** Where one is walking to, or null. */
  showTap(spot: { x: number; y: number } | null): void {
    this.#tap = this.#mark(this.#tap, spot === null ? null : "tap", spot?.x ?? 0, spot?.y ?? 0);
  }

  /** @returns true when pictures are still to be drawn */
  end(): boolean {
    this.#layNames();
    for (const [id, shown] of this.#shown) if (shown.seen !== this.#frame) this.#remove(id);
    for (const atlas of this.#atlases()) atlas.end();
    return this.#pending;
  }

  /** How far back the hindmost of those stands whose picture lies in this box (art units); null: nobody's does. */
  behind({ x, y, w, h }: { x: number; y: number; w: number; h: number }): number | null {
    let least: number | null = null;
    for (const one of this.#shown.values()) {
      if (one.x + HALF < x || one.x - HALF > x + w || one.y < y || one.y - ABOVE > y + h) continue;
      least = least === null ? one.y : Math.min(least, one.y);
    }
    return least;
  }

  /** Who is drawn at a point in art units, the foremost first. */
  at(x: number, y: number, reach: number): number | null {
    let best: { id: number; y: number } | null = null;
    for (const [id, s] of this.#shown) {
      if (Math.abs(x - s.x) > HALF + reach || y > s.y + 6 + reach || y < s.y - 66 - reach) continue;
      if (best === null || s.y > best.y) best = { id, y: s.y };
    }
    return best?.id ?? null;
  }

  destroy(): void {
    for (const id of [...this.#shown.keys()]) this.#remove(id);
    this.#tap?.destroy();
    this.#tap = null;
    this.#dropAtlases();
  }

  #pose(shown: Shown, drawn: Drawn, person: Person, now: number): void {
    const phase = drawn.walking ? ((Math.floor(now / STEP_MS + drawn.id) % 4) as Phase) : 0;
    const index = frameOf(SIDES[drawn.facing] ?? "front", phase);
    const key = `${person.appearance}/${index}`;
    if (key === shown.key) {
      // Only says that the slot is still in use.
      this.#put(this.#avatars, shown.avatar, key, this.#avatarScale, () => undefined);
      return;
    }
    if (this.#avatars?.has(key) === false) {
      if (this.#budget <= 0 && shown.key !== "") {
        this.#pending = true;
        return;
      }
      this.#budget--;
    }
    const bob = !this.#look.reducedMotion;
    const drawnNow = this.#put(this.#avatars, shown.avatar, key, this.#avatarScale, (c) => drawFrame(c, person.appearance, index, bob));
    if (drawnNow) shown.key = key;
  }

  #bubble(shown: Shown, text: string | null, x: number, y: number): void {
    if (text === null) {
      shown.bubble?.destroy();
      shown.bubble = null;
      return;
    }
    shown.bubble ??= this.#picture(0.5, 1);
    this.#put(this.#bubbles, shown.bubble, text, this.#look.ratio, (c) => drawBubble(c, text));
    shown.bubble.setPosition(x, y).setDepth(2e6 + y);
  }

  /** Shows an atlas picture; on screen it is as large as it was drawn for. */
  #put(atlas: Atlas | null, picture: Picture, key: string, scale: number, draw: (c: CanvasRenderingContext2D) => void): boolean {
    const found = atlas?.show(key, (c) => {
      c.scale(scale, scale);
      draw(c);
    });
    if (!found) return false;
    if (picture.texture.key !== found.sheet.key || picture.frame.name !== found.frame) picture.setTexture(found.sheet.key, found.frame);
    return true;
  }

  #picture(originX: number, originY: number): Picture {
    return this.#engine.scene.add
      .image(0, 0, "__DEFAULT")
      .setOrigin(originX, originY)
      .setScale(1 / this.#look.scale);
  }

  #add(id: number): Shown {
    const avatar = this.#picture(FRAME.x / FRAME.w, FRAME.y / FRAME.h).setScale(1 / this.#avatarScale);
    const shown: Shown = { avatar, name: this.#picture(0.5, 1), ring: null, bubble: null, key: "", x: 0, y: 0, seen: 0, said: null };
    this.#shown.set(id, shown);
    return shown;
  }

  #remove(id: number): void {
    const shown = this.#shown.get(id);
    if (!shown) return;
    shown.avatar.destroy();
    shown.name.destroy();
    shown.ring?.destroy();
    shown.bubble?.destroy();
    this.#shown.delete(id);
  }

  #atlases(): Atlas[] {
    return [this.#avatars, this.#names, this.#bubbles, this.#marks].filter((a) => a !== null);
  }

  #dropAtlases(): void {
    this.#tap?.destroy();
    this.#tap = null;
    for (const atlas of this.#atlases()) atlas.destroy();
    this.#avatars = this.#names = this.#bubbles = this.#marks = null;
  }
}
