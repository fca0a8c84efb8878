/** Whispering: what others get of it over both transports, and how it is done and read on Kartu's own pages. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { PlaceRun } from "../../server/rooms/place-run.ts";
import type { RunningSpace } from "../../server/rooms/running-space.ts";
import { move } from "../../server/rooms/walking.ts";
import { TILE } from "../../shared/domain/units.ts";
import { arrived, atTheEnd, watchArrivals } from "../support/arrivals.ts";
import { axeFindings } from "../support/axe.ts";
import { openBrowser, type TestBrowser } from "../support/browser.ts";
import { type LiveKitServer, noLiveKit, startLiveKit } from "../support/livekit.ts";
import { guestSession, type InProcessServer, newInvite, newSpace, ownerSession, type Person, startTestServer } from "../support/server.ts";
import { toneWav } from "../support/sound.ts";
import { until, watch } from "../support/until.ts";
import { button, heardBy, hears, hush, inside, keepWhatIsSaid, openChat, openPeople, said, turnMicrophoneOn } from "./support/people.ts";
import { picturePackets, sees, seesNothing } from "./support/picture-people.ts";
import { BAY, enter, msToSound, soundHouse, type SoundHouseUnderTest, walk } from "./support/sound-people.ts";
import { PATIENCE } from "./support/patience.ts";

/** Puts people in a row in the open: each hears the next one, and not the one behind. */
function line(space: RunningSpace, people: readonly number[]): PlaceRun {
  const run = [...space.runs.values()].find(({ people: inside }) => inside.size > 0) ?? expect.fail("nobody is there");
  const { width, height, solid } = run.place;
  const free = (x: number, y: number): boolean =>
    solid[Math.floor(y / TILE) * width + Math.floor(x / TILE)] === 0 &&
    run.audience.mayWhisperAt({ x, y } as never) &&
    run.areas.portalAt(x, y) === null;
  const spots = people.map((_, i) => i * 2.5 * TILE);
  for (let y = 2.5 * TILE; y < (height - 1) * TILE; y += TILE) {
    for (let x = 2.5 * TILE; x < (width - 2) * TILE; x += TILE) {
      if (!spots.every((dx) => free(x + dx, y) && free(x + dx, y - TILE / 2))) continue;
      for (const [i, id] of people.entries()) {
        const person = space.people.get(id) ?? expect.fail("not inside");
        move(space, person, run, { x: x + (spots[i] ?? 0), y }, "walk");
      }
      return run;
    }
  }
  return expect.fail("no open spot");
}

const allow = async (owner: Person, space: string): Promise<void> => {
  const { status } = await owner.call("PATCH /api/spaces/:space", {
    params: { space },
    body: { settings: { admitsMinors: false, whisper: true } },
  });
  expect(status).toBe(200);
};

for (const way of ["mesh", "livekit"] as const) {
  describe.skipIf(way === "livekit" && noLiveKit)(`what passes in a whisper, ${way}`, () => {
    let livekit: LiveKitServer | null = null;
    let server: InProcessServer;
    let chromium: TestBrowser;
    let house: SoundHouseUnderTest;
    let mia: Page;
    let jon: Page;
    let zoe: Page;
    let ids: number[];

    beforeAll(async () => {
      livekit = way === "livekit" ? await startLiveKit() : null;
      server = await startTestServer({ inMemory: true, ...(livekit === null ? {} : { livekit: livekit.config }) });
      chromium = await openBrowser({ microphone: { wav: toneWav() } });
      house = await soundHouse(server, chromium);
      await allow(house.owner, house.space);
      const visits = [];
      for (const name of ["Mia", "Jon", "Zoe"]) visits.push(await house.open(name));
      [mia, jon, zoe] = visits.map(({ page }) => page) as [Page, Page, Page];
      ids = [];
      for (const page of [mia, jon, zoe]) {
        await watchArrivals(page);
        ids.push(await enter(page, house.space));
      }
    });
    afterAll(async () => {
      await chromium?.close().finally(async () => {
        await server?.close();
        await livekit?.close();
      });
    });

    const iHear = (page: Page): Promise<string> =>
      page.evaluate(() =>
        window.honest.$iHear
          .get()
          .toSorted((a, b) => a - b)
          .join(),
      );
    const hearsAll = (page: Page, of: number[]): Promise<true> =>
      until("they hear each other", async () => (await iHear(page)) === String(of.toSorted((a, b) => a - b)), 20_000);

    it("[ME140] [ME44] who stands beside gets neither sound nor picture any more, from one moment to the next, and reads why; the two go on without a gap", async () => {
      const space = server.kartu.live.get(house.space)!;
      const [m, j, z] = ids as [number, number, number];
      const { audience } = line(space, [m, j, z]);
      await hearsAll(mia, [j]);
      await hearsAll(jon, [m, z]);
      await hearsAll(zoe, [j]);
      await jon.evaluate(() => window.honest.control?.requestCam());
      for (const page of [mia, zoe]) await sees(page, j, "cam", 25_000);
      for (const page of [mia, jon, zoe]) await msToSound(page);
      const name = audience.pair(m, j)?.id;
      // Zoe is in conversation with Jon alone: she is not in.
      const from = Date.now();
      await mia.evaluate(() => window.honest.session?.whisper({ kind: "begin" }));
      await until("Zoe reads why", () =>
        zoe.evaluate((who) => window.honest.$notHeard.get().some(({ person, why }) => person === who && why === "whisper"), j),
      );
      await seesNothing(zoe);
      const then = [(await atTheEnd(zoe)).packets, await picturePackets(zoe)] as const;
      console.log(`${way}: the last packet came ${Math.round((await arrived(zoe)).last - from)} ms after Mia asked for it`);
      await watch(700);
      expect((await arrived(zoe)).packets).toBe(then[0]);
      // (The media server takes its streams away, and their numbers with them.)
      expect(await picturePackets(zoe)).toBeLessThanOrEqual(then[1]);
      expect([await iHear(mia), await iHear(jon), await iHear(zoe)]).toEqual([String(j), String(m), ""]);
      expect(audience.pair(m, j)?.id).toBe(name);
      for (const page of [mia, jon]) await msToSound(page);
      await sees(mia, j, "cam");
    });

    it("[ME141] [ME143] let in she hears again; when one of them ends it all three talk on; begun anew and left by walking away", async () => {
      const [m, j, z] = ids as [number, number, number];
      await zoe.evaluate((who) => window.honest.session?.whisper({ kind: "join", person: who }), j);
      await until("she asks", () => mia.evaluate(() => window.honest.$whisper.get().asks.length === 1));
      await mia.evaluate((who) => window.honest.session?.whisper({ kind: "answer", person: who, yes: true }), z);
      await hearsAll(zoe, [j]);
      await msToSound(zoe);
      await zoe.evaluate(() => window.honest.session?.whisper({ kind: "end" }));
      await until("it is over", () => mia.evaluate(() => window.honest.$whisper.get().people.length === 0));
      await hearsAll(mia, [j]);
      await hearsAll(jon, [m, z]);
      await hearsAll(zoe, [j]);
      await jon.evaluate(() => window.honest.session?.whisper({ kind: "begin" }));
      for (const page of [mia, zoe]) await until("all three", () => page.evaluate(() => window.honest.$whisper.get().people.length === 2));
      await walk(zoe, BAY);
      await until("Zoe is out", () => zoe.evaluate(() => window.honest.$whisper.get().people.length === 0), 20_000);
      await expect.poll(() => mia.evaluate(() => window.honest.$whisper.get().people), PATIENCE).toEqual([j]);
    });
  });
}

describe("whispering on Kartu's own pages", () => {
  let server: InProcessServer;
  let chromium: TestBrowser;
  let space: RunningSpace;
  const pages: Record<string, Page> = {};
  const ids: Record<string, number> = {};

  beforeAll(async () => {
    server = await startTestServer({ inMemory: true });
    const owner = await ownerSession(server);
    const { id } = await newSpace(owner);
    await allow(owner, id);
    const codes = { guest: await newInvite(owner, id), lead: await newInvite(owner, id, "cotrainer") };
    chromium = await openBrowser();
    for (const name of ["Mia", "Jon", "Zoe", "Tina"]) {
      const guest = await guestSession(server, owner, id, { name, code: name === "Tina" ? codes.lead : codes.guest });
      const { page } = await chromium.openPage({
        url: `${server.url}/s/${id}`,
        cookie: guest.cookie,
        mobile: name === "Zoe",
        before: keepWhatIsSaid,
      });
      pages[name] = page;
      await inside(page);
      await turnMicrophoneOn(page);
    }
    space = server.kartu.live.get(id)!;
    for (const { id: person, name } of space.people.values()) ids[name] = person;
    line(space, [ids["Mia"]!, ids["Jon"]!, ids["Zoe"]!]);
  });
  afterAll(async () => {
    await chromium?.close().finally(() => server?.close());
  });
  const strip = (page: Page) => button(page, /hears you/i);

  it("[ME145] begun by keys alone; it stands with “hears you”, is said aloud, and marked in the list of those outside, who read why", async () => {
    const { Mia: mia, Jon: jon, Zoe: zoe } = pages as Record<string, Page> & { Mia: Page; Jon: Page; Zoe: Page };
    for (const page of [mia, zoe]) await heardBy(page, /Jon/);
    for (const page of [mia, jon]) await hush(page);
    await strip(mia).focus();
    await mia.keyboard.press("Enter");
    const begin = button(mia, "Whisper with Jon");
    await begin.waitFor(PATIENCE);
    await until("the focus is on it", async () => {
      await mia.keyboard.press("Tab");
      return begin.evaluate((found) => found === document.activeElement);
    });
    await mia.keyboard.press("Enter");
    await expect.poll(() => hears(mia), PATIENCE).toMatch(/You whisper · Hears you: Jon/);
    const end = button(mia, "End the whisper");
    await expect.poll(() => end.evaluate((found) => found === document.activeElement), PATIENCE).toBe(true);
    await expect.poll(() => hears(jon), PATIENCE).toMatch(/You whisper · Hears you: Mia/);
    await expect.poll(() => said(jon), PATIENCE).toContain("Mia began to whisper with you: nobody else hears or sees you.");
    await expect.poll(() => hears(zoe), PATIENCE).toMatch(/Nobody hears you. · Whispers: Jon/);
    await openPeople(zoe);
    await zoe.getByRole("listitem").filter({ hasText: "Mia" }).filter({ hasText: "whispers" }).waitFor(PATIENCE);
    await button(zoe, "Close the panel").click();
    const open = "Everyone in this place reads this, not only those you whisper with.";
    await openChat(jon);
    await jon.getByText(open).waitFor(PATIENCE);
    expect(await axeFindings(jon)).toEqual([]);
    await button(jon, "Close the panel").click();
  });

  it("[ME143] one outside asks, one inside lets in, and each reads it", async () => {
    const { Mia: mia, Jon: jon, Zoe: zoe } = pages as Record<string, Page> & { Mia: Page; Jon: Page; Zoe: Page };
    await strip(zoe).click();
    expect(await axeFindings(zoe)).toEqual([]);
    await button(zoe, "Ask to come in").click();
    await button(zoe, "Asked. They decide").waitFor(PATIENCE);
    await mia.getByText("Zoe asks to come into your whisper.").first().waitFor(PATIENCE);
    expect(await axeFindings(mia)).toEqual([]);
    await button(jon, "Let in").click();
    await expect.poll(() => hears(zoe), PATIENCE).toMatch(/You whisper · Hears you: Jon/);
    await button(mia, "Let in").waitFor({ ...PATIENCE, state: "detached" });
  });

  it("[ME144] who leads ends it from the card of one of them, wherever they stand, and all read by whom", async () => {
    const { Tina: tina, Zoe: zoe } = pages as Record<string, Page> & { Tina: Page; Zoe: Page };
    await hush(zoe);
    await openPeople(tina);
    await tina.getByRole("button", { name: /^Zoe/ }).first().click();
    await button(tina, "End the whisper").click();
    await expect.poll(() => said(zoe), PATIENCE).toContain("Tina ended the whisper: whoever is near hears you.");
    await expect.poll(() => hears(zoe), PATIENCE).not.toMatch(/whisper/i);
  });
});
