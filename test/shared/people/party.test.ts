import { expect, it } from "vitest";
import { matesIn, partyName } from "../../../shared/domain/party.ts";

it("[LM85] who sits beside somebody is told apart in the line of all, also where a name holds a plus", () => {
  expect(partyName("Nika", ["Žan", "Ana + Bor"])).toBe("Nika + Žan + Ana+Bor");
  for (const [own, others] of [
    ["Nika", ["Žan", "Ana + Bor"]],
    ["A + B + C", ["C+D"]],
    ["A + B", []],
  ] as const) {
    const mates = matesIn(partyName(own, others), 1 + others.length);
    expect(mates.map((name) => name.replaceAll(" ", ""))).toEqual(others.map((name) => name.replaceAll(" ", "")));
  }
  expect(partyName("A + B", [])).toBe("A + B");
});
