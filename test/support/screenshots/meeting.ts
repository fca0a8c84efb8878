/** A meeting in pictures: three with cameras at one table, one of them on a phone; all of them large, a shared screen, the devices, and what saves data. */
import type { Page } from "playwright-core";
import { button, goTo, inside } from "../../e2e/support/people.ts";
import { paperScreen } from "../paper-screen.ts";
import type { TestBrowser } from "../browser.ts";
import { until } from "../until.ts";

const SECONDS = 30_000;

/** What stands in the bar, or, on a phone, behind "More". */
async function fromBar(page: Page, name: string): Promise<void> {
  if (!(await button(page, name).isVisible())) await button(page, "More").click();
  await button(page, name).click();
}

/** @param cookies who sits at a desk, who holds a phone, who shows a screen @param take writes a picture under a name */
export async function meetingPictures(
  chromium: TestBrowser,
  url: string,
  [desk = "", phone = "", third = ""]: readonly string[],
  take: (page: Page, name: string) => Promise<void>,
): Promise<void> {
  const visits = [
    { visit: await chromium.openPage({ url, cookie: desk }), size: "desktop" },
    { visit: await chromium.openPage({ url, cookie: phone, mobile: true }), size: "phone" },
  ];
  const other = await chromium.openPage({ url, cookie: third, before: paperScreen });
  const all = [...visits.map(({ visit }) => visit), other];
  for (const { page } of all) {
    await inside(page);
    await page.locator("canvas").first().waitFor();
    await goTo(page, "Meeting corner");
    await button(page, /Turn the microphone on/).click();
    await button(page, /Turn the camera on/).click();
  }
  const each = async (what: string, act: (page: Page, size: string) => Promise<void>): Promise<void> => {
    for (const { visit, size } of visits) {
      await act(visit.page, size);
      await take(visit.page, `${what}-${size}`);
    }
  };
  await button(visits[1]!.visit.page, "Close the panel").click();
  for (const { page } of all) await until("the others are seen", () => page.locator("video").nth(2).isVisible(), SECONDS);
  await each("meeting", async () => undefined);
  await each("grid", async (page) => {
    await button(page, "All large").click();
    await page.getByRole("heading", { name: "Everyone here", exact: true }).waitFor();
  });
  for (const { visit } of visits) await visit.page.keyboard.press("Escape");
  await button(other.page, "Share screen").click();
  await each("screen", async (page) => {
    await button(page, /^Look at the screen of/).click();
    await until(
      "its lines are there",
      () =>
        page
          .locator("section[aria-labelledby=theatre-heading] video")
          .first()
          .evaluate((video: HTMLVideoElement) => video.videoWidth >= 640),
      SECONDS,
    );
  });
  for (const { visit } of visits) await visit.page.keyboard.press("Escape");
  await button(other.page, "Stop sharing").first().click();
  await each("saver", async (page) => {
    await fromBar(page, "Settings");
    const dialog = page.getByRole("dialog");
    await until("the costs are known", async () => (await dialog.getByText(/MB an hour/).count()) === 3);
    const saver = dialog.getByRole("radio", { name: /Data saver/ });
    await saver.check();
    await saver.scrollIntoViewIfNeeded();
  });
  for (const { visit } of visits) await visit.page.keyboard.press("Escape");
  await each("devices", async (page) => {
    await fromBar(page, "Microphone, speaker, camera");
    await page.getByRole("dialog").waitFor();
    await button(page, "Look at my picture").click();
    await until("one's own picture is there", () => page.getByLabel("Your picture, as in a mirror").isVisible());
  });
  for (const { close } of all) await close();
}
