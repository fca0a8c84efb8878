import { FIRST_SETTINGS } from "../../../shared/domain/space-settings.ts";
import { afterEach, describe, expect, it } from "vitest";
import { MemorySpaceStore } from "../../../server/adapters/memory/space-store.ts";
import { StorageError } from "../../../server/ports/space-store.ts";
import { partyChanged } from "../../../server/rooms/party.ts";
import { move } from "../../../server/rooms/walking.ts";
import { CLOSE } from "../../../shared/protocol/codes.ts";
import { TILE } from "../../../shared/domain/units.ts";
import { hall, yard } from "../../support/places.ts";
import { rawSeat } from "../../support/raw-seat.ts";
import { type Inside, type Member, openSession, type SpaceServer, startSpaceServer } from "../../support/space-server.ts";
import { until } from "../../support/until.ts";

const PLACES = [hall(), yard()];
const servers: SpaceServer[] = [];
const insides: Inside[] = [];

async function start(options = {}): Promise<SpaceServer> {
  const server = await startSpaceServer(PLACES, options);
  servers.push(server);
  return server;
}
async function enter(server: SpaceServer, member: Member): Promise<Inside> {
  const inside = await openSession(server, member, PLACES);
  insides.push(inside);
  await until(`${member.name} is welcomed`, () => inside.stores.$you.get() !== null);
  return inside;
}
afterEach(async () => {
  for (const inside of insides.splice(0)) inside.session.leave();
  for (const server of servers.splice(0)) await server.close();
});

const idOf = (inside: Inside): number => inside.stores.$you.get() ?? -1;
/** Where a page draws somebody. */
function seen(by: Inside, id: number): { x: number; y: number } | null {
  let found: { x: number; y: number } | null = null;
  by.session.movers.each((drawn) => {
    if (drawn.id === id) found = { x: drawn.x, y: drawn.y };
  });
  return found;
}
/** Puts someone somewhere, as the server may. */
function put(server: SpaceServer, inside: Inside, x: number, y: number): void {
  const space = server.running();
  const person = space.people.get(idOf(inside));
  if (person === undefined) throw new Error("not inside");
  move(space, person, person.run, { x: x * TILE, y: y * TILE }, "gather");
}

describe("a space", () => {
  it("[SP2] people arrive in the bay, see each other walk, and are told who is there", async () => {
    const server = await start();
    const ana = await enter(server, await server.member("Ana"));
    const bor = await enter(server, await server.member("Bor"));
    await until("Ana knows Bor", () => ana.stores.$people.get()[idOf(bor)]?.name === "Bor");
    await until("Ana sees Bor", () => seen(ana, idOf(bor)) !== null);
    const before = seen(ana, idOf(bor)) ?? { x: 0, y: 0 };
    expect(before.x).toBeLessThan(5 * TILE);
    bor.session.head(3);
    await until("Ana sees Bor walk", () => (seen(ana, idOf(bor))?.y ?? 0) > before.y + 2 * TILE);
    bor.session.head(0);
    await until("both agree where Bor stands", () => {
      const own = bor.session.movers.self();
      const other = seen(ana, idOf(bor));
      const word = server.running().people.get(idOf(bor))?.mover.current;
      return (
        other !== null &&
        word?.course.kind === "stop" &&
        Math.hypot(own.x - other.x, own.y - other.y) < 0.01 &&
        Math.hypot(own.x - word.x, own.y - word.y) < 0.01
      );
    });
    expect(server.running().counts["diverged"] ?? 0).toBe(0);
    expect(server.running().counts["fixes"] ?? 0).toBe(0);
  });

  it("[SP2] several who are led to one area at the same time do not end on one spot", async () => {
    const server = await start();
    const people: Inside[] = [];
    for (const name of ["Ana", "Bor", "Cene"]) people.push(await enter(server, await server.member(name)));
    const area = PLACES[0]?.areas.find(({ kind }) => kind === "meeting");
    for (const { session } of people) session.walkTo({ kind: "area", area: area?.id ?? "" });
    const space = server.running();
    const spots = () => people.map((inside) => space.people.get(idOf(inside))).map((person) => `${person?.x} ${person?.y}`);
    const inArea = (): boolean => people.every((inside) => inside.stores.$where.get().kind === "meeting");
    await until("all stand in the area", inArea, 20_000);
    const still = async (): Promise<boolean> => {
      const before = spots().join();
      await until(
        "a moment passes",
        (
          (end) => () =>
            performance.now() > end
        )(performance.now() + 500),
      );
      return spots().join() === before;
    };
    await until("all have come to rest", still, 20_000);
    expect(new Set(spots()).size).toBe(3);
  });

  it("[SP25] to the group: out of the bay when all are in it, then to who is out of it, also through a door; never to a full table", async () => {
    const server = await start();
    const people: Inside[] = [];
    for (const name of ["Ana", "Bor", "Cene"]) people.push(await enter(server, await server.member(name)));
    const [ana, bor, cene] = people as [Inside, Inside, Inside];
    const kind = (one: Inside): string => one.stores.$where.get().kind;
    const at = (one: Inside) => server.running().people.get(idOf(one)) ?? expect.fail("gone");
    const beside = (a: Inside, b: Inside): boolean => Math.hypot(at(a).x - at(b).x, at(a).y - at(b).y) < 2 * TILE;
    await until("all are in the bay", () => people.every((one) => kind(one) === "quiet"));
    ana.session.walkTo({ kind: "group" });
    await until("the first is out of the bay", () => kind(ana) === "open");
    bor.session.walkTo({ kind: "group" });
    await until("the second is with them", () => kind(bor) === "open" && beside(ana, bor));
    // Three pages at the table, which has four seats, and two people at one of them: nobody is led to stand there unheard.
    for (let i = 0; i < 3; i++) {
      const seated = await enter(server, await server.member(`T${i}`));
      put(server, seated, 11 + i, 13);
      if (i === 0) partyChanged(server.running(), at(seated).user, "T0", ["Žan"]);
    }
    put(server, cene, 9, 13);
    cene.session.walkTo({ kind: "group" });
    await until("not to the table, which is nearer", () => kind(cene) === "open" && (beside(cene, ana) || beside(cene, bor)), 20_000);
    put(server, cene, 3, 3);
    for (const one of [ana, bor]) one.session.walkTo({ kind: "area", area: "door" });
    await until("two are in the yard", () => [ana, bor].every((one) => one.stores.$place.get() === "yard"), 20_000);
    for (const one of [ana, bor]) put(server, one, 10, 10);
    cene.session.walkTo({ kind: "group" });
    await until(
      "the third comes after them",
      () => cene.stores.$place.get() === "yard" && (beside(cene, ana) || beside(cene, bor)),
      20_000,
    );
  }, 60_000);

  it("[SP3] through a door: another place, its people and its chat; those left behind see them gone", async () => {
    const server = await start();
    const ana = await enter(server, await server.member("Ana"));
    const bor = await enter(server, await server.member("Bor"));
    await until("Ana sees Bor", () => seen(ana, idOf(bor)) !== null);
    bor.session.walkTo({ kind: "area", area: "door" });
    await until("Bor is in the yard", () => bor.stores.$place.get() === "yard");
    await until("Ana sees Bor no more", () => seen(ana, idOf(bor)) === null);
    await until("and knows where they went", () => ana.stores.$people.get()[idOf(bor)]?.place === "yard");
    const self = bor.session.movers.self();
    expect(self.x).toBeLessThan(5 * TILE);
    const cid = await rawSeat(server, await server.member("Cid"));
    cid.send("walkTo", { kind: "person", person: 60_000 });
    await until("nobody there", () => cid.last("refused")?.code === "target_gone");
    cid.ws.close();
    // Ana is led to Bor, who is behind the door.
    ana.session.walkTo({ kind: "person", person: idOf(bor) });
    await until("Ana is led to Bor through the door", () => ana.stores.$place.get() === "yard" && seen(ana, idOf(bor)) !== null);
    await until("and stands beside them", () => {
      const a = ana.session.movers.self();
      const b = seen(ana, idOf(bor));
      return b !== null && Math.hypot(a.x - b.x, a.y - b.y) < 2 * TILE;
    });
  });

  it("[SP4] chat belongs to the place, is kept, cleaned, and never said twice", async () => {
    const server = await start();
    const ana = await enter(server, await server.member("Ana"));
    const bor = await enter(server, await server.member("Bor"));
    ana.session.say("hi \u202eBor\u200b");
    await until("Bor reads it", () => bor.stores.$chat.get().some((line) => line.state === "sent" && line.text === "hi Bor"));
    await until("Ana's line has arrived", () => ana.stores.$chat.get().every((line) => line.state === "sent"));
    const cid = await rawSeat(server, await server.member("Cid"));
    expect(cid.last("welcome")?.chat.map((line) => line.text)).toEqual(["hi Bor"]);
    cid.send("chat", { draft: "d1", text: "once" });
    cid.send("chat", { draft: "d1", text: "once" });
    await until("Cid has the echo", () => cid.last("chat")?.draft === "d1");
    for (let i = 0; i < 8; i++) cid.send("chat", { draft: `f${i}`, text: "more" });
    await until("Cid is told to slow down", () =>
      cid.words.some((w) => w.type === "refused" && w.message.code === "chat_too_fast" && w.message.draft !== undefined),
    );
    expect((await server.store.chat(server.space, "hall", 100)).filter((line) => line.text === "once")).toHaveLength(1);
    cid.send("chat", { draft: "e", text: " \u200b" });
    await until("empty is refused", () => cid.last("refused")?.code === "chat_empty" || cid.last("refused")?.code === "chat_too_fast");
    cid.ws.close();
  });

  it("[SP5] a cut connection comes back to the same person, place and spot, and others see them waited for", async () => {
    const server = await start();
    const ana = await enter(server, await server.member("Ana"));
    const bor = await enter(server, await server.member("Bor"));
    put(server, bor, 20.5, 8.5);
    await until("Bor has been put", () => bor.session.movers.self().x > 20 * TILE);
    const id = idOf(bor);
    // Cut as a network is cut: the server hears a broken socket.
    (server.running().people.get(id)?.link ?? expect.fail("no link")).drop();
    await until("Bor is back", () => bor.sockets.length === 2 && bor.stores.$connection.get().state === "joined");
    await until("Ana has them connected", () => ana.stores.$people.get()[id]?.connected === true);
    expect(idOf(bor)).toBe(id);
    expect(bor.session.movers.self().x).toBeCloseTo(20.5 * TILE, 0);
    expect(server.running().present).toBe(2);
    await until("Ana sees Bor where they were", () => Math.abs((seen(ana, id)?.x ?? 0) - 20.5 * TILE) < 1);
    // One who does not come back at once is waited for, and then is the same person.
    const member = await server.member("Cid");
    const cut = await rawSeat(server, member);
    const cid = cut.last("welcome")?.you ?? -1;
    cut.ws.terminate();
    await until("Ana reads that Cid is waited for", () => ana.stores.$people.get()[cid]?.connected === false);
    const back = await rawSeat(server, member);
    expect(back.last("welcome")?.you).toBe(cid);
    await until("Ana reads that Cid is back", () => ana.stores.$people.get()[cid]?.connected === true);
    back.ws.close();
  });

  it("[SP6] opened elsewhere: the newer page has the avatar, the older one is told", async () => {
    const server = await start();
    const member = await server.member("Ana");
    const old = await rawSeat(server, member);
    const you = old.last("welcome")?.you;
    const other = await rawSeat(server, await server.anotherSession(member));
    expect(await old.closed).toBe(CLOSE.OPENED_ELSEWHERE);
    expect(other.last("welcome")?.you).toBe(you);
    expect(server.running().present).toBe(1);
    other.ws.close();
  });

  it("[SP7] whoever is ejected is out at once and may not come back for a time; only those who may, can", async () => {
    const server = await start();
    const trainer = await rawSeat(server, await server.member("Tina", "trainer"));
    const guest = await server.member("Gal");
    const gal = await rawSeat(server, guest);
    const galId = gal.last("welcome")?.you;
    const tinaId = trainer.last("welcome")?.you;
    gal.send("eject", { person: tinaId });
    await until("Gal may not", () => gal.last("refused")?.code === "forbidden");
    trainer.send("eject", { person: galId });
    expect(await gal.closed).toBe(CLOSE.EJECTED);
    await expect(rawSeat(server, guest)).rejects.toThrow("ejected");
    trainer.ws.close();
  });

  it("[SP7] a session that ended cuts its connection, and a seat is no use without the cookie it was reserved by", async () => {
    const server = await start();
    const ana = await server.member("Ana");
    const seat = await rawSeat(server, ana);
    const bor = await server.member("Bor");
    await expect(rawSeat(server, { ...ana, cookie: bor.cookie })).rejects.toThrow("refused");
    await expect(rawSeat(server, { ...ana, cookie: "kartu=forged" })).rejects.toThrow("refused");
    const answer = await ana.caller.fetch("/api/forget", { method: "POST", body: "{}", headers: { "content-type": "application/json" } });
    expect(answer.status).toBe(200);
    expect(await seat.closed).toBe(CLOSE.SESSION_ENDED);
  });

  it("[SP8] a restart brings everyone back to where they stood", async () => {
    const first = await start();
    const member = await first.member("Ana");
    const ana = await rawSeat(first, member);
    const person = first.running().people.get(ana.last("welcome")?.you ?? -1) ?? expect.fail("not inside");
    const yardRun = first.running().runs.get("yard") ?? expect.fail("no yard");
    move(first.running(), person, yardRun, { x: 10.5 * TILE, y: 12.5 * TILE }, "gather");
    await first.close();
    servers.length = 0;
    expect(await ana.closed).toBe(CLOSE.RESTART);
    const second = await start({ store: first.store });
    const session = await second.member("Other");
    const again = await rawSeat(second, {
      ...member,
      caller: {
        fetch: (path, init) =>
          fetch(new URL(path, second.url), {
            ...init,
            headers: { "content-type": "application/json", cookie: member.cookie, origin: second.url },
          }),
      },
    });
    expect(again.last("welcome")).toMatchObject({ place: "yard", x: 10.5 * TILE, y: 12.5 * TILE });
    await until("Ana is told", () => again.last("moved")?.why === "restart");
    expect(session.name).toBe("Other");
    again.ws.close();
  });

  it("[AU2] signals go only between those who hear each other, under the pair's present id, from the one whose turn it is", async () => {
    const server = await start();
    const seats = [
      await rawSeat(server, await server.member("Ana")),
      await rawSeat(server, await server.member("Bor")),
      await rawSeat(server, await server.member("Eve")),
    ] as const;
    const [ana, bor, eve] = seats;
    const [a, b, e] = seats.map((seat) => seat.last("welcome")?.you ?? -1) as [number, number, number];
    const space = server.running();
    const place = (id: number, x: number, y: number) => {
      const person = space.people.get(id) ?? expect.fail("not inside");
      move(space, person, person.run, { x: x * TILE, y: y * TILE }, "gather");
    };
    for (const seat of seats) seat.send("media", { mic: "on", canHear: true });
    place(a, 11.5, 13.5);
    place(b, 13.5, 15.5);
    place(e, 15.5, 13.5);
    const pairOf = (seat: typeof ana, id: number) =>
      seat.words.flatMap((w) => (w.type === "audience" ? w.message.set : [])).findLast((peer) => peer.person === id);
    await until("Ana and Bor hear each other at the table", () => pairOf(ana, b)?.stage === "in" && pairOf(bor, a)?.stage === "in");
    const pair = pairOf(ana, b) ?? expect.fail("no pair");
    expect(pair.offers).toBe(true);
    expect(pairOf(bor, a)).toMatchObject({ offers: false, pair: pair.pair });
    expect(pairOf(eve, a)).toBeUndefined();

    const offer = { kind: "description", type: "offer", sdp: "v=0" } as const;
    ana.send("signal", { to: b, epoch: pair.pair, signal: offer });
    await until("the offer arrives", () => bor.last("signal")?.from === a);
    // Forged: from outside, under another id, an offer from the one who answers, to oneself, to nobody.
    eve.send("signal", { to: a, epoch: pair.pair, signal: offer });
    eve.send("link", { person: a, epoch: pair.pair, state: "connected" });
    ana.send("signal", { to: b, epoch: pair.pair + 1, signal: offer });
    bor.send("signal", { to: a, epoch: pair.pair, signal: offer });
    bor.send("signal", { to: b, epoch: pair.pair, signal: offer });
    bor.send("signal", { to: 60_000, epoch: pair.pair, signal: offer });
    await until(
      "all six were weighed",
      () =>
        (space.counts["signal_no_pair"] ?? 0) +
          (space.counts["signal_stale"] ?? 0) +
          (space.counts["signal_not_offerer"] ?? 0) +
          (space.counts["link_stale"] ?? 0) ===
        6,
    );
    expect(ana.last("signal")).toBeUndefined();
    expect(bor.words.filter((w) => w.type === "signal")).toHaveLength(1);
    expect(ana.last("link")).toBeUndefined();

    // Bor leaves and comes back: what was accepted once is void.
    place(b, 30.5, 5.5);
    await until("Ana hears Bor no more", () => ana.words.some((w) => w.type === "audience" && w.message.gone.includes(b)));
    ana.send("signal", { to: b, epoch: pair.pair, signal: offer });
    place(b, 13.5, 15.5);
    await until("they meet again", () => (pairOf(ana, b)?.pair ?? pair.pair) !== pair.pair);
    ana.send("signal", { to: b, epoch: pair.pair, signal: offer });
    await until("the old ones were dropped", () => (space.counts["signal_stale"] ?? 0) + (space.counts["signal_no_pair"] ?? 0) >= 6);
    expect(bor.words.filter((w) => w.type === "signal")).toHaveLength(1);
    for (const seat of seats) seat.ws.close();
  });

  it("[AU6] [AU7] an observer has no microphone; without a relay minors are connected to nobody, and read why", async () => {
    const server = await start({ settings: FIRST_SETTINGS });
    // They come by a public address: the rule asks how.
    const seats = [
      await rawSeat(server, await server.member("Ana")),
      await rawSeat(server, await server.member("Olga", "observer")),
    ] as const;
    const space = server.running();
    const people = [...space.people.values()];
    for (const person of people) person.by = { host: "kartu.example.org", address: "203.0.113.7" };
    space.configure("Test", FIRST_SETTINGS);
    for (const person of people) move(space, person, person.run, { x: 11.5 * TILE + person.id, y: 13.5 * TILE }, "gather");
    for (const seat of seats) seat.send("media", { mic: "on", canHear: true });
    const [ana, olga] = seats;
    await until("Ana reads why nobody hears her", () => ana.last("audience")?.beyond[0]?.why === "minors_no_relay");
    expect(ana.words.every((w) => w.type !== "audience" || w.message.set.length === 0)).toBe(true);
    expect(people.find((person) => person.role === "observer")?.mic).toBe("off");
    // The owner accepts: then they are connected at once.
    space.configure("Test", { ...FIRST_SETTINGS, admitsMinors: true, acceptsVisibleAddresses: true });
    await until(
      "they hear each other",
      () => ana.last("audience")?.set[0]?.stage === "in" && olga.last("audience")?.set[0]?.stage === "in",
    );
    for (const seat of seats) seat.ws.close();
  });

  it("[SP4] a line that the disk refuses is told to nobody and stays with its writer", async () => {
    const store = new MemorySpaceStore();
    const server = await start({ store });
    const ana = await rawSeat(server, await server.member("Ana"));
    const bor = await rawSeat(server, await server.member("Bor"));
    store.appendChat = async () => {
      throw new StorageError("the disk is full");
    };
    ana.send("chat", { draft: "d1", text: "lost?" });
    await until("Ana is told", () => ana.last("refused")?.code === "storage_failed" && ana.last("refused")?.draft === "d1");
    Reflect.deleteProperty(store, "appendChat");
    ana.send("chat", { draft: "d1", text: "lost?" });
    await until("the same draft goes through later", () => ana.last("chat")?.draft === "d1" && bor.last("chat")?.text === "lost?");
    expect(bor.words.filter((w) => w.type === "chat")).toHaveLength(1);
    ana.ws.close();
    bor.ws.close();
  });
});
