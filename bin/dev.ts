/**
 * `npm run dev`: the server (starts again when its files change) with a seeded space, the page from Vite (changes show at once), and bots
 * that walk about. KARTU_BOTS=0 leaves them out; the data is in data/dev. One Ctrl-C ends it all.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { DEV_INVITE, DEV_OWNER } from "../server/dev/seed.ts";

const root = join(import.meta.dirname, "..");
const port = process.env.PORT ?? "2567";
const vitePort = process.env.KARTU_VITE_PORT ?? "5173";
const bots = process.env.KARTU_BOTS ?? "8";
const botsFile = join(root, "test/support/bots/run.ts");
/** The server is up within this, or something is wrong that its own words explain. */
const UP_WITHIN_MS = 30_000;

const children = new Set<ChildProcess>();
let ending = false;

function end(code: number): void {
  if (ending) return;
  ending = true;
  process.exitCode = code;
  for (const child of children) child.kill("SIGTERM");
}

/** @param vital without it there is nothing to develop on: all ends with it */
function run(name: string, args: string[], env: Record<string, string>, vital: boolean): void {
  const child = spawn(process.execPath, args, { cwd: root, env: { ...process.env, ...env }, stdio: ["ignore", "inherit", "inherit"] });
  children.add(child);
  child.on("exit", (code) => {
    children.delete(child);
    if (ending) return;
    console.log(`${name} ended (${code ?? "by a signal"}).`);
    if (vital) end(code ?? 1);
  });
}

async function serverIsUp(): Promise<boolean> {
  const deadline = Date.now() + UP_WITHIN_MS;
  while (Date.now() < deadline && !ending) {
    const answer = await fetch(`http://127.0.0.1:${port}/healthz`).catch(() => null);
    if (answer?.ok) return true;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  return false;
}

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => end(0));

const data = process.env.KARTU_DATA ?? join(root, "data/dev");
// PUBLIC_URL stays unset: the bots come straight to the server, the page by way of Vite.
run(
  "The server",
  ["--watch", "--watch-preserve-output", "server/main.ts"],
  { KARTU_DEV: "1", KARTU_DATA: data, PORT: port, KARTU_HOST: "127.0.0.1" },
  true,
);
run("Vite", [join(root, "node_modules/vite/bin/vite.js"), "--clearScreen", "false"], { PORT: port, KARTU_VITE_PORT: vitePort }, true);

if (await serverIsUp()) {
  const page = `http://localhost:${vitePort}`;
  console.log(
    `\nKartu in development:\n  as its owner   ${page}/owner#${process.env.KARTU_DEV_OWNER ?? DEV_OWNER}\n  as a guest     ${page}/join#${DEV_INVITE}\n`,
  );
  console.log(
    "A microphone without a microphone: start Chromium with --use-fake-device-for-media-stream --use-fake-ui-for-media-stream.\n",
  );
  if (bots !== "0" && existsSync(botsFile)) run("The bots", [botsFile, `http://127.0.0.1:${port}`, DEV_INVITE, bots, "600"], {}, false);
}
