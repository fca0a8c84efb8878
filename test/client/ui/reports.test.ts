/** The list of reports for those on duty: what it says of what is not in it. */
import { createElement } from "react";
import { afterEach, beforeEach, expect, it } from "vitest";
import { $reportCounts, $reportList } from "../../../client/ui/people/duty.ts";
import { Reports } from "../../../client/ui/people/Reports.tsx";
import { rendered, TONGUES } from "../../support/rendered.ts";

const report = { at: 0, reporter: null, about: null, why: "threat", text: "", context: [], wordsGone: false, closedAt: null } as const;

beforeEach(() => $reportList.set([{ ...report, id: "1", context: [] }]));
afterEach(() => {
  $reportList.set([]);
  $reportCounts.set({ open: 0, closed: 0 });
});

const shown = (tongue: (typeof TONGUES)[number] = "en"): string => rendered(tongue, createElement(Reports, { space: "s" }));

it("[LM115] the list says how many open and how many closed ones it leaves out, and nothing where it leaves out none", () => {
  $reportCounts.set({ open: 1, closed: 0 });
  expect(shown()).not.toContain("not shown");
  $reportCounts.set({ open: 3, closed: 0 });
  expect(shown()).toContain("2 more open reports are not shown yet. They come up as you close these.");
  expect(shown()).not.toContain("older");
  $reportCounts.set({ open: 1, closed: 4 });
  expect(shown()).toContain("4 older closed reports are not shown.");
  expect(shown()).not.toContain("not shown yet");
});

it("[LM116] a report whose words went with the chat says so, in each language", () => {
  const before = TONGUES.map((tongue) => shown(tongue));
  $reportList.set([{ ...report, id: "1", context: [], wordsGone: true }]);
  expect(shown()).toContain("What was written in it was erased");
  const words = TONGUES.map((tongue, n) => shown(tongue).length - (before[n]?.length ?? 0));
  expect(words.every((more) => more > 60)).toBe(true);
  expect(new Set(TONGUES.map((tongue) => /<p[^>]*>([^<]*)<\/p><div/.exec(shown(tongue))?.[1])).size).toBe(TONGUES.length);
});
