/** What axe finds on a page, one sentence a finding. */
import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";

/** WCAG 2.2 A and AA, and axe's best practices. */
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** Excalidraw's own subtree; ours is the frame around it. */
export const EXCALIDRAW = ".excalidraw";

export async function axeFindings(page: Page, scope: { include?: string; exclude?: string[] } = {}): Promise<string[]> {
  let builder = new AxeBuilder({ page }).withTags(TAGS);
  if (scope.include !== undefined) builder = builder.include(scope.include);
  for (const selector of scope.exclude ?? []) builder = builder.exclude(selector);
  const { violations } = await builder.analyze();
  return violations.flatMap((violation) =>
    violation.nodes.map(
      (node) => `${violation.id} (${violation.impact}): ${violation.help}: ${node.target.join(" ")} ${node.html.slice(0, 160)}`,
    ),
  );
}
