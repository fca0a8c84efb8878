/** axe finds nothing: the pages before a space, the room with its panels and dialogs, the list, a board's frame; on a desktop and on a phone. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { axeFindings, EXCALIDRAW } from "../support/axe.ts";
import { openBrowser, type TestBrowser, type Visit } from "../support/browser.ts";
import { newInvite, newSpace, ownerSession, type Person, type SpawnedServer, spawnServer } from "../support/server.ts";
import { button, inside, joinBy, openBoard, openChat, openPeople, say } from "./support/people.ts";
import { PATIENCE } from "./support/patience.ts";

let server: SpawnedServer;
let chromium: TestBrowser;
let owner: Person;
let space: string;
let invite: string;
let jan: Visit;

beforeAll(async () => {
  server = await spawnServer();
  owner = await ownerSession(server);
  space = (await newSpace(owner, "Mladinski center Kranj")).id;
  invite = `${server.url}/join#${await newInvite(owner, space)}`;
  chromium = await openBrowser();
  jan = await joinBy(chromium, invite, "Jan");
  await say(jan.page, "Who starts our map?");
});

afterAll(async () => {
  await chromium?.close();
  await server?.close();
});

/** Where in the page something was found is in the message, so that it can be mended without running it again. */
async function clean(visit: Visit, state: string, exclude: string[] = []): Promise<void> {
  expect([state, ...(await axeFindings(visit.page, { exclude }))]).toEqual([state]);
}

/** Opens something, looks at it, closes it. */
async function dialog(visit: Visit, state: string, open: () => Promise<void>): Promise<void> {
  await open();
  await visit.page.getByRole("dialog").waitFor(PATIENCE);
  // Its code may come after its frame.
  await expect.poll(() => visit.page.getByRole("dialog").getByRole("button").count(), PATIENCE).toBeGreaterThan(0);
  await clean(visit, state);
  await visit.page.keyboard.press("Escape");
  await visit.page.getByRole("dialog").waitFor({ state: "detached", ...PATIENCE });
}

describe.each([
  ["desktop", {}],
  ["phone", { mobile: true }],
])("[UI17] on a %s", (screen, options) => {
  const controls = (visit: Visit, name: string): Promise<void> =>
    visit.page.getByRole("group", { name: "Controls" }).getByRole("button", { name }).click();

  it("the pages before a space", async () => {
    const stranger = await chromium.openPage({ ...options, url: server.url, allow: [/401 \(Unauthorized\).*\/api\/me/] });
    await stranger.page.getByRole("heading", { level: 1 }).waitFor(PATIENCE);
    await clean(stranger, "start");
    await stranger.page.goto(`${server.url}/owner#nothing`);
    await button(stranger.page, "Make me the owner").waitFor(PATIENCE);
    await clean(stranger, "owner");
    await stranger.page.goto(invite);
    await button(stranger.page, "Join with sound").click();
    await stranger.page.getByText(/Write a nickname/).waitFor(PATIENCE);
    await clean(stranger, "join, nickname refused");
    await dialog(stranger, "avatar", () => button(stranger.page, "Make my own").click());
    await stranger.page.getByRole("textbox", { name: "Your nickname" }).fill("Nika");
    await button(stranger.page, "Join without sound").click();
    await inside(stranger.page);
    await stranger.page.goto(invite);
    await stranger.page.getByText("Continue as Nika?").waitFor(PATIENCE);
    await clean(stranger, "join, known");
    await stranger.close();
  });

  it("the room, its panels and dialogs, the list and a board", async () => {
    const visit = await chromium.openPage({ ...options, url: `${server.url}/s/${space}`, cookie: owner.cookie });
    const { page } = visit;
    if (screen === "desktop") {
      await button(page, "Join with sound").waitFor(PATIENCE);
      await clean(visit, "who are you");
      await page.getByRole("textbox", { name: "Your nickname" }).fill("Ajda");
      await button(page, "Join with sound").click();
    }
    await inside(page);
    await openPeople(page);
    await clean(visit, "people");
    await dialog(visit, "person", () =>
      page
        .getByRole("button", { name: /^Jan\b/ })
        .first()
        .click(),
    );
    await openChat(page);
    await clean(visit, "chat");
    await button(page, "Close the panel").click();
    await clean(visit, "map alone");
    await dialog(visit, "help", () => page.getByRole("banner").getByRole("button", { name: "Help" }).click());
    await dialog(visit, "invite", () => page.getByRole("banner").getByRole("button", { name: "Invite" }).click());
    for (const [state, name] of [
      ["settings", "Settings"],
      ["leave", "Leave"],
    ] as const) {
      await dialog(visit, state, async () => {
        if (screen === "phone") await controls(visit, "More");
        await controls(visit, name);
      });
    }
    await openBoard(page, "Workshop board");
    await page
      .getByText(/^Saved/)
      .first()
      .waitFor(PATIENCE);
    await page.locator(EXCALIDRAW).first().waitFor(PATIENCE);
    await clean(visit, "board", [EXCALIDRAW]);
    if (screen === "phone") {
      await page.getByRole("group", { name: "What to show" }).getByRole("button", { name: "Notes" }).click();
      await clean(visit, "notes", [EXCALIDRAW]);
    }
    await button(page, "Close the board").click();
    await page.keyboard.press("v");
    await button(page, "Show the map").waitFor(PATIENCE);
    await clean(visit, "list");
    // Remembered on this device only.
    await visit.close();
  });
});
