/** The host's wall clock is put an hour forward or back in the middle of a session: what is measured goes on, what means a time of day moves with it. */
import { afterEach, describe, expect, it } from "vitest";
import { Lobby, type LobbyLink } from "../../../server/rooms/lobby/lobby.ts";
import { PLACE_KEPT_MS, TURNED_AWAY_MS } from "../../../shared/protocol/lobby.ts";
import { hall } from "../../support/places.ts";
import { type RawSeat, type Seat, seated } from "../../support/raw-seat.ts";
import { type Member, type SpaceServer, startSpaceServer } from "../../support/space-server.ts";
import { until } from "../../support/until.ts";

const HOUR = 3_600_000;

/** The wall clock is wrong by `wall`; `skipped` ms have gone by at once. */
const off = { wall: 0, skipped: 0 };
const clock = { now: () => Date.now() + off.skipped + off.wall, mono: () => performance.now() + off.skipped };

let server: SpaceServer | undefined;
const seats: RawSeat[] = [];
const start = async (): Promise<SpaceServer> => (server = await startSpaceServer([hall()], { clock }));
async function sit(who: Member | string, role?: Member["role"]): Promise<Seat> {
  if (server === undefined) throw new Error("no server");
  const seat = await seated(server, who, role);
  seats.push(seat);
  return seat;
}
afterEach(async () => {
  Object.assign(off, { wall: 0, skipped: 0 });
  for (const seat of seats.splice(0)) seat.ws.close();
  await server?.close();
  server = undefined;
});

describe.each([
  ["forward", HOUR],
  ["back", -HOUR],
])("an hour %s", (_, jump) => {
  it("[LM91] the lead stays 8 s with whoever lost their link, and then is somebody else's, too", async () => {
    const space = (await start(), await sit("Tina", "trainer"), (server as SpaceServer).running());
    const [tina] = [...space.people.values()];
    const cole = await sit("Cole", "cotrainer");
    await until("Tina leads", () => space.state.lead === tina?.id);
    tina?.link?.drop();
    await until("the link is lost", () => tina?.link === null);
    off.wall = jump;
    const then = space.now();
    await until("it was looked at a few times", () => space.now() > then + 1_500);
    expect(space.state.standIn).toBe(0);
    off.skipped = 7_000;
    await until("Cole stands in", () => space.state.standIn === cole.you);
    expect(space.now() - then).toBeGreaterThanOrEqual(7_900);
  });

  it("[LM91] the timer has as much left, in slow mode the wait is the same, and who was lost is told as before", async () => {
    await start();
    const [tina, ana] = [await sit("Tina", "trainer"), await sit("Ana")];
    const space = (server as SpaceServer).running();
    tina.send("timer", { do: "start", seconds: 600, label: "" });
    tina.send("slow", { seconds: 60 });
    await until("both are on", () => space.state.timerEnds > 0 && space.state.slow === 60);
    ana.send("chat", { draft: "1", text: "one" });
    await until("Ana wrote", () => ana.last("chat")?.text === "one");
    ana.send("condition", { hidden: true, mic: null, unheard: false });
    ana.send("chat", { draft: "2", text: "two" });
    await until("Ana is told to wait", () => ana.last("refused")?.code === "chat_slow");
    off.wall = jump;
    const then = space.now();
    await until("some ticks have gone by", () => space.now() > then + 1_500);
    expect(space.state.timerEnds - space.now()).toBeGreaterThan(500_000);
    expect(space.state.timerEnds - space.now()).toBeLessThanOrEqual(600_000);
    // Nobody is said to be lost for a clock's sake …
    expect(tina.last("concerns")?.people.filter(({ hiddenSince }) => hiddenSince !== null) ?? []).toEqual([]);
    ana.send("chat", { draft: "3", text: "three" });
    await until("Ana is told how long", () => ana.words.filter(({ type }) => type === "refused").length >= 2);
    const left = Number(ana.last("refused")?.params?.["seconds"]);
    expect([left > 20, left <= 60]).toEqual([true, true]);
    // … and a minute is a minute.
    off.skipped = 61_000;
    ana.send("chat", { draft: "4", text: "four" });
    await until("Ana may write", () => ana.last("chat")?.text === "four");
    await until("and is said to be hidden", () => tina.last("concerns")?.people.some(({ hiddenSince }) => hiddenSince !== null) === true);
  });

  it("[LM92] an ejection ends at the time of day that was said; it can be taken back all the same", async () => {
    const { space, store } = await start();
    const [tina, ana] = [await sit("Tina", "trainer"), await sit("Ana")];
    tina.send("eject", { person: ana.you, minutes: 30 });
    await ana.closed;
    const said = (await store.membership(space, ana.member.user))?.ejectedUntil ?? 0;
    const join = async (): Promise<unknown> => {
      const body = JSON.stringify({ protocol: 1, build: "dev", lang: "en" });
      const answer = await ana.member.caller.fetch(`/api/spaces/${space}/join`, {
        method: "POST",
        body,
        headers: { "content-type": "application/json" },
      });
      return answer.status === 200 ? "in" : await answer.json();
    };
    const out = { code: "ejected", params: { until: said } };
    expect(await join()).toMatchObject(out);
    off.wall = jump;
    // Back: they wait longer, and read until when. Forward: they are in sooner, by the clock that everybody there reads.
    if (jump > 0) return expect(await join()).toBe("in");
    off.skipped = 31 * 60_000;
    expect(await join()).toMatchObject(out);
    const pardon = await tina.member.caller.fetch(`/api/spaces/${space}/members/${ana.member.user}/ban`, {
      method: "POST",
      body: JSON.stringify({ on: false }),
      headers: { "content-type": "application/json" },
    });
    expect(pardon.status).toBe(200);
    expect(await join()).toBe("in");
  });

  it("[LM91] in the lobby a kept place is kept for 20 s, a lost link does not lose one's turn, and who was turned away waits as long as they were told", () => {
    let full = true;
    const behind = () => ({ places: 1, free: full ? 0 : 1, has: () => false, onDuty: 1, tell: () => undefined });
    let ids = 0;
    const lobby = new Lobby(behind, clock, () => `knock${++ids}`);
    const link = (): LobbyLink => ({ ready: true, send: () => undefined, close: () => undefined });
    const [first, second] = [link(), link()];
    const come = (user: string, its: LobbyLink): void => lobby.come({ user, session: user, name: user, why: "full" }, its);
    come("first", first);
    come("second", second);
    lobby.gone("first", first);
    off.wall = jump;
    lobby.tick();
    expect(lobby.size).toBe(2);
    come("first", first);
    full = false;
    lobby.tick();
    // It is kept for the first, and nobody overtakes.
    expect([lobby.mayPass("first", 1), lobby.mayPass("second", 1)]).toEqual([true, false]);
    off.wall = 0;
    off.skipped += PLACE_KEPT_MS + 1_000;
    lobby.tick();
    expect([lobby.mayPass("first", 1), lobby.mayPass("second", 1)]).toEqual([false, true]);

    lobby.turnAway("third");
    off.wall = jump;
    expect(lobby.mayKnockIn("third")).toBeGreaterThan(TURNED_AWAY_MS / 1_000 - 30);
    expect(lobby.mayKnockIn("third")).toBeLessThanOrEqual(TURNED_AWAY_MS / 1_000);
    off.skipped += TURNED_AWAY_MS;
    expect(lobby.mayKnock("third")).toBe(true);
  });
});
