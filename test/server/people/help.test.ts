/** A call for help outlives whoever said that they are coming; whoever calls reads who is on duty, as they come and go. */
import { afterEach, describe, expect, it } from "vitest";
import { CLOSE } from "../../../shared/protocol/codes.ts";
import { hall } from "../../support/places.ts";
import { type RawSeat, type Seat, seated } from "../../support/raw-seat.ts";
import { type Member, type SpaceServer, startSpaceServer } from "../../support/space-server.ts";
import { until } from "../../support/until.ts";

/** `skipped` ms have gone by at once. */
const off = { skipped: 0 };
const clock = { now: () => Date.now() + off.skipped, mono: () => performance.now() + off.skipped };

let server: SpaceServer;
const seats: RawSeat[] = [];
async function sit(who: Member | string, role?: Member["role"]): Promise<Seat> {
  const seat = await seated(server, who, role);
  seats.push(seat);
  return seat;
}
afterEach(async () => {
  off.skipped = 0;
  for (const seat of seats.splice(0)) seat.ws.close();
  await server.close();
});

/** Ana called, and Tina is on her way; Cole is on duty, too. */
async function tinaComes(): Promise<{ tina: Seat; cole: Seat; ana: Seat; call: number }> {
  server = await startSpaceServer([hall()], { clock });
  const [tina, cole, ana] = [await sit("Tina", "trainer"), await sit("Cole", "cotrainer"), await sit("Ana")];
  ana.send("helpCall", { why: "sound" });
  const call = await until("Tina reads the call", () => tina.last("helpCalls")?.calls[0]?.call);
  tina.send("helpAnswer", { call, done: false });
  await until("Ana reads who is coming", () => ana.last("help")?.by === tina.you);
  await until("and Cole, too", () => cole.last("helpCalls")?.calls[0]?.taken === tina.you);
  return { tina, cole, ana, call };
}
const waitsAgain = async (cole: Seat, ana: Seat, onDuty: number): Promise<void> => {
  await until("Cole reads that nobody is coming", () => cole.last("helpCalls")?.calls[0]?.taken === 0);
  await until("Ana reads that she waits", () => ana.last("help")?.state === "waiting" && ana.last("help")?.onDuty === onDuty);
};

describe("a call for help", () => {
  it("[LM110] waits again when whoever was coming lost their link for 8 s, and not before", async () => {
    const { tina, cole, ana, call } = await tinaComes();
    const space = server.running();
    tina.ws.terminate();
    await until("the link is lost", () => space.people.get(tina.you)?.link === null);
    const then = space.now();
    await until("it was looked at more than once", () => space.now() > then + 2_200);
    expect([cole.last("helpCalls")?.calls[0]?.taken, ana.last("help")?.state]).toEqual([tina.you, "coming"]);
    off.skipped = 6_000;
    await waitsAgain(cole, ana, 1);
    expect(space.now() - then).toBeGreaterThanOrEqual(7_900);
    cole.send("helpAnswer", { call, done: false });
    await until("now Cole is coming", () => ana.last("help")?.by === cole.you && ana.last("help")?.state === "coming");
  });

  it("[LM110] waits again at once when whoever was coming leaves, or may not answer any more", async () => {
    const { tina, cole, ana, call } = await tinaComes();
    tina.ws.close(CLOSE.LEFT);
    await waitsAgain(cole, ana, 1);
    const mia = await sit("Mia", "owner");
    cole.send("helpAnswer", { call, done: false });
    await until("Cole is coming", () => ana.last("help")?.by === cole.you);
    mia.send("role", { person: cole.you, role: "participant" });
    await until("Mia reads that he is not", () => mia.last("helpCalls")?.calls[0]?.taken === 0);
    await until("so does Ana", () => ana.last("help")?.state === "waiting" && ana.last("help")?.onDuty === 1);
    const told = cole.words.filter(({ type }) => type === "helpCalls").length;
    mia.send("helpAnswer", { call, done: true });
    await until("it is settled", () => ana.last("help")?.state === "none");
    expect(cole.words.filter(({ type }) => type === "helpCalls").length).toBe(told);
  });

  it("[LM110] whoever calls reads how many are on duty as somebody comes and as the last one goes", async () => {
    server = await startSpaceServer([hall()], { clock });
    const [ana, bor] = [await sit("Ana"), await sit("Bor")];
    ana.send("helpCall", { why: "" });
    await until("nobody is on duty", () => ana.last("help")?.onDuty === 0);
    const tina = await sit("Tina", "trainer");
    await until("Tina is", () => ana.last("help")?.onDuty === 1);
    const cole = await sit("Cole", "cotrainer");
    await until("two are", () => ana.last("help")?.onDuty === 2);
    tina.ws.close(CLOSE.LEFT);
    await until("one is", () => ana.last("help")?.onDuty === 1);
    cole.ws.close(CLOSE.LEFT);
    await until("nobody is on duty again", () => ana.last("help")?.onDuty === 0 && ana.last("help")?.state === "waiting");
    expect(bor.words.some(({ type }) => type === "help" || type === "helpCalls")).toBe(false);
  });
});
