/** The arrows of the house: each deliberate violation must be found, and what is allowed must not. */
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const ROOT = join(import.meta.dirname, "../..");

/** File, its text, and the rule that must find it (none: it is allowed). */
const CASES: [file: string, text: string, rule: string | null][] = [
  ["shared/domain/a.ts", 'export * from "../protocol/x.ts";', "no-restricted-imports"],
  ["shared/domain/motion/b.ts", 'import type { X } from "../../schema/x.ts"; export type Y = X;', "no-restricted-imports"],
  ["shared/domain/c.ts", 'import { z } from "zod"; export const y = z;', "no-restricted-imports"],
  ["shared/domain/d.ts", 'import fs from "node:fs"; export const y = fs;', "no-restricted-imports"],
  ["shared/domain/e.ts", "export const y = process.env.X;", "no-restricted-globals"],
  ["shared/domain/motion/f.ts", 'import type { X } from "../ok.ts"; export type Y = X;', null],
  ["shared/domain/ok.ts", "export type X = 1;", null],
  ["shared/protocol/a.ts", 'import { z } from "zod"; export const y = z;', "no-restricted-imports"],
  ["shared/protocol/b.ts", 'import { z } from "./check/x.ts"; export const y = z;', "no-restricted-imports"],
  ["shared/protocol/c.ts", 'import { z } from "../schema/x.ts"; export const y = z;', "no-restricted-imports"],
  ["shared/protocol/check/d.ts", 'import { z } from "zod"; export const y = z;', null],
  ["shared/board/a.ts", 'import { z } from "../schema/x.ts"; export const y = z;', "no-restricted-imports"],
  ["shared/schema/a.ts", 'import { z } from "../../client/x.ts"; export const y = z;', "no-restricted-imports"],
  ["shared/schema/b.ts", 'import { z } from "../../server/x.ts"; export const y = z;', "no-restricted-imports"],
  ["server/rooms/a.ts", 'import { z } from "../../client/x.ts"; export const y = z;', "no-restricted-imports"],
  ["server/commands/a.ts", 'import { z } from "../adapters/x/y.ts"; export const y = z;', "no-restricted-imports"],
  ["server/ports/a.ts", 'import { z } from "../rooms/x.ts"; export const y = z;', "no-restricted-imports"],
  ["server/rooms/b.ts", "export const y = process.env.X;", "no-process-env"],
  ["server/rooms/c.ts", 'import process from "node:process"; export const y = process.env.X;', "no-restricted-imports"],
  ["server/env.ts", "export const y = process.env.X;", null],
  ["client/net/a.ts", 'import { z } from "../../server/x.ts"; export const y = z;', "no-restricted-imports"],
  ["client/net/b.ts", 'import { z } from "react/jsx-runtime"; export const y = z;', "no-restricted-imports"],
  ["client/media/a.ts", 'import { z } from "react"; export const y = z;', "no-restricted-imports"],
  ["client/media/b.ts", 'import { z } from "../ui/x.ts"; export const y = z;', "no-restricted-imports"],
  ["client/world/a.ts", 'import { z } from "react"; export const y = z;', "no-restricted-imports"],
  ["client/world/b.ts", 'import z from "phaser"; export const y = z;', null],
  ["client/ui/a.ts", 'import { z } from "zod"; export const y = z;', "no-restricted-imports"],
  ["client/ui/b.ts", 'import { z } from "../../shared/protocol/check/x.ts"; export const y = z;', "no-restricted-imports"],
  ["client/ui/c.ts", 'export const y = () => import("phaser");', "no-restricted-imports"],
  ["client/ui/d.ts", 'import z from "phaser/src/core.js"; export const y = z;', "no-restricted-imports"],
  ["client/ui/e.ts", 'export const y = () => import("../../server/x.ts");', "no-restricted-imports"],
  ["client/ui/f.ts", 'import { z } from "@excalidraw/excalidraw"; export const y = z;', "no-restricted-imports"],
  ["client/board/a.ts", 'import { z } from "@excalidraw/excalidraw"; export const y = z;', null],
  ["server/rooms/d.ts", "async function f(): Promise<void> {}\nf();", "no-floating-promises"],
  [
    "server/rooms/e.ts",
    'export function f(a: "x" | "y"): number { switch (a) { case "x": return 1; } return 0; }',
    "switch-exhaustiveness-check",
  ],
  ["server/rooms/f.ts", "export const f = (a: any): number => a;", "no-explicit-any"],
  ["server/rooms/g.ts", "export const f = (a: unknown): number => (a as any).x;", "no-explicit-any"],
  ["server/rooms/h.ts", 'import { X } from "../../shared/domain/ok.ts"; export type Y = X;', "consistent-type-imports"],
  ["server/rooms/i.ts", `export const x = 1;\n${"// a line\n".repeat(400)}`, "max-lines"],
  ["shared/domain/cycle1.ts", 'import { b } from "./cycle2.ts"; export const a = (): unknown => b;', "no-cycle"],
  ["shared/domain/cycle2.ts", 'import { a } from "./cycle1.ts"; export const b = (): unknown => a;', "no-cycle"],
];

let folder = "";
/** Rules that spoke, by file. */
const spoke = new Map<string, string[]>();

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "kartu-arrows-"));
  for (const file of [".oxlintrc.json", "tsconfig.json", "package.json"]) cpSync(join(ROOT, file), join(folder, file));
  symlinkSync(join(ROOT, "node_modules"), join(folder, "node_modules"), "junction");
  for (const [file, text] of CASES) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), `${text}\n`);
  }
  const lint = spawnSync(process.execPath, [join(ROOT, "node_modules/oxlint/bin/oxlint"), "--format", "json"], {
    cwd: folder,
    encoding: "utf8",
  });
  const { diagnostics } = JSON.parse(lint.stdout) as { diagnostics: { code: string; filename: string }[] };
  for (const { code, filename } of diagnostics) {
    const file = filename.replaceAll("\\", "/");
    spoke.set(file, [...(spoke.get(file) ?? []), code]);
  }
}, 60_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("the linter", () => {
  it.each(CASES)("%s: %s", (file, _text, rule) => {
    const codes = spoke.get(file) ?? [];
    if (rule === null) expect(codes).toEqual([]);
    else expect(codes.join()).toContain(`(${rule})`);
  });
});
