/** Pictures of one size in shared textures: a page is a grid of slots, the least recently shown slot is taken when all pages are full. */
import type { Ctx } from "../art/kit.ts";
import type { Engine, Sheet } from "./engine.ts";

interface Slot {
  page: number;
  frame: string;
  key: string | null;
  used: number;
}

export interface AtlasSize {
  /** One slot, device px. */
  slotW: number;
  slotH: number;
  /** A page, device px. */
  pageW: number;
  pageH: number;
  /** Bound on all pages together, bytes of texture. */
  maxBytes: number;
}

export class Atlas {
  readonly #engine: Engine;
  readonly #size: AtlasSize;
  readonly #pages: Sheet[] = [];
  readonly #slots = new Map<string, Slot>();
  readonly #all: Slot[] = [];
  readonly #stale = new Set<number>();
  readonly #maxPages: number;
  #clock = 0;

  constructor(engine: Engine, size: AtlasSize) {
    this.#engine = engine;
    this.#size = { ...size, pageW: Math.max(size.pageW, size.slotW), pageH: Math.max(size.pageH, size.slotH) };
    this.#maxPages = Math.max(1, Math.floor(size.maxBytes / (this.#size.pageW * this.#size.pageH * 4)));
  }

  get bytes(): number {
    return this.#pages.length * this.#size.pageW * this.#size.pageH * 4;
  }

  /** Call once a frame, before anything is shown: what is shown in this frame is not taken. */
  begin(): void {
    this.#clock++;
  }

  has(key: string): boolean {
    return this.#slots.has(key);
  }

  /**
   * The picture of a key, drawn when it is not there yet. `draw` gets a cleared slot with its corner at the origin.
   * @returns null when all slots are on screen in this very frame
   */
  show(key: string, draw: (c: Ctx) => void): { sheet: Sheet; frame: string } | null {
    let slot = this.#slots.get(key);
    if (slot === undefined) {
      const free = this.#free();
      if (free === null) return null;
      slot = free;
      if (slot.key !== null) this.#slots.delete(slot.key);
      slot.key = key;
      this.#slots.set(key, slot);
      this.#paint(slot, draw);
    }
    slot.used = this.#clock;
    const sheet = this.#pages[slot.page];
    return sheet === undefined ? null : { sheet, frame: slot.frame };
  }

  /** Call once a frame, after everything is shown: hands changed pages to the GPU. */
  end(): void {
    for (const page of this.#stale) this.#pages[page]?.refresh();
    this.#stale.clear();
  }

  destroy(): void {
    for (const page of this.#pages) this.#engine.drop(page);
    this.#pages.length = 0;
    this.#all.length = 0;
    this.#slots.clear();
  }

  #free(): Slot | null {
    let oldest: Slot | null = null;
    for (const slot of this.#all) {
      if (slot.key === null) return slot;
      if (slot.used < this.#clock && (oldest === null || slot.used < oldest.used)) oldest = slot;
    }
    if (this.#pages.length < this.#maxPages) return this.#grow();
    return oldest;
  }

  #grow(): Slot | null {
    const { slotW, slotH, pageW, pageH } = this.#size;
    const sheet = this.#engine.sheet(pageW, pageH);
    const page = this.#pages.push(sheet) - 1;
    let first: Slot | null = null;
    for (let y = 0; y + slotH <= pageH; y += slotH) {
      for (let x = 0; x + slotW <= pageW; x += slotW) {
        const frame = `${x},${y}`;
        sheet.add(frame, 0, x, y, slotW, slotH);
        const slot: Slot = { page, frame, key: null, used: 0 };
        this.#all.push(slot);
        first ??= slot;
      }
    }
    return first;
  }

  #paint(slot: Slot, draw: (c: Ctx) => void): void {
    const c = this.#pages[slot.page]?.getContext();
    if (!c) return;
    const [x = 0, y = 0] = slot.frame.split(",").map(Number);
    const { slotW, slotH } = this.#size;
    c.save();
    c.setTransform(1, 0, 0, 1, x, y);
    c.clearRect(0, 0, slotW, slotH);
    c.beginPath();
    c.rect(0, 0, slotW, slotH);
    c.clip();
    draw(c);
    c.restore();
    this.#stale.add(slot.page);
  }
}
