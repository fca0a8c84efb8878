/** The lobby: who waits receives nothing of the space. */
import { getMessageBytes, Protocol } from "@colyseus/core";
import { afterEach, describe, expect, it } from "vitest";
import type WebSocket from "ws";
import { hashSecret } from "../../../server/commands/secrets.ts";
import { CLOSE } from "../../../shared/protocol/codes.ts";
import { ask, join, newcomer, type Waits, wait as waitIn } from "../../support/lobby-seat.ts";
import { hall, yard } from "../../support/places.ts";
import { type RawSeat, rawSeat } from "../../support/raw-seat.ts";
import { type Member, type SpaceServer, startSpaceServer } from "../../support/space-server.ts";
import { until } from "../../support/until.ts";

const servers: SpaceServer[] = [];
const sockets: WebSocket[] = [];
async function start(): Promise<SpaceServer> {
  const server = await startSpaceServer([hall(), yard()]);
  servers.push(server);
  await server.store.createInvite({
    id: "i",
    hash: hashSecret("door"),
    space: server.space,
    role: "participant",
    expiresAt: null,
    usesLeft: null,
    revoked: false,
    lobby: true,
    createdAt: 1,
  });
  return server;
}
async function sit(server: SpaceServer, member: Member): Promise<RawSeat> {
  const seat = await rawSeat(server, member);
  sockets.push(seat.ws);
  return seat;
}
afterEach(async () => {
  for (const ws of sockets.splice(0)) ws.close();
  for (const server of servers.splice(0)) await server.close();
});

const wait = (server: SpaceServer, member: Member): Promise<Waits> => waitIn(server, member, sockets);

describe("the lobby", () => {
  it("[LM11] who waits receives nothing of the space by any way, and joins once somebody lets them in", async () => {
    const server = await start();
    const tina = await sit(server, await server.member("Tina Trainer", "trainer"));
    const gal = await newcomer(server, "Gal");
    expect((await join(server, gal)).body["code"]).toBe("in_lobby");
    for (const path of ["", "/places", "/ice", "/invites", "/members"])
      expect((await ask(gal, "GET", `/api/spaces/${server.space}${path}`)).body["code"]).toBe("in_lobby");
    const waits = await wait(server, gal);
    expect(waits.last("waiting")).toMatchObject({ why: "admit", position: 1, onDuty: 1 });
    await until("Tina hears the knock", () => tina.last("knocks")?.waiting.length === 1);
    const [knock] = tina.last("knocks")?.waiting ?? [];
    expect(knock).toMatchObject({ name: "Gal", since: expect.any(Number) });
    expect(JSON.stringify(knock)).not.toContain(gal.user);
    // The space lives on meanwhile.
    tina.send("chat", { draft: "1", text: "secret" });
    tina.send("walkTo", { kind: "area", area: "nook" });
    await until("Tina's line is there", () => tina.last("chat")?.text === "secret");
    const later = await newcomer(server, "Later");
    const other = await wait(server, later);
    await until("Gal's page still waits", () => waits.came.length > 0 && other.last("waiting")?.position === 2);
    const bytes = Buffer.concat(waits.came.map((one) => one.bytes)).toString("latin1");
    for (const word of ["secret", "Tina", "hall", "Later", "nook"]) expect(bytes).not.toContain(word);
    expect(new Set(waits.came.map((one) => one.type ?? one.code))).toEqual(new Set([Protocol.JOIN_ROOM, "waiting"]));

    tina.send("admit", { knock: knock?.knock });
    await until("Gal is called", () => waits.last("admitted") !== undefined);
    expect(await waits.closed).toBe(CLOSE.LEFT);
    const inside = await sit(server, gal);
    expect(inside.last("welcome")?.place).toBe("hall");
    await until("one knock is left", () => tina.last("knocks")?.waiting[0]?.name === "Later");
    tina.send("admit", { knock: null });
    await until("Later is called, too", () => other.last("admitted") !== undefined);
    await until("nobody knocks", () => tina.last("knocks")?.waiting.length === 0);
    expect((await join(server, later)).status).toBe(200);
  });

  it("[LM11] who is turned away may not knock for a while; a stranger, a banned one and another's seat get no place", async () => {
    const server = await start();
    const trainer = await server.member("Tina", "trainer");
    const tina = await sit(server, trainer);
    const gal = await newcomer(server, "Gal");
    const waits = await wait(server, gal);
    await until("a knock", () => tina.last("knocks")?.waiting.length === 1);
    tina.send("turnAway", { knock: tina.last("knocks")?.waiting[0]?.knock });
    expect(await waits.closed).toBe(CLOSE.LEFT);
    expect(waits.last("turnedAway")).toEqual({ code: "lobby_refused" });
    await expect(wait(server, gal)).rejects.toThrow("lobby_refused");
    const eve = await newcomer(server, "Eve");
    await server.store.setBanned(server.space, eve.user, true);
    await expect(wait(server, eve)).rejects.toThrow("banned");
    const ana = await newcomer(server, "Ana");
    await expect(wait(server, { ...ana, cookie: eve.cookie })).rejects.toThrow("refused");
    const noisy = await wait(server, ana);
    noisy.ws.send(getMessageBytes.raw(Protocol.ROOM_DATA, "chat", { draft: "1", text: "hello?" }));
    expect(await noisy.closed).toBe(CLOSE.ABUSE);
    // Let in while they are away: they simply join.
    const path = `/api/spaces/${server.space}/members/${ana.user}/admit`;
    expect((await ask(gal, "POST", path, {})).body["code"]).toBe("in_lobby");
    expect((await ask(trainer, "POST", path, {})).status).toBe(200);
    expect((await join(server, ana)).status).toBe(200);
  });

  it("[LM12] a full space is a queue: nobody overtakes, the next is called when somebody leaves, and a place is kept for them", async () => {
    const server = await start();
    const [a, b] = [await sit(server, await server.member("A")), await sit(server, await server.member("B"))];
    server.running().deps.maxPeople = 2;
    const [cid, dan] = [await server.member("C"), await server.member("D")];
    expect((await join(server, cid)).body["code"]).toBe("space_full");
    const first = await wait(server, cid);
    const second = await wait(server, dan);
    for (const path of ["/places", "/ice"])
      expect((await ask(cid, "GET", `/api/spaces/${server.space}${path}`)).body["code"]).toBe("space_full");
    expect([first.last("waiting")?.position, second.last("waiting")?.position]).toEqual([1, 2]);
    expect(first.last("waiting")?.why).toBe("full");
    a.ws.close(CLOSE.LEFT);
    await until("the first is called", () => first.last("admitted") !== undefined);
    await until("the second moves up", () => second.last("waiting")?.position === 1);
    expect((await join(server, await server.member("Overtaker"))).body["code"]).toBe("space_full");
    expect(second.last("admitted")).toBeUndefined();
    await sit(server, cid);
    b.ws.close(CLOSE.LEFT);
    await until("then the second", () => second.last("admitted") !== undefined);
    await sit(server, dan);
    expect(server.running().present).toBe(2);
  });
});
