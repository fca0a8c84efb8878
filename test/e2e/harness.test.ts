/** The tools of the journeys, tried on pages of a few lines: a tool that never complains would make every journey pass. */
import { createServer, type Server } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { axeFindings } from "../support/axe.ts";
import { openBrowser } from "../support/browser.ts";
import { received } from "../support/peer-connections.ts";
import { hearsSound, packetsDuring, toneWav } from "../support/sound.ts";
import { openLine } from "../support/tcp-proxy.ts";
import { PATIENCE } from "./support/patience.ts";

const PAGE = "<!doctype html><html lang=en><meta name=viewport content=width=device-width><title>t</title><main><h1>t</h1></main></html>";
let server: Server;
let port = 0;

beforeAll(async () => {
  server = createServer((_request, response) => {
    response.setHeader("content-type", "text/html");
    response.setHeader("content-security-policy", "script-src 'self'");
    response.end(PAGE);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  port = typeof address === "object" && address !== null ? address.port : 0;
});

afterAll(() => void server.close());

/** Calls itself over loopback; the far side plays what comes. */
async function callYourself(): Promise<void> {
  const [near, far] = [new RTCPeerConnection(), new RTCPeerConnection()];
  near.onicecandidate = ({ candidate }) => void far.addIceCandidate(candidate ?? undefined);
  far.onicecandidate = ({ candidate }) => void near.addIceCandidate(candidate ?? undefined);
  far.ontrack = ({ streams }) => {
    const audio = new Audio();
    audio.srcObject = streams[0] ?? null;
    void audio.play();
  };
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
  for (const track of stream.getTracks()) near.addTrack(track, stream);
  await near.setLocalDescription();
  await far.setRemoteDescription(near.localDescription as RTCSessionDescription);
  await far.setLocalDescription();
  await near.setRemoteDescription(far.localDescription as RTCSessionDescription);
  Object.assign(window, {
    hush: () => near.close(),
    end: () => far.close(),
    mute: () => stream.getTracks().forEach((track) => (track.enabled = false)),
  });
}

describe("the harness", () => {
  it("tells sound from silence and from nothing at all", async () => {
    const chromium = await openBrowser({ microphone: { wav: toneWav() }, args: ["--autoplay-policy=no-user-gesture-required"] });
    const { page } = await chromium.openPage({ url: `http://127.0.0.1:${port}` });
    await page.evaluate(callYourself);
    const heard = await hearsSound(page);
    expect(heard.connections).toBe(2);
    await page.evaluate("mute()");
    // What was under way when the track fell silent has passed after the first watch.
    await packetsDuring(page, 500);
    await expect(hearsSound(page, 1500)).rejects.toThrow("the page receives sound");
    await page.evaluate("hush()");
    await packetsDuring(page, 500);
    expect(await packetsDuring(page, 1000)).toBe(0);
    // What a connection has heard is not forgotten when it is closed: or less would be counted than was before.
    const before = await received(page);
    await page.evaluate("end()");
    expect(await received(page)).toEqual({ ...before, connected: 0 });
    await chromium.close();
  });

  it("hears a refused and a missing microphone as the page does", async () => {
    for (const [microphone, name] of [
      ["refused", "NotAllowedError"],
      ["missing", "NotFoundError"],
    ] as const) {
      const chromium = await openBrowser({ microphone });
      const { page } = await chromium.openPage({ url: `http://127.0.0.1:${port}` });
      expect(await page.evaluate(() => navigator.mediaDevices.getUserMedia({ audio: true }).catch((error: Error) => error.name))).toBe(
        name,
      );
      await chromium.close();
    }
  });

  it("fails on errors, exceptions, violations of the CSP and foreign requests, unless they are allowed", async () => {
    const chromium = await openBrowser({ hosts: ["kartu.test"] });
    const bad = await chromium.openPage({ url: `http://kartu.test:${port}`, locale: "sl", mobile: true });
    expect(await bad.page.evaluate(() => [navigator.language, innerWidth, navigator.maxTouchPoints > 0, isSecureContext])).toEqual([
      "sl",
      390,
      true,
      false,
    ]);
    await bad.page.evaluate(() => {
      console.error("one");
      setTimeout(() => {
        throw new Error("two");
      });
      const script = document.createElement("script");
      script.textContent = "1";
      document.head.append(script);
      new Image().src = "http://foreign.invalid/x.png";
    });
    await expect.poll(() => bad.problems().join("\n"), PATIENCE).toMatch(/console: one[\s\S]*exception: Error: two/);
    await expect.poll(() => bad.problems().join("\n"), PATIENCE).toMatch(/Content Security Policy/);
    await expect.poll(() => bad.problems().join("\n"), PATIENCE).toMatch(/foreign request/);
    bad.allow(/one|Failed to load/);
    expect(bad.problems().join("\n")).not.toMatch(/console: one/);
    await expect(chromium.close()).rejects.toThrow("problems on the pages");
  });

  it("finds what axe finds, and shows a line that breaks and comes back", async () => {
    const line = await openLine(port);
    const chromium = await openBrowser();
    const visit = await chromium.openPage({ url: line.url, allow: [/ERR_/] });
    expect(await axeFindings(visit.page)).toEqual([]);
    await visit.page.evaluate(() =>
      document.querySelector("main")?.append(document.createElement("img"), document.createElement("button")),
    );
    expect((await axeFindings(visit.page)).map((finding) => finding.split(" ")[0])).toEqual(["button-name", "image-alt"]);
    const reach = (): Promise<boolean> =>
      visit.page.evaluate(() =>
        fetch("/", { signal: AbortSignal.timeout(1000) }).then(
          () => true,
          () => false,
        ),
      );
    await expect.poll(reach, PATIENCE).toBe(true);
    line.cut();
    expect(await reach()).toBe(false);
    line.mend();
    await expect.poll(reach, PATIENCE).toBe(true);
    line.freeze();
    expect(await reach()).toBe(false);
    line.mend();
    await expect.poll(reach, PATIENCE).toBe(true);
    await chromium.close();
    await line.close();
  });
});
