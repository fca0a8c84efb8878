import fc from "fast-check";
import { expect, it } from "vitest";
import { toCsv } from "../../../shared/domain/csv.ts";
import { cleanText } from "../../../shared/domain/text.ts";

it("a text of several lines is clean, within its length, and clean again when cleaned twice", () => {
  expect(cleanText("a\r\n\u202eb\u200b \n\n\n\n c", 20)).toBe("a\nb\n\nc");
  expect(cleanText("x".repeat(21), 20)).toBeNull();
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 200 }), (raw) => {
      const text = cleanText(raw, 300);
      expect(text).not.toBeNull();
      expect(cleanText(text ?? "", 300)).toBe(text);
    }),
  );
});

it("a table for spreadsheets computes nothing and keeps its fields", () => {
  expect(
    toCsv([
      ["a", 1, null],
      ["=1+1", 'say "hi", you', "two\nlines"],
    ]),
  ).toBe('a,1,\r\n\'=1+1,"say ""hi"", you","two\nlines"\r\n');
});
