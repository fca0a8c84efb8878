/**
 * `npm run bench:frame -- --json [--seconds 6]`: what a frame costs with 20 and with 200 people in view, in a real Chromium.
 *
 * Workload: one screen of 1280 x 720 over an open place of 26 x 14 tiles, everyone in view with a distinct appearance and a name, speech bubbles up to
 * the bound that is shown at once, everyone walking with a new direction every 0.6 to 2.1 s. CPU is that of all processes of the browser, read from it.
 * - frame_20, frame_200: p95 of the time between drawn frames at 60 a second.
 * - saver: CPU at 15 frames a second against 60, 200 walking. idle: CPU with nobody moving against 60 frames a second.
 */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { rolldown } from "rolldown";
import { engine } from "../../bin/build/engine.ts";
import type { Place } from "../../shared/domain/place.ts";
import type { Measured } from "./frame/page.ts";

const at = process.argv.indexOf("--seconds");
const MS = 1000 * Number(at === -1 ? 6 : (process.argv[at + 1] ?? 6));
const WIDTH = 26;
const HEIGHT = 14;

const open = (): Place => {
  const tiles = (value: number): number[] => Array.from({ length: WIDTH * HEIGHT }, () => value);
  const rect = { x: 380, y: 200, w: 64, h: 64 };
  const areas: Place["areas"] = [{ id: "middle", kind: "arrival", label: { key: "middle" }, rect }];
  return {
    id: "field",
    label: { key: "field" },
    width: WIDTH,
    height: HEIGHT,
    floor: tiles(0),
    walls: tiles(0),
    solid: tiles(0),
    areas,
    things: [],
  };
};

const p95 = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b);
  return Math.round((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * 0.95))] ?? 0) * 10) / 10;
};
const ratio = (value: number): number => Math.round(value * 1000) / 1000;

const bundle = await rolldown({
  input: fileURLToPath(new URL("frame/page.ts", import.meta.url)),
  platform: "browser",
  logLevel: "silent",
  plugins: [engine()],
});
const { output } = await bundle.generate({ format: "iife" });
await bundle.close();
const html =
  '<!doctype html><title>Kartu</title><style>body{margin:0}#world{position:fixed;inset:0}</style><div id="world"></div><script src="/page.js"></script>';
const server = createServer((request, response) => {
  const script = request.url === "/page.js";
  response.setHeader("content-type", script ? "text/javascript" : "text/html; charset=utf-8");
  response.end(script ? output[0].code : html);
});
await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_BIN ?? "/usr/bin/chromium",
  args: "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync".split(
    " ",
  ),
});
try {
  const page = await browser.newPage({ viewport: { width: 1280, height: 720 } });
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  const cdp = await browser.newBrowserCDPSession();
  const cpu = async (): Promise<number> => {
    const { processInfo } = await cdp.send("SystemInfo.getProcessInfo");
    return processInfo.reduce((sum, each) => sum + each.cpuTime, 0);
  };
  const measure = async (mode: "walk" | "idle", quality: "high" | "saver", warm = 1500): Promise<Measured & { cpu: number }> => {
    // The figures are of people whose pictures are drawn already: nine each, at most eight in a frame.
    await page.evaluate(([m, q, ms]) => window.world.run(m, q, ms), [mode, quality, warm] as const);
    const before = await cpu();
    const measured = await page.evaluate(([m, q, ms]) => window.world.run(m, q, ms), [mode, quality, MS] as const);
    return { ...measured, cpu: ((await cpu()) - before) / (MS / 1000) };
  };
  const people = (n: number): Promise<void> => page.evaluate(([place, count]) => window.world.start(place, count), [open(), n] as const);
  await people(20);
  const few = await measure("walk", "high");
  await people(200);
  const many = await measure("walk", "high", 8000);
  const saver = await measure("walk", "saver");
  const idle = await measure("idle", "high");
  for (const [name, m] of Object.entries({ few, many, saver, idle })) {
    console.log(
      JSON.stringify({
        run: name,
        renderer: m.renderer,
        frames: m.draws.length,
        interval_p95_ms: p95(m.intervals),
        draw_p95_ms: p95(m.draws),
        cpu: ratio(m.cpu),
      }),
    );
  }
  console.log(
    JSON.stringify({
      bench: "frame",
      n: 200,
      workload: "1280 x 720, everyone in view and walking, no GPU unless the machine has one",
      frame_20_p95_ms: p95(few.intervals),
      frame_200_p95_ms: p95(many.intervals),
      saver_cpu_ratio: ratio(saver.cpu / many.cpu),
      idle_cpu_ratio: ratio(idle.cpu / many.cpu),
      avatar_mem_mb: Math.round((many.avatarBytes / 1048576) * 10) / 10,
    }),
  );
} finally {
  await browser.close();
  server.close();
}
