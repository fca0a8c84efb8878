/** What hostile pages and clients can get of a conversation they are not in, and do to one they are in, through a real LiveKit: nothing. */
import { Room, RoomEvent, type RemoteTrackPublication } from "@livekit/rtc-node";
import { RoomServiceClient, TokenVerifier, AccessToken } from "livekit-server-sdk";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import { arrived, watchArrivals } from "../support/arrivals.ts";
import { openBrowser, type TestBrowser } from "../support/browser.ts";
import { type LiveKitServer, noLiveKit, startLiveKit } from "../support/livekit.ts";
import { type InProcessServer, type Person, startTestServer } from "../support/server.ts";
import { toneWav } from "../support/sound.ts";
import { until } from "../support/until.ts";
import { BAY, enter, inMeeting, MEETING, soundHouse, type SoundHouseUnderTest, walk } from "./support/sound-people.ts";

/** Nothing may be heard later than this after the audience shrank, and no packet may come later than that, ms. */
const INAUDIBLE_MS = 150;
const PACKETS_END_MS = 250;

/** Lets a span pass in which something must not happen. */
const watch = (ms: number): Promise<boolean> => {
  const end = performance.now() + ms;
  return until("the watch is over", () => performance.now() >= end, ms + 2_000);
};

describe.skipIf(noLiveKit)("hostile people and LiveKit", () => {
  let livekit: LiveKitServer;
  let server: InProcessServer;
  let chromium: TestBrowser;
  let house: SoundHouseUnderTest;
  let mia: Page;
  let jon: Page;
  let hostile: Page;
  let hostileGuest: Person;
  let rooms: RoomServiceClient;
  let roomName: string;
  /** Straight at LiveKit with a real key: whatever a stolen token could do. */
  let insider = new Room();
  let insiderGot = 0;

  const askForAll = (): void => {
    for (const person of insider.remoteParticipants.values())
      for (const one of person.trackPublications.values()) (one as RemoteTrackPublication).setSubscribed(true);
  };
  let asking: NodeJS.Timeout;
  const tokenFor = (identity: string, secret = livekit.config.secret): Promise<string> => {
    const token = new AccessToken(livekit.config.key, secret, { identity });
    token.addGrant({ roomJoin: true, room: roomName, canSubscribe: true, canPublish: false });
    return token.toJwt();
  };
  const getInside = async (identity: string): Promise<void> => {
    insider = new Room();
    insider.on(RoomEvent.TrackSubscribed, () => insiderGot++);
    await insider.connect(livekit.config.url, await tokenFor(identity), { autoSubscribe: true, dynacast: false });
  };
  /** All hear each other, and the two outside got nothing. */
  const inMeetingTogether = async (): Promise<void> => {
    for (const page of [mia, jon]) {
      const before = (await arrived(page)).energy;
      await until("they hear each other", async () => (await arrived(page)).energy > before + 1e-3);
    }
  };

  /** (Being asked counts as a gesture: without one for 5 s the test's browser plays no new voice, and they would be out.) */
  const allThree = (): Promise<unknown> => Promise.all([inMeeting(mia, 2), inMeeting(jon, 2)]);

  beforeAll(async () => {
    livekit = await startLiveKit();
    server = await startTestServer({ inMemory: true, livekit: livekit.config });
    chromium = await openBrowser({ microphone: { wav: toneWav() } });
    house = await soundHouse(server, chromium);
    roomName = `kartu:${house.space}`;
    rooms = new RoomServiceClient(livekit.config.url.replace("ws", "http"), livekit.config.key, livekit.config.secret);
    const visits = [await house.open("Mia"), await house.open("Jon")];
    mia = visits[0]!.page;
    jon = visits[1]!.page;
    const third = await house.open("Hostile", "livekit-hostile");
    hostile = third.page;
    hostileGuest = third.guest;
    third.allow(/WebSocket|Failed to load resource|127\.0\.0\.1:1|Network offline/);
    for (const visit of visits) visit.allow(/WebSocket|Failed to load resource|ERR_INTERNET_DISCONNECTED|Network offline/);
    for (const page of [mia, jon, hostile]) await watchArrivals(page);
    for (const page of [mia, jon]) await enter(page, house.space);
    await hostile.mouse.click(5, 5);
    await hostile.evaluate((space) => window.livekitHostile.join(space), house.space);
    await getInside("insider");
    asking = setInterval(askForAll, 100);
    for (const page of [mia, jon]) await walk(page, MEETING);
    for (const page of [mia, jon]) await inMeeting(page, 1);
    await inMeetingTogether();
  });
  afterAll(async () => {
    clearInterval(asking);
    await insider.disconnect().catch(() => undefined);
    // A page's complaint is thrown when the browser closes: the servers end all the same.
    await chromium?.close().finally(async () => {
      await server?.close();
      await livekit?.close();
    });
  });

  it("[ME42] whoever is not in the conversation gets no packet, whatever they ask for, across reconnects of both sides", async () => {
    // They see that there is somebody to ask for, by names that say nothing.
    await until("the tracks are known", () =>
      hostile.evaluate(() => window.livekitHostile.others().filter(({ tracks }) => tracks > 0).length === 2),
    );
    await watch(1_500);
    await hostile.evaluate(() => window.livekitHostile.cut());
    await watch(1_500);
    await hostile.evaluate(() => window.livekitHostile.connect());
    await insider.disconnect();
    await getInside("insider-again");
    await watch(1_000);
    // The speakers' own signalling breaks and is mended.
    await mia.context().setOffline(true);
    await watch(300);
    await mia.context().setOffline(false);
    await until("Mia is back, muted", () => mia.evaluate(() => window.honest.$mic.get().state === "muted"));
    await mia.evaluate(() => window.honest.control?.unmute());
    for (const page of [mia, jon]) await inMeeting(page, 1);
    await watch(2_000);
    await inMeetingTogether();
    expect(await arrived(hostile)).toMatchObject({ packets: 0 });
    expect(insiderGot).toBe(0);
  });

  it("[ME43] a page can widen nothing: its own list, simulated scenarios, pictures as microphones, text and garbage end in the pipe", async () => {
    await hostile.evaluate(() => window.livekitHostile.publish());
    await hostile.evaluate(() => window.livekitHostile.widen());
    await watch(800);
    expect(insiderGot).toBe(0);
    expect(await hostile.evaluate(() => window.livekitHostile.publishPicture())).toBe(false);
    const people = await rooms.listParticipants(roomName);
    expect(people.flatMap(({ tracks }) => tracks).every(({ type }) => type === 0)).toBe(true);
    const before = await hostile.evaluate(() => window.livekitHostile.signalling());
    await hostile.evaluate(() => window.livekitHostile.send('{"ping":1}'));
    await until("the pipe was cut", () => hostile.evaluate(() => window.livekitHostile.closes.includes(4600)));
    await until("it is open again", () => hostile.evaluate((n) => window.livekitHostile.signalling() > n, before));
    await inMeetingTogether();
    expect(insiderGot).toBe(0);
  });

  it("[ME44] one that was in, leaves and lets nothing go: inaudible after 150 ms, no packet after 250 ms; let in again, it hears at once", async () => {
    const inaudible: number[] = [];
    const last: number[] = [];
    for (let round = 0; round < 3; round++) {
      await hostile.evaluate((area) => window.livekitHostile.walkTo({ kind: "area", area }), MEETING);
      const before = await arrived(hostile);
      await allThree();
      await until("it hears them", async () => (await arrived(hostile)).energy > before.energy + 1e-3);
      await hostile.evaluate(() => {
        window.livekitHostile.leftAt = 0;
      });
      await hostile.evaluate((area) => window.livekitHostile.walkTo({ kind: "area", area }), BAY);
      const left = await until("it was told that it left", () => hostile.evaluate(() => window.livekitHostile.leftAt || null), 20_000);
      await watch(1_200);
      const then = await arrived(hostile);
      inaudible.push(Math.round((await hostile.evaluate(() => window.livekitHostile.audibleAt)) - left));
      last.push(Math.round(then.last - left));
      await watch(300);
      expect((await arrived(hostile)).packets).toBe(then.packets);
    }
    console.log(`after leaving: audible for ${inaudible.join(", ")} ms, last packet at ${last.join(", ")} ms`);
    expect(Math.max(...inaudible)).toBeLessThan(INAUDIBLE_MS);
    expect(Math.max(...last)).toBeLessThan(PACKETS_END_MS);
  });

  it("[ME45] a speaker whose signalling is cut and held down is not heard by those who leave", async () => {
    await hostile.evaluate((area) => window.livekitHostile.walkTo({ kind: "area", area }), MEETING);
    await allThree();
    await hostile.evaluate(() => window.livekitHostile.hold(true));
    await walk(jon, BAY);
    await until("Jon left", () => jon.evaluate(() => window.honest.$iHear.get().length === 0), 20_000);
    await watch(PACKETS_END_MS);
    const then = await arrived(jon);
    await watch(800);
    expect((await arrived(jon)).packets).toBe(then.packets);
    // Not back within 3 s: out of the room.
    await until("they are removed", async () => (await rooms.listParticipants(roomName)).length === 3, 8_000);
    await hostile.evaluate(() => window.livekitHostile.hold(false));
    await walk(jon, MEETING);
  });

  it("[ME47] nothing but one's own seat opens the pipe: no session, no seat, somebody else's, a forged token, another path", async () => {
    const seat = (await hostile.evaluate(() => window.livekitHostile.seat())) ?? "";
    const status = (path: string, headers: Record<string, string>): Promise<number> =>
      new Promise((resolve) => {
        const socket = new WebSocket(`${server.url.replace("http", "ws")}${path}`, { headers });
        socket.on("unexpected-response", (_request, response) => resolve(response.statusCode ?? 0));
        socket.on("error", () => undefined);
        socket.on("open", () => {
          resolve(101);
          socket.terminate();
        });
      });
    const own = { cookie: hostileGuest.cookie, origin: server.url };
    const stranger = (await house.open("Other")).guest;
    expect(await status(`/livekit/rtc/v1?access_token=${seat}`, { origin: server.url })).toBe(401);
    expect(await status(`/livekit/rtc/v1?access_token=${seat}`, { ...own, origin: "http://evil.example" })).toBe(403);
    expect(await status("/livekit/rtc/v1?access_token=guess", own)).toBe(403);
    expect(await status(`/livekit/rtc/v1?access_token=${seat}`, { cookie: stranger.cookie, origin: server.url })).toBe(403);
    expect(await status(`/livekit/rtc/v1?access_token=${await tokenFor("x")}`, own)).toBe(403);
    expect(await status(`/livekit/rtc?access_token=${seat}&publish=x`, own)).toBe(404);
    expect(await status(`/livekit/twirp/livekit.RoomService/ListRooms?access_token=${seat}`, own)).toBe(404);
    expect(await status(`/livekit/rtc/v1?access_token=${seat}`, own)).toBe(400);
    // Straight at LiveKit, with a secret that is not its own.
    const forged = new Room();
    await expect(forged.connect(livekit.config.url, await tokenFor("forged", "not-the-secret-but-long-enough-for-it"))).rejects.toThrow();
    // What a page is told holds no token of LiveKit's.
    expect(seat.split(".").length).toBe(1);
    await expect(new TokenVerifier(livekit.config.key, livekit.config.secret).verify(seat)).rejects.toThrow();
  });

  it("[ME48] a session that ends is out of the media server at once, and its seat opens nothing any more", async () => {
    const seat = (await hostile.evaluate(() => window.livekitHostile.seat())) ?? "";
    await hostile.evaluate(() => window.livekitHostile.connect());
    const before = (await rooms.listParticipants(roomName)).length;
    expect(before).toBe(4);
    await hostileGuest.call("POST /api/forget", { body: {} });
    await until("they are gone", async () => (await rooms.listParticipants(roomName)).length < before, 3_000);
    const answer = await hostileGuest.fetch(`/livekit/rtc/v1/validate?access_token=${seat}`);
    expect(answer.status).toBe(401);
  });
});
