/** Whispering: who is in, who is told what, and who is heard, on the server with real sockets. */
import { afterEach, expect, it } from "vitest";
import { move } from "../../../server/rooms/walking.ts";
import { FLOW } from "../../../shared/domain/media/flow.ts";
import { FIRST_SETTINGS, type SpaceSettings } from "../../../shared/domain/space-settings.ts";
import { TILE } from "../../../shared/domain/units.ts";
import { hall, yard } from "../../support/places.ts";
import { type RawSeat, rawSeat } from "../../support/raw-seat.ts";
import { type Member, type SpaceServer, startSpaceServer } from "../../support/space-server.ts";
import { until } from "../../support/until.ts";

type Seat = RawSeat & { you: number; member: Member };
const ADULTS: SpaceSettings = { ...FIRST_SETTINGS, admitsMinors: false, acceptsVisibleAddresses: true, whisper: true };
let server: SpaceServer;
let began = false;
const seats: RawSeat[] = [];
async function start(settings: SpaceSettings = ADULTS): Promise<void> {
  server = await startSpaceServer([hall(), yard()], { settings });
  began = true;
}
afterEach(async () => {
  for (const seat of seats.splice(0)) seat.ws.close();
  if (began) await server.close();
  began = false;
});

async function sit(who: Member | string, column: number, role?: Member["role"]): Promise<Seat> {
  const member = typeof who === "string" ? await server.member(who, role) : who;
  const raw = await rawSeat(server, member);
  seats.push(raw);
  const seat = Object.assign(raw, { you: raw.last("welcome")?.you ?? -1, member });
  seat.send("media", { mic: "on", canHear: true, cam: "on" });
  await put(seat, column);
  return seat;
}
const person = (seat: Seat) => server.running().people.get(seat.you) ?? expect.fail("not inside");
/** In the open of the hall, in row 5. */
async function put(seat: Seat, column: number, row = 5.5): Promise<void> {
  const one = person(seat);
  move(server.running(), one, one.run, { x: column * TILE, y: row * TILE }, "walk");
  await until("they are known to stand there", () => Math.abs(one.x - column * TILE) < 2 && Math.abs(one.y - row * TILE) < 2);
}
/** Whom a page may hear by all that it was told, and why it does not hear others. */
function told(seat: Seat) {
  const peers = new Map<number, number>();
  for (const { type, message } of seat.words) {
    if (type !== "audience") continue;
    if (message.full) peers.clear();
    for (const id of message.gone) peers.delete(id);
    for (const { person: id, stage, from } of message.set) peers.set(id, stage === "in" ? from : 0);
  }
  const hears = [...peers].filter(([, from]) => (from & FLOW.mic) !== 0).map(([id]) => id);
  return { hears: hears.sort((a, b) => a - b).join(), beyond: seat.last("audience")?.beyond ?? [] };
}
const ids = (...all: Seat[]): string => all.map(({ you }) => you).join();
const inside = (seat: Seat): string => seat.last("whisper")?.people.join() ?? "";
const code = (seat: Seat): string | undefined => seat.last("refused")?.code;

it("[ME140] [ME141] those in conversation close it: who stands beside hears, sees and reads nothing, and reads why, until one of those inside ends it", async () => {
  await start();
  const [ana, bor, eve] = [await sit("Ana", 30.5), await sit("Bor", 32.5), await sit("Eve", 34.5)];
  await until("Bor hears both", () => told(bor).hears === ids(ana, eve));
  ana.send("whisper", { kind: "begin" });
  await until("Bor reads with whom, and by whom it began", () => inside(bor) === ids(ana) && bor.last("whisper")?.by === ana.you);
  await put(eve, 31.5);
  await until("Eve reads why", () =>
    [ana, bor].every(({ you }) => told(eve).beyond.some((one) => one.person === you && one.why === "whisper")),
  );
  expect([told(eve).hears, told(ana).hears, told(bor).hears]).toEqual(["", ids(bor), ids(ana)]);
  expect([ana, bor, eve].map((seat) => server.running().state.people.get(String(seat.you))?.whispers)).toEqual([true, true, false]);
  expect(eve.last("whisper")).toBeUndefined();
  ana.send("wrote", { draft: "d", text: "between us" });
  await until("Bor reads it", () => bor.last("wrote")?.text === "between us");
  expect(JSON.stringify(eve.words)).not.toContain("between us");
  eve.send("whisper", { kind: "end", person: ana.you });
  await until("not for her to end", () => code(eve) === "forbidden");
  bor.send("whisper", { kind: "end" });
  await until("Eve hears both", () => told(eve).hears === ids(ana, bor));
  expect([ana.last("whisper"), told(eve).beyond]).toEqual([{ people: [], asks: [], asked: null, by: bor.you }, []]);
});

it("[ME140] where minors come, where it is not allowed, and for observers it is refused; both settings end it at once", async () => {
  await start({ ...ADULTS, admitsMinors: true });
  const [ana, bor, obs] = [await sit("Ana", 30.5), await sit("Bor", 32.5), await sit("Obs", 31.5, "observer")];
  const configure = (settings: SpaceSettings) => server.running().configure("Test", settings);
  const refused = async (seat: Seat) => {
    const before = seat.words.length;
    seat.send("whisper", { kind: "begin" });
    await until("refused", () => seat.words.slice(before).some(({ type, message }) => type === "refused" && message.code === "forbidden"));
  };
  await refused(ana);
  configure({ ...ADULTS, whisper: false });
  await refused(ana);
  configure(ADULTS);
  await refused(obs);
  for (const ends of [
    { ...ADULTS, whisper: false },
    { ...ADULTS, admitsMinors: true },
  ]) {
    configure(ADULTS);
    await until("it may be", () => server.running().state.whisper);
    ana.send("whisper", { kind: "begin" });
    // An observer who stood with them stays with them.
    await until("they whisper", () => inside(bor) === ids(ana, obs));
    configure(ends);
    await until("it is over", () => inside(bor) === "" && !server.running().state.whisper);
  }
});

it("[ME142] who walks away, goes into an area or another place is out; a lost connection keeps its place; one alone does not whisper", async () => {
  await start();
  const [ana, bor, cid] = [await sit("Ana", 30.5), await sit("Bor", 32.5), await sit("Cid", 31.5)];
  ana.send("whisper", { kind: "begin" });
  await until("all three", () => inside(cid) === ids(ana, bor));
  cid.ws.terminate();
  await until("Cid is waited for", () => person(cid).link === null);
  const back = await rawSeat(server, cid.member);
  seats.push(back);
  await until("Cid is in", () => back.last("whisper")?.people.join() === ids(ana, bor));
  back.send("media", { mic: "on", canHear: true });
  await until("and hears", () => told(Object.assign(back, { you: cid.you, member: cid.member })).hears === ids(ana, bor));
  // Into the meeting area, which is a conversation of its own.
  await put(cid, 12.5, 13.5);
  await until("Cid is out", () => back.last("whisper")?.people.length === 0 && inside(ana) === ids(bor));
  await put(cid, 31.5);
  await until("and stays outside", () => told(Object.assign(back, { you: cid.you, member: cid.member })).beyond.length === 2);
  await put(bor, 45.5);
  await until("it is over", () => inside(ana) === "" && inside(bor) === "");
  await until("Ana talks with Cid again", () => told(ana).hears === ids(cid));
});

it("[ME142] groups that part whisper on, each for itself", async () => {
  await start();
  const four = [await sit("Ana", 30), await sit("Bor", 31), await sit("Cid", 32), await sit("Dan", 33)] as const;
  four[1].send("whisper", { kind: "begin" });
  await until("all four", () => four.every((seat) => seat.last("whisper")?.people.length === 3));
  const [ana, bor, cid, dan] = four;
  // The two walk on together, in steps that leave nobody alone.
  for (const [seat, column] of [
    [dan, 35],
    [cid, 37.5],
    [dan, 38.5],
  ] as const)
    await put(seat, column);
  await until("two and two", () => inside(ana) === ids(bor) && inside(dan) === ids(cid));
  expect(new Set(four.map((seat) => person(seat).whisper)).size).toBe(2);
});

it("[ME142] who is called together is out, also beside those with whom they whispered", async () => {
  await start();
  const [ana, bor, tina] = [await sit("Ana", 30.5), await sit("Bor", 32.5), await sit("Tina", 45.5, "trainer")];
  ana.send("whisper", { kind: "begin" });
  await until("they whisper", () => inside(ana) === ids(bor));
  tina.send("gather", { area: null });
  await until("it is over", () => inside(ana) === "" && inside(bor) === "");
  await until("both hear who called", () => [ana, bor].every((seat) => told(seat).hears.split(",").includes(String(tina.you))));
});

it("[ME143] who stands outside asks to come in, and one of those inside says yes or no; who is far away, or blocked, cannot ask", async () => {
  await start();
  const [ana, bor, eve, far] = [await sit("Ana", 30.5), await sit("Bor", 32.5), await sit("Eve", 40.5), await sit("Far", 45.5)];
  ana.send("whisper", { kind: "begin" });
  await until("they whisper", () => inside(ana) === ids(bor));
  await put(eve, 31.5);
  far.send("whisper", { kind: "join", person: ana.you });
  await until("too far away", () => code(far) === "target_gone");
  eve.send("whisper", { kind: "join", person: bor.you });
  await until("both read it", () => [ana, bor].every((seat) => seat.last("whisper")?.asks.join() === ids(eve)));
  await until("Eve reads that she asked", () => eve.last("whisper")?.asked === ana.you);
  ana.send("whisper", { kind: "answer", person: eve.you, yes: false });
  await until("Eve is told", () => eve.last("whisper")?.no === true);
  eve.send("whisper", { kind: "join", person: bor.you });
  await until("not again at once", () => code(eve) === "rate_limited");
  await put(far, 29.5);
  far.send("whisper", { kind: "join", person: ana.you });
  await until("asked", () => ana.last("whisper")?.asks.join() === ids(far));
  await put(far, 45.5);
  await until("it lapses", () => ana.last("whisper")?.asks.length === 0);
  await put(far, 29.5);
  far.send("whisper", { kind: "join", person: ana.you });
  await until("asked again", () => ana.last("whisper")?.asks.join() === ids(far));
  bor.send("whisper", { kind: "answer", person: far.you, yes: true });
  await until("in", () => inside(far) === ids(ana, bor));
  await until("heard", () => told(ana).hears === ids(bor, far));
  eve.send("block", { person: bor.you, on: true });
  await until("blocked", () => person(eve).hidden?.has(bor.you) === true);
  eve.send("whisper", { kind: "join", person: bor.you });
  await until("not to ask", () => code(eve) === "target_gone");
});

it("[ME144] who leads comes in unasked and is named, or ends it from anywhere; it is logged", async () => {
  await start();
  const [ana, bor, tina] = [await sit("Ana", 30.5), await sit("Bor", 32.5), await sit("Tina", 45.5, "cotrainer")];
  ana.send("whisper", { kind: "begin" });
  await until("they whisper", () => inside(ana) === ids(bor));
  tina.send("whisper", { kind: "end", person: bor.you });
  await until("Ana reads by whom it ended", () => inside(ana) === "" && ana.last("whisper")?.by === tina.you);
  await until("it is logged", async () =>
    (await server.ports.store.audit(server.space, 10)).some(({ action }) => action === "whisper_end"),
  );
  bor.send("whisper", { kind: "begin" });
  await until("they whisper again", () => inside(ana) === ids(bor));
  await put(tina, 31.5);
  tina.send("whisper", { kind: "join", person: ana.you });
  await until("she is in, and they read it", () => inside(ana) === ids(bor, tina));
  await until("and hears", () => told(tina).hears === ids(ana, bor));
  await until("that is logged, too", async () =>
    (await server.ports.store.audit(server.space, 10)).some(({ action }) => action === "whisper_enter"),
  );
});
