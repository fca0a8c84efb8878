/** The trainer's bar, on the server. */
import { afterEach, describe, expect, it } from "vitest";
import { move } from "../../../server/rooms/walking.ts";
import { TILE } from "../../../shared/domain/units.ts";
import { CLOSE } from "../../../shared/protocol/codes.ts";
import { hall, yard } from "../../support/places.ts";
import { type RawSeat, type Seat, seated } from "../../support/raw-seat.ts";
import { type Member, type SpaceServer, startSpaceServer } from "../../support/space-server.ts";
import { until } from "../../support/until.ts";

const servers: SpaceServer[] = [];
const seats: RawSeat[] = [];
async function start(): Promise<SpaceServer> {
  const server = await startSpaceServer([hall(), yard()]);
  servers.push(server);
  return server;
}
async function sit(server: SpaceServer, who: Member | string, role?: Member["role"]): Promise<Seat> {
  const seat = await seated(server, who, role);
  seats.push(seat);
  return seat;
}
afterEach(async () => {
  for (const seat of seats.splice(0)) seat.ws.close();
  for (const server of servers.splice(0)) await server.close();
});
const personOf = (server: SpaceServer, seat: Seat) => server.running().people.get(seat.you) ?? expect.fail("not inside");

describe("the trainer's bar", () => {
  it("[LM13] thirty people, of another place too, stand around the caller within 3 s, each on a tile of their own; those who lead stay", {
    timeout: 60_000,
  }, async () => {
    const server = await start();
    const tina = await sit(server, "Tina", "trainer");
    const cole = await sit(server, "Cole", "cotrainer");
    const group: Seat[] = [];
    for (let i = 0; i < 30; i++) group.push(await sit(server, `P${i}`, i === 0 ? "observer" : "participant"));
    tina.send("gather", { area: "gate" });
    await until("all are in the yard", () => group.every((seat) => seat.last("place")?.place === "yard"));
    expect(personOf(server, cole).run.place.id).toBe("hall");
    const began = performance.now();
    tina.send("gather", { area: null });
    await until("all are back", () => group.every((seat) => seat.last("place")?.place === "hall"));
    expect(performance.now() - began).toBeLessThan(3_000);
    await until("the caller reads how many came", () => tina.last("gathered")?.people === 30 && tina.last("gathered")?.away === 0);
    expect(group[7]?.last("place")).toMatchObject({ why: "gather", by: tina.you });
    const at = personOf(server, tina);
    const people = group.map((seat) => personOf(server, seat));
    expect(new Set(people.map(({ x, y }) => `${Math.floor(x / TILE)} ${Math.floor(y / TILE)}`)).size).toBe(30);
    for (const { x, y } of people) expect(Math.hypot(x - at.x, y - at.y)).toBeLessThan(9 * TILE);
    tina.send("gather", { area: "nowhere" });
    await until("no such area", () => tina.last("refused")?.code === "target_gone");
  });

  it("[LM14] hands are a queue that a reload does not lose; the turn goes to one and is taken back", async () => {
    const server = await start();
    const [tina, ana, bor] = [await sit(server, "Tina", "trainer"), await sit(server, "Ana"), await sit(server, "Bor")];
    const { state } = server.running();
    ana.send("hand", { up: true });
    await until("Ana's hand is up", () => state.hands.length === 1);
    bor.send("hand", { up: true });
    await until("then Bor's", () => [...state.hands].join() === `${ana.you},${bor.you}`);
    ana.ws.close(CLOSE.LEFT);
    await until("Ana is gone", () => [...state.hands].join() === `${bor.you}`);
    const again = await sit(server, ana.member);
    await until("and first again", () => [...state.hands].join() === `${again.you},${bor.you}`);
    tina.send("stage", { person: again.you });
    await until("Ana has the turn", () => state.stage === again.you && [...state.hands].join() === `${bor.you}`);
    bor.send("stage", { person: null });
    await until("which is not Bor's to take", () => bor.last("refused")?.code === "forbidden");
    again.send("stage", { person: null });
    await until("Ana gives it back", () => state.stage === 0);
    tina.send("lowerHand", { person: null });
    await until("all hands are down", () => state.hands.length === 0);
  });

  it("[LM15] a call for help reaches those on duty alone, is answered, and closing it is logged", async () => {
    const server = await start();
    const [ana, bor] = [await sit(server, "Ana"), await sit(server, "Bor")];
    ana.send("helpCall", { why: "no\u202e sound" });
    await until("Ana reads that nobody is on duty", () => ana.last("help")?.onDuty === 0 && ana.last("help")?.state === "waiting");
    const cole = await sit(server, "Cole", "cotrainer");
    await until("who comes reads it", () => cole.last("helpCalls")?.calls.length === 1);
    const call = cole.last("helpCalls")?.calls[0];
    expect(call).toMatchObject({ person: ana.you, name: "Ana", why: "no sound", taken: 0 });
    cole.send("helpAnswer", { call: call?.call, done: false });
    await until("Ana knows who is coming", () => ana.last("help")?.state === "coming" && ana.last("help")?.by === cole.you);
    cole.send("helpAnswer", { call: call?.call, done: true });
    await until("it is settled", () => ana.last("help")?.state === "none" && cole.last("helpCalls")?.calls.length === 0);
    expect(bor.words.some((word) => word.type === "help" || word.type === "helpCalls")).toBe(false);
    const actions = (await server.store.audit(server.space, 10)).map(({ action }) => action);
    expect(actions).toEqual(["help_called", "help_taken", "help_closed"]);
  });

  it("[ME71] [ME168] the megaphone is whose microphone is on: muted by oneself or by somebody who leads it ends, however long their page goes on holding", async () => {
    const server = await start();
    const [tina, cole] = [await sit(server, "Tina", "trainer"), await sit(server, "Cole", "cotrainer")];
    const { state } = server.running();
    const say = (seat: Seat, mic: "on" | "muted"): void => seat.send("media", { mic, canHear: true });
    /** Goes on holding; what came before is known to the room when its hand is up, or down again. */
    const holdOn = async (seat: Seat): Promise<void> => {
      const before = state.hands.length;
      seat.send("megaphone", { on: true });
      seat.send("hand", { up: before === 0 });
      await until("the room has heard them", () => state.hands.length !== before);
    };
    say(tina, "on");
    await holdOn(tina);
    expect(state.megaphone).toBe(tina.you);
    say(tina, "muted");
    await holdOn(tina);
    expect(state.megaphone).toBe(0);
    // Nobody has it: another may.
    say(cole, "on");
    cole.send("megaphone", { on: true });
    await until("it is Cole's", () => state.megaphone === cole.you);
    tina.send("mute", { person: cole.you });
    await until("it is nobody's", () => state.megaphone === 0);
    cole.send("megaphone", { on: true });
    cole.send("helpCall", { why: "" });
    await until("the room has heard him", () => cole.last("help")?.state === "waiting");
    expect(state.megaphone).toBe(0);
    say(tina, "on");
    await holdOn(tina);
    expect(state.megaphone).toBe(tina.you);
    // Their page plays no sound any more: it takes no part.
    tina.send("media", { mic: "off", canHear: false });
    await until("nor is it hers", () => state.megaphone === 0);
  });

  it("[LM16] a message to all reaches every place; the timer is state, on the clock of the room", async () => {
    const server = await start();
    const [tina, ana] = [await sit(server, "Tina", "trainer"), await sit(server, "Ana")];
    const there = server.running().runs.get("yard") ?? expect.fail("no yard");
    move(server.running(), personOf(server, ana), there, there.spot("gate"), "walk");
    await until("Ana is in the yard", () => ana.last("place")?.place === "yard");
    tina.send("announce", { text: "Back in five!\nReally." });
    await until("both read it", () => ana.last("announced")?.text === "Back in five!\nReally." && tina.last("announced")?.name === "Tina");
    const { state } = server.running();
    tina.send("timer", { do: "pause" });
    await until("there is none", () => tina.last("refused")?.code === "bad_request");
    const before = server.running().now();
    tina.send("timer", { do: "start", seconds: 300, label: "Groups" });
    await until("it runs", () => state.timerEnds > 0);
    expect(state.timerEnds).toBeGreaterThanOrEqual(Math.floor(before) + 300_000);
    expect(state.timerEnds).toBeLessThanOrEqual(server.running().now() + 300_001);
    expect([state.timerLabel, state.timerMs]).toEqual(["Groups", 300_000]);
    tina.send("timer", { do: "pause" });
    await until("it stands", () => state.timerEnds === 0 && state.timerLeft > 290_000);
    tina.send("timer", { do: "add", seconds: 60 });
    await until("it is longer", () => state.timerLeft > 350_000);
    tina.send("timer", { do: "go" });
    await until("it goes on", () => state.timerEnds > 0 && state.timerLeft === 0);
    tina.send("timer", { do: "stop" });
    await until("it is gone", () => state.timerEnds === 0 && state.timerMs === 0 && state.timerLabel === "");
  });
});
