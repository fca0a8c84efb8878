/** Whose turn it is speaks to many, also in a place that has no stage. On the server, with real sockets. */
import { afterEach, expect, it } from "vitest";
import { move } from "../../../server/rooms/walking.ts";
import { FLOW } from "../../../shared/domain/media/flow.ts";
import { TILE } from "../../../shared/domain/units.ts";
import { hall, yard } from "../../support/places.ts";
import { type RawSeat, type Seat, seated } from "../../support/raw-seat.ts";
import { type SpaceServer, startSpaceServer } from "../../support/space-server.ts";
import { until } from "../../support/until.ts";

let server: SpaceServer;
const seats: RawSeat[] = [];
afterEach(async () => {
  for (const seat of seats.splice(0)) seat.ws.close();
  await server.close();
});
async function sit(name: string, column: number, row: number, role?: "trainer"): Promise<Seat> {
  const seat = await seated(server, name, role);
  seats.push(seat);
  seat.send("media", { mic: "on", canHear: true });
  const person = server.running().people.get(seat.you) ?? expect.fail("not inside");
  move(server.running(), person, person.run, { x: column * TILE, y: row * TILE }, "walk");
  await until("they stand there", () => Math.abs(person.x - column * TILE) < 2 && person.hasMic);
  return seat;
}
/** What somebody gets of another now, as their page was told. */
function from(seat: Seat, other: Seat): { bits: number; loud: string | undefined } {
  let last = { bits: 0, loud: undefined as string | undefined };
  for (const { type, message } of seat.words) {
    if (type !== "audience") continue;
    if (message.full || message.gone.includes(other.you)) last = { bits: 0, loud: undefined };
    for (const peer of message.set) if (peer.person === other.you) last = { bits: peer.from, loud: peer.loud };
  }
  return last;
}

it("[ME70] without a hall the turn is heard by all in the open of the place, by nobody in a quiet area or elsewhere, and only while it lasts", async () => {
  server = await startSpaceServer([hall(), yard()]);
  const [tina, ana] = [await sit("Tina", 45, 10, "trainer"), await sit("Ana", 30, 5.5)];
  const [far, quiet] = [await sit("Bor", 55, 10), await sit("Cid", 22, 14)];
  tina.send("stage", { person: ana.you });
  await until("who stands far away hears her", () => from(far, ana).loud === "stage" && (from(far, ana).bits & FLOW.mic) !== 0);
  await until("so does who gave it", () => from(tina, ana).loud === "stage");
  expect([from(quiet, ana), from(ana, far)]).toEqual([
    { bits: 0, loud: undefined },
    { bits: 0, loud: undefined },
  ]);
  const one = server.running().people.get(far.you) ?? expect.fail("not inside");
  move(server.running(), one, one.run, { x: 12 * TILE, y: 14 * TILE }, "walk");
  await until("at the table one is outside", () => from(far, ana).bits === 0);
  tina.send("stage", { person: null });
  await until("her turn is over", () => from(tina, ana).bits === 0);
});
