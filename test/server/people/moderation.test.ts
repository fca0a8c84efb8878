/** What those who lead, and everybody, can do when somebody misbehaves. */
import { afterEach, describe, expect, it } from "vitest";
import { move } from "../../../server/rooms/walking.ts";
import { TILE } from "../../../shared/domain/units.ts";
import { CLOSE } from "../../../shared/protocol/codes.ts";
import { BYTES } from "../../../shared/protocol/messages.ts";
import { decodeFrame, encodeSegment } from "../../../shared/protocol/motion.ts";
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

const put = (server: SpaceServer, seat: Seat, x: number, y: number): void => {
  const person = server.running().people.get(seat.you) ?? expect.fail("not inside");
  move(server.running(), person, person.run, { x: x * TILE, y: y * TILE }, "gather");
};
/** Everybody whom this page was told of by frames of motion since `from`. */
function told(seat: Seat, from = 0): Set<number> {
  const ids = new Set<number>();
  for (const { type, body } of seat.bytes.slice(from)) {
    if (type !== BYTES.FRAME && type !== BYTES.SNAPSHOT) continue;
    for (const record of decodeFrame(body, 0)?.records ?? []) if (record.course.kind !== "gone") ids.add(record.id);
  }
  return ids;
}
const hears = (seat: Seat): Set<number> => {
  const audience = new Set<number>();
  for (const word of seat.words) {
    if (word.type !== "audience") continue;
    if (word.message.full) audience.clear();
    for (const peer of word.message.set) audience.add(peer.person);
    for (const gone of word.message.gone) audience.delete(gone);
  }
  return audience;
};

describe("blocking", () => {
  it("[LM4] a blocked pair has no sound, chat, movement or walks between them, also after coming back; others notice nothing", async () => {
    const server = await start();
    const [ana, bor, cid] = [await sit(server, "Ana"), await sit(server, "Bor"), await sit(server, "Cid")];
    for (const seat of [ana, bor, cid]) seat.send("media", { mic: "on", canHear: true });
    put(server, ana, 11.5, 13.5);
    put(server, bor, 13.5, 13.5);
    put(server, cid, 12.5, 14.5);
    await until("all three talk", () => hears(ana).size === 2 && hears(bor).size === 2 && hears(cid).size === 2);
    bor.send("chat", { draft: "1", text: "before" });
    await until("Ana reads Bor", () => ana.last("chat")?.text === "before");
    ana.send("block", { person: bor.you, on: true });
    await until("Ana and Bor hear each other no more", () => !hears(ana).has(bor.you) && !hears(bor).has(ana.you));
    expect(ana.last("blocks")).toEqual({ people: [bor.you] });
    expect(bor.last("blocks")).toBeUndefined();
    expect([hears(cid).has(ana.you), hears(cid).has(bor.you), hears(ana).has(cid.you)]).toEqual([true, true, true]);
    const [a, b, c] = [ana.bytes.length, bor.bytes.length, cid.bytes.length];
    put(server, bor, 14.5, 14.5);
    put(server, ana, 10.5, 14.5);
    await until("Cid sees both move", () => told(cid, c).has(ana.you) && told(cid, c).has(bor.you));
    put(server, cid, 12.5, 15.5);
    await until("both see Cid move", () => told(ana, a).has(cid.you) && told(bor, b).has(cid.you));
    expect([told(ana, a).has(bor.you), told(bor, b).has(ana.you)]).toEqual([false, false]);
    bor.send("chat", { draft: "2", text: "to all" });
    await until("Cid reads it", () => cid.last("chat")?.text === "to all");
    bor.send("walkTo", { kind: "person", person: ana.you });
    await until("Bor is not led to Ana", () => bor.last("refused")?.of === "walkTo" && bor.last("refused")?.code === "target_gone");
    expect(ana.words.some((word) => word.type === "chat" && word.message.text === "to all")).toBe(false);

    // Another connection, and another run of the space: it is kept.
    ana.ws.close(CLOSE.LEFT);
    await until("Ana left", () => server.running().people.size === 2);
    const again = await sit(server, ana.member);
    expect(again.last("welcome")?.chat.map((line) => line.text)).toEqual([]);
    await until("Ana knows whom they blocked", () => again.last("blocks")?.people[0] === bor.you);
    await until("Ana sees Cid", () => told(again).has(cid.you));
    expect(told(again).has(bor.you)).toBe(false);
    again.send("block", { person: bor.you, on: false });
    await until("and Bor, once it is taken back", () => told(again).has(bor.you) && again.last("blocks")?.people.length === 0);
  });

  it("[LM4] those who lead are not blocked and do not block; who comes to lead is seen again", async () => {
    const server = await start();
    const [tina, ana, bor] = [await sit(server, "Tina", "trainer"), await sit(server, "Ana"), await sit(server, "Bor")];
    ana.send("block", { person: tina.you, on: true });
    await until("not the trainer", () => ana.last("refused")?.code === "block_leads");
    tina.send("block", { person: ana.you, on: true });
    await until("nor by the trainer", () => tina.last("refused")?.code === "block_leads");
    ana.send("block", { person: bor.you, on: true });
    await until("Bor is hidden", () => server.running().people.get(ana.you)?.hidden?.has(bor.you) === true);
    const before = ana.bytes.length;
    tina.send("role", { person: bor.you, role: "cotrainer" });
    await until("Bor leads and is seen", () => told(ana, before).has(bor.you));
    const answer = await ana.member.caller.fetch("/api/me/blocks", {});
    expect(await answer.json()).toEqual({ blocked: [{ user: bor.member.user, name: "Bor" }] });
  });
});

describe("order", () => {
  it("[LM5] mute is told to the page and shown to all; it may be undone by the person alone", async () => {
    const server = await start();
    const [cole, ana, tina] = [await sit(server, "Cole", "cotrainer"), await sit(server, "Ana"), await sit(server, "Tina", "trainer")];
    const micOf = (seat: Seat) => server.running().state.people.get(String(seat.you))?.mic;
    for (const seat of [ana, tina]) seat.send("media", { mic: "on", canHear: true });
    await until("both are on", () => micOf(ana) === "on" && micOf(tina) === "on");
    cole.send("mute", { person: tina.you });
    await until("not upwards", () => cole.last("refused")?.code === "forbidden");
    cole.send("mute", { person: null });
    await until("Ana is muted", () => ana.last("muted")?.by === cole.you && micOf(ana) === "muted");
    expect(micOf(tina)).toBe("on");
    // What the page said before it knew does not count; once it has said that it is off, its owner's hand does.
    ana.send("media", { mic: "on", canHear: true });
    ana.send("media", { mic: "muted", canHear: true });
    ana.send("media", { mic: "on", canHear: true });
    await until("Ana turns it on again", () => micOf(ana) === "on");
    cole.send("mute", { person: ana.you });
    await until("and is muted alone", () => micOf(ana) === "muted");
    cole.send("warn", { person: ana.you, why: "noise" });
    await until("Ana is warned", () => ana.last("warned")?.why === "noise");
  });

  it("[LM6] a frozen room stands still: pages that go on walking stay where they are, nobody writes, those who lead do", async () => {
    const server = await start();
    const [tina, ana] = [await sit(server, "Tina", "trainer"), await sit(server, "Ana")];
    const person = server.running().people.get(ana.you) ?? expect.fail("not inside");
    tina.send("freeze", { on: true });
    await until("it is frozen", () => server.running().state.frozen);
    const { x, y } = person.mover.at(server.running().now());
    const now = Math.round(server.running().now());
    const head = (seq: number, start: number) =>
      ana.sendBytes(BYTES.SEGMENT, encodeSegment({ seq, start, course: { kind: "heading", heading: 1 }, seen: 0, checkX: x, checkY: y }));
    head((ana.last("welcome")?.seq ?? 0) + 1, now - 1_400);
    head((ana.last("welcome")?.seq ?? 0) + 2, now);
    ana.send("walkTo", { kind: "area", area: "nook" });
    ana.send("chat", { draft: "1", text: "hello" });
    const refusals = () => ana.words.flatMap((word) => (word.type === "refused" ? [`${word.message.of} ${word.message.code}`] : []));
    await until("Ana is refused", () => refusals().length === 2);
    expect(refusals()).toEqual(["walkTo frozen", "chat frozen"]);
    expect(server.running().counts["rebases"]).toBeGreaterThan(0);
    const later = person.mover.at(server.running().now() + 5_000);
    expect(Math.hypot(later.x - x, later.y - y)).toBeLessThan(0.01);
    tina.send("chat", { draft: "2", text: "one moment" });
    await until("Tina writes", () => ana.last("chat")?.text === "one moment");
    tina.send("walkTo", { kind: "area", area: "nook" });
    tina.send("freeze", { on: false });
    await until("it goes on", () => !server.running().state.frozen);
    ana.send("walkTo", { kind: "area", area: "nook" });
    await until("Ana walks", () => person.mover.current.course.kind === "path");
  });

  it("[LM7] in slow mode one line in so many seconds, except from those who lead", async () => {
    const server = await start();
    const [tina, ana] = [await sit(server, "Tina", "trainer"), await sit(server, "Ana")];
    tina.send("slow", { seconds: 60 });
    await until("it is slow", () => server.running().state.slow === 60);
    for (const draft of ["1", "2"]) for (const seat of [ana, tina]) seat.send("chat", { draft, text: `line ${draft}` });
    await until("Ana is told to wait", () => ana.last("refused")?.code === "chat_slow");
    expect(ana.last("refused")).toMatchObject({ draft: "2", params: { seconds: 60 } });
    await until("both lines of Tina are there", () => ana.words.filter((word) => word.type === "chat").length === 3);
  });
});

describe("out", () => {
  it("[LM8] a ban keeps the person out, and who comes by their invite waits in the lobby; it can be taken back", async () => {
    const server = await start();
    const tina = await sit(server, "Tina", "trainer");
    const gal = await server.member("Gal");
    const invite = {
      id: "i",
      hash: "h",
      space: server.space,
      role: "participant",
      expiresAt: null,
      usesLeft: null,
      revoked: false,
      createdAt: 1,
    } as const;
    await server.store.createInvite(invite);
    await server.store.deleteUser(gal.user);
    await server.store.createUser({ id: gal.user, name: "Gal", appearance: "000000000", lang: "en", owner: false, createdAt: 1 });
    await server.store.useInvite("i", gal.user, 2);
    const inside = await sit(server, await server.anotherSession(gal));
    tina.send("ban", { person: inside.you });
    expect(await inside.closed).toBe(CLOSE.EJECTED);
    await expect(sit(server, inside.member)).rejects.toThrow("banned");
    expect((await server.store.invite("i"))?.lobby).toBe(true);
    const ban = (on: boolean) =>
      tina.member.caller.fetch(`/api/spaces/${server.space}/members/${gal.user}/ban`, {
        method: "POST",
        body: JSON.stringify({ on }),
        headers: { "content-type": "application/json" },
      });
    expect((await ban(false)).status).toBe(200);
    await sit(server, inside.member);
    expect((await ban(true)).status).toBe(200);
    await expect(sit(server, inside.member)).rejects.toThrow("banned");
  });

  it("[LM8] an eject lasts as long as was said", async () => {
    const server = await start();
    const [tina, ana] = [await sit(server, "Tina", "trainer"), await sit(server, "Ana")];
    tina.send("eject", { person: ana.you, minutes: 5 });
    expect(await ana.closed).toBe(CLOSE.EJECTED);
    const until5 = (await server.store.membership(server.space, ana.member.user))?.ejectedUntil ?? 0;
    expect(until5 - Date.now()).toBeGreaterThan(4 * 60_000);
    expect(until5 - Date.now()).toBeLessThan(5 * 60_000 + 1);
  });
});

describe("reports and the log", () => {
  it("[LM9] a report reaches those on duty with what was said, and not the one it is about", async () => {
    const server = await start();
    const [tina, cole, ana] = [await sit(server, "Tina", "trainer"), await sit(server, "Cole", "cotrainer"), await sit(server, "Ana")];
    cole.send("chat", { draft: "1", text: "shut up" });
    await until("Ana reads it", () => ana.last("chat")?.text === "shut up");
    ana.send("report", { person: cole.you, why: "insult", text: "He said\n\u202ethis\u200b to me" });
    await until("Ana knows it was kept", () => ana.last("reported")?.onDuty === 1);
    await until("Tina is told", () => tina.last("report")?.about === cole.you);
    expect(cole.last("report")).toBeUndefined();
    const read = async (seat: Seat) =>
      (await (await seat.member.caller.fetch(`/api/spaces/${server.space}/reports`, {})).json()) as { reports: Record<string, unknown>[] };
    expect((await read(tina)).reports).toMatchObject([
      {
        why: "insult",
        text: "He said\nthis to me",
        reporter: { name: "Ana" },
        about: { name: "Cole" },
        context: [{ name: "Cole", text: "shut up" }],
      },
    ]);
    expect((await read(cole)).reports).toEqual([]);
    const close = (seat: Seat) =>
      seat.member.caller.fetch(`/api/spaces/${server.space}/reports/${String(tina.last("report")?.id)}/close`, {
        method: "POST",
        body: "{}",
        headers: { "content-type": "application/json" },
      });
    expect((await close(cole)).status).toBe(404);
    expect((await close(tina)).status).toBe(200);
    expect((await read(tina)).reports[0]?.["closedAt"]).toEqual(expect.any(Number));
  });

  it("[LM115] the 201st report hides none of those that people sent, each can be closed, and a sixth open one of the same person is refused", async () => {
    const server = await start();
    const [tina, cole, ana] = [await sit(server, "Tina", "trainer"), await sit(server, "Cole", "cotrainer"), await sit(server, "Ana")];
    const row = { space: server.space, about: cole.member.user, text: "", context: [], closedAt: null };
    for (let n = 0; n < 250; n++)
      await server.store.addReport({ ...row, context: [], id: `board ${n}`, at: 1_000 + n, reporter: null, about: null, why: "board" });
    for (let n = 0; n < 4; n++)
      await server.store.addReport({ ...row, context: [], id: `hers ${n}`, at: n, reporter: ana.member.user, why: "threat" });
    ana.send("report", { person: null, why: "threat", text: "the fifth" });
    await until("the fifth is kept", () => ana.last("reported") !== undefined);
    ana.send("report", { person: null, why: "threat", text: "the sixth" });
    await until("the sixth is refused", () => ana.last("refused")?.code === "reports_open");
    type Read = { reports: { id: string; text: string }[]; open: number; closed: number };
    const read = async (seat: Seat) => (await (await seat.member.caller.fetch(`/api/spaces/${server.space}/reports`, {})).json()) as Read;
    const listed = await read(tina);
    expect(listed.reports.slice(0, 5).map(({ id, text }) => text || id)).toEqual(["the fifth", "hers 3", "hers 2", "hers 1", "hers 0"]);
    expect([listed.reports.length, listed.open, listed.closed]).toEqual([200, 255, 0]);
    expect((await read(cole)).open).toBe(251);
    const close = async (seat: Seat, report: string): Promise<number> => {
      const request = { method: "POST", body: "{}", headers: { "content-type": "application/json" } };
      return (await seat.member.caller.fetch(`/api/spaces/${server.space}/reports/${encodeURIComponent(report)}/close`, request)).status;
    };
    // Far down, and not in the list.
    expect([await close(tina, "board 0"), await close(cole, "hers 0"), await close(tina, "hers 0")]).toEqual([200, 404, 200]);
    ana.send("report", { person: null, why: "threat", text: "the sixth" });
    await until("there is room for it", async () => (await read(tina)).reports[0]?.text === "the sixth");
    expect(await read(tina)).toMatchObject({ open: 254, closed: 2 });
  });

  it("[LM10] the log says what was done without names, ids or words, and is exported as a table", async () => {
    const server = await start();
    const [tina, ana] = [await sit(server, "Tina", "trainer"), await sit(server, "=Ana")];
    tina.send("warn", { person: ana.you, why: "words" });
    tina.send("slow", { seconds: 5 });
    tina.send("eject", { person: ana.you, minutes: 1 });
    await ana.closed;
    const answer = await tina.member.caller.fetch(`/api/spaces/${server.space}/audit`, {});
    const { entries, csv } = (await answer.json()) as { entries: { action: string; actor: string; target: string }[]; csv: string };
    expect(entries.map(({ action }) => action)).toEqual(["warn", "slow", "eject"]);
    expect(new Set(entries.map(({ actor }) => actor)).size).toBe(1);
    expect(entries[0]?.target).toBe(entries[2]?.target);
    for (const secret of [tina.member.user, ana.member.user, "Tina", "Ana"]) expect(JSON.stringify(entries) + csv).not.toContain(secret);
    expect(csv.split("\r\n")).toHaveLength(5);
    expect(csv).toContain('"{""minutes"":1}"');
  });
});

describe("media under somebody's lead", () => {
  it("[ME72] what is ended nobody is permitted to get, whatever the page says before it knows; what is held stays off until it is let again", async () => {
    const server = await start();
    const [tina, ana, bor] = [await sit(server, "Tina", "trainer"), await sit(server, "Ana"), await sit(server, "Bor")];
    for (const seat of [ana, bor]) seat.send("media", { mic: "on", canHear: true, cam: "on", screen: "on" });
    put(server, ana, 11.5, 13.5);
    put(server, bor, 13.5, 13.5);
    const from = () => {
      const peers = new Map(
        bor.words.flatMap(({ type, message }) => (type === "audience" ? message.set : [])).map((one) => [one.person, one]),
      );
      return peers.get(ana.you)?.from ?? 0;
    };
    const facts = () => server.running().state.people.get(String(ana.you));
    await until("Bor gets everything of Ana's", () => from() === 7, 20_000);
    tina.send("camOff", { person: ana.you });
    await until("not the camera", () => from() === 5 && ana.last("camOff")?.by === tina.you);
    expect(facts()?.cam).toBe("off");
    // A page that does not listen: it goes on saying that it is on.
    ana.send("media", { mic: "on", canHear: true, cam: "on", screen: "on" });
    tina.send("screenOff", { person: null });
    await until("nor the screen", () => from() === 1);
    // By hand, after the page has said that it is off.
    ana.send("media", { mic: "on", canHear: true, cam: "off", screen: "off" });
    ana.send("media", { mic: "on", canHear: true, cam: "on", screen: "off" });
    await until("the camera again", () => from() === 3);
    tina.send("mute", { person: ana.you, hold: true });
    await until("no voice", () => from() === 2 && facts()?.held === 1);
    ana.send("media", { mic: "muted", canHear: true, cam: "on", screen: "off" });
    const before = ana.words.length;
    ana.send("media", { mic: "on", canHear: true, cam: "on", screen: "off" });
    await until("the page is told again", () => ana.words.slice(before).some(({ type }) => type === "muted"));
    expect([facts()?.mic, from()]).toEqual(["muted", 2]);
    bor.send("letShow", { person: ana.you });
    await until("not by anybody", () => bor.last("refused")?.code === "forbidden");
    tina.send("askToUnmute", { person: ana.you });
    await until("she is asked", () => ana.last("askedToUnmute")?.by === tina.you);
    tina.send("letShow", { person: ana.you });
    ana.send("media", { mic: "muted", canHear: true, cam: "on", screen: "off" });
    ana.send("media", { mic: "on", canHear: true, cam: "on", screen: "off" });
    await until("her voice again", () => from() === 3 && facts()?.mic === "on");
  });
});
