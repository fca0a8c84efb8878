/**
 * `npm run bench:world -- --json [--people 300,2000]`: N avatars in one room, all walking, a new direction about once a second, about 30 in
 * view (PERFORMANCE.md). The server is a process of its own, whose CPU time (all threads) is counted; the walkers are here. In the same run: the
 * same number in a plain schema map at 10 moves a second, and bare `ws` sockets for the price of a message and of a frame.
 * Prints one JSON object a line; the last one is N = 1,000.
 */
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { getMessageBytes, Protocol } from "@colyseus/core";
import WebSocket from "ws";
import { call } from "../../client/net/api.ts";
import { type Grid, gridOf } from "../../shared/domain/place.ts";
import { PROTOCOL } from "../../shared/protocol/codes.ts";
import { callerAt } from "../support/bots/guest.ts";
import type { FromServer, Mode, Ready, ToServer, Usage } from "./world/messages.ts";
import { seeded } from "../../shared/domain/seeded.ts";
import { newTally, type Tally, Walker } from "./world/walker.ts";

const SERVER = fileURLToPath(new URL("./world/server.ts", import.meta.url));
const WARM_MS = 3_000;
const MEASURE_MS = 10_000;
const PLAIN_MS = 5_000;
/** One in so many looks into its frames; all count bytes. */
const READER_EVERY = 4;

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const round = (value: number, digits = 1): number => Number(value.toFixed(digits));
const json = process.argv.includes("--json");
const print = (line: object): void => console.log(JSON.stringify(line));
const note = (text: string): void => {
  if (!json) console.error(text);
};

interface Server {
  ready: Ready;
  ask(message: ToServer): Promise<FromServer>;
  usage(): Promise<Usage>;
  close(): Promise<void>;
}

async function serve(mode: Mode, people: number): Promise<Server> {
  const child: ChildProcess = fork(SERVER, [JSON.stringify({ mode, people })], { stdio: ["ignore", "inherit", "inherit", "ipc"] });
  const exit = once(child, "exit");
  const next = async (): Promise<FromServer> => {
    const [message] = (await Promise.race([
      once(child, "message"),
      exit.then(([code]) => {
        throw new Error(`the server of the bench ended with ${String(code)}`);
      }),
    ])) as [FromServer];
    return message;
  };
  const ask = async (message: ToServer): Promise<FromServer> => {
    const answer = next();
    child.send(message);
    return answer;
  };
  const ready = await next();
  if (ready.kind !== "ready") throw new Error(`the server of the bench did not begin: ${JSON.stringify(ready)}`);
  return {
    ready,
    ask,
    async usage() {
      const answer = await ask({ kind: "usage" });
      if (answer.kind !== "usage") throw new Error("not an answer");
      return answer;
    },
    async close() {
      child.disconnect();
      await exit;
    },
  };
}

const corePct = (from: Usage, to: Usage): number => (100 * (to.cpuUs - from.cpuUs)) / ((to.at - from.at) * 1000);

interface Prices {
  inUs: number;
  outUs: number;
}

/** CPU of bare `ws` for one message in and one frame out, us. */
async function calibrate(): Promise<Prices> {
  const server = await serve("bare", 0);
  const sockets = Array.from({ length: 200 }, () => new WebSocket(server.ready.url.replace("http", "ws"), { perMessageDeflate: false }));
  await Promise.all(sockets.map((socket) => once(socket, "open")));
  const message = Buffer.alloc(14);
  const idle = await server.usage();
  await sleep(1_000);
  const before = await server.usage();
  const rounds = 100;
  for (let i = 0; i < rounds; i++) {
    // Spread like people, not in one burst: a packet each.
    for (const [n, socket] of sockets.entries()) {
      socket.send(message);
      if (n % 10 === 9) await sleep(0);
    }
  }
  await sleep(300);
  const taken = await server.usage();
  await server.ask({ kind: "send", frames: 60, bytes: 40, everyMs: 50 });
  const sent = await server.usage();
  const idleUs = (before.cpuUs - idle.cpuUs) / (before.at - idle.at);
  const cost = (a: Usage, b: Usage, n: number): number => Math.max(0, b.cpuUs - a.cpuUs - idleUs * (b.at - a.at)) / n;
  for (const socket of sockets) socket.terminate();
  await server.close();
  return { inUs: cost(before, taken, rounds * sockets.length), outUs: cost(taken, sent, 60 * sockets.length) };
}

interface Measured {
  corePct: number;
  downBytes: number;
  p50: number;
  p99: number;
  samples: number;
  messagesIn: number;
  framesOut: number;
  stateBytes: number;
  joinMs: number;
  inView: number;
  rssMb: number;
  counts: Record<string, number>;
}

async function measureProduct(people: number): Promise<Measured> {
  const server = await serve("product", people);
  const { url, cookies, space } = server.ready;
  const first = callerAt(url, { cookie: cookies[0] ?? "" });
  const answer = await call("GET /api/spaces/:space/places", { params: { space } }, first);
  if (!answer.ok) throw new Error(answer.code);
  const grids = new Map<string, Grid>(answer.value.places.map((place) => [place.id, gridOf(place)]));
  let tally: Tally = newTally();
  const random = seeded(people);
  const walkers: Walker[] = [];
  const joinAt = performance.now();
  const join = async (cookie: string, i: number): Promise<void> => {
    const caller = callerAt(url, { cookie });
    const seat = await call(
      "POST /api/spaces/:space/join",
      { params: { space }, body: { protocol: PROTOCOL, build: "dev", lang: "en" } },
      caller,
    );
    if (!seat.ok) throw new Error(seat.code);
    const { processId, roomId, sessionId } = seat.value.reservation as { processId: string; roomId: string; sessionId: string };
    const address = `${url.replace("http", "ws")}/${processId}/${roomId}?sessionId=${sessionId}`;
    walkers.push(new Walker(address, { cookie, origin: url }, grids, i % READER_EVERY === 0, random, () => tally));
  };
  for (let i = 0; i < cookies.length; i += 25) await Promise.all(cookies.slice(i, i + 25).map((cookie, k) => join(cookie, i + k)));
  for (const deadline = performance.now() + 30_000; !walkers.every((walker) => walker.walking); await sleep(20)) {
    if (performance.now() > deadline) throw new Error(`only ${walkers.filter((walker) => walker.walking).length} of ${people} are inside`);
  }
  const joinMs = performance.now() - joinAt;
  const timer = setInterval(() => {
    for (const walker of walkers) walker.tick();
  }, 20);
  await sleep(WARM_MS);
  tally = newTally();
  const from = await server.usage();
  await sleep(MEASURE_MS);
  const to = await server.usage();
  const done = tally;
  clearInterval(timer);
  const seconds = (to.at - from.at) / 1000;
  const closed = walkers.filter((walker) => walker.closed !== 0).length;
  if (closed > 0) throw new Error(`${closed} connections were closed`);
  const sorted = done.latencies.sort((a, b) => a - b);
  const at = (q: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? Number.NaN;
  const counts: Record<string, number> = {};
  for (const [what, n] of Object.entries(to.counts)) counts[what] = n - (from.counts[what] ?? 0);
  for (const walker of walkers) walker.close();
  await server.close();
  return {
    corePct: corePct(from, to),
    downBytes: done.bytesDown / people / seconds,
    p50: at(0.5),
    p99: at(0.99),
    samples: sorted.length,
    messagesIn: done.messagesUp / seconds,
    framesOut: done.messagesDown / seconds,
    stateBytes: Math.max(...walkers.map((walker) => walker.stateBytes)),
    joinMs,
    // Records of turns that reach one reader in a second, by turns of one walker in a second.
    inView: (done.records * READER_EVERY) / Math.max(1, done.segments),
    rssMb: to.rssMb,
    counts,
  };
}

async function measurePlain(people: number): Promise<{ corePct: number; downBytes: number }> {
  const server = await serve("plain", people);
  let bytes = 0;
  const sockets = server.ready.cookies.map((path) => {
    const socket = new WebSocket(`${server.ready.url.replace("http", "ws")}${path}`, { perMessageDeflate: false });
    socket.on("message", (data: Buffer) => {
      bytes += data.length;
      if (data[0] === Protocol.JOIN_ROOM) socket.send(Uint8Array.of(Protocol.JOIN_ROOM));
    });
    return socket;
  });
  await Promise.all(sockets.map((socket) => once(socket, "open")));
  await sleep(1_000);
  const random = seeded(people);
  const places = sockets.map(() => ({ x: random() * 8_000, y: random() * 8_000 }));
  let turn = 0;
  const timer = setInterval(() => {
    // A tenth of them each 10 ms: ten moves a second each.
    for (let i = turn++ % 10; i < sockets.length; i += 10) {
      const place = places[i];
      const socket = sockets[i];
      if (place === undefined || socket === undefined || socket.readyState !== WebSocket.OPEN) continue;
      place.x += (random() - 0.5) * 32;
      place.y += (random() - 0.5) * 32;
      socket.send(getMessageBytes.raw(Protocol.ROOM_DATA, "move", place));
    }
  }, 10);
  await sleep(1_500);
  bytes = 0;
  const from = await server.usage();
  await sleep(PLAIN_MS);
  const to = await server.usage();
  const seconds = (to.at - from.at) / 1000;
  const downBytes = bytes / people / seconds;
  clearInterval(timer);
  for (const socket of sockets) socket.terminate();
  await server.close();
  return { corePct: corePct(from, to), downBytes };
}

const wanted = process.argv[process.argv.indexOf("--people") + 1] ?? "";
const extra = process.argv.includes("--people")
  ? wanted
      .split(",")
      .map(Number)
      .filter((n) => n > 0 && n !== 100 && n !== 1_000)
  : [];
const sizes = [...extra, 100, 1_000];
const prices = await calibrate();
note(`bare ws: ${prices.inUs.toFixed(1)} us a message in, ${prices.outUs.toFixed(1)} us a frame out`);
let small = Number.NaN;
for (const people of sizes) {
  const own = await measureProduct(people);
  const plain = await measurePlain(people);
  if (people === 100) small = own.downBytes;
  print({
    bench: "world",
    n: people,
    workload: "all walking, a turn a second, cookies, SQLite, collision, audience; plain: 10 moves a second",
    server_core_pct: round(own.corePct),
    down_bytes_per_client_s: round(own.downBytes, 0),
    latency_p50_ms: round(own.p50),
    latency_p99_ms: round(own.p99),
    latency_samples: own.samples,
    growth_100_to_1000: people === 1_000 ? round(own.downBytes / small, 2) : null,
    plain_down_bytes_per_client_s: round(plain.downBytes, 0),
    plain_server_core_pct: round(plain.corePct),
    floor_core_pct: round((prices.inUs * own.messagesIn + prices.outUs * own.framesOut) / 10_000),
    in_view: round(own.inView),
    messages_in_s: round(own.messagesIn, 0),
    frames_out_s: round(own.framesOut, 0),
    all_walking_ms: round(own.joinMs, 0),
    state_bytes: own.stateBytes,
    rss_mb: round(own.rssMb, 0),
    fixes: own.counts["fixes"] ?? 0,
    diverged: own.counts["diverged"] ?? 0,
    us_in: round(prices.inUs),
    us_out: round(prices.outUs),
  });
}
process.exit(0);
