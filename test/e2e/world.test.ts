/** The picture, used as people use it: keys, taps, the front door, a board on the wall. Where somebody stands is read from `?debug`. */
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Page } from "playwright-core";
import { openBrowser, type TestBrowser, type Visit } from "../support/browser.ts";
import { guestSession, newInvite, newSpace, ownerSession, type SpawnedServer, spawnServer } from "../support/server.ts";
import { until } from "../support/until.ts";
import { inside, openPeople } from "./support/people.ts";
import { PATIENCE } from "./support/patience.ts";

let server: SpawnedServer;
let chromium: TestBrowser;
let mia: Visit;
let jon: Visit;

/** px of the place. */
interface Spot {
  x: number;
  y: number;
}

const row = (page: Page, name: string): Promise<string> =>
  page
    .getByRole("complementary", { name: "Debug" })
    .locator("div", { hasText: new RegExp(`^${name}`) })
    .locator("dd")
    .innerText();
const spotOf = async (page: Page): Promise<Spot> => JSON.parse(await row(page, "self")) as Spot;
const far = (a: Spot, b: Spot): number => Math.hypot(a.x - b.x, a.y - b.y);

/** Stands still: two looks with the same answer. */
const stands = async (page: Page): Promise<Spot> => {
  let before = await spotOf(page);
  return until("standing still", async () => {
    await page.waitForTimeout(700);
    const now = await spotOf(page);
    const still = far(before, now) < 1;
    before = now;
    return still ? now : null;
  });
};

/** The middle of the map as it is drawn, for comparing. */
const picture = async (page: Page): Promise<string> =>
  (await page.screenshot({ clip: { x: 300, y: 120, width: 320, height: 400 } })).toString("base64");

const map = (page: Page) => page.getByRole("main").locator("canvas").first();

const mapShown = async (page: Page): Promise<void> => {
  await map(page).waitFor(PATIENCE);
  await page.getByText("The map is coming").waitFor({ ...PATIENCE, state: "detached" });
};

beforeAll(async () => {
  [server, chromium] = await Promise.all([spawnServer(), openBrowser()]);
  const owner = await ownerSession(server);
  const space = await newSpace(owner);
  const code = await newInvite(owner, space.id);
  const come = async (name: string): Promise<Visit> => {
    const { cookie } = await guestSession(server, owner, space.id, { name, code });
    const visit = await chromium.openPage({ url: `${server.url}/s/${space.id}?debug`, cookie });
    await inside(visit.page);
    await mapShown(visit.page);
    return visit;
  };
  mia = await come("Mia");
  jon = await come("Jon");
});

afterAll(async () => {
  await chromium?.close();
  await server?.close();
});

it("[MP7] an arrow key walks, on the own screen and on the other's", async () => {
  const from = await stands(mia.page);
  const seen = await picture(jon.page);
  const near = await row(jon.page, "near");
  await mia.page.keyboard.down("ArrowUp");
  await until("she has walked", async () => far(from, await spotOf(mia.page)) > 90);
  await mia.page.keyboard.up("ArrowUp");
  const to = await stands(mia.page);
  expect(to.y).toBeLessThan(from.y - 60);
  expect(Math.abs(to.x - from.x)).toBeLessThan(2);
  await until("the other knows", async () => (await row(jon.page, "near")) !== near);
  await until("and draws it", async () => (await picture(jon.page)) !== seen);
});

it("[MP10] a tap on the floor walks there; a board lights up under the mouse, and a tap on it opens it", async () => {
  const { page } = mia;
  const from = await stands(page);
  const box = await map(page).boundingBox();
  if (!box) throw new Error("no map");
  await page.mouse.click(box.x + box.width / 2 + 120, box.y + box.height / 2 + 20);
  await until("she goes there", async () => (await spotOf(page)).x > from.x + 30);
  await page.getByRole("button", { name: "Go to: Workshop board" }).click();
  await until("she is at the board", async () => (await row(page, "self")).includes("y") && (await spotOf(page)).y < 180);
  await stands(page);
  const points = Array.from({ length: 24 }, (_, i) => i * 14 + 80).flatMap((y) => [350, 450, 550].map((x) => ({ x, y })));
  let found: Spot | undefined;
  for (const point of points) {
    await page.mouse.move(point.x, point.y);
    if ((await map(page).evaluate((canvas) => canvas.style.cursor)) !== "pointer") continue;
    found = point;
    break;
  }
  if (!found) throw new Error("no board under the mouse");
  await page.mouse.click(found.x, found.y + 8);
  await page.getByRole("heading", { name: "Workshop board" }).waitFor(PATIENCE);
  await page.getByRole("button", { name: "Close the board" }).click();
});

it("[MP11] through the front door both lists and the map are of the garden", async () => {
  await openPeople(mia.page);
  const house = await picture(mia.page);
  await mia.page.getByRole("button", { name: /Go to: Front door/ }).click();
  await mia.page.getByRole("button", { name: /Go to: Campfire/ }).waitFor(PATIENCE);
  await until("the picture is another", async () => (await picture(mia.page)) !== house);
  expect(await map(mia.page).count()).toBe(1);
  await openPeople(jon.page);
  await jon.page.getByRole("complementary", { name: "People and chat" }).getByText("Garden").first().waitFor(PATIENCE);
  expect(await mia.page.getByRole("button", { name: /Go to: Workshop board/ }).count()).toBe(0);
});
