/** Who is connected to somebody before they hear them: never to anybody who says anything. On the server, with real sockets; the media server only writes down. */
import { afterEach, expect, it } from "vitest";
import type { Hearers, SpaceSound } from "../../../server/commands/media-seats.ts";
import { retell } from "../../../server/rooms/hearing.ts";
import { move } from "../../../server/rooms/walking.ts";
import { FLOW } from "../../../shared/domain/media/flow.ts";
import { TILE } from "../../../shared/domain/units.ts";
import { hall, yard } from "../../support/places.ts";
import { type RawSeat, rawSeat } from "../../support/raw-seat.ts";
import { type Member, type SpaceServer, startSpaceServer } from "../../support/space-server.ts";
import { until } from "../../support/until.ts";

type Seat = RawSeat & { you: number; member: Member };
let server: SpaceServer | null = null;
const seats: RawSeat[] = [];
const lists = new Map<number, Hearers>();
afterEach(async () => {
  for (const seat of seats.splice(0)) seat.ws.close();
  lists.clear();
  await server?.close();
  server = null;
});

async function start(): Promise<void> {
  server = await startSpaceServer([hall(), yard()]);
}
const space = () => server!.running();
async function sit(who: Member | string, column: number): Promise<Seat> {
  const member = typeof who === "string" ? await server!.member(who) : who;
  const raw = await rawSeat(server!, member);
  seats.push(raw);
  const sound: Pick<SpaceSound, "setHearers" | "voiceOf"> = {
    setHearers: (id, hearers) => void lists.set(id, new Map(hearers)),
    voiceOf: (id) => `voice ${id}`,
  };
  for (const run of space().runs.values()) run.sound = sound as SpaceSound;
  const seat = Object.assign(raw, { you: raw.last("welcome")?.you ?? -1, member });
  seat.send("media", { mic: "on", canHear: true });
  await put(seat, column);
  return seat;
}
const person = (seat: Seat) => space().people.get(seat.you) ?? expect.fail("not inside");
async function put(seat: Seat, column: number): Promise<void> {
  const one = person(seat);
  move(space(), one, one.run, { x: column * TILE, y: 5.5 * TILE }, "walk");
  await until("they are known to stand there", () => Math.abs(one.x - column * TILE) < 2);
}
const listed = (seat: Seat): string => [...(lists.get(seat.you)?.keys() ?? [])].sort((a, b) => a - b).join();
const ids = (...all: Seat[]): string => all.map(({ you }) => you).join();
/** What a page was told of another, in order. */
const toldOf = (seat: Seat, other: Seat) =>
  seat.words.flatMap(({ type, message }) => (type === "audience" ? message.set.filter((peer) => peer.person === other.you) : []));
const stage = (seat: Seat, other: Seat) => toldOf(seat, other).at(-1)?.stage;
const say = (seat: Seat, epoch: number): void => seat.send("silent", { epoch });
const epoch = (seat: Seat): number => seat.last("audience")?.epoch ?? -1;
/** Both have been heard by the server, and it has judged since. */
const judged = async (seat: Seat): Promise<void> => {
  const before = seat.words.length;
  seat.send("resync", { of: "audience" });
  await until("judged", () => seat.words.slice(before).some(({ type, message }) => type === "audience" && message.full));
};

it("[ME165] whoever is near stands on the list of somebody whose page has said that nothing leaves it, and of nobody else", async () => {
  await start();
  const [ana, bor] = [await sit("Ana", 30), await sit("Bor", 34)];
  await until("near", () => stage(ana, bor) === "near" && stage(bor, ana) === "near");
  expect([listed(ana), listed(bor)]).toEqual(["", ""]);
  say(ana, epoch(ana));
  await until("Bor is prepared", () => listed(ana) === ids(bor));
  expect([lists.get(ana.you)?.get(bor.you), listed(bor)]).toEqual([FLOW.mic, ""]);
  await put(bor, 32);
  await until("they hear each other", () => stage(ana, bor) === "in" && toldOf(ana, bor).at(-1)?.to === FLOW.mic);
  expect([listed(ana), listed(bor)]).toEqual([ids(bor), ids(ana)]);
  const loud = epoch(ana);
  await put(bor, 36);
  await until("only near", () => stage(ana, bor) === "near");
  expect(listed(ana)).toBe("");
  // What was said of an epoch in which she was heard is too late; what is said of one that is still to come is nothing.
  say(ana, loud);
  say(ana, epoch(ana) + 5);
  await judged(ana);
  expect(listed(ana)).toBe("");
  say(ana, epoch(ana));
  await until("prepared again", () => listed(ana) === ids(bor));
  // Whom a trainer has muted is prepared to nobody.
  server!.running().people.get(ana.you)!.held = FLOW.mic;
  await put(bor, 35.5);
  await put(bor, 40);
  await until("gone", () => listed(ana) === "");
  await put(bor, 34);
  await until("near", () => stage(ana, bor) === "near");
  expect(listed(ana)).toBe("");
});

it("[ME165] as soon as anybody hears them the list is exactly that, and they speak only when whoever was prepared has been cut off", async () => {
  await start();
  const [ana, bor, cid] = [await sit("Ana", 30), await sit("Bor", 34), await sit("Cid", 10)];
  await until("near", () => stage(ana, bor) === "near");
  say(ana, epoch(ana));
  await until("Bor is prepared", () => listed(ana) === ids(bor));
  const before = ana.words.length;
  await put(cid, 29);
  await until("Cid hears her", () => listed(ana) === ids(cid));
  await until("she knows", () => toldOf(ana, cid).at(-1)?.to === FLOW.mic);
  const since = ana.words.slice(before).flatMap(({ type, message }) => (type === "audience" ? message.set : []));
  expect(since.filter(({ person: id }) => id === cid.you).map(({ stage: at, to }) => [at, to])).toEqual([
    ["in", 0],
    ["in", FLOW.mic],
  ]);
  // Another connection has said nothing yet.
  await put(cid, 10);
  await until("alone", () => listed(ana) === "");
  // The list is shorter before the page knows: what it says of the epoch in which Cid heard her would be too late.
  await judged(ana);
  say(ana, epoch(ana));
  await until("Bor is prepared", () => listed(ana) === ids(bor));
  const again = await sit(ana.member, 30);
  await until("near", () => stage(again, bor) === "near");
  expect([again.you, listed(again)]).toEqual([ana.you, ""]);
});

it("[ME165] where another connection of theirs cut off who was prepared, they are told of their hearers soon, also when nobody moves", async () => {
  await start();
  const [ana, bor] = [await sit("Ana", 30), await sit("Bor", 34)];
  await until("near", () => stage(ana, bor) === "near");
  say(ana, epoch(ana));
  await until("Bor is prepared", () => listed(ana) === ids(bor));
  const one = person(ana);
  await until("both stand still, and nothing is judged any more", () => one.still && person(bor).still && !one.run.stirred);
  // As the media server's hook does.
  one.silentAt = -1;
  retell(one, space().people);
  expect([listed(ana), one.run.hushed.has(one)]).toEqual(["", true]);
  await until("it is over", () => one.run.hushed.size === 0);
});
