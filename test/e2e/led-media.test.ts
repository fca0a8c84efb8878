/** What those who lead do to the sound and pictures of others, and what one does with one's own, heard and seen through a real LiveKit. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { LeadingUp } from "../../shared/protocol/leading.ts";
import { arrived, counted, watchArrivals } from "../support/arrivals.ts";
import { openBrowser, type TestBrowser } from "../support/browser.ts";
import { type LiveKitServer, noLiveKit, startLiveKit } from "../support/livekit.ts";
import { type InProcessServer, startTestServer } from "../support/server.ts";
import { toneWav } from "../support/sound.ts";
import { until, watch } from "../support/until.ts";
import { PATIENCE } from "./support/patience.ts";
import { picturePackets, sees, seesNothing } from "./support/picture-people.ts";
import { enter, inMeeting, MEETING, msToSound, soundHouse, type SoundHouseUnderTest, walk } from "./support/sound-people.ts";

/** Amplitude of a voice as a page plays it, after what the browser does to it. */
const VOICE = 0.01;

declare global {
  interface Window {
    /** The loudest that any player of this page gives out just now: its sound times its volume. */
    loudest?: () => number;
  }
}

/** Whatever gives out sound from now on is listened to: elements, and what leads to the loudspeaker of an AudioContext. */
const watchPlayers = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    const outs = new Map<unknown, () => number>();
    const { play } = HTMLMediaElement.prototype;
    const { connect } = AudioNode.prototype;
    const context = new AudioContext();
    await context.resume();
    const levelOf = (node: AudioNode): (() => number) => {
      const analyser = node.context.createAnalyser();
      (connect as (to: AudioNode) => AudioNode).call(node, analyser);
      const samples = new Float32Array(analyser.fftSize);
      return () => {
        analyser.getFloatTimeDomainData(samples);
        return samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
      };
    };
    HTMLMediaElement.prototype.play = function (this: HTMLMediaElement): Promise<void> {
      const stream = this.srcObject;
      if (stream instanceof MediaStream && stream.getAudioTracks().length > 0 && !outs.has(this)) {
        const level = levelOf(context.createMediaStreamSource(stream));
        outs.set(this, () => (this.paused || this.muted ? 0 : level() * this.volume));
      }
      return play.call(this);
    };
    AudioNode.prototype.connect = function (this: AudioNode, ...to: unknown[]) {
      if (to[0] instanceof AudioDestinationNode) outs.set(this, levelOf(this));
      return (connect as (...all: unknown[]) => never).apply(this, to);
    };
    window.loudest = () => [...outs.values()].reduce((most, level) => Math.max(most, level()), 0);
  });

describe.skipIf(noLiveKit)("sound and pictures of those who are led", () => {
  let livekit: LiveKitServer;
  let server: InProcessServer;
  let chromium: TestBrowser;
  let house: SoundHouseUnderTest;
  let lea: Page;
  let mia: Page;
  let jon: Page;
  let ids: { lea: number; mia: number; jon: number };

  beforeAll(async () => {
    livekit = await startLiveKit();
    server = await startTestServer({ inMemory: true, livekit: livekit.config });
    chromium = await openBrowser({ microphone: { wav: toneWav() } });
    house = await soundHouse(server, chromium);
    const visits = [await house.open("Lea", "honest", "trainer"), await house.open("Mia"), await house.open("Jon")];
    [lea, mia, jon] = visits.map(({ page }) => page) as [Page, Page, Page];
    const found: number[] = [];
    for (const page of [lea, mia, jon]) {
      await watchArrivals(page);
      await watchPlayers(page);
      found.push(await enter(page, house.space, page !== lea));
    }
    ids = { lea: found[0]!, mia: found[1]!, jon: found[2]! };
    for (const page of [mia, jon]) await walk(page, MEETING);
    for (const page of [mia, jon]) await inMeeting(page, 1);
    await msToSound(jon);
  });
  afterAll(async () => {
    await chromium?.close().finally(async () => {
      await server?.close();
      await livekit?.close();
    });
  });

  const lead = <K extends keyof LeadingUp>(type: K, message: LeadingUp[K]): Promise<unknown> =>
    lea.evaluate(([what, wish]) => window.honest.session?.lead(what as "mute", wish as LeadingUp["mute"]), [type, message] as const);
  const mic = (page: Page) => page.evaluate(() => window.honest.$mic.get());
  /** Energy of the sound that comes in a while. */
  const energy = async (page: Page, ms = 400): Promise<number> => {
    const before = (await arrived(page)).energy;
    await watch(ms);
    return (await arrived(page)).energy - before;
  };
  const silent = (page: Page): Promise<true> => until("nothing is heard", async () => (await energy(page)) < 1e-4);

  it("[ME138] asked to speak, one reads by whom, and nothing of one's own is turned on; one's own tap is what does", async () => {
    await mia.evaluate(() => window.honest.control?.mute());
    await silent(jon);
    const then = (await counted(jon)).packets;
    await lead("askToUnmute", { person: null });
    await until("she reads it", () => mia.evaluate(() => window.honest.$askedToUnmute.get() === "Lea"));
    await watch(1_500);
    expect(await mic(mia)).toEqual({ state: "muted", why: "self" });
    expect((await arrived(jon)).packets - then).toBeLessThan(5);
    await mia.evaluate(() => window.honest.control?.unmute());
    await msToSound(jon);
  });

  it("[ME138] all cameras and screens off: both are off at once, nobody gets a packet more, and each may go on again by hand", async () => {
    await mia.evaluate(() => window.honest.control?.requestCam());
    await jon.evaluate(async () => {
      const canvas = document.createElement("canvas");
      const pen = canvas.getContext("2d")!;
      let n = 0;
      setInterval(() => pen.fillText(`line ${n++}`, 10, 10 + (n % 90)), 100);
      navigator.mediaDevices.getDisplayMedia = () => Promise.resolve(canvas.captureStream(10));
      await window.honest.control?.shareScreen();
    });
    await sees(jon, ids.mia, "cam");
    await sees(mia, ids.jon, "screen");
    await lead("camOff", { person: null });
    await lead("screenOff", { person: null });
    for (const page of [mia, jon]) await seesNothing(page);
    await expect.poll(() => mia.evaluate(() => window.honest.$cam.get()), PATIENCE).toEqual({ state: "off", why: "trainer" });
    await expect.poll(() => jon.evaluate(() => window.honest.$screen.get().state), PATIENCE).toBe("off");
    await watch(300);
    const then = await Promise.all([mia, jon].map(picturePackets));
    await watch(700);
    const now = await Promise.all([mia, jon].map(picturePackets));
    expect(now.map((n, i) => n > then[i]!)).toEqual([false, false]);
    await mia.evaluate(() => window.honest.control?.requestCam());
    await sees(jon, ids.mia, "cam");
  });

  it("[ME65] the sound of a shared screen is heard by the other, while one's own microphone is off, and ends with it", async () => {
    for (const page of [mia, jon]) await page.evaluate(() => window.honest.control?.mute());
    await silent(jon);
    await mia.evaluate(async () => {
      const context = new AudioContext();
      const tone = context.createOscillator();
      const out = context.createMediaStreamDestination();
      tone.connect(out);
      tone.start();
      const canvas = document.createElement("canvas");
      canvas.getContext("2d")?.fillRect(0, 0, 100, 100);
      const stream = canvas.captureStream(5);
      stream.addTrack(out.stream.getAudioTracks()[0]!);
      navigator.mediaDevices.getDisplayMedia = () => Promise.resolve(stream);
      await window.honest.control?.shareScreen();
    });
    await until("its sound is heard", async () => (await energy(jon)) > 1e-2);
    expect(await mic(mia)).toEqual({ state: "muted", why: "self" });
    await mia.evaluate(() => window.honest.control?.stopScreen());
    await silent(jon);
  });

  it("[ME90] hold to talk: silence unless it is held, and again as soon as it is let go", async () => {
    const then = (await arrived(jon)).energy;
    await mia.evaluate(() => {
      window.honest.$pushToTalk.set("on");
      window.honest.control?.unmute();
    });
    await until("her microphone is on", async () => (await mic(mia)).state === "on");
    await watch(1_000);
    expect((await arrived(jon)).energy - then).toBeLessThan(1e-4);
    await mia.keyboard.down("Space");
    await msToSound(jon);
    await mia.keyboard.up("Space");
    await silent(jon);
    await mia.evaluate(() => window.honest.$pushToTalk.set("off"));
    await msToSound(jon);
  });

  it("[ME85] who sits in one room with another hears nothing of them out of the own loudspeaker, though it goes on coming", async () => {
    const loudest = () => jon.evaluate(() => window.loudest?.() ?? 0);
    await until("her voice comes out of it", async () => (await loudest()) > VOICE);
    await jon.evaluate((who) => window.honest.session?.written.sit(who, true), ids.mia);
    await mia.evaluate((who) => window.honest.session?.written.sit(who, true), ids.jon);
    await until("both said yes", () => jon.evaluate(() => window.honest.$together.get().some(({ state }) => state === "yes")));
    await until("it is silent", async () => {
      const most = await loudest();
      if (most < 0.001) return true;
      throw new Error(String(most));
    });
    const then = (await arrived(jon)).packets;
    await watch(500);
    expect(await loudest()).toBeLessThan(0.001);
    expect((await arrived(jon)).packets - then).toBeGreaterThan(5);
    await jon.evaluate((who) => window.honest.session?.written.sit(who, false), ids.mia);
    await until("her voice is back", async () => (await loudest()) > VOICE);
  });

  it("[ME11] moved by somebody else, one hears at once, is muted and one's camera is off, until one's own hand", async () => {
    await lea.evaluate(() => window.honest.control?.requestMic());
    for (const page of [mia, jon]) await page.evaluate(() => window.honest.control?.unmute());
    expect(await mia.evaluate(() => window.honest.$cam.get().state)).toBe("on");
    const from = performance.now();
    await lead("gather", { area: "picnic" });
    for (const page of [mia, jon])
      expect(
        await until("they are muted", async () => {
          const now = await mic(page);
          return now.state === "muted" ? now : null;
        }),
      ).toEqual({ state: "muted", why: "moved" });
    await expect.poll(() => mia.evaluate(() => window.honest.$cam.get()), PATIENCE).toEqual({ state: "off", why: "moved" });
    await walk(lea, "picnic");
    for (const page of [mia, jon]) await msToSound(page, 30_000);
    console.log(`moved, and hearing after ${Math.round(performance.now() - from)} ms`);
    for (const page of [mia, jon])
      expect([(await mic(page)).state, await page.evaluate(() => window.honest.$cam.get().state)]).toEqual(["muted", "off"]);
    expect(await energy(lea)).toBeLessThan(1e-4);
    await mia.evaluate(() => window.honest.control?.unmute());
    await msToSound(lea);
  });
});
