/**
 * `npm run bench:media -- --json --thin`: what a line of 300 kbit/s and 300 ms of round trip carries. Three talk through LiveKit with their cameras on; one of them,
 * and a second device beside, come by that line, whose every bit (sound, pictures, room, board) goes through one queue each way. Everything as it comes
 * first: the page finds out by itself that the line is thin; then the data saver, then sound only, by hand.
 * - sound: the share of what was played that the browser had to make up, in a steady tone, each way.
 * - chat, board and position: until the other device has it, from one on the thin line and to one.
 */
import type { Page } from "playwright-core";
import { seeded } from "../../../shared/domain/seeded.ts";
import { TILE } from "../../../shared/domain/units.ts";
import { enter, inMeeting, MEETING, soundHouse, walk } from "../../e2e/support/sound-people.ts";
import { type Bot, buildOf, openBot } from "../../support/bots/bot.ts";
import { enterAsGuest } from "../../support/bots/guest.ts";
import { openBrowser } from "../../support/browser.ts";
import { startLiveKit } from "../../support/livekit.ts";
import { newInvite, spawnServer } from "../../support/server.ts";
import { toneWav } from "../../support/sound.ts";
import { until } from "../../support/until.ts";
import { Editor } from "../boards/editor.ts";
import { leadThrough } from "./lead.ts";
import { slowLine } from "./slow-line.ts";
import { thinLine } from "./thin-line.ts";
import { udpRelay } from "./udp-relay.ts";

const KBITS = 300;
const RTT_MS = 300;
/** Until the sender has found out what the line carries, and the page that it is thin. */
const SETTLE_MS = 30_000;
const MEASURE_MS = 20_000;
const EVERY_MS = 1_500;

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const p95 = (values: readonly number[]): number | null => {
  const found = values.toSorted((a, b) => a - b)[Math.max(0, Math.ceil(0.95 * values.length) - 1)];
  return found === undefined ? null : Math.round(found);
};

/** Sound samples that were played, and those of them that were made up although somebody spoke. */
const played = (page: Page): Promise<{ all: number; madeUp: number; bytes: number }> =>
  page.evaluate(async () => {
    const sum = { all: 0, madeUp: 0, bytes: 0 };
    for (const pc of window.kartuPeers?.live ?? []) {
      for (const report of (await pc.getStats()).values() as Iterable<
        RTCInboundRtpStreamStats & { totalSamplesReceived?: number; concealedSamples?: number; silentConcealedSamples?: number }
      >) {
        if (report.type !== "inbound-rtp") continue;
        sum.bytes += report.bytesReceived ?? 0;
        if (report.kind !== "audio") continue;
        sum.all += report.totalSamplesReceived ?? 0;
        sum.madeUp += (report.concealedSamples ?? 0) - (report.silentConcealedSamples ?? 0);
      }
    }
    return sum;
  });

/** Lines, steps and strokes from one device to another, for a while. @returns ms of each */
async function talk(
  from: Bot,
  to: Bot,
  drawing: Editor,
  watching: Editor,
  you: number,
): Promise<Record<"chat" | "position" | "board", number[]>> {
  const found = { chat: [] as number[], position: [] as number[], board: [] as number[] };
  const began = performance.now();
  watching.latencies.length = 0;
  const heard = to.stores.$chat.listen((lines) => {
    const text = lines.at(-1)?.text ?? "";
    const sent = Number(/^at (\d+)/.exec(text)?.[1]);
    if (sent >= began) found.chat.push(performance.now() - sent);
  });
  let right = true;
  while (performance.now() - began < MEASURE_MS) {
    from.session.say(`at ${Math.ceil(performance.now())}`);
    drawing.edit();
    const seen = () => to.session.movers.others?.at(you, to.session.roomNow()) ?? null;
    const before = seen();
    const self = from.session.movers.self();
    const went = performance.now();
    from.session.walkTo({ kind: "point", x: self.x + (right ? 1 : -1) * TILE, y: self.y });
    right = !right;
    if (before !== null) {
      await until("a step", () => Math.abs((seen()?.x ?? before.x) - before.x) > 2, 5_000)
        .then(() => void found.position.push(performance.now() - went))
        .catch(() => void found.position.push(5_000));
    }
    await pause(EVERY_MS);
  }
  await pause(1_000);
  heard();
  found.board.push(...watching.latencies);
  return found;
}

export async function thinRun(print: (line: Record<string, unknown>) => void): Promise<void> {
  const livekit = await startLiveKit();
  const { url, key, secret } = livekit.config;
  const server = await spawnServer({ env: { LIVEKIT_URL: url, LIVEKIT_API_KEY: key, LIVEKIT_API_SECRET: secret } });
  const thin = thinLine(KBITS);
  const relay = udpRelay(RTT_MS / 2, thin);
  const line = await slowLine(server.port, RTT_MS / 2, thin);
  const chromium = await openBrowser({ microphone: { wav: toneWav() } });
  const editors: Editor[] = [];
  const bots: Bot[] = [];
  try {
    const led = await relay.lead(`candidate:1 1 udp 1 127.0.0.1 ${livekit.ports.udp} typ host`);
    const house = await soundHouse(server, chromium);
    const far = await chromium.openPage({ allow: [/favicon/, /WebSocket/, /Failed to load resource/] });
    await far.context.addInitScript(leadThrough, [livekit.ports.udp, Number(led?.split(" ")[5])] as [number, number]);
    await house.load(far.page, "Jon", "honest", undefined, line.url);
    const [mia, zoe, jon] = [(await house.open("Mia")).page, (await house.open("Zoe")).page, far.page];
    for (const page of [mia, zoe, jon]) {
      await enter(page, house.space);
      await page.evaluate(() => window.honest.control?.requestCam());
      await walk(page, MEETING);
    }
    for (const page of [mia, zoe, jon]) await inMeeting(page, 2, 60_000);

    const random = seeded(1);
    const code = await newInvite(house.owner, house.space);
    const device = async (name: string, origin: string, port: number): Promise<{ bot: Bot; editor: Editor; you: number }> => {
      const guest = await enterAsGuest(origin, code, name, random);
      const bot = await openBot(guest, await buildOf(guest), random);
      const board = Object.values(bot.stores.$boards.get())[0]?.id ?? "";
      const editor = new Editor(port, `${house.space}/${board}`, name, true, { cookie: guest.cookie, origin });
      await editor.ready;
      bots.push(bot);
      editors.push(editor);
      return { bot, editor, you: bot.stores.$you.get() ?? 0 };
    };
    const near = await device("Near", server.url, server.port);
    const away = await device("Away", line.url, line.port);

    for (const mode of ["full", "saver", "sound"] as const) {
      await jon.evaluate((chosen) => window.honest.control?.setMode(chosen), mode);
      await pause(SETTLE_MS);
      const began = { jon: await played(jon), mia: await played(mia), down: thin.down.counts.bytes, lost: thin.down.counts.lost };
      const down = await talk(near.bot, away.bot, near.editor, away.editor, near.you);
      const up = await talk(away.bot, near.bot, away.editor, near.editor, away.you);
      const ended = { jon: await played(jon), mia: await played(mia) };
      const share = (who: "jon" | "mia"): number => {
        const all = ended[who].all - began[who].all;
        return all === 0 ? 100 : Math.round((1_000 * (ended[who].madeUp - began[who].madeUp)) / all) / 10;
      };
      print({
        run: "thin",
        mode,
        shown: await jon.evaluate(() => window.honest.$mode.get()),
        sound_made_up_down_pct: share("jon"),
        sound_made_up_up_pct: share("mia"),
        chat_down_p95_ms: p95(down.chat),
        chat_up_p95_ms: p95(up.chat),
        position_down_p95_ms: p95(down.position),
        position_up_p95_ms: p95(up.position),
        board_down_p95_ms: p95(down.board),
        board_up_p95_ms: p95(up.board),
        down_kbits: Math.round(((thin.down.counts.bytes - began.down) * 8) / (2 * MEASURE_MS)),
        lost_kbytes: Math.round((thin.down.counts.lost - began.lost) / 1_000),
        workload: `three with cameras through LiveKit, one of them and a second device by ${KBITS} kbit/s and ${RTT_MS} ms`,
      });
    }
  } finally {
    for (const editor of editors) editor.close();
    for (const bot of bots) bot.session.leave();
    await chromium.close().catch(() => undefined);
    await line.close();
    relay.close();
    await server.close();
    await livekit.close();
  }
}
