import { expect, it } from "vitest";
import { helpWords } from "../../../client/ui/space/help-words.ts";
import { i18nIn, TONGUES } from "../../support/rendered.ts";

const waiting = (onDuty: number) => ({ state: "waiting" as const, by: 0, onDuty });
const coming = (by: number) => ({ state: "coming" as const, by, onDuty: 1 });

it.each(TONGUES)(
  "[LM110] whoever calls is told in %s who comes, that nobody does any more, and the contact when the last one goes",
  (tongue) => {
    const i18n = i18nIn(tongue);
    const words = (was: Parameters<typeof helpWords>[1], is: typeof was, name?: string) => helpWords(i18n, was, is, name, "+386 1 234");
    expect(words(waiting(1), coming(7), "Tina")).toContain("Tina");
    expect(words(waiting(1), coming(7))).not.toMatch(/\?|undefined/);
    const again = words(coming(7), waiting(1)) ?? "";
    expect(again).not.toContain("+386 1 234");
    expect(words(coming(7), waiting(0))).toBe(`${again} ${words(waiting(2), waiting(0))}`);
    expect(words(waiting(2), waiting(0))).toContain("+386 1 234");
    expect(helpWords(i18n, waiting(1), waiting(0), undefined, "")).not.toContain(":");
    const came = words(waiting(0), waiting(1));
    expect(came).not.toBe(null);
    expect(came).not.toBe(again);
    // No news: one more, one less, the same one still on the way, one's own call, and that it is settled.
    for (const [was, is] of [
      [waiting(2), waiting(1)],
      [waiting(1), waiting(2)],
      [coming(7), coming(7)],
      [null, waiting(0)],
      [coming(7), null],
    ] as const)
      expect(words(was, is)).toBe(null);
  },
);
