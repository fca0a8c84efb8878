/** Pages under test: one browser a file, one fresh context a test. */
import type { BrowserContext, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll } from "vitest";
import { type MediaPage, serveMediaPage } from "./serve.ts";

export interface PageWish {
  url?: string;
  /** Before the page's own script runs. */
  prepare?: (page: Page) => Promise<unknown>;
  /** Pages may make sound only after a gesture; false: without one. */
  gesture?: boolean;
}

export function openPages(): { served: () => MediaPage; open: (options?: BrowserContextOptions, wish?: PageWish) => Promise<Page> } {
  let served: MediaPage | null = null;
  let context: BrowserContext | null = null;
  beforeAll(async () => {
    served = await serveMediaPage();
  }, 60_000);
  afterAll(() => served?.close());
  afterEach(async () => {
    await context?.close();
    context = null;
  });
  const up = (): MediaPage => {
    if (served === null) throw new Error("The page is not served yet");
    return served;
  };
  return {
    served: up,
    async open(options = {}, wish = {}) {
      context = await up().browser.newContext(options);
      const page = await context.newPage();
      await wish.prepare?.(page);
      await page.goto(wish.url ?? up().url);
      if (wish.gesture !== false) await page.mouse.click(5, 5);
      return page;
    },
  };
}
