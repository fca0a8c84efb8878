import { describe, expect, it } from "vitest";
import type { ChatEntry } from "../../../client/store/space.ts";
import { BUBBLE_MS, Bubbles } from "../../../client/world/bubbles.ts";

const line = (seq: number, person: number, at: number, text = `line ${seq}`): ChatEntry => ({
  state: "sent",
  seq,
  person,
  at,
  name: "N",
  text,
  lang: "en",
});

describe("speech bubbles", () => {
  it("[MP8] a new line stands over its writer for six seconds; history makes none", () => {
    const bubbles = new Bubbles(5);
    const history = [line(1, 1, 500), line(2, 2, 900)];
    bubbles.take(history, 1000);
    expect(bubbles.of(2, 1000)).toBeNull();
    expect(bubbles.take([...history, line(3, 2, 1900)], 2000)).toBe(true);
    expect(bubbles.of(2, 2000)).toBe("line 3");
    expect(bubbles.next()).toBe(2000 + BUBBLE_MS);
    expect(bubbles.of(2, 2000 + BUBBLE_MS)).toBeNull();
    expect(bubbles.next()).toBeNull();
  });

  it("[MP8] lines that come back after a reconnect, or of another place, make none", () => {
    const bubbles = new Bubbles(5);
    bubbles.take([line(90, 1, 0)], 0);
    bubbles.take([line(90, 1, 0), line(91, 1, 10_000), line(92, 3, 60_000)], 60_000);
    expect(bubbles.of(1, 60_000)).toBeNull();
    expect(bubbles.of(3, 60_000)).toBe("line 92");
    bubbles.clear();
    bubbles.take([line(1, 4, 60_000)], 60_500);
    expect([bubbles.of(3, 60_500), bubbles.of(4, 60_500)]).toEqual([null, null]);
    bubbles.take([line(1, 4, 60_000), line(2, 4, 61_000)], 61_000);
    expect(bubbles.of(4, 61_000)).toBe("line 2");
  });

  it("[MP8] one's own line that still waits is not said yet, and only so many stand at once", () => {
    const bubbles = new Bubbles(2);
    bubbles.take([], 0);
    const waiting: ChatEntry = { state: "waiting", draft: "d", text: "soon" };
    bubbles.take([line(1, 1, 0), line(2, 2, 0), line(3, 3, 0), waiting], 0);
    expect([1, 2, 3].map((p) => bubbles.of(p, 1))).toEqual([null, "line 2", "line 3"]);
  });
});
