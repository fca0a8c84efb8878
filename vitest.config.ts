/**
 * Three projects, one after another. `unit`: files side by side. `pages`: in browsers, two files at a time, for what waits for words on a page. `sound`: one
 * file after another, for what measures when a packet, a picture or a voice comes or comes no more. One file: `npx vitest run test/…`.
 */
import { randomInt } from "node:crypto";
import { tmpdir } from "node:os";
import { join } from "node:path";
import babel from "@rolldown/plugin-babel";
import { defineConfig } from "vitest/config";

import { catalogues, macros } from "./bin/build/catalogues.ts";

/** Property tests draw their cases from this seed. The reporter prints it; `KARTU_SEED=… npm test` repeats a run. */
process.env.KARTU_SEED ??= String(randomInt(2 ** 31));
/**
 * Midday, whenever they run: "you can come back at 14:05" has its day as well when that is tomorrow, and no journey should read otherwise before midnight. Servers
 * and browsers have it from here; `TZ=… npm test` repeats a run in another zone.
 */
process.env.TZ ??= middayZone(new Date());
/** Dozens of tests start Kartu and its commands as processes: compiled once, they are there in half the time. */
process.env.NODE_COMPILE_CACHE ??= join(tmpdir(), "kartu-compiled");

/** Zones of Etc are called the other way round: at 23:00 UTC it is noon in Etc/GMT+11. */
function middayZone(now: Date): string {
  const behind = now.getUTCHours() - 12;
  return `Etc/GMT${behind < 0 ? behind : `+${behind}`}`;
}

const exclude = ["**/node_modules/**", "**/support/**"];

/** A new file in test/e2e is one of `pages`, unless it stands here. */
const SOUND = [
  "hostile-media",
  "leading",
  "led-media",
  "livekit",
  "livekit-hostile",
  "media/mesh",
  "network",
  "return",
  "stage",
  "whisper",
].map((name) => `test/e2e/${name}.test.ts`);

const browsers = {
  environment: "node" as const,
  setupFiles: ["./test/support/seed.ts", "./test/e2e/support/evidence.ts"],
  testTimeout: 180_000,
  hookTimeout: 120_000,
};

export default defineConfig({
  test: {
    reporters: [process.env.CI ? "verbose" : "default", "./test/support/reporter.ts"],
    projects: [
      {
        extends: true,
        // Words of the client in all languages, without a browser.
        plugins: [babel({ presets: [macros] }), catalogues(import.meta.dirname)],
        test: {
          name: "unit",
          environment: "node",
          include: ["test/{shared,server,client,contract,sim,tooling}/**/*.test.{ts,tsx}"],
          exclude,
          setupFiles: ["./test/support/seed.ts"],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          // What they import is read once a worker. A test that changes something of its process puts it back.
          isolate: false,
          // They mostly wait for each other's sockets and for disks: more at once than there are cores.
          maxWorkers: 3,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          ...browsers,
          name: "pages",
          include: ["test/e2e/**/*.test.ts"],
          exclude: [...exclude, ...SOUND],
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
      { extends: true, test: { ...browsers, name: "sound", include: SOUND, exclude, fileParallelism: false, sequence: { groupOrder: 2 } } },
    ],
  },
});
