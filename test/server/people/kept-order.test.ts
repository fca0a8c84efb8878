/** How a session is led stays over a restart: real sockets, one store, two servers. */
import { afterEach, expect, it } from "vitest";
import { MemorySpaceStore } from "../../../server/adapters/memory/space-store.ts";
import type { Clock } from "../../../server/ports/clock.ts";
import { FLOW } from "../../../shared/domain/media/flow.ts";
import { hall, yard } from "../../support/places.ts";
import { type RawSeat, type Seat, seated } from "../../support/raw-seat.ts";
import { type Member, type SpaceServer, startSpaceServer } from "../../support/space-server.ts";
import { until } from "../../support/until.ts";

let server: SpaceServer;
const seats: RawSeat[] = [];
const leave = (): void => {
  for (const seat of seats.splice(0)) seat.ws.close();
};
afterEach(async () => {
  leave();
  await server.close();
});
async function sit(who: Member | string, role?: Member["role"]): Promise<Seat> {
  const seat = await seated(server, who, role);
  seats.push(seat);
  return seat;
}

it("[LM118] paused, slow, held off, timed, hands up and whose turn: all of it is there after a restart, and four hours later none of it", async () => {
  let skew = 0;
  const clock: Clock = { now: () => Date.now() + skew, mono: () => performance.now() + skew };
  const store = new MemorySpaceStore();
  const begin = async (): Promise<void> => {
    server = await startSpaceServer([hall(), yard()], { store, clock });
  };
  await begin();
  const [tina, ana, bor] = [await sit("Tina", "trainer"), await sit("Ana"), await sit("Bor")];
  ana.send("hand", { up: true });
  tina.send("freeze", { on: true });
  tina.send("slow", { seconds: 10 });
  tina.send("mute", { person: ana.you, hold: true });
  tina.send("timer", { do: "start", seconds: 600, label: "Lunch" });
  tina.send("stage", { person: bor.you });
  await until("it is written", async () => {
    const facts = (await store.sessionOrder(server.space))?.facts ?? "";
    return ["Lunch", '"frozen":true', '"slow":10', ana.member.user, bor.member.user].every((word) => facts.includes(word));
  });
  const before = server.running().state;
  const left = before.timerEnds - server.running().now();
  leave();
  await server.close();

  skew += 60_000;
  await begin();
  const [ana2, bor2] = [await sit(await server.anotherSession(ana.member)), await sit(await server.anotherSession(bor.member))];
  const { state, people } = server.running();
  await until("hand and turn are there", () => [...state.hands].join() === String(ana2.you) && state.stage === bor2.you);
  expect([state.frozen, state.slow, state.timerLabel, people.get(ana2.you)?.held]).toEqual([true, 10, "Lunch", FLOW.mic]);
  // A minute has gone by on the wall.
  expect(Math.abs(state.timerEnds - server.running().now() - (left - 60_000))).toBeLessThan(20_000);
  leave();
  await server.close();

  // Damaged, or of another version: the space opens all the same.
  const whole = (await store.sessionOrder(server.space))?.facts ?? "";
  for (const facts of [whole.slice(1), '{"frozen":"yes"}']) {
    await store.putSessionOrder(server.space, facts, clock.now());
    await begin();
    await sit(await server.anotherSession(ana.member));
    expect(server.running().state.frozen).toBe(false);
    leave();
    await server.close();
  }
  await store.putSessionOrder(server.space, whole, clock.now());

  skew += 5 * 3_600_000;
  await begin();
  const late = await sit(await server.anotherSession(ana.member));
  const now = server.running();
  expect([now.state.frozen, now.state.slow, now.state.timerEnds, now.people.get(late.you)?.held]).toEqual([false, 0, 0, 0]);
});
