import { expect, it } from "vitest";
import { reachedWords } from "../../../client/ui/lead/reached-words.ts";
import { i18nIn, TONGUES } from "../../support/rendered.ts";

it.each(TONGUES)(
  "[LM112] who wrote to all is told in %s how many have it, and never that everyone has while somebody is away",
  (tongue) => {
    const words = (people: number, away: number): string => reachedWords(i18nIn(tongue), { people, away });
    expect(words(17, 3)).toBe(`${words(17, 0)} ${words(0, 3)}`);
    expect(words(17, 0)).toContain("17");
    expect(words(0, 3)).toContain("3");
    expect(words(0, 0)).toMatch(/^[^\d{}]+\.$/);
  },
);
