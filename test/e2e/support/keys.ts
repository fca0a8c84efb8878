/** Going by keyboard alone: Tab until one is there, and whether one sees where one is. */
import type { Locator, Page } from "playwright-core";
import { expect } from "vitest";
import { PATIENCE } from "./patience.ts";

/** Nothing is further away than this many presses of Tab. */
const FAR = 150;

export const isFocused = (target: Locator): Promise<boolean> => target.evaluate((element) => element === document.activeElement);

/** What has the focus, in a few words. */
const focused = (page: Page): Promise<string> =>
  page.evaluate(() => document.activeElement?.outerHTML.replace(/\s+/g, " ").slice(0, 160) ?? "nothing");

export async function expectFocus(target: Locator): Promise<void> {
  await target.waitFor(PATIENCE);
  await expect.poll(async () => ((await isFocused(target)) ? "there" : focused(target.page())), PATIENCE).toBe("there");
}

/** A line around it, or around what stands for it (a switch draws its own). */
const isFramed = (page: Page): Promise<boolean> =>
  page.evaluate(() => {
    const element = document.activeElement;
    // Between the page's end and its beginning is the browser's own; the drawing engine draws its own focus.
    if (element === null || element === document.body || element.closest(".excalidraw") !== null) return true;
    return [element, element.nextElementSibling, element.parentElement].some((one) => {
      if (one === null) return false;
      const style = getComputedStyle(one);
      return (style.outlineStyle !== "none" && Number.parseFloat(style.outlineWidth) >= 2) || style.boxShadow.includes("0px 0px 0px");
    });
  });

/** Tab, until the focus is there; each stop on the way must be seen. @throws with where the focus was instead */
export async function tabTo(page: Page, target: Locator, key: "Tab" | "Shift+Tab" = "Tab"): Promise<void> {
  await target.waitFor(PATIENCE);
  for (let presses = 0; presses < FAR; presses++) {
    if (await isFocused(target)) return;
    await page.keyboard.press(key);
    if (!(await isFramed(page))) throw new Error(`Nobody sees that the focus is here: ${await focused(page)}`);
  }
  throw new Error(`${key} never came there; it is at ${await focused(page)}`);
}

export async function press(page: Page, target: Locator): Promise<void> {
  await tabTo(page, target);
  await page.keyboard.press("Enter");
}
