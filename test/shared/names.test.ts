import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CHAT_MAX, cleanChat } from "../../shared/domain/chat.ts";
import { cleanLine, cleanName, cleanSpaceName, codePoints, NAME_MAX } from "../../shared/domain/names.ts";

describe("names and lines", () => {
  it("[SP1] a name that is empty, invisible or too long is refused with its own code", () => {
    expect(cleanName("  \t ")).toEqual({ ok: false, code: "name_empty" });
    expect(cleanName("\u200b\u202e\u2066")).toEqual({ ok: false, code: "name_not_text" });
    expect(cleanName("\u3164\u2800")).toEqual({ ok: false, code: "name_not_text" });
    expect(cleanName("a".repeat(10_000))).toEqual({ ok: false, code: "name_too_long", params: { max: NAME_MAX } });
    expect(cleanName("a".repeat(10_000_000))).toMatchObject({ code: "name_too_long" });
    expect(cleanSpaceName("")).toEqual({ ok: false, code: "space_name_empty" });
  });

  it("[SP1] letters of every language, joined emoji and marks stay; bidi and zero width go", () => {
    for (const name of ["Živa Čož", "Łukasz", "Ąžuolas", "Müller-Ünal", "👩‍💻 Ana", "Nguyễn", "عمر", "می‌خواهم", "王小明"]) {
      expect(cleanName(name)).toEqual({ ok: true, value: name.normalize("NFC") });
    }
    expect(cleanName("Ma\u202erija\u200b\u200d")).toEqual({ ok: true, value: "Marija" });
    expect(cleanName("Z\u0030\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301")).toEqual({ ok: true, value: "Z0\u0301\u0301\u0301\u0301" });
    expect(cleanLine("one\r\n\ttwo\u2028three")).toBe("one two three");
    expect(cleanLine("\ufdd0a\ufdd1b")).toBe("ab");
  });

  it("[SP1] whatever is written, what comes out is stable, one line, and holds nothing invisible", () => {
    const nasty = fc.string({ unit: "binary", maxLength: 60 });
    fc.assert(
      fc.property(nasty, (raw) => {
        const once = cleanLine(raw);
        expect(cleanLine(once)).toBe(once);
        expect(once).not.toMatch(/[\p{Cc}\p{Cs}\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/u);
        expect(once).toBe(once.normalize("NFC").trim());
      }),
    );
  });

  it("[SP1] lengths are counted in code points", () => {
    expect(cleanName("😀".repeat(NAME_MAX)).ok).toBe(true);
    expect(cleanName("😀".repeat(NAME_MAX + 1)).ok).toBe(false);
    expect(codePoints("a😀")).toBe(2);
    expect(cleanChat("😀".repeat(CHAT_MAX)).ok).toBe(true);
    expect(cleanChat("x".repeat(CHAT_MAX + 1))).toEqual({ ok: false, code: "chat_too_long", params: { max: CHAT_MAX } });
    expect(cleanChat(" \u200b ")).toEqual({ ok: false, code: "chat_empty" });
  });
});
