/** What people do on Kartu's pages, in their words, for the journeys. English pages unless a journey says otherwise. */
import type { Locator, Page } from "playwright-core";
import { expect } from "vitest";
import type { TestBrowser, Visit } from "../../support/browser.ts";
import { PATIENCE } from "./patience.ts";

export const button = (page: Page, name: string | RegExp): Locator => page.getByRole("button", { name });

/** From the one-time link to a space of one's own, with a name and no way to log in yet; the invite dialog is open afterwards. @returns the invite's address */
export async function becomeOwner(visit: Visit, spaceName: string, name = "Ajda"): Promise<string> {
  const { page } = visit;
  await button(page, "Make me the owner").click();
  await page.getByRole("textbox", { name: "Your name" }).fill(name);
  await button(page, "Go on").click();
  await button(page, "Later").click();
  await page.getByRole("textbox", { name: "Name of the space" }).fill(spaceName);
  await button(page, "Make this space").click();
  const link = page.getByText(/\/join#/);
  await link.waitFor(PATIENCE);
  return (await link.innerText()).trim();
}

/** Through the join page into the space, with sound. */
export async function joinBy(
  chromium: TestBrowser,
  address: string,
  name: string,
  options: Parameters<TestBrowser["openPage"]>[0] = {},
): Promise<Visit> {
  const visit = await chromium.openPage({ ...options, url: address });
  await visit.page.getByRole("textbox", { name: "Your nickname" }).fill(name);
  await button(visit.page, "Join with sound").click();
  await inside(visit.page);
  return visit;
}

export const inside = (page: Page): Promise<void> => page.getByRole("group", { name: "Controls" }).waitFor(PATIENCE);

/** The panel's tab; the panel is opened by the bar, which has one button for both on a phone. */
async function showTab(page: Page, name: "People" | "Chat"): Promise<void> {
  const tab = page.getByRole("tab", { name });
  const own = page.getByRole("group", { name: "Controls" }).getByRole("button", { name: new RegExp(`^${name}( \\d+)?$`) });
  if (!(await tab.isVisible()))
    await own
      .or(button(page, /^People & chat/))
      .first()
      .click();
  await tab.click();
}

/** Opens the list of people beside (or, on a phone, over) the map. */
export async function openPeople(page: Page): Promise<void> {
  if (await page.getByRole("heading", { name: "Everyone" }).isVisible()) return;
  await button(page, /^People/)
    .first()
    .click();
  await page.getByRole("heading", { name: "Everyone" }).waitFor(PATIENCE);
}

export async function goTo(page: Page, area: string): Promise<void> {
  await openPeople(page);
  await button(page, `Go to: ${area}`).click();
}

export const turnMicrophoneOn = (page: Page): Promise<void> => button(page, /Turn the microphone on|Unmute the microphone/).click();

/** The strip that is always on the screen. */
export const hears = (page: Page): Promise<string> => page.getByRole("button", { name: /hears you/i }).innerText();

export const heardBy = (page: Page, who: RegExp): Promise<void> => expect.poll(() => hears(page), PATIENCE).toMatch(who);

export async function say(page: Page, text: string): Promise<void> {
  await openChat(page);
  await page.getByRole("textbox", { name: /write to/i }).fill(text);
  await page.keyboard.press("Enter");
}

export async function openChat(page: Page): Promise<void> {
  const lines = page.getByRole("list", { name: "Lines of the chat" });
  if (await lines.isVisible()) return;
  await showTab(page, "Chat");
  await lines.waitFor(PATIENCE);
}

/** The board at hand, or the only one of the place, by the bar. */
export async function openBoard(page: Page, title: string): Promise<void> {
  await page.getByRole("group", { name: "Controls" }).getByRole("button", { name: "Board", exact: true }).click();
  await page.getByRole("heading", { name: title }).waitFor(PATIENCE);
}

export const chatLine = (page: Page, text: string): Locator =>
  page.getByRole("list", { name: "Lines of the chat" }).getByText(text, { exact: true });

/** For a page's `before`: keeps what its live region says, from its first word on. What was said before a test could ask is not lost. */
export function keepWhatIsSaid(): void {
  const lines: string[] = [];
  Object.assign(globalThis, { saidAloud: lines });
  new MutationObserver((changes) => {
    const region = document.querySelector("[data-testid=live]");
    if (region !== null && changes.some(({ target }) => region.contains(target))) lines.push(region.textContent);
  }).observe(document, { childList: true, characterData: true, subtree: true });
}

/** Everything that the page has said since it was loaded (or since `hush`): what comes next does not wipe it out. Opened with `keepWhatIsSaid`. */
export const said = (page: Page): Promise<string> =>
  page.evaluate(() => (globalThis as unknown as { saidAloud: string[] }).saidAloud.join("\n"));

/** Forgets what was said so far. */
export const hush = (page: Page): Promise<void> =>
  page.evaluate(() => void (globalThis as unknown as { saidAloud: string[] }).saidAloud.splice(0));
