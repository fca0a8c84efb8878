/**
 * npm run bench:boards -- --json
 *
 * Workload: a board server of its own process on SQLite (WAL, FULL), clients in this one, loopback, everything through the product's path
 * (checks, commit, relay). (1) `editors` = 50 at one board, each 10 edits and 10 cursors a second; five of them apply what they hear and measure
 * from the sender's socket write to the apply. (2) 400 at 40 boards, the same each. (3) ten seconds of freehand at 60 points a second, with the
 * product's own stroke and element code: bytes up against two float32 a point. (4) opening a board of 5,000 elements cold.
 */
import { type ChildProcess, fork } from "node:child_process";
import { monitorEventLoopDelay } from "node:perf_hooks";
import * as encoding from "lib0/encoding";
import { StrokeSender } from "../../client/board/strokes.ts";
import { MESSAGE_STROKE } from "../../shared/board/board.ts";
import { toBoardElement } from "../../shared/board/element.ts";
import { writeSegment } from "../../shared/board/stroke.ts";
import { Editor, element } from "./boards/editor.ts";
import type { FromServer } from "./boards/server.ts";

const EDITORS = 50;
const CAPACITY = 400;
const BOARDS = 40;
const PER_SECOND = 10;
/** ms that are measured, after a warm-up. */
const MEASURE = 10_000;
const WARM = 2_000;

const json = process.argv.includes("--json");
const print = (line: object): void => console.log(json ? JSON.stringify(line) : line);
const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const round = (n: number, digits = 1): number => Number(n.toFixed(digits));

let server: ChildProcess;
const answer = <T extends FromServer>(): Promise<T> => new Promise((resolve) => server.once("message", (m) => resolve(m as T)));
type Load = Extract<FromServer, { cpuMs: number }>;
async function cpu(): Promise<Load> {
  const reply = answer<Load>();
  server.send("cpu");
  return reply;
}

/** Everyone edits and points `PER_SECOND` times a second, spread over time. @returns how to stop */
function draw(editors: readonly Editor[]): () => void {
  const timers: NodeJS.Timeout[] = [];
  for (const [i, editor] of editors.entries()) {
    const begin = setTimeout(
      () => {
        timers.push(setInterval(() => editor.edit(), 1_000 / PER_SECOND));
        timers.push(setInterval(() => editor.point(), 1_000 / PER_SECOND));
      },
      (i * 1_000) / PER_SECOND / editors.length,
    );
    timers.push(begin);
  }
  return () => timers.forEach(clearInterval);
}

const quantile = (sorted: readonly number[], q: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? Number.NaN;

interface Crowd {
  p50: number;
  p99: number;
  corePct: number;
  samples: number;
  after: Load;
  /** How late this process was: what of the latency is the client's own. */
  clientLagP99: number;
  downKbS: number;
}

async function crowd(port: number, count: number, boards: number): Promise<Crowd> {
  const perBoard = count / boards;
  const watchers = Math.max(1, Math.round(5 / boards));
  const editors: Editor[] = [];
  for (let i = 0; i < count; i++) {
    const board = Math.floor(i / perBoard);
    // At most ten watch in all: an apply costs this process about what it costs the server.
    const editor = new Editor(port, `bench/crowd-${count}-${board}`, `u${count}-${i}`, i % perBoard < watchers && board < 10);
    editors.push(editor);
    if (i % 20 === 19) await Promise.all(editors.slice(-20).map((e) => e.ready));
  }
  await Promise.all(editors.map((e) => e.ready));
  const stop = draw(editors);
  await sleep(WARM);
  for (const e of editors) {
    e.latencies.length = 0;
    e.heardBytes = 0;
  }
  const loop = monitorEventLoopDelay({ resolution: 5 });
  loop.enable();
  const before = await cpu();
  await sleep(MEASURE);
  const after = await cpu();
  loop.disable();
  const samples = editors.flatMap((e) => e.latencies).sort((a, b) => a - b);
  const heard = editors.reduce((sum, e) => sum + e.heardBytes, 0);
  stop();
  for (const e of editors) e.close();
  await sleep(300);
  return {
    p50: quantile(samples, 0.5),
    p99: quantile(samples, 0.99),
    corePct: ((after.cpuMs - before.cpuMs) / (after.atMs - before.atMs)) * 100,
    samples: samples.length,
    after,
    clientLagP99: loop.percentile(99) / 1e6 - 5,
    downKbS: heard / count / (MEASURE / 1_000) / 1_000,
  };
}

/** Ten seconds of a pen: 60 points a second at fractions of a px, flushed every 50 ms, committed at the end. */
async function freehand(port: number): Promise<{ ratio: number; bytes: number; points: number }> {
  const editor = new Editor(port, "bench/freehand", "pen", false);
  await editor.ready;
  const before = editor.sentBytes;
  const sender = new StrokeSender(() => 0.5);
  const points: [number, number][] = [];
  const count = 600;
  for (let i = 0; i < count; i++) {
    points.push([i * 1.37 + Math.sin(i / 9) * 40.21, Math.cos(i / 11) * 120.77 + (i % 7) * 0.31]);
    if (i % 3 !== 2) continue;
    for (const segment of sender.segments({ id: "V1StGXR8_Z5jdHi6B-myT", x: 100.5, y: 200.25, points, colour: "#1e1e1e", width: 2 })) {
      const e = encoding.createEncoder();
      encoding.writeVarUint(e, MESSAGE_STROKE);
      writeSegment(e, segment);
      editor.sendRaw(encoding.toUint8Array(e));
    }
  }
  const stroke = { points, lastCommittedPoint: null, pressures: [], simulatePressure: true };
  const finished = toBoardElement({ ...element("V1StGXR8_Z5jdHi6B-myT", { type: "freedraw" }), ...stroke });
  if (finished === null) throw new Error("the stroke is no element");
  editor.elements.set(finished.id, finished);
  const bytes = editor.sentBytes - before;
  editor.close();
  return { ratio: bytes / (count * 8), bytes, points: count };
}

async function loadCold(port: number): Promise<number> {
  const room = "bench/large";
  const writer = new Editor(port, room, "writer", true);
  await writer.ready;
  for (let from = 0; from < 5_000; from += 250) {
    writer.doc.transact(() => {
      for (let i = from; i < from + 250; i++) writer.elements.set(`e${i}`, element(`e${i}`, { x: -i, index: `a${i.toString(36)}` }));
    });
    await sleep(60);
  }
  await sleep(500);
  writer.close();
  // Put away and compacted: what follows comes from the disk.
  await sleep(1_500);
  const times: number[] = [];
  for (let i = 0; i < 5; i++) {
    const at = performance.now();
    const reader = new Editor(port, room, "reader", true);
    await reader.ready;
    if (reader.elements.size !== 5_000) throw new Error(`only ${reader.elements.size} of 5,000 elements came`);
    times.push(performance.now() - at);
    reader.close();
    await sleep(400);
  }
  return quantile(
    times.sort((a, b) => a - b),
    0.5,
  );
}

server = fork(new URL("./boards/server.ts", import.meta.url));
const { port } = await answer<Extract<FromServer, { port: number }>>();
try {
  const pen = await freehand(port);
  print({
    part: "freehand",
    points: pen.points,
    bytes_up: pen.bytes,
    ratio_to_float32_pairs: round(pen.ratio, 2),
    ratio_to_int16_pairs: round(pen.ratio * 2, 2),
  });
  const load = await loadCold(port);
  print({ part: "load", elements: 5_000, load_ms: round(load) });
  const said = (c: Crowd): object => ({
    samples: c.samples,
    p50_ms: round(c.p50),
    p99_ms: round(c.p99),
    server_core_pct: round(c.corePct),
    down_kb_s: round(c.downKbS),
    commit_p50_ms: round(c.after.commitP50Ms),
    commit_p99_ms: round(c.after.commitP99Ms),
    server_lag_p99_ms: round(c.after.lagP99Ms),
    client_lag_p99_ms: round(c.clientLagP99),
    rss_mb: round(c.after.rssMb),
  });
  const one = await crowd(port, EDITORS, 1);
  print({ part: "one board", editors: EDITORS, ...said(one) });
  const many = await crowd(port, CAPACITY, BOARDS);
  print({ part: "many boards", editors: CAPACITY, boards: BOARDS, ...said(many) });
  print({
    bench: "boards",
    n: EDITORS,
    workload: `${EDITORS} editors on one board, ${CAPACITY} on ${BOARDS}, each ${PER_SECOND} edits and ${PER_SECOND} cursors a second for ${MEASURE / 1_000} s`,
    editors: EDITORS,
    latency_p50_ms: round(one.p50),
    latency_p99_ms: round(one.p99),
    capacity_editors: CAPACITY,
    capacity_core_pct: round(many.corePct),
    capacity_p99_ms: round(many.p99),
    freehand_ratio: round(pen.ratio, 2),
    load_5000_ms: round(load),
  });
} finally {
  server.send("end");
}
