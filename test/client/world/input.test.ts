import { describe, expect, it } from "vitest";
import { isSoftware } from "../../../client/world/choose-renderer.ts";
import { type Direction, headingOf } from "../../../client/world/input/keys.ts";
import { headingOfPush } from "../../../client/world/input/stick.ts";
import { freeSpot } from "../../../client/world/spot.ts";
import type { Place } from "../../../shared/domain/place.ts";

describe("walking by hand", () => {
  it("[MP7] keys give eight headings, clockwise from the east; opposite keys cancel", () => {
    const by = (...held: Direction[]): number => headingOf(new Set(held));
    expect([
      by("right"),
      by("right", "down"),
      by("down"),
      by("down", "left"),
      by("left"),
      by("left", "up"),
      by("up"),
      by("up", "right"),
    ]).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect([by(), by("left", "right"), by("left", "right", "up")]).toEqual([0, 0, 7]);
  });

  it("[MP7] the stick gives the same headings, and nothing in its middle", () => {
    const at = (degrees: number): number =>
      headingOfPush(Math.cos((degrees * Math.PI) / 180) * 50, Math.sin((degrees * Math.PI) / 180) * 50, 56);
    expect([0, 45, 90, 135, 180, 225, 270, 315, 359, 20, 24].map(at)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 1, 1, 2]);
    expect(headingOfPush(6, -6, 56)).toBe(0);
  });

  it("[MP7] a tap on furniture walks to the nearest free tile, a tap far outside to nowhere", () => {
    const solid = [1, 1, 1, 1, 1, 1, 1, 1, 0, 1, 1, 1, 0, 0, 1, 1];
    const place = { width: 4, height: 4, solid } as unknown as Place;
    expect(freeSpot(place, 20, 80)).toEqual({ x: 20, y: 80 });
    expect(freeSpot(place, 70, 80)).toEqual({ x: 48, y: 112 });
    expect(freeSpot(place, 900, 900)).toBeNull();
  });
});

describe("the choice of a renderer", () => {
  it("knows software GL by its name", () => {
    expect(isSoftware("ANGLE (Google, Vulkan 1.3.0 (SwiftShader Device (Subzero) (0x0000C0DE)), SwiftShader driver)")).toBe(true);
    expect(isSoftware("llvmpipe (LLVM 15.0.7, 256 bits)")).toBe(true);
    expect(isSoftware("Microsoft Basic Render Driver")).toBe(true);
    expect(isSoftware("ANGLE (Intel, Mesa Intel(R) UHD Graphics 620 (KBL GT2), OpenGL 4.6)")).toBe(false);
    expect(isSoftware("Mali-G57")).toBe(false);
  });
});
