/** When a test fails: a picture of every open page and what it complained about, in `test-results/`. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach } from "vitest";
import { openVisits } from "../../support/browser.ts";

afterEach(async (context) => {
  if (context.task.result?.state !== "fail") return;
  const folder = join(import.meta.dirname, "../../../test-results", context.task.name.replaceAll(/[^\w-]+/g, "_").slice(0, 80));
  mkdirSync(folder, { recursive: true });
  let number = 0;
  for (const visit of openVisits) {
    number++;
    writeFileSync(join(folder, `${number}.txt`), `${visit.page.url()}\n${visit.problems().join("\n")}\n`);
    // A page that hangs must not hide why the test failed.
    await visit.page.screenshot({ path: join(folder, `${number}.png`), timeout: 5000 }).catch(() => undefined);
  }
});
