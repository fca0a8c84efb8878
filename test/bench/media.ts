/**
 * `npm run bench:media -- --json [--samples 20] [--rtt 0,50,100] [--transport mesh,livekit] [--load]`: from the grant to sound with energy, in a real Chromium.
 *
 * Mesh: two people in one page, a steady tone each, joined by a room in memory whose messages take one round trip from page to page; what
 * they send each other goes through a relay in user space that adds the same round trip (test/bench/media/udp-relay.ts). A sample is the later
 * of both directions, read from an analyser on the received track, so decoding and the jitter buffer are in it. The clock starts when the server
 * would grant: the way of the grant to the page is in the figure.
 * - audio: the two were near each other and connected. cold: granted out of nowhere, as after a teleport.
 * - again: they part for a second, come near for 200 ms (two steps), and meet.
 * - leaked: packets that the one who left received later than 250 ms after the audience shrank, with a raw connection that it keeps open.
 * LiveKit: `media/livekit.ts`; its `audio` is somebody who walks up to one in the open, `meeting` one who steps into a meeting area, `again` one who was out of it for a quarter of a
 * second, `cold` one whose page comes anew.
 * crossing: `media/crossing.ts`, Kartu's own server and pages on either transport.
 * `--load`: what listeners cost, `media/load.ts`. `--thin`: what 300 kbit/s carry, `media/thin.ts`. `--transport mesh|livekit` runs one alone.
 */
import type { Page } from "playwright-core";
import { serveMediaPage } from "../client/media/page/serve.ts";
import { crossingFigures } from "./media/crossing.ts";
import { udpRelay } from "./media/udp-relay.ts";

const option = (name: string, otherwise: string): string => {
  const at = process.argv.indexOf(`--${name}`);
  return (at === -1 ? undefined : process.argv[at + 1]) ?? otherwise;
};
const SAMPLES = Number(option("samples", "20"));
const TRANSPORTS = option("transport", "mesh,livekit").split(",");
const RTTS = option("rtt", "0,50,100").split(",").map(Number);

const quantile = (values: readonly number[], q: number): number | null => {
  const sorted = values.toSorted((a, b) => a - b);
  const found = sorted[Math.min(sorted.length - 1, Math.ceil(q * sorted.length) - 1)];
  return found === undefined ? null : Math.round(found);
};

interface Sample {
  cold: number | null;
  audio: number | null;
  again: number | null;
  /** Beside the voice of `audio`. */
  video: number | null;
}

/** One pair of people who have never met: cold, or warm and then again. */
const sample = (page: Page, index: number, rtt: number): Promise<Sample> =>
  page.evaluate(
    async ({ first, delay }) => {
      const { rig } = window;
      const [a, b] = [first, first + 1];
      const room = window.farRoom(delay);
      room.flows = 3;
      const people = [await rig.join(room, a, true), await rig.join(room, b, true)] as const;
      const heard = async (): Promise<number | null> => {
        const from = performance.now();
        for (const one of people) one.heard.clear();
        room.grant(a, b, "in");
        const both = await rig.until(() => people[0].heard.has(b) && people[1].heard.has(a));
        return both ? Math.max(people[0].heard.get(b)!, people[1].heard.get(a)!) - from : null;
      };
      const part = async (): Promise<void> => {
        room.grant(a, b, "gone");
        await rig.until(() => rig.openOf(a).length + rig.openOf(b).length === 0);
      };
      const cold = await heard();
      await part();
      room.grant(a, b, "near");
      await rig.until(() => rig.connected(a) === 1 && rig.connected(b) === 1);
      await rig.until(() => false, 300);
      await people[0].mesh.setLocalTrack("cam", rig.movingTrack());
      people[1].mesh.setInterest(a, "cam", "high");
      const from = performance.now();
      const [audio, video] = await Promise.all([
        heard(),
        rig
          .until(() => people[1].seen.has(`${a}:cam`))
          .then((there) => (there ? rig.firstPicture(people[1].seen.get(`${a}:cam`)!) : null))
          .then((at) => (at === null ? null : at - from)),
      ]);
      await people[0].mesh.setLocalTrack("cam", null);
      await part();
      await rig.until(() => false, 1_000);
      room.grant(a, b, "near");
      await rig.until(() => false, 200);
      const again = await heard();
      await part();
      for (const one of people) await one.mesh.stop();
      return { cold, audio, again, video };
    },
    { first: 1_000 * (rtt + 1) + 2 * index, delay: rtt },
  );

/** Packets at one who left and kept its connection, later than 250 ms after. */
const leak = (page: Page, id: number, rtt: number): Promise<number> =>
  page.evaluate(
    async ({ first, delay }) => {
      const { rig } = window;
      const room = window.farRoom(delay);
      await rig.join(room, first, true);
      const seat = room.seat(first + 1);
      const pc = new RTCPeerConnection({ owner: first + 1 } as RTCConfiguration);
      seat.port.onSignal(async ({ epoch, signal }) => {
        if (signal.kind === "candidate") return void pc.addIceCandidate(signal).catch(() => undefined);
        if (signal.kind !== "description") return;
        await pc.setRemoteDescription(signal);
        await pc.setLocalDescription();
        seat.port.sendSignal(first, epoch, { kind: "description", type: "answer", sdp: pc.localDescription!.sdp });
      });
      room.grant(first, first + 1, "in");
      const heard = await rig.until(async () => (await rig.received(first + 1)).packets > 10);
      if (!heard) throw new Error("the one who is to leave heard nothing before");
      room.grant(first, first + 1, "gone");
      await rig.until(() => false, 250);
      const then = (await rig.received(first + 1)).packets;
      await rig.until(() => false, 750);
      const later = (await rig.received(first + 1)).packets;
      pc.close();
      return later - then;
    },
    { first: id, delay: rtt },
  );

/** A line of the table in PERFORMANCE.md. */
const print = (line: Record<string, unknown>): void => console.log(JSON.stringify({ bench: "media", ...line }));

async function liveKit(rtt: number): Promise<void> {
  const { liveKitFigures } = await import("./media/livekit.ts");
  const { audio, meeting, again, cold, video, unheard, leaked } = await liveKitFigures(rtt, SAMPLES);
  const crossed = await crossingFigures("livekit", rtt, SAMPLES);
  print({
    transport: "livekit",
    rtt_ms: rtt,
    n: SAMPLES,
    unheard: unheard + crossed.unheard,
    audio_p50_ms: quantile(audio, 0.5),
    audio_p95_ms: quantile(audio, 0.95),
    crossing_audio_p95_ms: quantile(crossed.crossing, 0.95),
    meeting_audio_p95_ms: quantile(meeting, 0.95),
    cold_audio_p95_ms: quantile(cold, 0.95),
    again_p95_ms: quantile(again, 0.95),
    video_p50_ms: quantile(video, 0.5),
    video_p95_ms: quantile(video, 0.95),
    leaked_packets: leaked,
    workload: "Kartu's server and pages in one Chromium, livekit-server, one walks in and out; TCP and UDP relayed",
  });
}

async function mesh(): Promise<void> {
  const served = await serveMediaPage();
  try {
    for (const rtt of RTTS) {
      const relay = udpRelay(rtt / 2);
      const context = await served.browser.newContext({ permissions: ["microphone"] });
      const page = await context.newPage();
      await page.exposeFunction("lead", (candidate: string) => relay.lead(candidate));
      await page.goto(served.url);
      await page.mouse.click(5, 5);
      await page.evaluate(async () => {
        await window.rig.permit();
        window.farRoom = (delay) => {
          const room = window.rig.room();
          room.delay = delay;
          room.rewrite = async (_from, _to, signal) => {
            if (signal.kind !== "candidate") return signal;
            const candidate = await window.lead(signal.candidate);
            return candidate === null ? null : { ...signal, candidate };
          };
          return room;
        };
      });
      const samples: Sample[] = [];
      for (let i = 0; i < SAMPLES; i++) samples.push(await sample(page, i, rtt));
      let leaked = 0;
      for (let i = 0; i < 5; i++) leaked += await leak(page, 900_000 + 2 * i, rtt);
      await context.close();
      relay.close();
      const crossed = await crossingFigures("mesh", rtt, SAMPLES);
      const of = (key: keyof Sample): number[] => samples.map((one) => one[key]).filter((ms) => ms !== null);
      const line = {
        transport: "mesh",
        rtt_ms: rtt,
        n: SAMPLES,
        unheard: samples.flatMap(Object.values).filter((ms) => ms === null).length + crossed.unheard,
        audio_p50_ms: quantile(of("audio"), 0.5),
        audio_p95_ms: quantile(of("audio"), 0.95),
        crossing_audio_p95_ms: quantile(crossed.crossing, 0.95),
        cold_audio_p95_ms: quantile(of("cold"), 0.95),
        again_p95_ms: quantile(of("again"), 0.95),
        video_p50_ms: quantile(of("video"), 0.5),
        video_p95_ms: quantile(of("video"), 0.95),
        leaked_packets: leaked,
        workload: "two pages' meshes in one Chromium, tone, room in memory, UDP relay",
      };
      print(line);
    }
  } finally {
    await served.close();
  }
}

if (process.argv.includes("--load")) await (await import("./media/load.ts")).loadRun(print);
else if (process.argv.includes("--thin")) await (await import("./media/thin.ts")).thinRun(print);
else {
  if (TRANSPORTS.includes("mesh")) await mesh();
  if (TRANSPORTS.includes("livekit")) for (const rtt of RTTS) await liveKit(rtt);
}

declare global {
  interface Window {
    /** A room whose messages and connections take `delay` ms there and back. */
    farRoom(delay: number): ReturnType<Window["rig"]["room"]>;
  }
}
