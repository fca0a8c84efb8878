/** What those who lead are told of hands and of the lead, without a browser. */
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { i18n } from "@lingui/core";
import { $sessionFacts, NO_FACTS } from "../../../client/store/leading.ts";
import { $events, $people, $you } from "../../../client/store/space.ts";
import { followFacts } from "../../../client/ui/lead/follow-facts.ts";
import { leadWords } from "../../../client/ui/lead/lead-words.ts";
import { RaisedHands } from "../../../client/ui/lead/raised-hands.ts";
import { i18nIn, TONGUES } from "../../support/rendered.ts";

describe("raised hands", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());
  const following = () => {
    const told: (readonly number[])[] = [];
    return { told, hands: new RaisedHands((people) => told.push(people)) };
  };

  it("[LM111] a hand is told once, within 2 s; those that go up together are one piece of news, in order", () => {
    const { told, hands } = following();
    hands.follow([4]);
    vi.advanceTimersByTime(500);
    hands.follow([4, 9]);
    hands.follow([4, 9, 2]);
    vi.advanceTimersByTime(1_500);
    expect(told).toEqual([[4, 9, 2]]);
    // A turn was given: nobody raised a hand.
    hands.follow([9, 2]);
    vi.advanceTimersByTime(60_000);
    expect(told).toEqual([[4, 9, 2]]);
  });

  it("[LM111] hands that go up one after another are not one sound each: a hundred in a minute are told at most ten times, none is lost", () => {
    const { told, hands } = following();
    const up: number[] = [];
    for (let id = 1; id <= 100; id++) {
      hands.follow([...up, id]);
      up.push(id);
      vi.advanceTimersByTime(600);
    }
    vi.advanceTimersByTime(10_000);
    expect(told.length).toBeLessThanOrEqual(11);
    expect(told.flat()).toEqual(up);
  });

  it("[LM111] a hand that is down again before it was told is no news; raised anew later it is", () => {
    const { told, hands } = following();
    hands.follow([4]);
    hands.follow([]);
    vi.advanceTimersByTime(20_000);
    expect(told).toEqual([]);
    hands.follow([4]);
    vi.advanceTimersByTime(2_000);
    hands.follow([]);
    hands.follow([4]);
    vi.advanceTimersByTime(20_000);
    expect(told).toEqual([[4], [4]]);
  });

  it("[LM111] hands of others and the lead are said as they change, also hands that are up as one comes; one's own is not", () => {
    i18n.loadAndActivate({ locale: "en", messages: i18nIn("en").messages });
    const named = (id: number, name: string) => ({ id, name }) as NonNullable<ReturnType<typeof $people.get>[number]>;
    $people.set({ 1: named(1, "Tina"), 2: named(2, "Cole"), 5: named(5, "Nika"), 6: named(6, "Bor") });
    $you.set(2);
    $sessionFacts.set({ ...NO_FACTS, lead: 1, hands: [5] });
    const stop = followFacts();
    const said = (): string[] => $events.get().flatMap((event) => (event.kind === "said" ? [event.text] : []));
    vi.advanceTimersByTime(2_000);
    expect(said()).toEqual(["Nika raised a hand."]);
    expect($events.get().at(-1)).toMatchObject({ shown: true, people: [5] });
    $sessionFacts.set({ ...NO_FACTS, lead: 1, standIn: 2, hands: [5, 2] });
    vi.advanceTimersByTime(20_000);
    $sessionFacts.set({ ...NO_FACTS, lead: 1, hands: [2, 6, 5] });
    stop();
    vi.advanceTimersByTime(20_000);
    expect(said().slice(1)).toEqual(["You lead, too: the connection of Tina broke.", "Tina leads again."]);
  });

  it("[LM111] after it was put away nothing is told any more", () => {
    const { told, hands } = following();
    hands.follow([4]);
    hands.stop();
    vi.advanceTimersByTime(20_000);
    expect(told).toEqual([]);
  });
});

describe.each(TONGUES)("who leads, in %s", (tongue) => {
  const names: Record<number, string> = { 1: "Tina", 2: "Cole", 3: "Mia" };
  const words = (was: [number, number], is: [number, number], you: number) =>
    leadWords(i18nIn(tongue), { lead: was[0], standIn: was[1] }, { lead: is[0], standIn: is[1] }, you, (id) => names[id]);

  it("[LM111] standing in is told to whoever does, to whoever led, and to a third, each in other words; so is that it is over", () => {
    const [cole, tina, mia] = [2, 1, 3].map((you) => words([1, 0], [1, 2], you));
    expect(cole).toContain("Tina");
    for (const text of [tina, mia]) expect(text).toContain("Cole");
    expect(new Set([cole, tina, mia]).size).toBe(3);
    const [back, mine] = [words([1, 2], [1, 0], 2), words([1, 2], [1, 0], 1)];
    expect(back).toContain("Tina");
    expect(mine).not.toBe(null);
    expect(mine).not.toBe(back);
    // Nobody to name: the sentence is whole all the same.
    for (const is of [
      [0, 2],
      [9, 8],
    ] as [number, number][])
      for (const you of [1, 2, 9]) expect(words([is[0], 0], is, you)).toMatch(/^[^?{}]+\.$/);
  });

  it("[LM111] a lead that went to somebody else is told, the first of a session and what stays as it was are not", () => {
    expect(words([1, 0], [2, 0], 3)).toContain("Cole");
    expect(words([1, 2], [2, 0], 1)).toContain("Cole");
    expect(words([1, 0], [2, 0], 2)).not.toContain("Cole");
    expect(words([0, 0], [1, 0], 1)).toBe(null);
    expect(words([1, 2], [1, 2], 3)).toBe(null);
    expect(words([1, 2], [0, 2], 2)).toBe(null);
  });
});
