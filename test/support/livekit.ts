/**
 * A real livekit-server on loopback, with ports of its own. The binary is LIVEKIT_SERVER_BIN, or `livekit-server` on the PATH, or
 * `.bin/livekit-server` (`npm run livekit` says how to get it). Without it tests that need it are skipped, which CI=true counts as an error.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { JoinRequest } from "@livekit/protocol";
import { WebSocket } from "ws";
import { liveKitBinary, liveKitConfig, type LiveKitPorts } from "../../bin/livekit/binary.ts";
import type { LiveKitConfig } from "../../server/adapters/livekit/media-server.ts";
import { writeJoin } from "../../server/adapters/livekit/pipe/join-request.ts";
import type { MediaServer } from "../../server/ports/media-server.ts";
import { freePort } from "./ports.ts";
import { until } from "./until.ts";

const KEY = "kartu-tests";
const SECRET = "a-secret-of-tests-that-is-long-enough-for-livekit";

/** For `describe.skipIf` and `it.skipIf`. */
export const noLiveKit = liveKitBinary() === null;

export interface LiveKitServer {
  /** For `startTestServer({ livekit })`. */
  config: LiveKitConfig;
  ports: LiveKitPorts;
  /** Of the server as it runs now. */
  pid(): number;
  /** What it wrote since it began. */
  output(): string;
  /** Ends it without a word; resolves when it is gone. */
  kill9(): Promise<void>;
  /** After `kill9`, on the same ports. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

/** What is in its file, and the key that it knows. */
export interface LiveKitFile {
  text: string;
  key: string;
  secret: string;
}

/** As `npm run livekit` has it. @param room of LiveKit's own settings */
export const usualFile =
  (room: Record<string, unknown> = {}) =>
  (ports: LiveKitPorts): LiveKitFile => {
    const usual = JSON.parse(liveKitConfig(ports, "127.0.0.1", KEY, SECRET)) as { room: object };
    return { text: JSON.stringify({ ...usual, room: { ...usual.room, ...room } }), key: KEY, secret: SECRET };
  };

/** Somebody at its signalling, as Kartu lets them in. @throws when they are refused */
export async function enterLiveKit(server: MediaServer, room: string, identity: string): Promise<WebSocket> {
  const { url, authorization } = await server.admit({ room, identity, sources: ["mic"] });
  const socket = new WebSocket(`${url}?join_request=${writeJoin(new JoinRequest({ clientInfo: { protocol: 16 } }), null)}`, {
    headers: { authorization },
  });
  await new Promise((resolve, reject) => {
    socket.once("message", resolve);
    socket.once("error", reject);
  });
  return socket;
}

export async function startLiveKit(make: (ports: LiveKitPorts) => LiveKitFile = usualFile()): Promise<LiveKitServer> {
  const binary = liveKitBinary();
  if (binary === null) throw new Error("there is no livekit-server");
  const [http, tcp, udp] = [await freePort(), await freePort(), await freePort()];
  const { text, key, secret } = make({ http, tcp, udp });
  const folder = await mkdtemp(join(tmpdir(), "kartu-livekit-"));
  const file = join(folder, "livekit.yaml");
  await writeFile(file, text);
  let child: ChildProcess;
  let written = "";
  const start = async (): Promise<void> => {
    const started = spawn(binary, ["--config", file], { stdio: ["ignore", "pipe", "pipe"], cwd: folder });
    child = started;
    for (const stream of [started.stdout, started.stderr]) stream.setEncoding("utf8").on("data", (text: string) => (written += text));
    await until("livekit-server listens", async () => {
      if (started.exitCode !== null) throw new Error(`livekit-server ended:\n${written}`);
      return (await fetch(`http://127.0.0.1:${http}/`)).ok;
    });
  };
  const kill9 = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGKILL");
    await gone;
  };
  await start();
  return {
    ports: { http, tcp, udp },
    pid: () => child.pid ?? 0,
    config: { url: `ws://127.0.0.1:${http}`, key, secret },
    output: () => written,
    kill9,
    restart: start,
    async close() {
      await kill9();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
