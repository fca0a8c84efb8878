/** Prints the seed of the run at its start and, as the last word, what was counted: `N passed, N failed` (and skipped, if any were). */
import { writeFileSync } from "node:fs";
import type { Reporter, TestModule } from "vitest/node";

export interface Counts {
  passed: number;
  failed: number;
  skipped: number;
  /** Files that could not be loaded and errors outside any test; each also counts as failed. */
  broken: number;
}

export default class CountReporter implements Reporter {
  onTestRunStart(): void {
    console.log(`seed ${process.env.KARTU_SEED} (repeat with KARTU_SEED=${process.env.KARTU_SEED})`);
  }

  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly unknown[]): void {
    const counts: Counts = { passed: 0, failed: 0, skipped: 0, broken: unhandled.length };
    for (const module of modules) {
      counts.broken += module.errors().length;
      for (const suite of module.children.allSuites()) counts.broken += suite.errors().length;
      for (const test of module.children.allTests()) {
        const state = test.result().state;
        if (state === "passed") counts.passed++;
        else if (state === "failed") counts.failed++;
        else counts.skipped++;
      }
    }
    counts.failed += counts.broken;
    const skipped = counts.skipped > 0 ? `, ${counts.skipped} skipped` : "";
    console.log(`seed ${process.env.KARTU_SEED}\n${counts.passed} passed, ${counts.failed} failed${skipped}`);
    if (process.env.CI === "true" && counts.skipped > 0) {
      console.log("In CI no test may be skipped.");
      process.exitCode = 1;
    }
    if (process.env.KARTU_COUNTS_FILE) writeFileSync(process.env.KARTU_COUNTS_FILE, JSON.stringify(counts));
  }
}
