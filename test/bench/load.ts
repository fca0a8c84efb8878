/**
 * `npm run bench:load -- --json [--runs 3]`: what a first visit weighs and how long it lasts, with the built client, the real server and a real
 * Chromium; every visit with an empty cache; bytes as they came over the network with their headers, in gzip; the slow profiles take what a browser takes from a
 * trustworthy address (brotli). The times are medians of the runs, from the navigation on; what a person thinks and types is not in them.
 * - join: scripts of the join page. walk: all scripts until the first step of somebody who came in by it, without sound.
 * - time_to_walk: to the form, and from the tap on "Join" to the first step, added; slow: phone, CPU x4, 1.6 Mbit/s.
 * - time_to_list_thin: a guest who comes back, phone, CPU x6, 300 kbit/s, to the first line of the chat; list_js: scripts until then.
 */
import { Protocol } from "@colyseus/core";
import { BYTES } from "../../shared/protocol/messages.ts";
import { DESKTOP, openBrowser, PHONE } from "../support/browser.ts";
import { buildOf, openBot } from "../support/bots/bot.ts";
import { enterAsGuest } from "../support/bots/guest.ts";
import { guestSession, newInvite, newSpace, ownerSession, spawnServer } from "../support/server.ts";
import { until } from "../support/until.ts";
import { type Noted, play } from "./load/page.ts";

const at = process.argv.indexOf("--runs");
const RUNS = Number(at === -1 ? 3 : (process.argv[at + 1] ?? 3));
const LINE = "The first line of the chat";
const SEGMENT = [Protocol.ROOM_DATA_BYTES, BYTES.SEGMENT] as const;
/** A visit that lasts longer is broken, ms. */
const GIVE_UP_MS = 60_000;

interface Profile {
  name: string;
  /** Of this machine's speed. */
  cpu: number;
  kbits: number | null;
  phone: boolean;
  /** Asks for gzip alone; otherwise what the browser takes. */
  gzip: boolean;
}
const FAST: Profile = { name: "as it is", cpu: 1, kbits: null, phone: false, gzip: true };
const SLOW: Profile = { name: "CPU x4, 1.6 Mbit/s", cpu: 4, kbits: 1600, phone: true, gzip: false };
const THIN: Profile = { name: "CPU x6, 300 kbit/s", cpu: 6, kbits: 300, phone: true, gzip: false };

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
const kb = (bytes: number): number => Math.round((bytes / 1024) * 10) / 10;
const seconds = (ms: number): number => Math.round(ms / 10) / 100;

const server = await spawnServer();
const chromium = await openBrowser();
try {
  const owner = await ownerSession(server);
  const space = await newSpace(owner);
  const code = await newInvite(owner, space.id);
  const speaker = await enterAsGuest(server.url, code, "Ana", () => 0.5);
  const bot = await openBot(speaker, await buildOf(speaker), () => 0.5);
  bot.session.say(LINE);
  await until("the line is said", () => bot.stores.$chat.get().some((entry) => entry.state === "sent"), 5_000);

  /** One visit. @returns what the page noted, and bytes of each script by path */
  const visit = async (
    profile: Profile,
    wish: Parameters<typeof play>[0],
    url: string,
    done: (noted: Noted) => boolean,
    cookie?: string,
  ) => {
    const { page, context, close } = await chromium.openPage({
      url: `${server.url}/healthz`,
      viewport: profile.phone ? PHONE : DESKTOP,
      mobile: profile.phone,
      ...(cookie === undefined ? {} : { cookie }),
      allow: [/favicon/],
    });
    const cdp = await context.newCDPSession(page);
    await cdp.send("Network.enable");
    await cdp.send("Network.setCacheDisabled", { cacheDisabled: true });
    if (profile.gzip) await page.setExtraHTTPHeaders({ "accept-encoding": "gzip" });
    const bytesPerS = profile.kbits === null ? -1 : (profile.kbits * 1000) / 8;
    await cdp.send("Network.emulateNetworkConditions", {
      offline: false,
      latency: 0,
      downloadThroughput: bytesPerS,
      uploadThroughput: bytesPerS,
    });
    await cdp.send("Emulation.setCPUThrottlingRate", { rate: profile.cpu });
    const scripts = new Map<string, { path: string; bytes: number }>();
    cdp.on("Network.responseReceived", ({ requestId, type, response }) => {
      if (type === "Script" || response.url.endsWith(".js")) scripts.set(requestId, { path: new URL(response.url).pathname, bytes: 0 });
    });
    cdp.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
      const script = scripts.get(requestId);
      if (script) script.bytes = encodedDataLength;
    });
    await page.addInitScript(play, wish);
    await page.goto(url, { waitUntil: "commit" });
    let noted: Noted = {};
    const look = async (): Promise<boolean> => {
      noted = await page.evaluate(() => window.noted);
      return done(noted);
    };
    await until(`${profile.name}: ${JSON.stringify(wish)}`, look, GIVE_UP_MS);
    if (wish.name === null && wish.line === null) await page.waitForLoadState("networkidle");
    await close();
    return { noted, scripts: [...scripts.values()] };
  };
  const total = (scripts: readonly { bytes: number }[]): number => scripts.reduce((sum, { bytes }) => sum + bytes, 0);

  const joinUrl = `${server.url}/join#${code}`;
  const formOnly = await visit(FAST, { name: null, line: null, segment: SEGMENT }, joinUrl, () => true);
  console.log(JSON.stringify({ run: "join", scripts: formOnly.scripts.length, js_gz_kb: kb(total(formOnly.scripts)) }));

  const walks = async (profile: Profile) => {
    const times: number[] = [];
    let js = 0;
    for (let i = 0; i < RUNS; i++) {
      const wish = { name: `Walker ${i + 1}`, line: null, segment: SEGMENT };
      const { noted, scripts } = await visit(profile, wish, joinUrl, ({ step }) => step !== undefined);
      const { form = 0, tapped = 0, step = 0 } = noted;
      times.push(form + step - tapped);
      js = total(scripts);
      console.log(
        JSON.stringify({
          run: "walk",
          profile: profile.name,
          form_s: seconds(form),
          tap_to_step_s: seconds(step - tapped),
          js_gz_kb: kb(js),
        }),
      );
    }
    return { time: median(times), js };
  };
  const fast = await walks(FAST);
  const slow = await walks(SLOW);

  const guest = await guestSession(server, owner, space.id, { name: "Back again", code });
  const thin: number[] = [];
  let listJs = 0;
  for (let i = 0; i < RUNS; i++) {
    const wish = { name: null, line: LINE, segment: SEGMENT };
    const { noted, scripts } = await visit(THIN, wish, `${server.url}/s/${space.id}`, ({ line }) => line !== undefined, guest.cookie);
    thin.push(noted.line ?? Number.NaN);
    const then = new Set(noted.scriptsAtLine);
    listJs = total(scripts.filter(({ path }) => then.has(path)));
    console.log(JSON.stringify({ run: "list", profile: THIN.name, line_s: seconds(noted.line ?? 0), js_kb: kb(listJs) }));
  }
  bot.session.leave();
  console.log(
    JSON.stringify({
      bench: "load",
      n: RUNS,
      workload:
        "empty cache, loopback, sizes in gzip, slow profiles in brotli; slow: phone, CPU x4, 1.6 Mbit/s; thin: phone, CPU x6, 300 kbit/s",
      join_js_gz_kb: kb(total(formOnly.scripts)),
      walk_js_gz_kb: kb(fast.js),
      list_js_gz_kb: kb(listJs),
      time_to_walk_s: seconds(fast.time),
      time_to_walk_slow_s: seconds(slow.time),
      time_to_list_thin_s: seconds(median(thin)),
    }),
  );
} finally {
  await chromium.close();
  await server.close();
}
