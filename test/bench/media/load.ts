/**
 * `npm run bench:media -- --load --json`: what one more listener costs Kartu and LiveKit. One speaks from the stage of the garden without a pause; 20, 40 and 60
 * come into the hall, one after another, at most 20 a process: bots on the client's own `net` that hear by `@livekit/rtc-node` through Kartu's signal pipe, as
 * pages do. Each server's processor time over some seconds, after they have come and stand still.
 */
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { execFileSync } from "node:child_process";
import { startLiveKit } from "../../support/livekit.ts";
import { newInvite, newSpace, ownerSession, spawnServer } from "../../support/server.ts";
import type { LoadOrder } from "./load-people.ts";

const STEPS = [20, 40, 60];
const A_PROCESS = 20;
const MEASURE_MS = 10_000;
const FUTURE = 300;
/** Until the walking and the joining are over. */
const SETTLE_MS = 3_000;

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const TICKS = Number(execFileSync("getconf", ["CLK_TCK"], { encoding: "utf8" }));
/** Processor time that a process has had, s. */
function cpuOf(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8")
    .replace(/^.*\) /, "")
    .split(" ");
  return (Number(fields[11]) + Number(fields[12])) / TICKS;
}

/** Least squares. @param y of `x`, in the same order */
function line(x: readonly number[], y: readonly number[]): { slope: number; at(x: number): number } {
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [mx, my] = [mean(x), mean(y)];
  const slope = mean(x.map((one, i) => (one - mx) * ((y[i] ?? 0) - my))) / mean(x.map((one) => (one - mx) ** 2));
  return { slope, at: (one) => my + slope * (one - mx) };
}
const digits = (value: number, n: number): number => Number(value.toFixed(n));

export async function loadRun(print: (line: Record<string, unknown>) => void): Promise<void> {
  const livekit = await startLiveKit();
  const { url, key, secret } = livekit.config;
  const server = await spawnServer({ env: { LIVEKIT_URL: url, LIVEKIT_API_KEY: key, LIVEKIT_API_SECRET: secret } });
  const children: ChildProcess[] = [];
  try {
    const owner = await ownerSession(server);
    const { id: space } = await newSpace(owner);
    const trainer = await newInvite(owner, space, "trainer");
    const code = await newInvite(owner, space);
    const people = async (order: Omit<LoadOrder, "kartu">): Promise<void> => {
      const child = fork(new URL("./load-people.ts", import.meta.url), { stdio: ["ignore", "ignore", "inherit", "ipc"] });
      children.push(child);
      child.send({ kartu: server.url, ...order } satisfies LoadOrder);
      const [said] = (await Promise.race([once(child, "message"), once(child, "exit")])) as [unknown];
      if (said !== "there") throw new Error("a process of listeners ended");
    };
    /** Per cent of a core. */
    const shares = async (): Promise<{ kartu: number; livekit: number }> => {
      await pause(SETTLE_MS);
      const cpu = (): [number, number] => [cpuOf(server.pid()), cpuOf(livekit.pid())];
      const [before, from] = [cpu(), performance.now()];
      await pause(MEASURE_MS);
      const seconds = (performance.now() - from) / 1000;
      const after = cpu();
      return { kartu: ((after[0] - before[0]) / seconds) * 100, livekit: ((after[1] - before[1]) / seconds) * 100 };
    };

    await people({ code: trainer, names: ["Speaker"], area: "stage", speaks: true });
    const points = [{ listeners: 0, ...(await shares()) }];
    for (const listeners of STEPS) {
      const names = Array.from({ length: A_PROCESS }, (_, i) => `Listener ${listeners - A_PROCESS + i}`);
      await people({ code, names, area: "hall", speaks: false });
      const point = { listeners, ...(await shares()) };
      points.push(point);
      print({
        load: true,
        transport: "livekit",
        listeners,
        livekit_core_pct: digits(point.livekit, 1),
        kartu_core_pct: digits(point.kartu, 1),
      });
    }
    const x = points.map(({ listeners }) => listeners);
    const [forLiveKit, forKartu] = [
      line(
        x,
        points.map((point) => point.livekit),
      ),
      line(
        x,
        points.map((point) => point.kartu),
      ),
    ];
    print({
      load: true,
      transport: "livekit",
      n: STEPS.at(-1),
      livekit_core_pct_per_listener: digits(forLiveKit.slope, 3),
      livekit_core_pct_at_300: Math.round(forLiveKit.at(FUTURE)),
      kartu_core_pct_per_listener: digits(forKartu.slope, 3),
      kartu_core_pct_at_300: Math.round(forKartu.at(FUTURE)),
      workload: `one voice from the stage, rtc-node listeners in the hall through Kartu's pipe, ${A_PROCESS} a process, ${MEASURE_MS / 1000} s each`,
    });
  } finally {
    for (const child of children) child.kill("SIGKILL");
    await server.close();
    await livekit.close();
  }
}
