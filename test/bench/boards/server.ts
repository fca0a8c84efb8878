/** The board server of the benchmark, a process of its own on SQLite: its CPU is the server's alone. Talks to its parent by IPC. */
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { attachBoards } from "../../../server/adapters/boards/attach.ts";
import { sqliteBoardLog } from "../../../server/adapters/sqlite/board-log.ts";
import { openDatabase } from "../../../server/adapters/sqlite/database.ts";

/** `commitP99Ms`: one commit as the board server waits for it; `lagP99Ms`: how late its event loop was. Both since the last asking. */
export type FromServer =
  | { port: number }
  | { cpuMs: number; atMs: number; rssMb: number; commitP50Ms: number; commitP99Ms: number; lagP99Ms: number };

const folder = mkdtempSync(join(tmpdir(), "kartu-bench-boards-"));
const database = await openDatabase({ dataFolder: folder, alone: true });
const http = createServer();
const stored = sqliteBoardLog(database);
let commits: number[] = [];
const loop = monitorEventLoopDelay({ resolution: 5 });
loop.enable();
const boards = attachBoards(http, {
  log: {
    ...stored,
    append: async (rows) => {
      const at = performance.now();
      const seqs = await stored.append(rows);
      commits.push(performance.now() - at);
      return seqs;
    },
  },
  clock: { now: () => Date.now(), mono: () => performance.now() },
  logger: { info: () => {}, warn: console.error, error: console.error },
  stands: () => "free",
  door: {
    originAllowed: () => true,
    identify: async ({ headers }) => ({
      user: String(headers["x-user"]),
      name: String(headers["x-user"]),
      session: String(headers["x-user"]),
    }),
    role: async () => "participant",
    hasBoard: async () => true,
  },
});
const tell = (message: FromServer): void => void process.send?.(message);
http.listen(0, "127.0.0.1", () => tell({ port: (http.address() as AddressInfo).port }));
process.on("message", (what) => {
  if (what === "cpu") {
    const { user, system } = process.cpuUsage();
    commits.sort((a, b) => a - b);
    const [commitP50Ms = 0, commitP99Ms = 0] = [commits[Math.floor(commits.length * 0.5)], commits[Math.floor(commits.length * 0.99)]];
    tell({
      cpuMs: (user + system) / 1_000,
      atMs: performance.now(),
      rssMb: process.memoryUsage().rss / 2 ** 20,
      commitP50Ms,
      commitP99Ms,
      lagP99Ms: loop.percentile(99) / 1e6 - 5,
    });
    commits = [];
    loop.reset();
  } else if (what === "end") {
    void boards
      .close()
      .then(() => database.close())
      .then(() => {
        rmSync(folder, { recursive: true, force: true });
        process.exit(0);
      });
  }
});
