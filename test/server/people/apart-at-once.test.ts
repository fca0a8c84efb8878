/** What ends between two in the very moment of a block: what their pages were told before they learn whom they are not to show, and all they are told after. */
import { afterEach, expect, it } from "vitest";
import { sayFor } from "../../../server/rooms/talking.ts";
import { move } from "../../../server/rooms/walking.ts";
import { endOf } from "../../../shared/domain/motion/segment.ts";
import { FIRST_SETTINGS } from "../../../shared/domain/space-settings.ts";
import { TILE } from "../../../shared/domain/units.ts";
import { CLOSE } from "../../../shared/protocol/codes.ts";
import type { ChatLine } from "../../../shared/protocol/messages.ts";
import { hall, openPlace, tiles, yard } from "../../support/places.ts";
import { type RawSeat, type Seat, seated, type Words } from "../../support/raw-seat.ts";
import { type Member, type SpaceServer, startSpaceServer } from "../../support/space-server.ts";
import { until } from "../../support/until.ts";

const SETTINGS = { ...FIRST_SETTINGS, admitsMinors: false, acceptsVisibleAddresses: true, whisper: true };
let server: SpaceServer;
const seats: RawSeat[] = [];
const start = async (places = [hall(), yard()]): Promise<void> => {
  server = await startSpaceServer(places, { settings: SETTINGS });
};
afterEach(async () => {
  for (const seat of seats.splice(0)) seat.ws.close();
  await server.close();
});
const person = (seat: Seat) => server.running().people.get(seat.you) ?? expect.fail("not inside");
async function sit(who: Member | string, column?: number, role?: Member["role"]): Promise<Seat> {
  const seat = await seated(server, who, role);
  seats.push(seat);
  if (column === undefined) return seat;
  seat.send("media", { mic: "on", canHear: true });
  const one = person(seat);
  move(server.running(), one, one.run, { x: column * TILE, y: 5.5 * TILE }, "walk");
  await until("they stand there", () => one.canHear && Math.abs(one.x - column * TILE) < 2);
  return seat;
}
const block = (by: Seat, other: Seat): void => server.running().leading.blocks.set(by.member.user, other.member.user, true);

function names({ type, message }: Words, id: number): boolean {
  if (type === "together") return message.people.some((one) => one.person === id);
  if (type === "whisper") return [...message.people, ...message.asks, message.asked].includes(id);
  if (type === "audience") return [...message.set, ...message.beyond].some((one) => one.person === id);
  return false;
}
/** What a page is left with of another from the moment in which it may not show them: what it was told last, and all it is told after. */
function kept(seat: Seat, { you }: Seat): Words[] {
  const at = seat.words.findIndex(({ type, message }) => type === "unseen" && message.people.includes(you));
  if (at === -1) expect.fail("not told");
  const before = (["together", "whisper"] as const).flatMap((kind) => seat.words.slice(0, at).findLast(({ type }) => type === kind) ?? []);
  return [...before, ...seat.words.slice(at)].filter((word) => names(word, you));
}
/** Both pages have read all that was sent until now. */
async function read(...all: Seat[]): Promise<void> {
  const line = { user: "nobody", name: "Nobody", text: `read ${Math.random()}`, lang: "en", draft: "" };
  sayFor(server.running(), person(all[0] ?? expect.fail("nobody")).run, line);
  await until("it is read", () => all.every((seat) => seat.last("chat")?.text === line.text));
}

it("[LM44] [LM90] a block ends at once that two sit together, or asked each other, also by way of a third: neither page keeps the other", async () => {
  await start();
  const [ana, bor, cid, dan] = [await sit("Ana", 30), await sit("Bor", 31), await sit("Cid", 32), await sit("Dan", 33)];
  for (const [one, other] of [
    [ana, bor],
    [bor, ana],
    [bor, cid],
    [cid, bor],
    [dan, cid],
  ] as const)
    one.send("together", { person: other.you, on: true });
  const stateOf = (seat: Seat): string => (seat.last("together")?.people ?? []).map((one) => `${one.person} ${one.state}`).join();
  await until(
    "three sit together, and Dan has asked",
    () => stateOf(ana) === `${bor.you} yes,${cid.you} yes` && stateOf(cid).endsWith(`${dan.you} asks`) && stateOf(dan) !== "",
  );
  block(ana, cid);
  block(cid, dan);
  await read(ana, bor, cid, dan);
  expect([kept(ana, cid), kept(cid, ana), kept(cid, dan), kept(dan, cid)]).toEqual([[], [], [], []]);
  // The third sits with both.
  expect(stateOf(bor)).toBe(`${ana.you} yes,${cid.you} yes`);
  block(ana, bor);
  await read(ana, bor);
  expect([kept(ana, bor), kept(bor, ana), stateOf(bor)]).toEqual([[], [], `${cid.you} yes`]);
});

it("[LM44] [LM90] a whisper that goes on by way of others names neither of a blocked pair to the other, inside or asking, until it is undone", async () => {
  await start();
  const [ana, bor, cid] = [await sit("Ana", 30), await sit("Bor", 31), await sit("Cid", 32)];
  const inside = (seat: Seat): string => seat.last("whisper")?.people.join() ?? "";
  await until("all are in conversation", () =>
    [bor, cid].every((seat) => person(seat).run.audience.together(person(seat), person(ana), false)),
  );
  ana.send("whisper", { kind: "begin" });
  await until("they whisper", () => inside(ana) === `${bor.you},${cid.you}` && inside(bor) === `${ana.you},${cid.you}`);
  const dan = await sit("Dan", 33);
  dan.send("whisper", { kind: "join", person: cid.you });
  await until("Dan asks", () => bor.last("whisper")?.asks.includes(dan.you) === true && dan.last("whisper")?.asked === ana.you);
  block(ana, bor);
  block(ana, dan);
  await read(ana, bor, cid, dan);
  expect([kept(ana, bor), kept(bor, ana), kept(ana, dan), kept(dan, ana)]).toEqual([[], [], [], []]);
  expect([inside(ana), inside(bor), inside(cid), dan.last("whisper")?.asked]).toEqual([
    `${cid.you}`,
    `${cid.you}`,
    `${ana.you},${bor.you}`,
    bor.you,
  ]);
  ana.send("block", { person: bor.you, on: false });
  await until("both are back", () => inside(ana) === `${bor.you},${cid.you}` && inside(bor) === `${ana.you},${cid.you}`);
});

it("[LM4] who is being led to somebody halts at their block; on the way to a group one is led to those who are left", async () => {
  await start();
  const [ana, bor, eve] = [await sit("Ana", 30), await sit("Bor", 44), await sit("Eve", 20)];
  const ends = (seat: Seat): number => endOf(person(seat).mover.current).x / TILE;
  const walks = (seat: Seat, from: number) =>
    until(
      "they walk",
      () => Math.abs(person(seat).mover.at(server.running().now()).x / TILE - from) > 0.5 && Math.abs(ends(seat) - 30) < 3,
    );
  bor.send("walkTo", { kind: "person", person: ana.you });
  eve.send("walkTo", { kind: "group" });
  await Promise.all([walks(bor, 44), walks(eve, 20)]);
  block(ana, bor);
  expect(person(bor).goal).toBeNull();
  expect(ends(bor)).toBeGreaterThan(33);
  block(eve, ana);
  expect(ends(eve)).toBeGreaterThan(33);
});

it("[LM4] [LM90] a voice from a stage, or one for which the hall is full, ends with the block itself: no page is told of it after", async () => {
  const label = { key: "test.area" };
  await start([
    openPlace("hall", 60, 20, [
      { id: "bay", label, kind: "arrival", rect: tiles(2, 2, 3, 3) },
      { id: "stage", label, kind: "stage", rect: tiles(28, 4, 4, 3) },
      { id: "rows", label, kind: "audience", rect: tiles(32, 2, 20, 10) },
    ]),
  ]);
  const [ana, bor, cid] = [await sit("Ana", 29), await sit("Bor", 30), await sit("Cid", 40)];
  const running = server.running();
  const { stars } = running.addressing;
  await until(
    "two hear Ana, and Bor's voice is one too many",
    () => stars.raysFrom(ana.you).size === 2 && [...stars.beyondOf(ana.you)].includes(bor.you),
  );
  const beyond = (seat: Seat): number[] => person(seat).toldBeyond.map(({ person: id }) => id);
  await until("both were told", () => [ana, cid].every((seat) => beyond(seat).join() === `${bor.you}`));
  block(bor, ana);
  expect([...stars.raysFrom(ana.you).keys()]).toEqual([cid.you]);
  expect([beyond(ana), person(bor).told.has(ana.you)]).toEqual([[], false]);
  block(bor, cid);
  expect(beyond(cid)).toEqual([]);
  block(ana, cid);
  expect([[...stars.raysFrom(ana.you).keys()], person(cid).told.has(ana.you)]).toEqual([[], false]);
  await read(ana, bor, cid);
  expect([kept(ana, bor), kept(bor, ana), kept(cid, bor), kept(ana, cid), kept(cid, ana)]).toEqual([[], [], [], [], []]);
});

it("[LM4] of who was blocked and leads now, and for who leads, the chat of before is as whole as what is said live", async () => {
  await start();
  const [tina, ana, bor] = [await sit("Tina", undefined, "trainer"), await sit("Ana"), await sit("Bor")];
  bor.send("chat", { draft: "1", text: "a line of Bor" });
  await until("it is read", () => ana.last("chat") !== undefined);
  ana.send("block", { person: bor.you, on: true });
  const texts = (lines: ChatLine[] = []): string => lines.map(({ text }) => text).join();
  await until("it is gone", () => ana.last("unseen")?.chat.length === 0);
  tina.send("role", { person: bor.you, role: "cotrainer" });
  await until("it is back", () => texts(ana.last("unseen")?.chat) === "a line of Bor");
  const again = await sit(ana.member);
  expect(texts(again.last("welcome")?.chat)).toBe("a line of Bor");
  tina.send("role", { person: bor.you, role: "participant" });
  tina.send("role", { person: again.you, role: "cotrainer" });
  await until("Ana leads", () => person(again).role === "cotrainer");
  bor.ws.close(CLOSE.LEFT);
  await until("Bor has left", () => server.running().people.size === 2);
  const leads = await sit(ana.member);
  expect(texts(leads.last("welcome")?.chat)).toBe("a line of Bor");
});
