/** The board server of the benchmark, a process of its own on SQLite: its CPU is the server's alone. Talks to its parent by IPC. */
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { attachBoards } from "../../../server/adapters/boards/attach.ts";
import { sqliteBoardLog } from "../../../server/adapters/sqlite/board-log.ts";
import { openDatabase } from "../../../server/adapters/sqlite/database.ts";

export type FromServer = { port: number } | { cpuMs: number; atMs: number; rssMb: number };

const folder = mkdtempSync(join(tmpdir(), "kartu-bench-boards-"));
const database = await openDatabase({ dataFolder: folder, alone: true });
const http = createServer();
const boards = attachBoards(http, {
  log: sqliteBoardLog(database),
  clock: { now: () => Date.now(), mono: () => performance.now() },
  logger: { info: () => {}, warn: console.error, error: console.error },
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
    tell({ cpuMs: (user + system) / 1_000, atMs: performance.now(), rssMb: process.memoryUsage().rss / 2 ** 20 });
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
