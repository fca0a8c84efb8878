import { describe, expect, it } from "vitest";
import { faults, placeholders } from "../../bin/check/catalogues.ts";

const entry = (message: string, translation: string) => ({ message, translation, origin: [], comments: [], extra: {}, placeholders: {} });

describe("the check of the catalogues", () => {
  it("reads what a message fills in", () => {
    expect(placeholders("{name} and {n, plural, one {# other} other {# minutes of {total}}} <0>more</0>")).toEqual([
      "<0>",
      "n",
      "name",
      "total",
    ]);
  });

  it("finds a missing translation, a lost placeholder and a code without a sentence", () => {
    const english = { "error.no_way": entry("", "There is no way to {place}") };
    const found = faults(
      "sl",
      {
        a: entry("Hello {name}", "Zdravo {name}"),
        b: entry("Bye {name}", "Adijo"),
        c: entry("Stay", " "),
        d: { ...entry("Gone", ""), obsolete: true },
        "error.no_way": entry("", "Ni poti"),
        e: entry("Go to {place}", "Pojdi v {place"),
      },
      english,
      ["no_way", "ejected"],
    );
    expect(found).toEqual([
      'sl: "Bye {name}" must fill in name, not nothing',
      'sl: "Stay" has no translation',
      'sl: "There is no way to {place}" must fill in place, not nothing',
      expect.stringMatching(/^sl: "Go to \{place\}" is not a valid message: /),
      "sl: no sentence for the error code ejected (message id error.ejected)",
    ]);
  });
});
