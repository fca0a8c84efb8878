import { setupI18n } from "@lingui/core";
import fc from "fast-check";
import { createElement } from "react";
import { expect, it } from "vitest";
import { carries } from "../../../client/ui/invite/carries.ts";
import { ReachWords } from "../../../client/ui/invite/Reach.tsx";
import { typed } from "../../../client/ui/invite/print/printed.ts";
import { routeOf } from "../../../client/ui/route.ts";
import { faults, fieldsOf, fromLocalField, toCapacity, toLocalField, withField } from "../../../client/ui/settings/space-draft.ts";
import { awayText } from "../../../client/ui/text/when.ts";
import { FIRST_SETTINGS } from "../../../shared/domain/space-settings.ts";
import { rendered, type Tongue, TONGUES } from "../../support/rendered.ts";

const MINUTE = 60_000;

it("[DK8] says how many voices are carried, or the first reason why there are none", () => {
  expect(carries({ refused: null }, { secure: true })).toEqual({ kind: "direct", voices: 8, pictures: 4 });
  expect(carries({ refused: null, transport: "livekit" }, null)).toEqual({ kind: "server", voices: 16, pictures: 12 });
  for (const server of ["away", "missed"] as const) {
    expect(carries({ refused: null, server }, null)).toEqual({ kind: server, voices: 8, pictures: 4, silent: false });
    expect(carries({ refused: "minors_no_relay", server }, null)).toMatchObject({ kind: server, silent: true });
    expect(carries({ refused: null, server }, { secure: false })).toEqual({ kind: "silent-http" });
  }
  expect(carries({ refused: "minors_no_relay" }, { secure: true })).toEqual({ kind: "silent-minors" });
  expect(carries({ refused: "minors_no_relay" }, { secure: false })).toEqual({ kind: "silent-http" });
});

it("[ME175] where a space began without the media server that there is, it is said, with what to do, in each language", () => {
  const words = (tongue: Tongue, kind: "away" | "missed" | "direct", silent = false): string =>
    rendered(tongue, createElement(ReachWords, { told: { kind, voices: 8, pictures: 4, silent } }));
  expect(words("en", "missed")).toMatch(/up to 8 voices.*It answers now: leave all together for a moment/s);
  expect(words("en", "missed", true)).toContain("Nobody will be heard yet");
  expect(words("en", "away")).toMatch(/it does not answer: .*npm run doctor/s);
  for (const kind of ["away", "missed"] as const) {
    expect(words("en", kind)).not.toContain("needs a media server");
    expect(new Set(TONGUES.map((tongue) => words(tongue, kind))).size).toBe(TONGUES.length);
  }
});

it("[DK3] only what differs from what is kept is a change, and what cannot be right is known by its field", () => {
  const saved = fieldsOf({ id: "s", name: "Kranj", role: "owner", settings: FIRST_SETTINGS, present: 0, contact: "" });
  const draft = withField(withField({}, saved, "name", "Kranj 2"), saved, "welcome", "Živjo");
  expect(draft).toEqual({ name: "Kranj 2", welcome: "Živjo" });
  expect(withField(draft, saved, "name", "Kranj")).toEqual({ welcome: "Živjo" });
  expect(faults({ name: "  ", welcome: "x".repeat(501), contact: "y".repeat(201), conduct: "fine" })).toMatchObject({
    name: { code: "space_name_empty" },
    welcome: { code: "text_too_long", params: { max: 500 } },
    contact: { code: "text_too_long", params: { max: 200 } },
  });
  expect(faults({ welcome: "x".repeat(500) })).toEqual({});
  expect(["", " 25 ", "12 people", "0", "2001"].map(toCapacity)).toEqual([null, 25, 12, 0, 2001]);
  const range = { capacity: { code: "capacity_range", params: { max: 2_000 } } };
  expect([0, 1, 2_000, 2_001, null].map((capacity) => faults({ capacity }))).toEqual([range, {}, {}, range, {}]);
});

it("[DK3] a start survives the field in which it is set, in whatever zone this device is; half a date is none", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 4e9 }), (minute) => {
      const at = minute * MINUTE;
      const back = fromLocalField(toLocalField(at));
      // The hour that happens twice in autumn is written the same both times.
      expect([0, 30 * MINUTE, 60 * MINUTE]).toContain(Math.abs((back ?? -1) - at));
    }),
  );
  expect([fromLocalField(""), fromLocalField("17.5.2031 ob petih"), toLocalField(null)]).toEqual([null, null, ""]);
});

it("says how far away a moment is as people do: nights are counted, not hours", () => {
  const i18n = setupI18n({ locale: "sl", messages: { sl: {} } });
  const noon = new Date(2031, 4, 17, 12, 0).getTime();
  expect(awayText(i18n, new Date(2031, 4, 18, 17, 0).getTime(), noon)).toBe("jutri");
  expect(awayText(i18n, new Date(2031, 4, 20, 1, 0).getTime(), noon)).toBe("čez 3 dni");
  expect(awayText(i18n, noon + 3 * 60 * MINUTE, noon)).toBe("čez 3 ure");
  expect(awayText(i18n, noon - 5 * MINUTE, noon)).toBe("pred 5 minutami");
});

it("the desk's addresses are its parts and nothing else; a link to type keeps http, and leaves out https", () => {
  expect(routeOf("/desk", "")).toEqual({ page: "desk", space: null, part: "overview" });
  expect(routeOf("/desk/aB-_9", "")).toEqual({ page: "desk", space: "aB-_9", part: "overview" });
  expect(routeOf("/desk/aB-_9/settings", "")).toEqual({ page: "desk", space: "aB-_9", part: "settings" });
  expect([routeOf("/desk/a/b/c", "").page, routeOf("/desk/a/secrets", "").page]).toEqual(["unknown", "unknown"]);
  expect([typed("https://kartu.example.org/join#a"), typed("http://kartu.lan/join#a")]).toEqual([
    "kartu.example.org/join#a",
    "http://kartu.lan/join#a",
  ]);
});
