/** Who may come in when: the code of conduct, the start of a session, the lobby's rule, several at one device. The server says so, whatever a page asks for. */
import { afterEach, describe, expect, it } from "vitest";
import WebSocket from "ws";
import { hashSecret } from "../../../server/commands/secrets.ts";
import { FIRST_SETTINGS, type SettingsChange } from "../../../shared/domain/space-settings.ts";
import { CLOSE } from "../../../shared/protocol/codes.ts";
import { ask, join, newcomer, wait } from "../../support/lobby-seat.ts";
import { hall, yard } from "../../support/places.ts";
import { rawSeat, type RawSeat } from "../../support/raw-seat.ts";
import { guestSession, newSpace, ownerSession, sitIn, startTestServer } from "../../support/server.ts";
import { type Member, type SpaceServer, startSpaceServer } from "../../support/space-server.ts";
import { until } from "../../support/until.ts";

const HOUR = 3_600_000;
const servers: SpaceServer[] = [];
const sockets: WebSocket[] = [];
afterEach(async () => {
  for (const ws of sockets.splice(0)) ws.close();
  for (const server of servers.splice(0)) await server.close();
});

async function start(settings: SettingsChange, kind: { lobby?: boolean; opensEarly?: boolean } = {}): Promise<SpaceServer> {
  const server = await startSpaceServer([hall(), yard()], { settings: { ...FIRST_SETTINGS, ...settings } as typeof FIRST_SETTINGS });
  servers.push(server);
  await server.store.createInvite({
    id: "i",
    hash: hashSecret("door"),
    space: server.space,
    role: "participant",
    expiresAt: null,
    usesLeft: null,
    revoked: false,
    ...kind,
    createdAt: 1,
  });
  return server;
}
async function sit(server: SpaceServer, member: Member): Promise<RawSeat> {
  const seat = await rawSeat(server, member);
  sockets.push(seat.ws);
  return seat;
}
const get = (server: SpaceServer, member: Member, path: string) => ask(member, "GET", `/api/spaces/${server.space}${path}`);
const post = (server: SpaceServer, member: Member, path: string, body: unknown = {}) =>
  ask(member, "POST", `/api/spaces/${server.space}${path}`, body);
const configure = (server: SpaceServer, member: Member, settings: SettingsChange) =>
  ask(member, "PATCH", `/api/spaces/${server.space}`, { settings });

describe("the code of conduct", () => {
  it("[AC62] is accepted before one comes in, by everyone but owners, and again when it says something else", async () => {
    const server = await start({ conduct: "Be kind." });
    const [gal, tina, olga] = [await newcomer(server, "Gal"), await server.member("Tina", "trainer"), await server.member("Olga", "owner")];
    for (const member of [gal, tina]) {
      expect((await join(server, member)).body["code"]).toBe("conduct_needed");
      for (const path of ["/places", "/ice"]) expect((await get(server, member, path)).body["code"]).toBe("conduct_needed");
      expect((await post(server, member, "/lobby")).body["code"]).toBe("conduct_needed");
    }
    expect((await join(server, olga)).status).toBe(200);
    const { conduct } = (await get(server, gal, "/conduct")).body as { conduct: { text: string; version: string } };
    expect(conduct.text).toBe("Be kind.");
    expect((await post(server, gal, "/conduct", { version: "made up" })).body["code"]).toBe("conduct_needed");
    expect((await join(server, gal)).body["code"]).toBe("conduct_needed");
    expect((await post(server, gal, "/conduct", { version: conduct.version })).status).toBe(200);
    const inside = await sit(server, gal);
    expect((await get(server, gal, "/conduct")).body).toEqual({ conduct: null });

    // Other words: who is inside stays, and is asked when they come the next time; the words of before are no answer.
    expect((await configure(server, olga, { conduct: "Be kind, and mute when you eat." })).status).toBe(200);
    expect((await join(server, gal)).status).toBe(200);
    inside.ws.close(CLOSE.LEFT);
    await until("Gal has left", () => server.running().personOf(gal.user) === undefined);
    expect((await join(server, gal)).body["code"]).toBe("conduct_needed");
    expect((await post(server, gal, "/conduct", { version: conduct.version })).body["code"]).toBe("conduct_needed");
    await configure(server, olga, { conduct: "" });
    expect((await join(server, gal)).status).toBe(200);
  });

  it("[AC62] is told with the invite and accepted with it; boards stay closed until then", async () => {
    const server = await startTestServer({ inMemory: true });
    try {
      const owner = await ownerSession(server);
      const { id: space } = await newSpace(owner);
      await owner.call("PATCH /api/spaces/:space", { params: { space }, body: { settings: { conduct: "Be kind." } } });
      const made = await owner.call("POST /api/spaces/:space/invites", {
        params: { space },
        body: { role: "participant", days: 1, uses: null },
      });
      const { code } = made.body;
      const gal = await guestSession(server, owner, space, { code, name: "Gal" });
      const board = async (): Promise<string> => {
        const { boards } = (await owner.call("GET /api/spaces/:space/places", { params: { space } })).body;
        const ws = new WebSocket(`${server.url.replace("http", "ws")}/board/${space}/${boards[0]?.id}`, {
          headers: { cookie: gal.cookie, origin: server.url },
        });
        const end = await new Promise<string>((resolve) => {
          ws.on("message", () => resolve("open"));
          ws.on("close", (closed) => resolve(String(closed)));
          ws.on("error", () => undefined);
        });
        ws.close();
        return end;
      };
      expect(await board()).toBe(String(CLOSE.BOARD_FORBIDDEN));
      const peeked = await gal.call("POST /api/invites/peek", { body: { code } });
      expect(peeked.body).toMatchObject({ conduct: { text: "Be kind." }, accepted: false });
      const person = { code, name: "Gal", appearance: "", lang: "en", asMe: true };
      expect((await gal.call("POST /api/invites/enter", { body: { ...person, accepts: "older" } })).body.code).toBe("conduct_needed");
      const accepts = peeked.body.conduct?.version ?? "";
      expect((await gal.call("POST /api/invites/enter", { body: { ...person, accepts } })).status).toBe(200);
      expect((await gal.call("POST /api/invites/peek", { body: { code } })).body.accepted).toBe(true);
      expect(await board()).toBe(String(CLOSE.BOARD_NOT_INSIDE));
      await sitIn(server, gal, space);
      expect(await board()).toBe("open");
    } finally {
      await server.close();
    }
  });
});

describe("before the start", () => {
  it("[LM60] who comes by an invite that opens early gets nothing but the lobby, until somebody on duty is inside", async () => {
    const startsAt = Date.now() + HOUR;
    const server = await start({ startsAt, welcome: "Bring a pen" }, { opensEarly: true });
    const [gal, eva] = [await newcomer(server, "Gal"), await newcomer(server, "Eva")];
    for (const member of [gal, eva]) expect((await join(server, member)).body).toMatchObject({ code: "too_early", params: { startsAt } });
    for (const path of ["/places", "/ice"]) expect((await get(server, gal, path)).body["code"]).toBe("too_early");
    const [first, second] = [await wait(server, gal, sockets), await wait(server, eva, sockets)];
    expect(first.last("waiting")).toMatchObject({ why: "early", welcome: "Bring a pen", startsAt, onDuty: 0 });
    expect(Buffer.concat(second.came.map((one) => one.bytes)).toString("latin1")).not.toContain("Gal");
    const trainer = await server.member("Tina", "trainer");
    const tina = await sit(server, trainer);
    await until("both are called", () => first.last("admitted") !== undefined && second.last("admitted") !== undefined);
    const inside = await sit(server, gal);
    // Whoever is inside stays, and comes back; who comes now is early again.
    tina.ws.close(CLOSE.LEFT);
    await until("Tina has left", () => server.running().personOf(trainer.user) === undefined);
    expect((await join(server, gal)).status).toBe(200);
    expect((await join(server, eva)).body["code"]).toBe("too_early");
    inside.ws.close(CLOSE.LEFT);
  });

  it("[LM60] the start is an instant: it passes by the server's clock, and may be moved while people wait; other invites open before", async () => {
    const server = await start({ startsAt: Date.now() + HOUR }, { opensEarly: true });
    const gal = await newcomer(server, "Gal");
    const usual = await server.member("Usual");
    expect((await join(server, usual)).status).toBe(200);
    const olga = await server.member("Olga", "owner");
    const waits = await wait(server, gal, sockets);
    const later = Date.now() + 2 * HOUR;
    await configure(server, olga, { startsAt: later });
    await until("Gal reads the new start", () => waits.last("waiting")?.startsAt === later);
    expect(waits.last("admitted")).toBeUndefined();
    const { clock } = server.ports;
    const real = clock.now;
    clock.now = () => real() + 2 * HOUR;
    try {
      await until("it begins", () => waits.last("admitted") !== undefined);
      expect((await join(server, gal)).status).toBe(200);
      // A clock that is set back makes it early again, and nobody is lost by it.
      clock.now = real;
      expect((await join(server, gal)).body["code"]).toBe("too_early");
      await configure(server, olga, { startsAt: null });
      expect((await join(server, gal)).status).toBe(200);
    } finally {
      clock.now = real;
    }
  });
});

describe("the lobby's rule", () => {
  it("[LM61] while somebody who may admit is inside, all who wait come in by themselves; not by the invite of somebody banned", async () => {
    const server = await start({ lobbyRule: "while_led" }, { lobby: true });
    const gal = await newcomer(server, "Gal");
    const waits = await wait(server, gal, sockets);
    expect(waits.last("waiting")).toMatchObject({ why: "admit", onDuty: 0 });
    const olga = await server.member("Olga", "owner");
    const inside = await sit(server, olga);
    await until("Gal is let in", () => waits.last("admitted") !== undefined);
    expect((await join(server, gal)).status).toBe(200);
    expect(inside.last("knocks")?.waiting ?? []).toEqual([]);

    await server.store.setBanned(server.space, gal.user, true);
    const friend = await wait(server, await newcomer(server, "Friend"), sockets);
    await until("somebody is asked", () => inside.last("knocks")?.waiting[0]?.name === "Friend");
    expect(friend.last("admitted")).toBeUndefined();
    inside.send("admit", { knock: null });
    await until("Friend is let in", () => friend.last("admitted") !== undefined);

    // And so is somebody else in the browser of somebody banned, by whatever invite.
    await server.store.setBanned(server.space, gal.user, false);
    const session = { hash: "h", user: "sly", createdAt: 1, seenAt: Date.now() };
    const sly = { id: "sly", name: "Sly", appearance: "000000000", lang: "en", owner: false, createdAt: 1 };
    await server.store.enterAsGuest({ invite: "i", user: sly, session, now: Date.now(), guarded: true });
    const waits2 = await wait(server, await server.anotherSession({ ...gal, user: "sly" }), sockets);
    await until("somebody is asked again", () => inside.last("knocks")?.waiting[0]?.name === "Sly");
    expect(waits2.last("admitted")).toBeUndefined();
  });

  it("[LM61] a rule that is set while people wait is in force at once", async () => {
    const server = await start({}, { lobby: true });
    const olga = await server.member("Olga", "owner");
    const inside = await sit(server, olga);
    const waits = await wait(server, await newcomer(server, "Gal"), sockets);
    await until("a knock", () => inside.last("knocks")?.waiting.length === 1);
    await configure(server, olga, { lobbyRule: "while_led" });
    await until("Gal is let in", () => waits.last("admitted") !== undefined);
    await until("nobody knocks", () => inside.last("knocks")?.waiting.length === 0);
  });
});

describe("several at one device", () => {
  it("[AC61] count in the numbers and in the capacity, and are read together", async () => {
    const server = await start({});
    const [gal, ana] = [await server.member("Gal"), await server.member("Ana")];
    await server.store.setParty(server.space, gal.user, { names: ["Žan"], until: Date.now() + HOUR });
    await server.store.setParty(server.space, ana.user, { names: ["Over"], until: Date.now() - 1 });
    const first = await sit(server, gal);
    expect(server.running().present).toBe(2);
    server.running().deps.maxPeople = 3;
    await sit(server, ana);
    const people = [...server.running().state.people.values()].map(({ name, heads }) => [name, heads]);
    expect(people).toEqual([
      ["Gal + Žan", 2],
      ["Ana", 1],
    ]);
    first.send("chat", { draft: "1", text: "we are two" });
    await until("their line carries both", () => first.last("chat")?.name === "Gal + Žan");
    // Two wait for two places.
    const duo = await server.member("Duo");
    await server.store.setParty(server.space, duo.user, { names: ["Trio"], until: Date.now() + HOUR });
    expect((await join(server, duo)).body["code"]).toBe("space_full");
    const waits = await wait(server, duo, sockets);
    server.running().deps.maxPeople = 4;
    await until("one place is free", () => server.running().free === 1);
    expect(waits.last("admitted")).toBeUndefined();
    expect((await post(server, gal, "/party", { names: [] })).status).toBe(200);
    expect(server.running().present).toBe(2);
    await until("there are two places", () => waits.last("admitted") !== undefined);
    await sit(server, duo);
    expect(server.running().present).toBe(4);
  });
});

describe("places", () => {
  it("[LM106] as many as were set, heads counted: the next waits; raised, they are called; lowered, nobody is put out", async () => {
    const server = await start({});
    const tina = await server.member("Tina", "trainer");
    await sit(server, tina);
    expect((await configure(server, tina, { capacity: 3 })).body["settings"]).toMatchObject({ capacity: 3 });
    const duo = await server.member("Duo");
    await server.store.setParty(server.space, duo.user, { names: ["Trio"], until: Date.now() + HOUR });
    await sit(server, duo);
    const ana = await sit(server, await server.member("Ana"));
    // Those who lead have no need of a place, and take none.
    expect(server.running().present).toBe(4);
    const [bor, cid] = [await server.member("Bor"), await server.member("Cid")];
    expect((await join(server, bor)).body["code"]).toBe("space_full");
    const waits = await wait(server, bor, sockets);
    expect(waits.last("waiting")).toMatchObject({ why: "full", position: 1 });
    await sit(server, await server.member("Second", "cotrainer"));

    await configure(server, tina, { capacity: 1 });
    ana.ws.close(CLOSE.LEFT);
    await until("Ana has left", () => server.running().present === 4);
    expect(server.running().personOf(duo.user)).toBeDefined();
    await sit(server, duo);
    expect((await join(server, cid)).body["code"]).toBe("space_full");
    expect(waits.last("admitted")).toBeUndefined();

    await configure(server, tina, { capacity: 3 });
    await until("Bor is called", () => waits.last("admitted") !== undefined);
    expect((await join(server, cid)).body["code"]).toBe("space_full");
    await sit(server, bor);
    await configure(server, tina, { capacity: null });
    await sit(server, cid);
  });

  it("[LM106] more at one device than there are places come in where all are free, and hold nobody up for ever", async () => {
    const server = await start({ capacity: 1 });
    const gal = await sit(server, await server.member("Gal"));
    const duo = await server.member("Duo");
    await server.store.setParty(server.space, duo.user, { names: ["Trio"], until: Date.now() + HOUR });
    const waits = await wait(server, duo, sockets);
    gal.ws.close(CLOSE.LEFT);
    await until("they are called", () => waits.last("admitted") !== undefined);
    await sit(server, duo);
    expect(server.running().present).toBe(2);
  });
});
