import { createElement } from "react";
import { expect, it } from "vitest";
import { useDeeds } from "../../../client/ui/people/deeds.ts";
import { DEEDS } from "../../../shared/domain/deeds.ts";
import { rendered, TONGUES, type Tongue } from "../../support/rendered.ts";

const LETTERS = new Map([
  ["tina", "T1"],
  ["bor", "B1"],
]);
type Facts = Record<string, string | number | boolean>;

function Line({ action, facts, target }: { action: string; facts: Facts; target: string }) {
  return useDeeds()({ id: "1", at: 0, actor: "tina", target, action, facts }, LETTERS);
}
const line = (tongue: Tongue, action: string, facts: Facts = {}, target = "bor"): string =>
  rendered(tongue, createElement(Line, { action, facts, target }));

it.each(TONGUES)("[LM10] whatever is logged has a sentence of its own in %s, and none is a code", (tongue) => {
  const lines = DEEDS.map((deed) => line(tongue, deed));
  expect(new Set(lines).size).toBe(DEEDS.length);
  for (const [n, text] of lines.entries()) {
    expect(text).toContain("T1");
    expect(text).not.toMatch(/_|undefined|\{/);
    if (tongue !== "en") expect(text).not.toBe(line("en", DEEDS[n] ?? ""));
  }
});

it.each(TONGUES)("[LM10] [ME146] kept silent and unseen is not the same as muted, nor everyone the same as one, in %s", (tongue) => {
  for (const deed of ["mute", "cam_off", "screen_off"])
    expect(line(tongue, deed, { hold: true })).not.toBe(line(tongue, deed, { hold: false }));
  expect(line(tongue, "let_show", {}, "")).not.toContain("–");
});

it("[LM10] what another version of Kartu logged is said to be unknown", () => {
  expect(line("en", "moonwalk")).toBe("T1 did something that this version of Kartu has no words for (moonwalk)");
});
