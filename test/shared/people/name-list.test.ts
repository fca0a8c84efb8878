import fc from "fast-check";
import { expect, it } from "vitest";
import { listText } from "../../../client/ui/invite/read-list.ts";
import { parseCsv, separatorOf, toCsv } from "../../../shared/domain/csv.ts";
import { checkNames, nameTable } from "../../../shared/domain/name-list.ts";

const names = (text: string, column?: number): string[] => {
  const table = nameTable(text);
  return checkNames(table, column ?? table.best).map(({ name }) => name);
};

it("[DK5] takes lines, one line with commas, and tables of any separator", () => {
  expect(names("Nika\r\nJan\n\n  Žan  \rAna")).toEqual(["Nika", "Jan", "Žan", "Ana"]);
  expect(names("Nika, Jan, Žan")).toEqual(["Nika", "Jan", "Žan"]);
  expect(names("\uFEFFRazred;Ime;Točke\r\n8.a;Nika;3\r\n8.b;Črt;4\r\n")).toEqual(["Nika", "Črt"]);
  expect(names("Nr\tVardas\n1\tŽygimantas\n2\tRūta")).toEqual(["Žygimantas", "Rūta"]);
  expect(names("Łucja,7\nŻaneta,8")).toEqual(["Łucja", "Żaneta"]);
  expect(names("Łucja,7\nŻaneta,8", 1)).toEqual(["7", "8"]);
  expect(names("")).toEqual([]);
});

it("[DK5] quotes hold separators, quotes and line breaks; lines are those of the text", () => {
  const table = nameTable('name;note\n"Novak; Ana";"two\nlines"\n"Bor ""Bo""";\nJan;x');
  expect(checkNames(table, table.best).map(({ line, name }) => [line, name])).toEqual([
    [2, "Novak; Ana"],
    [4, 'Bor "Bo"'],
    [5, "Jan"],
  ]);
  expect(parseCsv('a,"never closed\nb', ",").map(({ cells }) => cells)).toEqual([["a", "never closed\nb"]]);
});

it("[DK5] says what is wrong with which line, and who stands there twice", () => {
  const entries = checkNames(nameTable(`Nika\n\u200b\n${"x".repeat(40)}\nnika\nNIKA`), 0);
  expect(entries.map(({ line, trouble, doubleOf }) => [line, trouble?.code ?? null, doubleOf])).toEqual([
    [1, null, null],
    [2, "name_not_text", null],
    [3, "name_too_long", null],
    [4, null, 1],
    [5, null, 1],
  ]);
});

it("[DK5] two hundred lines and more are all read", () => {
  expect(checkNames(nameTable(Array.from({ length: 450 }, (_, i) => `Person ${i + 1}`).join("\r\n")), 0)).toHaveLength(450);
});

it("[DK5] what is written for a spreadsheet is read as it was", () => {
  const text = fc.string({ maxLength: 20 }).filter((cell) => cell.trim() !== "" && !/^[=+\-@\t\r']/.test(cell) && cell === cell.trim());
  fc.assert(
    fc.property(fc.array(fc.tuple(text, text), { minLength: 1, maxLength: 20 }), (rows) => {
      expect(parseCsv(toCsv(rows), ",").map(({ cells }) => cells)).toEqual(rows);
    }),
  );
  expect(separatorOf('"a;b";c\n"d;e"\tf')).toBe(";");
});

it("[DK5] reads files of old spreadsheets: UTF-16, and the code page of the language", () => {
  const utf16 = new Uint8Array([0xff, 0xfe, ...Buffer.from("Žan\n", "utf16le")]);
  expect(listText(utf16, "en")).toBe("Žan\n");
  expect(listText(Uint8Array.of(0x8e, 0x61, 0x6e), "sl")).toBe("Žan");
  expect(listText(Uint8Array.of(0xde, 0x79, 0x67), "lt")).toBe("Žyg");
  expect(listText(new TextEncoder().encode("Łucja"), "pl")).toBe("Łucja");
});
