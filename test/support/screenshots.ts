/**
 * The pictures of the README, from the real thing: `node test/support/screenshots.ts` (build first: `npm run build`).
 * A room with people on the client's own `net`, seen by a browser on a desk and a phone; a board; the join page.
 */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { encodeAppearance, type Appearance } from "../../shared/domain/appearance.ts";
import { seeded } from "../../shared/domain/seeded.ts";
import { TILE } from "../../shared/domain/units.ts";
import { button, inside, openBoard } from "../e2e/support/people.ts";
import { buildOf, openBot, type Bot } from "./bots/bot.ts";
import { callerAt } from "./bots/guest.ts";
import { openBrowser } from "./browser.ts";
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
const shot = (name: string): Promise<Buffer> => page.screenshot({ path: join(OUT, `${name}.png`) });
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
await phone.page.screenshot({ path: join(OUT, "room-phone.png") });
await openBoard(phone.page, "Workshop board");
await phone.page
  .getByText(/^Saved/)
  .first()
  .waitFor();
await phone.page.screenshot({ path: join(OUT, "board-phone.png") });
await phone.close();

for (const [name, mobile] of [
  ["join-desktop", false],
  ["join-phone", true],
] as const) {
  const door = await chromium.openPage({ url: `${server.url}/join#${code}`, mobile });
  await door.page.getByRole("textbox", { name: "Your nickname" }).fill("Nika");
  await door.page.screenshot({ path: join(OUT, `${name}.png`) });
  await door.close();
}
for (const { session } of bots) session.leave();
await chromium.close();
await server.close();
