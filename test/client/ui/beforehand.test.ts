import { createElement, type ReactNode } from "react";
import { afterEach, beforeEach, expect, it } from "vitest";
import { $review } from "../../../client/store/leading.ts";
import { $people, $space, type PersonView } from "../../../client/store/space.ts";
import { Order } from "../../../client/ui/lead/Order.tsx";
import { $reportList } from "../../../client/ui/people/duty.ts";
import { HeldLines } from "../../../client/ui/people/HeldLines.tsx";
import { LeadActions } from "../../../client/ui/people/LeadActions.tsx";
import { Reports } from "../../../client/ui/people/Reports.tsx";
import type { Session } from "../../../client/ui/space/session.ts";
import { rendered, TONGUES, type Tongue } from "../../support/rendered.ts";

const session = {} as Session;
const bor: PersonView = {
  id: 2,
  name: "Bor",
  own: "Bor",
  mark: "",
  heads: 1,
  appearance: "",
  role: "participant",
  lang: "sl",
  place: "hall",
  connected: true,
  mic: "on",
  writes: false,
  whispers: true,
  cam: "on",
  screen: "on",
  held: 0,
};
const somebody = { user: "u", name: "Bor", person: 2 };

beforeEach(() => {
  $people.set({ 2: bor });
  $space.set({ id: "s", name: "S", role: "trainer" } as ReturnType<typeof $space.get>);
  $review.set([{ id: "1", person: 2, name: "Bor", text: "…", lang: "sl", place: "hall", at: 0 }]);
  $reportList.set([
    { id: "r", at: 0, reporter: null, about: somebody, why: "threat", text: "", context: [], wordsGone: false, closedAt: null },
  ]);
});
afterEach(() => {
  $people.set({});
  $space.set(null);
  $review.set([]);
  $reportList.set([]);
});

const plain = (html: string): string =>
  html
    .replace(/<[^>]*>/g, "")
    .replaceAll("&amp;", "&")
    .trim();

/** Each button that is described by a hint standing before or beside it: its name and the hint. */
function described(tongue: Tongue, shown: ReactNode): [name: string, hint: string][] {
  const html = rendered(tongue, shown);
  return [...html.matchAll(/<button([^>]*)>(.*?)<\/button>/gs)].flatMap(([, attributes = "", inside = ""]) => {
    const id = /aria-describedby="([^"]+)"/.exec(attributes)?.[1];
    if (id === undefined) return [];
    const hint = new RegExp(`<(p|span) id="${id}"[^>]*>(.*?)</\\1>`, "s").exec(html)?.[2] ?? "";
    return [[/aria-label="([^"]+)"/.exec(attributes)?.[1] ?? plain(inside), plain(hint)]];
  });
}

const nobody = (): void => {};
const ACTS: [of: string, shown: () => ReactNode, english: [string, RegExp][]][] = [
  [
    "held lines",
    () => createElement(HeldLines, { session, onPerson: nobody }),
    [
      ["Let the line of Bor through", /Neither can be taken back/],
      ["Drop the line of Bor", /Neither can be taken back/],
    ],
  ],
  ["reports", () => createElement(Reports, { space: "s" }), [["Close the report", /not opened again/]]],
  [
    "all at once",
    () => createElement(Order, { session }),
    [
      ["Mute everyone (1)", /cannot turn any of it on again/],
      ["All cameras off (1)", /cannot turn any of it on again/],
      ["All screens off (1)", /cannot turn any of it on again/],
      ["Ask everyone to speak", /cannot be taken back/],
    ],
  ],
  [
    "one person's card",
    () => createElement(LeadActions, { person: bor, session, onStep: nobody }),
    [
      ["Mute", /only Bor turns on again/],
      ["Camera off", /only Bor turns on again/],
      ["Screen off", /only Bor turns on again/],
      ["Keep silent and unseen", /let on again here/],
      ["End the whisper", /cannot be taken back/],
    ],
  ],
  [
    "the card of somebody who is silent",
    () =>
      createElement(LeadActions, {
        person: { ...bor, mic: "off", cam: "off", screen: "off", whispers: false, held: 1 },
        session,
        onStep: nobody,
      }),
    [["Ask to speak", /cannot be taken back/]],
  ],
];

it.each(ACTS)("[LM48] %s: each act that is done at one tap says beforehand whether it can be taken back", (_of, shown, english) => {
  const found = described("en", shown());
  expect(found.map(([name]) => name)).toEqual(english.map(([name]) => name));
  for (const [n, [name, words]] of english.entries()) expect([name, found[n]?.[1]]).toEqual([name, expect.stringMatching(words)]);
  for (const tongue of TONGUES) {
    if (tongue === "en") continue;
    const told = described(tongue, shown());
    expect([tongue, told.length]).toEqual([tongue, english.length]);
    for (const [n, [, hint]] of told.entries()) expect(["", found[n]?.[1]]).not.toContain(hint);
  }
});
