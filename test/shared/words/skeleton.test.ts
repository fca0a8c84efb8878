import fc from "fast-check";
import { expect, it } from "vitest";
import { cleanName } from "../../../shared/domain/names.ts";
import { lookAlike } from "../../../shared/domain/words/skeleton.ts";

it.each([
  ["Tina", "tina", "TINA", "T i n a", "Tina 🌟", ".tina.", "Тіnа", "T1na", "Tlna", "Ｔｉｎａ", "🅃🄸🄽🄰", "Tína", "T\u0336ina", "ꓔꓲꓠꓮ"],
  ["Špela", "Spela", "5pela", "ЅреIа"],
  ["Łukasz", "lukasz", "Łukаsz"],
  ["Ąžuolas", "Azuolas"],
  ["Marnie", "Mamie"],
  ["Νίκος", "ΝΙΚΟΣ", "νικος"],
  ["Иван", "ИBAH", "иван"],
  ["علی", "علي"],
  ["किरण", "किरण ✨"],
  ["Nguyễn", "Nguyen"],
])("[LM42] %s cannot be told from what looks like it", (name, ...others) => {
  for (const other of others) expect(lookAlike(name, other), other).toBe(true);
});

it("[LM42] other names stay other names, in every script", () => {
  const names = [
    "Tina",
    "Tine",
    "Tina2",
    "Tina K.",
    "Ana",
    "Anna",
    "Ania",
    "किरण",
    "करण",
    "李雷",
    "韩梅梅",
    "Ян",
    "Иван",
    "سارة",
    "سمر",
    "🦊",
    "🐻",
    "ดาว",
    "ดวง",
    "Þór",
  ];
  for (const [i, a] of names.entries()) for (const b of names.slice(i + 1)) expect(lookAlike(a, b), `${a} ${b}`).toBe(false);
});

it("[LM42] a name of pictures looks like itself, whatever stands around it (seed 587503660)", () => {
  expect(lookAlike("🆎", "  🆎 .")).toBe(true);
  expect(lookAlike("🆎", "🐙")).toBe(false);
});

it("[LM42] every name looks like itself, however it is cased or spaced", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", minLength: 1, maxLength: 20 }), (raw) => {
      const name = cleanName(raw);
      if (!name.ok) return;
      expect(lookAlike(name.value, name.value)).toBe(true);
      expect(lookAlike(name.value, name.value.toUpperCase())).toBe(true);
      expect(lookAlike(name.value, `  ${name.value} .`)).toBe(true);
    }),
  );
});
