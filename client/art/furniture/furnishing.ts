import type { Ctx } from "../kit.ts";
import { ACCENTS, type Accent } from "../palette.ts";

/** One thing on the map as its drawing needs it. Units are art units; the origin is the middle of its front edge on the floor. */
export interface Piece {
  w: number;
  h: number;
  props: Readonly<Record<string, string | number | boolean>>;
  /** Words for a key of the map. */
  text(key: string): string;
  /** Differs from thing to thing, the same at every drawing. */
  seed: number;
}

/** How far a drawing reaches from its origin. */
export interface Reach {
  left: number;
  right: number;
  up: number;
  down: number;
}

export interface Furnishing {
  reach(piece: Piece): Reach;
  draw(c: Ctx, piece: Piece): void;
}

/** The same reach to both sides. */
export const around = (side: number, up: number, down = 8): Reach => ({ left: side, right: side, up, down });

export function accent(piece: Piece, fallback: Accent): string {
  const name = piece.props["colour"];
  return typeof name === "string" && Object.hasOwn(ACCENTS, name) ? ACCENTS[name as Accent] : ACCENTS[fallback];
}

/** The `size` property: 1 is as drawn; between a half and twice that. */
export function sizeOf(piece: Piece): number {
  const size = piece.props["size"];
  return typeof size === "number" ? Math.min(2, Math.max(0.5, size)) : 1;
}

/** A drawing that grows with the `size` property. */
export function growing(reach: Reach, draw: (c: Ctx, piece: Piece) => void): Furnishing {
  return {
    reach(piece) {
      const s = sizeOf(piece);
      return { left: reach.left * s, right: reach.right * s, up: reach.up * s, down: reach.down * s };
    },
    draw(c, piece) {
      c.save();
      const s = sizeOf(piece);
      c.scale(s, s);
      draw(c, piece);
      c.restore();
    },
  };
}
