/**
 * The pictures of the README, from the real thing: `node test/support/screenshots.ts` (build first: `npm run build`).
 * A room with people on the client's own `net`, seen by a browser on a desk and a phone; a board; the join page; a meeting (`screenshots/meeting.ts`); what a
 * trainer has: bar, people, desk; the lobby. A picture over 300 KB is brought to a palette by ImageMagick, where there is one.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { encodeAppearance, type Appearance } from "../../shared/domain/appearance.ts";
import { seeded } from "../../shared/domain/seeded.ts";
import { TILE } from "../../shared/domain/units.ts";
import { button, inside, openBoard, openPeople } from "../e2e/support/people.ts";
import { buildOf, openBot, type Bot } from "./bots/bot.ts";
import { callerAt } from "./bots/guest.ts";
import { openBrowser } from "./browser.ts";
import { meetingPictures } from "./screenshots/meeting.ts";
import { guestSession, newInvite, newSpace, ownerSession, type Person, startTestServer } from "./server.ts";
import { until } from "./until.ts";

const OUT = join(import.meta.dirname, "../../docs/screenshots");
mkdirSync(OUT, { recursive: true });

const look = (part: Partial<Appearance>): string =>
  encodeAppearance({ skin: 1, hair: 0, hairColour: 2, top: 2, topColour: 2, bottomColour: 8, shoeColour: 7, extra: 0, aid: 0, ...part });

/** Who stands where, in tiles of the house's training room. */
const PEOPLE: { name: string; column: number; row: number; look: string; says?: string }[] = [
  {
    name: "Amina",
    column: 6,
    row: 7,
    look: look({ skin: 3, hair: 8, hairColour: 4, top: 5, topColour: 0 }),
    says: "Who starts our map of the neighbourhood?",
  },
  { name: "Yusuf", column: 9, row: 7, look: look({ skin: 4, hair: 4, hairColour: 0, extra: 1 }) },
  { name: "Kaja", column: 11, row: 8, look: look({ skin: 0, hair: 1, hairColour: 5, top: 4, topColour: 1, aid: 1 }) },
  { name: "Malik", column: 13, row: 6, look: look({ skin: 5, hair: 5, hairColour: 0, topColour: 3, extra: 2 }) },
  { name: "Lena", column: 11, row: 5, look: look({ skin: 1, hair: 2, hairColour: 4, top: 1, topColour: 6 }), says: "Pridem takoj!" },
];
const NIKA = { name: "Nika", look: look({ skin: 2, hair: 11, hairColour: 3, top: 3, topColour: 4 }), column: 9, row: 10 };

const server = await startTestServer({ inMemory: true });
const owner = await ownerSession(server);
const space = (await newSpace(owner, "Mladinski center Kranj")).id;
const code = await newInvite(owner, space);

const person = async (name: string, appearance: string): Promise<Person> => {
  const guest = await guestSession(server, owner, space, { name, code });
  await guest.call("PATCH /api/me", { body: { name, appearance, lang: "en" } });
  return guest;
};
const stands = async ({ session }: Bot, column: number, row: number): Promise<void> => {
  const to = { x: (column + 0.5) * TILE, y: (row + 0.5) * TILE };
  session.walkTo({ kind: "point", ...to });
  await until("they are there", () => Math.hypot(session.movers.self().x - to.x, session.movers.self().y - to.y) < 2 * TILE, 20_000);
};

const bots: Bot[] = [];
for (const one of PEOPLE) {
  const guest = await person(one.name, one.look);
  const jar = { cookie: guest.cookie };
  const seat = { origin: server.url, cookie: guest.cookie, space, caller: callerAt(server.url, jar) };
  const bot = await openBot(seat, await buildOf(seat), seeded(one.name.length));
  bots.push(bot);
  await stands(bot, one.column, one.row);
}

const chromium = await openBrowser();
const nika = await person(NIKA.name, NIKA.look);
const visit = await chromium.openPage({ url: `${server.url}/s/${space}`, cookie: nika.cookie });
const { page } = visit;
const MAX_BYTES = 300_000;
async function take(of: Page, name: string): Promise<void> {
  const path = join(OUT, `${name}.png`);
  await of.screenshot({ path, animations: "disabled" });
  if (statSync(path).size > MAX_BYTES) spawnSync("convert", [path, "-colors", "256", `png8:${path}`]);
}
const shot = (name: string): Promise<void> => take(page, name);
await inside(page);
await page.locator("canvas").first().waitFor();
await button(page, "Go to: Workshop board").click();
await page.getByText("Draw and write together").first().waitFor();
await until(
  "Nika stands at the board",
  () =>
    button(page, /^Open board$/)
      .or(page.getByText("Open board"))
      .first()
      .isVisible(),
  20_000,
);
for (const [i, one] of PEOPLE.entries()) if (one.says) bots[i]?.session.say(one.says);
await page.getByRole("tab", { name: "Chat" }).getByText(/\d/).waitFor();
await page.mouse.move(5, 400);
await shot("room-desktop");
await openBoard(page, "Workshop board");
for (const text of ["A bench by the river", "Music in the park", "A map of quiet places", "Repair café on Saturdays"]) {
  await page.getByRole("textbox", { name: "Write a note" }).fill(text);
  await button(page, "Write a note").click();
}
await page
  .getByText(/^Saved/)
  .first()
  .waitFor();
await shot("board-desktop");
await visit.close();

const phone = await chromium.openPage({ url: `${server.url}/s/${space}`, cookie: nika.cookie, mobile: true });
await inside(phone.page);
await phone.page.locator("canvas").first().waitFor();
bots[0]?.session.say("Who starts our map of the neighbourhood?");
await until(
  "the bubble is drawn",
  () =>
    phone.page
      .getByRole("button", { name: /People & chat/ })
      .getByText(/\d/)
      .isVisible(),
  10_000,
);
await take(phone.page, "room-phone");
await openBoard(phone.page, "Workshop board");
await phone.page
  .getByText(/^Saved/)
  .first()
  .waitFor();
await take(phone.page, "board-phone");
await phone.close();

for (const [name, mobile] of [
  ["join-desktop", false],
  ["join-phone", true],
] as const) {
  const door = await chromium.openPage({ url: `${server.url}/join#${code}`, mobile });
  await door.page.getByRole("textbox", { name: "Your nickname" }).fill("Nika");
  await take(door.page, name);
  await door.close();
}

const eva = await person("Eva", look({ skin: 1, hair: 8, hairColour: 1, top: 5, topColour: 3 }));
const tom = await person("Tom", look({ skin: 4, hair: 3, hairColour: 0, top: 2, topColour: 6 }));
await meetingPictures(chromium, `${server.url}/s/${space}`, [nika.cookie, eva.cookie, tom.cookie], take);

// What a trainer has. Somebody's hand is up, and somebody waits at the door.
await owner.call("PATCH /api/me", {
  body: { name: "Ajda", appearance: look({ hair: 2, hairColour: 6, top: 5, topColour: 1 }), lang: "en" },
});
await owner.call("PATCH /api/spaces/:space", {
  params: { space },
  body: { settings: { welcome: "Bring a pen and something warm to drink." } },
});
for (const one of bots.slice(1, 3)) one.session.lead("hand", { up: true });
const lobby = await owner.call("POST /api/spaces/:space/invites", {
  params: { space },
  body: { role: "participant", days: 1, uses: null, lobby: true },
});
const sizes = [
  ["desktop", false],
  ["phone", true],
] as const;
const waiting = [];
for (const [size, mobile] of sizes) {
  const door = await chromium.openPage({ url: `${server.url}/join#${lobby.body.code}`, mobile, allow: [/status of 40[39]/] });
  await door.page.getByRole("textbox", { name: "Your nickname" }).fill(mobile ? "Rosa" : "Gal");
  await button(door.page, "Join with sound").click();
  await door.page.getByText("Bring a pen").waitFor();
  await take(door.page, `lobby-${size}`);
  waiting.push(door);
}
for (const [size, mobile] of sizes) {
  const lead = await chromium.openPage({ url: `${server.url}/s/${space}`, cookie: owner.cookie, mobile });
  await inside(lead.page);
  await lead.page.locator("canvas").first().waitFor();
  await openPeople(lead.page);
  await take(lead.page, `people-${size}`);
  if (mobile) await button(lead.page, /^Lead/).click();
  if (mobile) await take(lead.page, "lead-phone");
  await lead.page.locator("[data-tool=hands]").click();
  await lead.page.getByRole("heading", { name: "Raised hands" }).waitFor();
  await take(lead.page, mobile ? "hands-phone" : "lead-desktop");
  await lead.close();
  const desk = await chromium.openPage({ url: `${server.url}/desk/${space}`, cookie: owner.cookie, mobile });
  await desk.page.getByRole("heading", { name: /^In just now/ }).waitFor();
  await take(desk.page, `desk-${size}`);
  await desk.close();
}
for (const door of waiting) await door.close();
for (const { session } of bots) session.leave();
await chromium.close();
await server.close();
