/** What a hostile page in the same space can get of a conversation it is not in: nothing. Real server, real rooms, real connections. */
import type { Page } from "playwright-core";
import { FLOW } from "../../shared/domain/media/flow.ts";
import { shows } from "../../server/rooms/showing.ts";
import { afterAll, beforeAll, expect, it } from "vitest";
import { bundled } from "../client/media/page/serve.ts";
import { openBrowser, type TestBrowser } from "../support/browser.ts";
import { received } from "../support/peer-connections.ts";
import { guestSession, type InProcessServer, newInvite, newSpace, ownerSession, startTestServer, visitor } from "../support/server.ts";
import { hearsSound, toneWav } from "../support/sound.ts";
import { until, watch } from "../support/until.ts";

/** A meeting area of the house, and the quiet bay in which everyone arrives. */
const MEETING = "corner";
const BAY = "bay";
/** After this nothing may arrive any more, ms. */
const SHRUNK_MS = 250;

let server: InProcessServer;
let chromium: TestBrowser;
let hostile: Page;
let people: Page[];
let ids: number[];
let space: string;

/** On their way there they may meet in the open, and part again: only inside it stays. */
const inMeeting = (page: Page, others: number) =>
  until(
    "they are in one meeting",
    () => page.evaluate((n) => window.honest.$where.get().kind === "meeting" && window.honest.$hearsMe.get().length === n, others),
    20_000,
  );

beforeAll(async () => {
  server = await startTestServer({ inMemory: true });
  const owner = await ownerSession(server);
  space = (await newSpace(owner)).id;
  const code = await newInvite(owner, space);
  const { body } = await visitor(server).call("GET /healthz");
  chromium = await openBrowser({ microphone: { wav: toneWav() } });

  /** A page of the server's own origin with a script of ours instead of Kartu's. */
  const open = async (name: string, script: "honest" | "hostile"): Promise<Page> => {
    const guest = await guestSession(server, owner, space, { name, code });
    const { page, context } = await chromium.openPage({ allow: [/favicon/] });
    const [cookie = "", value = ""] = guest.cookie.split("=", 2);
    await context.addCookies([{ name: cookie, value, url: server.url }]);
    // A document of the server itself, so that the browser takes what follows as its own origin's.
    await page.goto(`${server.url}/healthz`);
    await page.evaluate(`globalThis.__KARTU_BUILD__ = ${JSON.stringify(body.build)}`);
    await page.evaluate(await bundled(script));
    await page.mouse.click(5, 5);
    return page;
  };

  // First in, so that it has the lowest id: the server names it the one that offers.
  hostile = await open("Hostile", "hostile");
  await hostile.evaluate((id) => window.hostile.join(id), space);
  people = [await open("Mia", "honest"), await open("Jon", "honest")];
  ids = [];
  for (const page of people) ids.push(await page.evaluate((id) => window.honest.join(id), space));
  for (const page of people) {
    await page.evaluate((area) => {
      window.honest.session?.walkTo({ kind: "area", area });
      return window.honest.control?.requestMic();
    }, MEETING);
  }
  for (const page of people) await inMeeting(page, 1);
  for (const page of people) await hearsSound(page);
}, 120_000);

afterAll(async () => {
  await chromium?.close();
  await server?.close();
});

it("[ME6] forged signals from outside reach nobody: no connection, no packet, no answer", async () => {
  const before = await Promise.all(people.map((page) => received(page)));
  // The first names of pairs are the likely ones. Slow enough that the room does not cut it off for its rate alone.
  for (const person of ids) {
    for (let pair = 1; pair <= 5; pair++) {
      await hostile.evaluate(([to, name]) => window.hostile.forge(to!, name!), [person, pair]);
      await watch(150);
    }
  }
  await expect.poll(() => hostile.evaluate(() => window.hostile.connected()), { timeout: 1_000 }).toBe(0);
  // Time enough for a connection, had any of it been answered.
  await watch(1_500);
  expect(
    await hostile.evaluate(async () => ({
      ...(await window.hostile.received()),
      signals: window.hostile.signals.length,
      connected: window.hostile.connected(),
    })),
  ).toEqual({
    packets: 0,
    last: 0,
    signals: 0,
    connected: 0,
  });
  expect(await hostile.evaluate(() => window.hostile.inside())).toBe(true);
  const after = await Promise.all(people.map((page) => received(page)));
  expect(after.map(({ connections }) => connections)).toEqual(before.map(({ connections }) => connections));
});

it("[ME6] one that was in the meeting, leaves and keeps its connection open receives no packet later than 250 ms after, whatever it sends", async () => {
  await hostile.evaluate((area) => window.hostile.walkTo({ kind: "area", area }), MEETING);
  // Invited, it is a participant like any: it hears and is heard. So the watch that follows can see packets.
  await until(
    "the hostile page is in the meeting",
    async () => {
      if (await hostile.evaluate(async () => window.hostile.connected() === 2 && (await window.hostile.received()).packets > 50))
        return true;
      throw new Error(await hostile.evaluate(() => window.hostile.state()));
    },
    20_000,
  );
  for (const page of people) await inMeeting(page, 2);

  await hostile.evaluate((area) => window.hostile.walkTo({ kind: "area", area }), BAY);
  await until(
    "the server has ended it",
    () => hostile.evaluate(() => window.hostile.leftAt > 0 && performance.timeOrigin + performance.now() - window.hostile.leftAt > 300),
    20_000,
  );
  const left = await hostile.evaluate(() => window.hostile.leftAt);
  const then = await hostile.evaluate(() => window.hostile.received());
  for (let round = 0; round < 3; round++) {
    await hostile.evaluate(() => window.hostile.replay());
    await watch(700);
  }
  const later = await hostile.evaluate(() => window.hostile.received());
  expect(later.packets).toBe(then.packets);
  expect(later.last - left).toBeLessThan(SHRUNK_MS);
  expect(await hostile.evaluate(() => window.hostile.peers())).toEqual([]);
  // Those inside go on talking to each other, and to nobody else.
  for (const page of people) {
    await hearsSound(page);
    expect((await received(page)).connected).toBe(1);
    expect(await page.evaluate(() => window.honest.$hearsMe.get().length)).toBe(1);
  }
  console.log(`last packet at the hostile page ${Math.round(later.last - left)} ms after it was told that it left`);
});

it("[ME6] let in again, it is heard and hears again", async () => {
  const before = await hostile.evaluate(() => window.hostile.received());
  await hostile.evaluate((area) => window.hostile.walkTo({ kind: "area", area }), MEETING);
  await until(
    "it hears again",
    () => hostile.evaluate(async (n) => (await window.hostile.received()).packets > n + 20, before.packets),
    20_000,
  );
});

/** The loudest of what a page lets through of all that comes to it, for a while. */
const loudest = (page: Page): Promise<number> =>
  page.evaluate(async () => {
    const audio = new AudioContext();
    const analysers = [...(window.kartuPeers?.live ?? [])].flatMap((pc) =>
      pc.getReceivers().flatMap(({ track }) => {
        if (track.kind !== "audio" || track.readyState !== "live") return [];
        const analyser = audio.createAnalyser();
        audio.createMediaStreamSource(new MediaStream([track])).connect(analyser);
        return [analyser];
      }),
    );
    const samples = new Float32Array(256);
    let most = 0;
    for (let i = 0; i < 20; i++) {
      await new Promise((resolve) => setTimeout(resolve, 20));
      for (const analyser of analysers) {
        analyser.getFloatTimeDomainData(samples.subarray(0, analyser.fftSize));
        for (const sample of samples) most = Math.max(most, Math.abs(sample));
      }
    }
    await audio.close();
    return most;
  });

it("[ME72] muted by a trainer, a page that goes on sending is heard by nobody, also when it says again and again that it is on", async () => {
  const live = server.kartu.live.get(space)!;
  const one = [...live.people.values()].find(({ name }) => name === "Hostile")!;
  for (const page of people) await inMeeting(page, 2);
  // It alone speaks from now on.
  for (const page of people) await page.evaluate(() => window.honest.control?.mute());
  for (const page of people) await until("it is heard", async () => (await loudest(page)) > 0.01);
  shows(live, one, { mic: "muted", held: FLOW.mic });
  const hears = (page: Page) => page.evaluate((id) => window.honest.$iHear.get().includes(id), one.id);
  for (const page of people) await until("they read that they hear it no more", async () => !(await hears(page)));
  const sent = await hostile.evaluate(() => window.hostile.sent());
  for (let i = 0; i < 3; i++) {
    await hostile.evaluate(() => window.hostile.sayOn());
    for (const page of people) expect(await loudest(page)).toBeLessThan(0.001);
  }
  expect([await hears(people[0]!), await hears(people[1]!), one.sends & FLOW.mic]).toEqual([false, false, 0]);
  // It never stopped: the receiving pages let nothing of it through.
  expect(await hostile.evaluate(() => window.hostile.sent())).toBeGreaterThan(sent + 20);
  shows(live, one, { held: 0 });
  await hostile.evaluate(() => window.hostile.sayOn());
  for (const page of people) await until("it is heard again", async () => (await loudest(page)) > 0.01);
});
