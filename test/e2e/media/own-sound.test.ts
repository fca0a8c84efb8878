/** One's own microphone and what the screen says of it, in a real Chromium: `startMedia` on a room in memory. */
import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import type { MediaControl } from "../../../client/media/start.ts";
import { openPages } from "../../client/media/page/open.ts";

const { served, open } = openPages();
const permitted = { permissions: ["microphone"] };

declare global {
  interface Window {
    kept: { control: MediaControl; float: { window: unknown }; stand(stage: boolean): void };
  }
}

/** Starts sound as person 1 of a room of one, asks for the microphone, and tells what became of it. */
const askForMic = (page: Page) =>
  page.evaluate(async () => {
    const { rig } = window;
    const { seat, control } = rig.media(rig.room(), 1);
    const before = rig.stores.$mic.get();
    await control.requestMic();
    return { before, mic: rig.stores.$mic.get(), told: seat.media.at(-1) };
  });

describe("the microphone", () => {
  it("[ME5] is off until asked for, then on, and every device has its name", async () => {
    const page = await open(permitted);
    const { before, mic, told } = await askForMic(page);
    expect([before, mic, told]).toEqual([{ state: "off" }, { state: "on" }, { mic: "on", canHear: true, cam: "off", screen: "off" }]);
    const devices = await page.evaluate(async () => {
      await window.rig.until(() => window.rig.stores.$devices.get().mics.length > 0);
      const { mics, mic } = window.rig.stores.$devices.get();
      return { names: mics.every(({ label }) => label !== ""), known: mics.some(({ deviceId }) => deviceId === mic) };
    });
    expect(devices).toEqual({ names: true, known: true });
    // The fake device beeps once a second.
    expect(await page.evaluate(() => window.rig.until(() => window.rig.stores.$micLevel.get() > 0.2, 10_000))).toBe(true);
  });

  it("[ME5] refused by the person: says so, and hearing goes on", async () => {
    const page = await open({ permissions: [] });
    expect(await askForMic(page)).toMatchObject({ mic: { state: "unavailable", why: "denied" }, told: { mic: "off", canHear: true } });
  });

  it.each([
    ["NotFoundError", "missing"],
    ["NotReadableError", "busy"],
    ["AbortError", "busy"],
    ["NotAllowedError", "denied"],
  ])("[ME5] %s reads as %s", async (name, why) => {
    const page = await open(permitted);
    await page.evaluate((error) => {
      navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException("", error));
    }, name);
    expect((await askForMic(page)).mic).toEqual({ state: "unavailable", why });
  });

  it("[ME14] refused inside another app: the app is the reason", async () => {
    const userAgent =
      "Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 Instagram 312.0.0.0";
    const page = await open({ permissions: [], userAgent });
    expect((await askForMic(page)).mic).toEqual({ state: "unavailable", why: "in-app" });
  });

  it("[ME5] plain http away from this device has none, and says it before anyone is asked", async () => {
    const page = await open({}, { url: `http://kartu.test:${served().port}/` });
    expect(await askForMic(page)).toMatchObject({
      before: { state: "unavailable", why: "insecure" },
      mic: { state: "unavailable", why: "insecure" },
    });
  });

  it("[ME5] a browser without WebRTC says so, and tells the room that it hears nobody", async () => {
    const page = await open(permitted, {
      prepare: (blank) =>
        blank.addInitScript(() => Object.defineProperty(window, "RTCPeerConnection", { value: undefined, writable: false })),
    });
    expect(await askForMic(page)).toEqual({
      before: { state: "unavailable", why: "no-webrtc" },
      mic: { state: "unavailable", why: "no-webrtc" },
      told: { mic: "off", canHear: false, cam: "off", screen: "off" },
    });
  });

  it("[ME11] being moved, reconnecting and one's own hand mute; only one's own hand unmutes", async () => {
    const page = await open(permitted);
    const states = await page.evaluate(async () => {
      const { rig } = window;
      const { $mic } = rig.stores;
      const { seat, control } = rig.media(rig.room(), 1);
      const seen: unknown[] = [];
      // Moved while the browser still asks: what comes of it is muted.
      const asked = control.requestMic();
      seat.moved("moved");
      await asked;
      seen.push($mic.get());
      for (const why of ["moved", "reconnected"] as const) {
        await control.requestMic();
        seen.push($mic.get().state);
        seat.moved(why);
        seen.push($mic.get());
      }
      await control.requestMic();
      control.mute();
      seen.push($mic.get(), seat.media.at(-1));
      return seen;
    });
    expect(states).toEqual([
      { state: "muted", why: "moved" },
      "on",
      { state: "muted", why: "moved" },
      "on",
      { state: "muted", why: "reconnected" },
      { state: "muted", why: "self" },
      { mic: "muted", canHear: true, cam: "off", screen: "off" },
    ]);
  });

  it("[ME13] a device that goes away mutes and says so; the one that stands in is muted", async () => {
    const page = await open(permitted);
    const lost = await page.evaluate(async () => {
      const { rig } = window;
      const tracks: MediaStreamTrack[] = [];
      const native = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
      navigator.mediaDevices.getUserMedia = async (constraints) => {
        const stream = await native(constraints);
        tracks.push(...stream.getAudioTracks());
        return stream;
      };
      const { control } = rig.media(rig.room(), 1);
      await control.requestMic();
      tracks[0]!.stop();
      tracks[0]!.dispatchEvent(new Event("ended"));
      const at = rig.stores.$mic.get();
      const another = await rig.until(() => tracks.length === 2);
      await rig.until(() => false, 100);
      const after = rig.stores.$mic.get();
      await control.requestMic();
      return { at, another, after, then: rig.stores.$mic.get(), asked: tracks.length };
    });
    expect(lost).toEqual({
      at: { state: "muted", why: "lost" },
      another: true,
      after: { state: "muted", why: "lost" },
      then: { state: "on" },
      asked: 2,
    });
  });

  it("a role that may not speak is never asked for a microphone, and hears", async () => {
    const page = await open(permitted);
    const observer = await page.evaluate(async () => {
      const { rig } = window;
      const room = rig.room();
      let asked = 0;
      const speaker = await rig.join(room, 2, true);
      const native = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
      navigator.mediaDevices.getUserMedia = (constraints) => {
        asked += 1;
        return native(constraints);
      };
      const { control } = rig.media(room, 1, {}, { maySpeak: false });
      await control.requestMic();
      room.grant(1, 2, "in");
      const heard = await rig.until(async () => (await rig.received(0)).packets > 10);
      return { asked, heard, mic: rig.stores.$mic.get(), back: speaker.heard.size };
    });
    expect(observer).toEqual({ asked: 0, heard: true, mic: { state: "unavailable", why: "observer" }, back: 0 });
  });
});

describe("a hidden page", () => {
  const hide = (page: Page, hidden: boolean) =>
    page.evaluate((is) => {
      Object.defineProperty(document, "hidden", { value: is, configurable: true });
      document.dispatchEvent(new Event("visibilitychange"));
    }, hidden);
  const start = (page: Page) =>
    page.evaluate(async () => {
      await window.rig.media(window.rig.room(), 1).control.requestMic();
      return window.rig.stores.$mic.get();
    });
  const now = (page: Page) => page.evaluate(() => [window.rig.stores.$mic.get(), document.title]);

  it("[ME11] mutes after 10 s (not after 8) with a mark in its title, and stays muted when looked at again", async () => {
    const page = await open(permitted);
    expect(await start(page)).toEqual({ state: "on" });
    await page.clock.install();
    await hide(page, true);
    await page.clock.runFor(8_000);
    expect(await now(page)).toEqual([{ state: "on" }, "Kartu"]);
    await page.clock.runFor(3_000);
    expect(await now(page)).toEqual([{ state: "muted", why: "hidden" }, "🔇 Kartu"]);
    await hide(page, false);
    await page.clock.runFor(60_000);
    expect(await now(page)).toEqual([{ state: "muted", why: "hidden" }, "Kartu"]);
  });

  it("[ME11] one that is looked at again in time does not mute", async () => {
    const page = await open(permitted);
    await start(page);
    await page.clock.install();
    await hide(page, true);
    await page.clock.runFor(8_000);
    await hide(page, false);
    await page.clock.runFor(60_000);
    expect(await now(page)).toEqual([{ state: "on" }, "Kartu"]);
  });

  it("[ME11] whoever shares a screen, has a window of its own for the pictures, or stands on the stage is not muted, until that ends", async () => {
    const page = await open(permitted);
    await page.evaluate(async () => {
      const room = window.rig.room();
      const { control } = window.rig.media(room, 1);
      await window.rig.join(room, 2, false);
      await control.requestMic();
      navigator.mediaDevices.getDisplayMedia = () => Promise.resolve(new MediaStream([window.rig.movingTrack()]));
      const float = { window: null as unknown };
      Object.defineProperty(window, "documentPictureInPicture", { value: float, configurable: true });
      const stand = (stage: boolean): void => {
        room.where = stage ? { kind: "hall", area: "stage", stage } : { kind: "open" };
        room.grant(1, 2, stage ? "in" : "gone");
      };
      window.kept = { control, float, stand };
    });
    await page.clock.install();
    const kept: Record<string, [() => void | Promise<void>, () => void]> = {
      screen: [() => window.kept.control.shareScreen(), () => window.kept.control.stopScreen()],
      "a window of its own": [() => void (window.kept.float.window = window), () => void (window.kept.float.window = null)],
      "the stage": [() => window.kept.stand(true), () => window.kept.stand(false)],
    };
    for (const [what, [begin, end]] of Object.entries(kept)) {
      await page.evaluate(begin);
      await hide(page, true);
      await page.clock.runFor(60_000);
      expect([what, ...(await now(page))]).toEqual([what, { state: "on" }, "Kartu"]);
      await page.evaluate(end);
      await page.clock.runFor(11_000);
      expect([what, ...(await now(page))]).toEqual([what, { state: "muted", why: "hidden" }, "🔇 Kartu"]);
      await hide(page, false);
      await page.evaluate(() => window.kept.control.requestMic());
    }
  });

  it("[ME11] on a phone mutes at once", async () => {
    const page = await open({
      ...permitted,
      userAgent: "Mozilla/5.0 (Linux; Android 14; SM-A546B) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/122.0 Mobile Safari/537.36",
    });
    await start(page);
    await hide(page, true);
    expect((await now(page))[0]).toEqual({ state: "muted", why: "hidden" });
  });
});

describe("what the screen says", () => {
  it("[ME10] who hears me, who speaks, and that a pair failed on the other side", async () => {
    const page = await open(permitted);
    const said = await page.evaluate(async () => {
      const { rig } = window;
      const { stores } = rig;
      const room = rig.room();
      const { control } = rig.media(room, 1);
      const other = await rig.join(room, 2, true);
      room.grant(1, 2, "near");
      const near = [stores.$hearsMe.get(), stores.$iHear.get()];
      room.grant(1, 2, "in");
      await rig.until(() => stores.$iHear.get().length > 0);
      const off = [stores.$hearsMe.get(), stores.$iHear.get()];
      await control.requestMic();
      const on = stores.$hearsMe.get();
      const speaks = await rig.until(() => stores.$speaking.get()[2] === true);
      const heard = await rig.until(() => other.heard.has(1));
      await other.mesh.setLocalTrack("mic", null);
      const silent = await rig.until(() => stores.$speaking.get()[2] === false);
      other.port.sendLink(1, 1, "failed");
      const failed = await rig.until(() => stores.$notHeard.get().length === 1);
      const whileFailed = [stores.$hearsMe.get(), stores.$notHeard.get()];
      other.port.sendLink(1, 1, "connected");
      await rig.until(() => stores.$notHeard.get().length === 0);
      const again = stores.$hearsMe.get();
      control.mute();
      const muted = stores.$hearsMe.get();
      room.grant(1, 2, "gone");
      await rig.until(() => stores.$iHear.get().length === 0);
      return { near, off, on, speaks, heard, silent, failed, whileFailed, again, muted };
    });
    expect(said).toEqual({
      near: [[], []],
      off: [[], [2]],
      on: [2],
      speaks: true,
      heard: true,
      silent: true,
      failed: true,
      whileFailed: [[], [{ person: 2, why: "no-connection" }]],
      again: [2],
      muted: [],
    });
  });

  it("[ME6] one's own prediction of having walked away cuts one's microphone before the server does", async () => {
    const page = await open(permitted);
    const away = await page.evaluate(async () => {
      const { rig } = window;
      const room = rig.room();
      const { control } = rig.media(room, 1);
      await rig.join(room, 2, false);
      await control.requestMic();
      room.grant(1, 2, "in");
      const received = async () => (await rig.received(2)).packets;
      const flows = await rig.until(async () => (await received()) > 10);
      room.distance = 150;
      await rig.until(() => false, 400);
      const then = await received();
      await rig.until(() => false, 500);
      const more = (await received()) - then;
      room.distance = 100;
      return { flows, more, again: await rig.until(async () => (await received()) > then + 10) };
    });
    expect(away).toEqual({ flows: true, more: 0, again: true });
  });

  it("[ME4] refused for minors: no connection is opened, and the person reads why", async () => {
    const page = await open(permitted);
    const refused = await page.evaluate(async () => {
      const { rig } = window;
      const room = rig.room();
      const { seat, control } = rig.media(room, 1, { policy: "relay", refused: "minors_no_relay" });
      await control.requestMic();
      await rig.join(room, 2, true);
      room.grant(1, 2, "in");
      await rig.until(() => rig.stores.$notHeard.get().length === 1);
      await rig.until(() => false, 300);
      return {
        why: rig.stores.$notHeard.get(),
        hears: rig.stores.$hearsMe.get(),
        connections: rig.openOf(0).length,
        told: seat.media.at(-1),
      };
    });
    expect(refused).toEqual({
      why: [{ person: 2, why: "minors_no_relay" }],
      hears: [],
      connections: 0,
      told: { mic: "on", canHear: false, cam: "off", screen: "off" },
    });
  });
});
