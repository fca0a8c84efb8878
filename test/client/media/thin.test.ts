/** What a thin line gets by itself. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { follow, GOOD_MS, NOT_THIN, refuse, type Thin, WEAK_MS } from "../../../client/media/pictures/thin.ts";
import { effective, type Line, type Mode } from "../../../client/store/pictures.ts";

const LOOK = 2_000;
const ORDER: readonly Mode[] = ["full", "saver", "sound"];

function watch(chosen: Mode = "full", from: Thin = NOT_THIN) {
  let thin = from;
  let now = 0;
  return {
    /** The line is so for a while. @returns what is shown then */
    is(line: Line, ms: number): Mode {
      for (const end = now + ms; now < end; now += LOOK) thin = follow(thin, line, chosen, now);
      return effective(chosen, thin.thinned);
    },
    refuse: () => void (thin = refuse(thin)),
  };
}

describe("a thin line", () => {
  it("[ME66] less comes a step at a time, and more again the same way; a hiccup changes nothing", () => {
    const line = watch();
    expect(line.is("good", 60_000)).toBe("full");
    expect(line.is("poor", WEAK_MS - LOOK)).toBe("full");
    expect(line.is("good", LOOK)).toBe("full");
    expect(line.is("poor", WEAK_MS + 2 * LOOK)).toBe("saver");
    expect(line.is("lost", WEAK_MS + LOOK)).toBe("sound");
    expect(line.is("poor", 600_000)).toBe("sound");
    expect(line.is("good", GOOD_MS)).toBe("sound");
    expect(line.is("good", 2 * LOOK)).toBe("saver");
    expect(line.is("unknown", 600_000)).toBe("saver");
    expect(line.is("good", GOOD_MS + 2 * LOOK)).toBe("full");
  });

  it("[ME66] a line that was given too much too soon waits twice as long", () => {
    const line = watch();
    line.is("poor", WEAK_MS + 2 * LOOK);
    expect(line.is("good", GOOD_MS + 2 * LOOK)).toBe("full");
    expect(line.is("poor", WEAK_MS + 2 * LOOK)).toBe("saver");
    expect(line.is("good", GOOD_MS + 2 * LOOK)).toBe("saver");
    expect(line.is("good", GOOD_MS)).toBe("full");
  });

  it("[ME66] who wants everything all the same has it, until the line has been good and is weak again", () => {
    const line = watch();
    line.is("poor", WEAK_MS + 2 * LOOK);
    line.refuse();
    expect(line.is("poor", 600_000)).toBe("full");
    line.is("good", GOOD_MS + 2 * LOOK);
    expect(line.is("poor", WEAK_MS + 2 * LOOK)).toBe("saver");
  });

  it("[ME66] whatever the line does: never more than was chosen, one step at a time, and none within 10 s of the last", () => {
    const part = fc.record({ line: fc.constantFrom<Line>("good", "poor", "lost", "unknown"), looks: fc.integer({ min: 1, max: 40 }) });
    fc.assert(
      fc.property(fc.constantFrom(...ORDER), fc.array(part, { maxLength: 30 }), (chosen, parts) => {
        let thin: Thin = NOT_THIN;
        let [now, before, at] = [0, chosen, Number.NEGATIVE_INFINITY];
        for (const { line, looks } of parts) {
          for (let i = 0; i < looks; i++, now += LOOK) {
            thin = follow(thin, line, chosen, now);
            const shown = effective(chosen, thin.thinned);
            expect(ORDER.indexOf(shown)).toBeGreaterThanOrEqual(ORDER.indexOf(chosen));
            if (shown === before) continue;
            expect(Math.abs(ORDER.indexOf(shown) - ORDER.indexOf(before))).toBe(1);
            expect(now - at).toBeGreaterThanOrEqual(WEAK_MS);
            [before, at] = [shown, now];
          }
        }
      }),
    );
  });
});
