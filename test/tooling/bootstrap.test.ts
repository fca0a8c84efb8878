/** The bootstrap's own judgements. That a fresh clone comes up is tried by .ci/run itself, which starts from one. */
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, utimesSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { sourceStamp } from "../../bin/source-stamp.cjs";

const ROOT = join(import.meta.dirname, "../..");
const load = createRequire(import.meta.url);
const runtime = load("../../bin/bootstrap/runtime.cjs") as { isEnough(version: string): boolean };

const folder = (): string => mkdtempSync(join(tmpdir(), "kartu-bootstrap-"));

describe("the bootstrap", () => {
  it("knows which Node is new enough", () => {
    expect(["v24.7.0", "v24.21.3", "v26.0.0"].map((version) => runtime.isEnough(version))).toEqual([true, true, true]);
    expect(["v24.6.9", "v20.19.5", "v9.99.0"].map((version) => runtime.isEnough(version))).toEqual([false, false, false]);
  });

  it("[OP2] names a build by contents, not by times", () => {
    const root = folder();
    mkdirSync(join(root, "client"));
    const file = join(root, "client/main.tsx");
    writeFileSync(file, "1");
    const first = sourceStamp(root);
    utimesSync(file, new Date(0), new Date(0));
    writeFileSync(join(root, "README.md"), "not a source");
    expect(sourceStamp(root)).toBe(first);
    appendFileSync(file, "2");
    expect(sourceStamp(root)).not.toBe(first);
  });

  it("[OP4] lets one start prepare at a time, and takes over from one that died", async () => {
    const root = folder();
    const log = join(root, "log");
    const code = `
      const lock = require(${JSON.stringify(join(ROOT, "bin/bootstrap/lock.cjs"))}), fs = require("fs");
      lock.hold(process.argv[1], () => { fs.appendFileSync(process.argv[2], "in "); const end = Date.now() + 150; while (Date.now() < end); fs.appendFileSync(process.argv[2], "out "); });`;
    const dead = spawnSync(process.execPath, ["-e", ""]);
    mkdirSync(join(root, ".runtime"));
    writeFileSync(join(root, ".runtime/lock"), String(dead.pid));
    const starts = [1, 2, 3].map(() => spawn(process.execPath, ["-e", code, root, log], { stdio: ["ignore", "ignore", "inherit"] }));
    const codes = await Promise.all(starts.map(async (child) => (await once(child, "exit"))[0] as number));
    expect(codes).toEqual([0, 0, 0]);
    expect(readFileSync(log, "utf8")).toBe("in out in out in out ");
  });

  it("[OP3] says what it does not know, and fails", () => {
    const asked = spawnSync(process.execPath, [join(ROOT, "bin/kartu.cjs"), "fly"], { encoding: "utf8" });
    expect([asked.status, asked.stdout]).toEqual([2, ""]);
    expect(asked.stderr).toMatch(/does not know "fly".*start/);
  });

  it("[OP7] hands on the exit code, and ends the program when the shell above is gone", async () => {
    const run = join(ROOT, "bin/bootstrap/run.cjs");
    const outer = (program: string): string =>
      `require(${JSON.stringify(run)}).forever(process.execPath, ["-e", ${JSON.stringify(program)}]).then((code) => process.exit(code))`;
    expect(spawnSync(process.execPath, ["-e", outer("process.exit(7)")]).status).toBe(7);
    if (process.platform === "win32") return;
    const shell = spawn(
      "/bin/sh",
      ["-c", '"$0" -e "$1"; true', process.execPath, outer("console.log(process.pid); setInterval(() => {}, 1000)")],
      {
        env: { ...process.env, npm_lifecycle_event: "start" },
        stdio: ["ignore", "pipe", "inherit"],
      },
    );
    const [line] = (await once(shell.stdout, "data")) as [Buffer];
    const inner = Number(line.toString());
    expect(() => process.kill(inner, 0)).not.toThrow();
    shell.kill("SIGTERM");
    // The pipe closes when the last of them is gone.
    await once(shell.stdout, "close");
    expect(() => process.kill(inner, 0)).toThrow();
  });
});
