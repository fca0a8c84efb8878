/** Two projects: `unit` runs in parallel, then `e2e` starts servers and browsers, one file after another. One file: `npx vitest run test/…`. */
import { randomInt } from "node:crypto";
import babel from "@rolldown/plugin-babel";
import { defineConfig } from "vitest/config";

import { catalogues, macros } from "./bin/build/catalogues.ts";

/** Property tests draw their cases from this seed. The reporter prints it; `KARTU_SEED=… npm test` repeats a run. */
process.env.KARTU_SEED ??= String(randomInt(2 ** 31));

const exclude = ["**/node_modules/**", "**/support/**"];

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
          // They mostly wait for each other's sockets and for disks: two at once also where there are two cores.
          maxWorkers: 2,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: "e2e",
          environment: "node",
          include: ["test/e2e/**/*.test.ts"],
          exclude,
          setupFiles: ["./test/support/seed.ts", "./test/e2e/support/evidence.ts"],
          fileParallelism: false,
          testTimeout: 180_000,
          hookTimeout: 120_000,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
