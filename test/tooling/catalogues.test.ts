import { describe, expect, it } from "vitest";
import { faults, placeholders } from "../../bin/check/catalogues.ts";

const entry = (message: string, translation: string) => ({ message, translation, origin: [], comments: [], extra: {}, placeholders: {} });

describe("the check of the catalogues", () => {
  it("reads what a message fills in", () => {
    expect(placeholders("{name} and {n, plural, one {# other} other {# others}} <0>more</0>")).toEqual(["<0>", "n", "name"]);
  });

  it("finds a missing translation, a lost placeholder and a code without a sentence", () => {
    const found = faults(
      "sl",
      {
        a: entry("Hello {name}", "Zdravo {name}"),
        b: entry("Bye {name}", "Adijo"),
        c: entry("Stay", " "),
        d: { ...entry("Gone", ""), obsolete: true },
        "error.no_way": entry("There is no way", "Ni poti"),
      },
      ["no_way", "ejected"],
    );
    expect(found).toEqual([
      'sl: "Bye {name}" must fill in name, not nothing',
      'sl: "Stay" has no translation',
      "sl: no sentence for the error code ejected (message id error.ejected)",
    ]);
  });
});
