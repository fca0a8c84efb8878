/** When something begins or is over, in a person's own words: what a page says before midnight of what comes after it. */
import { expect, it } from "vitest";
import { whenIs } from "../../../client/ui/text/begins.ts";

it("[LM47] [LM62] what is tomorrow has its day, in every language; what is today has none", () => {
  const said = (locale: string, hour: number, minutes: number) => {
    const now = new Date(2026, 10, 27, hour, 40).getTime();
    const { time, today, wait } = whenIs(locale, now + minutes * 60_000, now);
    return [time, today, wait];
  };
  expect(said("en", 22, 30)).toEqual(["23:10", true, "in 30 minutes"]);
  expect(said("en", 23, 30)).toEqual(["Saturday 28 November at 00:10", false, "in 30 minutes"]);
  expect(said("sl", 23, 30)).toEqual(["sobota, 28. november ob 00:10", false, "čez 30 minut"]);
  expect(said("lt", 23, 30)).toEqual(["lapkričio 28 d., šeštadienis 00:10", false, "po 30 minučių"]);
  expect(said("pl", 23, 30)).toEqual(["sobota, 28 listopada 00:10", false, "za 30 minut"]);
});
