/** What may be wrong between Kartu and a real LiveKit, and with those who come by the pipe: people are told, and the others go on. */
import { randomBytes } from "node:crypto";
import { RoomServiceClient } from "livekit-server-sdk";
import { afterEach, describe, expect, it, vi } from "vitest";
import { WebSocket } from "ws";
import { liveKitServer } from "../../../server/adapters/livekit/media-server.ts";
import type { LiveKitConfig } from "../../../server/adapters/livekit/media-server.ts";
import { type LiveKitServer, noLiveKit, startLiveKit, usualFile } from "../../support/livekit.ts";
import { type Bot, buildOf, openBot } from "../../support/bots/bot.ts";
import { callerAt, enterAsGuest, type Guest } from "../../support/bots/guest.ts";
import {
  guestSession,
  type InProcessServer,
  newInvite,
  newSpace,
  ownerSession,
  type Person,
  startTestServer,
  visitor,
} from "../../support/server.ts";
import { until } from "../../support/until.ts";
import { PAGE_JOIN, wrapped } from "./rig.ts";

const HOUR = 3_600_000;

interface Inside extends Guest {
  bot: Bot;
  /** Of one's place at the media server; null where sound goes from page to page. */
  seat(): string | null;
}

describe.skipIf(noLiveKit)("what may be wrong with the media server", { timeout: 30_000 }, () => {
  const ends: (() => Promise<unknown> | void)[] = [];
  afterEach(async () => {
    for (const end of ends.splice(0).reverse()) await end();
  });
  async function liveKit(make = usualFile()): Promise<LiveKitServer> {
    const livekit = await startLiveKit(make);
    ends.push(() => livekit.close());
    return livekit;
  }
  async function kartu(config: LiveKitConfig): Promise<{ server: InProcessServer; owner: Person }> {
    const server = await startTestServer({ inMemory: true, livekit: config, soundFirstMs: 0 });
    ends.push(() => server.close());
    return { server, owner: await ownerSession(server) };
  }
  const enter = async (server: InProcessServer, code: string, name: string): Promise<Inside> =>
    inside(await enterAsGuest(server.url, code, name, Math.random));
  async function inside(guest: Guest): Promise<Inside> {
    const bot = await openBot(guest, await buildOf(guest), Math.random);
    let seat: string | null = null;
    bot.session.onSoundSeat((next) => {
      seat = next;
    });
    ends.push(() => bot.session.leave());
    return Object.assign(guest, { bot, seat: () => seat });
  }
  /** Opens the pipe as a page does. @returns the status, and the socket when it is open */
  async function pipe(server: InProcessServer, cookie: string, seat: string | null) {
    const socket = new WebSocket(
      `${server.url.replace("http", "ws")}/livekit/rtc/v1?access_token=${seat}&join_request=${wrapped(PAGE_JOIN)}`,
      { headers: { cookie, origin: server.url } },
    );
    ends.push(() => socket.terminate());
    socket.on("error", () => undefined);
    const status = await new Promise<number>((resolve) => {
      // Open, and let in by LiveKit too.
      socket.once("message", () => resolve(101));
      socket.once("unexpected-response", (_request, response) => resolve(response.statusCode ?? 0));
    });
    return { status, socket };
  }
  const way = async (of: Person, space: string): Promise<unknown> =>
    (await of.call("GET /api/spaces/:space/ice", { params: { space } })).body.transport ?? "mesh";
  const media = async (server: InProcessServer): Promise<unknown> =>
    ((await (await fetch(`${server.url}/readyz`)).json()) as { media: string }).media;

  it.each([
    ["key", { key: "somebody-elses" }],
    ["secret", { secret: "not-the-secret-but-long-enough-for-livekit" }],
  ])("[ME152] with a wrong %s sound goes from page to page, and those who run it can see why", async (_, wrong) => {
    const livekit = await liveKit();
    const { server, owner } = await kartu({ ...livekit.config, ...wrong });
    const space = await newSpace(owner);
    const mia = await enter(server, await newInvite(owner, space.id), "Mia");
    expect([await way(owner, space.id), mia.seat(), await media(server)]).toEqual(["mesh", null, "degraded"]);
    await expect(liveKitServer({ ...livekit.config, ...wrong }).ping()).rejects.toThrow("the keys are refused");
  });

  it.each([-HOUR, HOUR])("[ME152] with a clock that is off by %i ms the media server takes nothing that Kartu signs", async (off) => {
    const livekit = await liveKit();
    const server = liveKitServer(livekit.config);
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + off });
    try {
      await expect(server.ping()).rejects.toThrow("the keys are refused");
    } finally {
      vi.useRealTimers();
    }
    await server.ping();
  });

  it("[ME152] not there at the start: a space that begins meanwhile goes from page to page and stays so; the next that begins goes through it", async () => {
    const livekit = await liveKit();
    await livekit.kill9();
    const { server, owner } = await kartu(livekit.config);
    const [early, late] = [await newSpace(owner), await newSpace(owner)];
    const mia = await enter(server, await newInvite(owner, early.id), "Mia");
    expect([await way(owner, early.id), mia.seat()]).toEqual(["mesh", null]);
    await livekit.restart();
    await until("it is found", async () => (await media(server)) === "server");
    // Nobody's sound is switched over in mid-talk.
    expect([await way(owner, early.id), mia.seat()]).toEqual(["mesh", null]);
    const jon = await enter(server, await newInvite(owner, late.id), "Jon");
    await until("Jon has a place", () => jon.seat());
    expect(await way(owner, late.id)).toBe("livekit");
    expect((await pipe(server, jon.cookie, jon.seat())).status).toBe(101);
    // Everyone gone, the space begins anew.
    mia.bot.session.leave();
    await until("the space has ended", () => server.kartu.live.get(early.id) === undefined);
    const again = await enter(server, await newInvite(owner, early.id), "Mia");
    await until("Mia has a place", () => again.seat());
  });

  it("[ME152] a media server that is full keeps nobody out but the one who comes, and lets them in when there is room", async () => {
    const livekit = await liveKit(usualFile({ max_participants: 2 }));
    const { server, owner } = await kartu(livekit.config);
    const space = await newSpace(owner);
    const code = await newInvite(owner, space.id);
    const people = [await enter(server, code, "Mia"), await enter(server, code, "Jon"), await enter(server, code, "Zoe")];
    for (const one of people) await until("a place", () => one.seat());
    const [mia, jon, zoe] = people as [Inside, Inside, Inside];
    const inside = [await pipe(server, mia.cookie, mia.seat()), await pipe(server, jon.cookie, jon.seat())];
    expect(inside.map(({ status }) => status)).toEqual([101, 101]);
    expect((await pipe(server, zoe.cookie, zoe.seat())).status).toBe(503);
    expect(inside.map(({ socket }) => socket.readyState)).toEqual([WebSocket.OPEN, WebSocket.OPEN]);
    expect(zoe.bot.stores.$connection.get().state).toBe("joined");
    jon.bot.session.leave();
    await until("there is room", async () => (await pipe(server, zoe.cookie, zoe.seat())).status === 101);
  });

  it("[ME152] a session of another space opens nothing here, and its own place leads to its own room alone; garbage cuts its own pipe and nobody else's", async () => {
    const livekit = await liveKit();
    const { server, owner } = await kartu(livekit.config);
    const [here, there] = [await newSpace(owner), await newSpace(owner)];
    const mia = await enter(server, await newInvite(owner, here.id), "Mia");
    const stranger = await enter(server, await newInvite(owner, there.id), "Stranger");
    for (const one of [mia, stranger]) await until("a place", () => one.seat());
    const own = await pipe(server, mia.cookie, mia.seat());
    expect(own.status).toBe(101);
    expect((await pipe(server, stranger.cookie, mia.seat())).status).toBe(403);
    const { status, socket } = await pipe(server, stranger.cookie, stranger.seat());
    expect(status).toBe(101);
    const rooms = new RoomServiceClient(livekit.config.url.replace("ws", "http"), livekit.config.key, livekit.config.secret);
    const inRoom = async (space: string): Promise<number> =>
      (await rooms.listParticipants(server.kartu.live.get(space)?.sound?.room ?? "")).length;
    await until("one in each", async () => (await inRoom(here.id)) === 1 && (await inRoom(there.id)) === 1);

    for (const frame of ["{}", randomBytes(300), randomBytes(40_000), Buffer.alloc(5_000_000)]) {
      const noise = frame === "{}" ? { socket } : await pipe(server, stranger.cookie, stranger.seat());
      const closed = new Promise<number>((resolve) => noise.socket.once("close", resolve));
      noise.socket.send(frame);
      expect([4600, 1009]).toContain(await closed);
    }
    expect(own.socket.readyState).toBe(WebSocket.OPEN);
    expect(await inRoom(here.id)).toBe(1);
    expect(await media(server)).toBe("server");
  });

  it("[ME48] a session that is ended from another device is out of the media server at once, and opens its pipe no more; another one goes on", async () => {
    const livekit = await liveKit();
    const { server, owner } = await kartu(livekit.config);
    const { id: space } = await newSpace(owner);
    const jon = await enter(server, await newInvite(owner, space), "Jon");
    const tina = await guestSession(server, owner, space, { role: "trainer", name: "Tina" });
    const login = { login: "tina", password: "tri zelene žabe" };
    expect((await tina.call("POST /api/account/password", { body: login })).status).toBe(200);
    const device = visitor(server);
    await device.call("POST /api/login/password", { body: login });
    const { cookie } = device;
    const lost = await inside({ origin: server.url, cookie, space, caller: callerAt(server.url, { cookie }) });
    for (const one of [jon, lost]) await until("a place", () => one.seat());
    const [his, hers] = [await pipe(server, jon.cookie, jon.seat()), await pipe(server, cookie, lost.seat())];
    expect([his.status, hers.status]).toEqual([101, 101]);
    const rooms = new RoomServiceClient(livekit.config.url.replace("ws", "http"), livekit.config.key, livekit.config.secret);
    const people = async (): Promise<number> => (await rooms.listParticipants(server.kartu.live.get(space)?.sound?.room ?? "")).length;
    await until("both are at the media server", async () => (await people()) === 2);
    const closed = new Promise((resolve) => hers.socket.once("close", resolve));
    const session = (await tina.call("GET /api/account")).body.sessions.find(({ here }) => !here)?.id ?? "";
    const seat = lost.seat();
    expect((await tina.call("POST /api/account/sessions/:session/end", { params: { session }, body: {} })).status).toBe(200);
    await closed;
    await until("she is out of it", async () => (await people()) === 1);
    expect((await pipe(server, cookie, seat)).status).toBe(401);
    expect(his.socket.readyState).toBe(WebSocket.OPEN);
  });
});
