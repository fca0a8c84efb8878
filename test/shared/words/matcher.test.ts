import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CHAT_MAX, cleanChat } from "../../../shared/domain/chat.ts";
import { cleanList, FIRST_LISTS, WORD_MAX, WORDS_MAX } from "../../../shared/domain/words/lists.ts";
import { matcherOf, wordsOf } from "../../../shared/domain/words/matcher.ts";

const first = matcherOf(Object.values(FIRST_LISTS).flat());
/** Every text of Kartu in one of its languages: plain speech. */
const speech = (language: string): string[] => {
  const po = readFileSync(join(import.meta.dirname, `../../../shared/i18n/${language}.po`), "utf8");
  return [...po.matchAll(/^msg(?:id|str)(?:\[\d\])? "(.+)"$/gmu)].map(([, text]) =>
    (text ?? "").replace(/\{[^{}]*\}|<\/?\d+\/?>|\\./gu, " "),
  );
};
const mole = matcherOf(["mole", "burrow*", "dig a hole", "крот", "παπι"]);

describe("words that do not belong here", () => {
  it("[LM40] are found as whole words, by their beginning where a * says so, and as phrases", () => {
    expect(["You MOLE!", "(mole)", "molé", "burrowing moles"].map((text) => mole.find(text))).toEqual(["mole", "mole", "mole", "burrow*"]);
    expect(mole.find("we dig  a HOLE.")).toBe("dig a hole");
    expect(["moles", "guacamole", "amole", "a hole we dig", "dig a", "", "🙂"].map((text) => mole.find(text))).toEqual(
      Array<null>(7).fill(null),
    );
  });

  it.each([
    ["other scripts' letters", "mоlе", "ｍｏｌｅ", "ⓜⓞⓛⓔ", "🇲🇴🇱🇪", "КРОТ", "ΠΑΠΙ", "крoт"],
    ["digits and signs", "m0le", "m0l3", "mo1e", "mo|e", "moIe", "b0rr0w".replace("b0", "bu")],
    ["spaces and dots", "m o l e", "oh m o l e !", "m.o.l.e", "m-o-l-e", "m_o_l_e", "mo-le", "m  o  l  e", "mo l e"],
    ["stretched letters", "moooole", "mmmmole", "moleeee", "MOLLLE", "burrrrow"],
    ["marks", "m̶o̶l̶e̶", "mòlê", "møle"],
  ])("[LM40] are found in disguise: %s", (_, ...texts) => {
    expect(texts.filter((text) => mole.find(text) === null)).toEqual([]);
  });

  it("[LM40] plain speech of four languages is not held, nor towns, dishes, feasts and names", () => {
    const plain = [
      "I live in Scunthorpe, near Penistone; my cousin is from Essex and works in Niger.",
      "The pen is mightier than the sword. Pick a pickle! Class assessment as soon as possible.",
      "Happy Kurban Bayram, Mr. Dickinson and Ms. Cockburn!",
      "Kdo bi rad začel? Jaz pridem kasneje, kurentovanje je na Ptuju. Picerija je zaprta, kurilnica tudi.",
      "Ali kdo pozna pesem o pedagogu? Jebica je priimek, pičlo je pa pridevnik.",
      "Labas, kaip sekasi? Kursas prasideda šiandien, kurmis po žeme, čiurlenimas ir keksai.",
      "Cześć! Sukces na kursie, kurczak na obiad, pedał w rowerze, szmatka, cipka to też nazwa rośliny, kurort.",
      "En retard! Slut för idag. Kys din mor. Das ist dick.",
      "1 2 3 455 4ever 10:30 a b c d e f g h i",
    ];
    expect(plain.map((text) => first.find(text))).toEqual(plain.map(() => null));
    for (const text of ["F.U.C.K", "ku_rwa", "PIČKA", "picka", "kurw4", "b!tch!", "a$$hole", "ubij  se", "n1gg3r"])
      expect(first.find(text), text).not.toBeNull();
  });

  it("[LM81] one or two starred letters, and a word broken in two, are read", () => {
    const starred = [
      "f*ck",
      "F**K",
      "f**k off",
      "you f*cking …",
      "b#tch!",
      "c*nt",
      "wh*re",
      "ku*wa",
      "kur*a",
      "k*rwo",
      "pi_da",
      "p•zda",
      "n***er",
      "a**hole",
    ];
    expect(starred.filter((text) => first.find(text) === null)).toEqual(["n***er"]);
    const broken = ["fu ckoff", "fu ck off", "oh fu ck you", "f uck", "wh ore", "bi tch", "cun t", "fu,ckoff", "mother fcking f uck"];
    expect(broken.filter((text) => first.find(text) === null)).toEqual([]);
  });

  it("[LM81] plain sentences whose words join to such a word, endings behind a star, footnotes and emphasis are not held", () => {
    const plain = [
      "Se je bala? Kaj je,bi rad vprašal. Če je bi, reci. Rada je banane in je bazilike.",
      "Grem k Urbi, h Ujčiču in k Urbanovim; udeleženec_ka, dijaki_nje, trener*ka, kur_ka in kur*ka na dvorišču.",
      "P. Izdebski, J. Ebal, K. Urban, B. Itch. Kur w rosole. Nie wiem, kto z nas, a kto ze b.",
      "I know who resigned and who reads it; as so often, as shown, it can. Two f*ncy words* and *bold*, 50% off, c*, a*b, 2*3.",
      "Kur V. Kudirka gyveno? Kur v. Kur va ar žinai? Mokinys*ė ir dalyvis_ė.",
      "dr. Pič, st. vrt, km h, ps. Co w tym jest? W hu jest, ch. u. j.".replace("ch. u. j.", "ch u"),
    ];
    expect(plain.map((text) => first.find(text))).toEqual(plain.map(() => null));
  });

  it.each(["en", "sl", "lt", "pl"])(
    "[LM81] no two words of plain speech make such a word together, whatever stands between them: %s",
    (language) => {
      const texts = speech(language);
      expect(texts.length).toBeGreaterThan(500);
      expect(texts.flatMap((text) => first.find(text) ?? [])).toEqual([]);
      const words = [...new Set(texts.flatMap((text) => text.split(/[^\p{L}]+/u)).filter((word) => word !== ""))];
      const word = fc.constantFrom(...words);
      fc.assert(
        fc.property(
          fc.array(word, { minLength: 8, maxLength: 40 }),
          fc.constantFrom(" ", ",", ", ", " – ", "/", ". ", "…", ":"),
          (some, between) => {
            expect(first.find(some.join(between))).toBeNull();
          },
        ),
        { numRuns: 500 },
      );
    },
  );

  it("[LM40] any word of a list is found in any text of other words, however its letters are disguised", () => {
    const letter = fc.constantFrom(...Array.from("abcdefghijkmnpqrtvxyz"));
    const word = fc.array(letter, { minLength: 3, maxLength: 12 }).map((letters) => letters.join(""));
    const disguise = fc.constantFrom<(w: string) => string>(
      (w) => w.toUpperCase(),
      (w) => Array.from(w).join(" "),
      (w) => Array.from(w).join("."),
      (w) =>
        Array.from(w)
          .map((c) => `${c}\u0336`)
          .join(""),
      (w) =>
        Array.from(w)
          .map((c) => String.fromCodePoint(0xff41 + c.charCodeAt(0) - 97))
          .join(""),
      (w) =>
        Array.from(w)
          .map((c) => c.repeat(4))
          .join(""),
      (w) => w.replaceAll("o", "0").replaceAll("a", "@").replaceAll("e", "3"),
    );
    fc.assert(
      fc.property(word, disguise, (w, hide) => {
        expect(matcherOf([w]).find(`say ${hide(w)} , please`)).toBe(w);
      }),
    );
  });

  it("[LM40] whatever is written is looked through without fail, and quickly with the longest lists", () => {
    const lines = Array.from({ length: WORDS_MAX * 10 }, (_, i) => `w${i.toString(36)}q*`);
    const long = matcherOf(lines);
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: CHAT_MAX }), (raw) => {
        const line = cleanChat(raw);
        if (line.ok) long.find(line.value);
      }),
    );
    const worst = [
      "a b c d e f g h ".repeat(31),
      "a@!1|$".repeat(83),
      "w".repeat(500),
      "🇦".repeat(500),
      "x ".repeat(250),
      "w**zzz ".repeat(70),
      "wa*b*zz ".repeat(60),
    ];
    const began = performance.now();
    for (const text of worst) expect(long.find(text)).toBeNull();
    // A bound against a wrong order of growth, not a measurement.
    expect(performance.now() - began).toBeLessThan(5_000);
  });
});

describe("lists of words", () => {
  it("[LM41] are kept clean, each line once, in the order written", () => {
    expect(cleanList(["  Ena ", "", "dva*", "Ena", "\u200b", "tri štiri"])).toEqual({ ok: true, value: ["Ena", "dva*", "tri štiri"] });
  });

  it("[LM41] a line that is too long or stands for too much, and a list that is too long, are refused with what is wrong", () => {
    for (const line of ["a", "a*", "ab*", "***", "…", "12", "x".repeat(WORD_MAX + 1), "x".repeat(1_000_000)])
      expect(cleanList(["good", line]), line.slice(0, 20)).toEqual({ ok: false, code: "words_line", params: { line: 2 } });
    const many = Array.from({ length: 10_000 }, (_, i) => `word${i}`);
    expect(cleanList(many)).toEqual({ ok: false, code: "words_too_many", params: { max: WORDS_MAX } });
    expect(cleanList(many.slice(0, WORDS_MAX)).ok).toBe(true);
  });

  it("[LM41] those that Kartu begins with are lists that may be kept, and short", () => {
    for (const words of Object.values(FIRST_LISTS)) {
      expect(cleanList(words)).toEqual({ ok: true, value: words });
      expect(words.length).toBeLessThan(30);
      for (const line of words) expect(wordsOf(line), line).not.toBeNull();
    }
  });
});
