/**
 * Servers for tests, on 127.0.0.1 and a free port, with a data folder of their own under the system's temporary one.
 * - `startTestServer()`: in this process; quick, its parts can be reached through `.kartu`.
 * - `spawnServer()`: a child process as users run it; `kill9()` and `restart()` on the same data folder and port.
 * - `ownerSession(server)`, `guestSession(server, owner, space)`: people, with their cookie and a typed way to the API; `sitIn` seats them in a space.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Protocol } from "@colyseus/core";
import { WebSocket } from "ws";
import { type KartuOptions, type Running, startKartu } from "../../server/app.ts";
import { makeOwnerCode } from "../../server/commands/owner.ts";
import type { Role } from "../../shared/domain/permissions.ts";
import { PROTOCOL } from "../../shared/protocol/codes.ts";
import type { Api, Failure, Me, SpaceInfo } from "../../shared/protocol/http.ts";
import { freePort } from "./ports.ts";

const MAIN = fileURLToPath(new URL("../../server/main.ts", import.meta.url));
/** A child that is not listening after this long is broken, ms. */
const UP_MS = 40_000;

export interface TestServer {
  /** `http://127.0.0.1:<port>` */
  url: string;
  port: number;
  dataFolder: string;
  /** A one-time owner code. */
  ownerCode(): Promise<string>;
  close(): Promise<void>;
}

export interface InProcessServer extends TestServer {
  kartu: Running;
}

export const newDataFolder = (): Promise<string> => mkdtemp(join(tmpdir(), "kartu-test-"));

/** In this process. `dataFolder` given: it is left there at the end. */
export async function startTestServer(options: Partial<KartuOptions> = {}): Promise<InProcessServer> {
  const dataFolder = options.dataFolder ?? (await newDataFolder());
  const kartu = await startKartu({ host: "127.0.0.1", port: 0, stunPort: 0, ...options, dataFolder });
  return {
    kartu,
    url: kartu.url,
    port: kartu.port,
    dataFolder,
    ownerCode: () => makeOwnerCode(kartu.ports),
    close: async () => {
      await kartu.close();
      if (options.dataFolder === undefined) await rm(dataFolder, { recursive: true, force: true });
    },
  };
}

export interface SpawnedServer extends TestServer {
  /** Everything it wrote to the terminal since its last start. */
  output(): string;
  pid(): number;
  /** Ends it without a word, as a power cut would; resolves when it is gone. */
  kill9(): Promise<void>;
  /** SIGTERM; resolves with exit code (null when it had to be killed by the system) and the time it took, ms. */
  stop(): Promise<{ code: number | null; ms: number }>;
  /** Starts it again (after `kill9` or `stop`) on the same folder and port. */
  restart(): Promise<void>;
}

export interface SpawnOptions {
  port?: number;
  dataFolder?: string;
  env?: Record<string, string>;
}

/** As a child process. @throws when it ends before it listens; the message is what it wrote */
export async function spawnServer(options: SpawnOptions = {}): Promise<SpawnedServer> {
  const dataFolder = options.dataFolder ?? (await newDataFolder());
  let port = options.port ?? (await freePort());
  let child: ChildProcess;
  let written = "";

  const start = async (): Promise<void> => {
    written = "";
    const { NODE_OPTIONS: _, ...inherited } = process.env;
    const env = {
      ...inherited,
      KARTU_HOST: "127.0.0.1",
      KARTU_STUN_PORT: "0",
      KARTU_LOG: "error",
      ...options.env,
      PORT: String(port),
      KARTU_DATA: dataFolder,
    };
    const started = spawn(process.execPath, [MAIN], { env, stdio: ["ignore", "pipe", "pipe"] });
    child = started;
    started.stdout.setEncoding("utf8").on("data", (text: string) => (written += text));
    started.stderr.setEncoding("utf8").on("data", (text: string) => (written += text));
    const up = async (): Promise<number> => {
      while (!/Kartu is up: \S+\n/.test(written)) await once(started.stdout, "data");
      return Number(new URL(/Kartu is up: (\S+)/.exec(written)?.[1] ?? "").port);
    };
    const ended = once(started, "exit").then(([code]) => {
      throw new Error(`the server ended with ${String(code)} before it listened:\n${written}`);
    });
    const late = new Promise<never>((_resolve, reject) =>
      setTimeout(() => reject(new Error(`not listening after ${UP_MS} ms:\n${written}`)), UP_MS).unref(),
    );
    ended.catch(() => undefined);
    port = await Promise.race([up(), ended, late]);
  };
  const end = async (signal: NodeJS.Signals): Promise<{ code: number | null; ms: number }> => {
    const at = performance.now();
    if (child.exitCode !== null || child.signalCode !== null) return { code: child.exitCode, ms: 0 };
    const gone = once(child, "exit");
    child.kill(signal);
    await gone;
    return { code: child.exitCode, ms: performance.now() - at };
  };

  await start();
  return {
    get url() {
      return `http://127.0.0.1:${port}`;
    },
    get port() {
      return port;
    },
    dataFolder,
    output: () => written,
    pid: () => child.pid ?? -1,
    ownerCode: async () => {
      const code = /\/owner#([\w-]+)/.exec(written)?.[1];
      if (code === undefined) throw new Error(`no owner link was printed:\n${written}`);
      return code;
    },
    kill9: async () => void (await end("SIGKILL")),
    stop: () => end("SIGTERM"),
    restart: start,
    close: async () => {
      await end("SIGKILL");
      if (options.dataFolder === undefined) await rm(dataFolder, { recursive: true, force: true });
    },
  };
}

type Answered<K extends keyof Api> = { status: number; body: Api[K]["answer"] & Partial<Failure>; headers: Headers };
type BodyOf<K extends keyof Api> = Api[K] extends { body: infer B } ? B : undefined;

/** Somebody (or nobody, with an empty cookie) in front of a server. Fits `Caller` of `client/net/api.ts`. */
export interface Visitor {
  /** `kartu=…` as a Cookie header, "" without a session. Follows Set-Cookie. */
  cookie: string;
  fetch(path: string, init?: RequestInit): Promise<Response>;
  call<K extends keyof Api>(route: K, request?: { params?: Record<string, string>; body?: BodyOf<K> }): Promise<Answered<K>>;
}

/** Like a page of that server: its own origin, its cookies. */
export function visitor(server: Pick<TestServer, "url">, cookie = ""): Visitor {
  const self: Visitor = {
    cookie,
    async fetch(path, init = {}) {
      const headers = new Headers(init.headers);
      if (self.cookie !== "" && !headers.has("cookie")) headers.set("cookie", self.cookie);
      if (!headers.has("origin")) headers.set("origin", server.url);
      const response = await fetch(new URL(path, server.url), { ...init, headers });
      for (const line of response.headers.getSetCookie()) {
        const pair = line.split(";", 1)[0] ?? "";
        self.cookie = pair.endsWith("=") ? "" : pair;
      }
      return response;
    },
    async call<K extends keyof Api>(route: K, request: { params?: Record<string, string>; body?: BodyOf<K> } = {}) {
      const [method = "GET", pattern = "/"] = route.split(" ");
      const path = pattern.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(request.params?.[name] ?? ""));
      const body =
        request.body === undefined ? {} : { body: JSON.stringify(request.body), headers: { "content-type": "application/json" } };
      const response = await self.fetch(path, { method, ...body });
      return { status: response.status, body: (await response.json()) as Answered<K>["body"], headers: response.headers };
    },
  };
  return self;
}

export interface Person extends Visitor {
  me: Me;
}

function must<T>(what: string, answer: { status: number; body: T }): T {
  if (answer.status !== 200) throw new Error(`${what}: ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body;
}

/** The organisation's owner, by a one-time link. */
export async function ownerSession(server: TestServer): Promise<Person> {
  const who = visitor(server);
  const me = must("claim", await who.call("POST /api/owner/claim", { body: { code: await server.ownerCode() } }));
  return Object.assign(who, { me });
}

export const newSpace = async (owner: Visitor, name = "Test space"): Promise<SpaceInfo> =>
  must("space", await owner.call("POST /api/spaces", { body: { name } }));

/** A code by which any number of people come in for a day. */
export async function newInvite(owner: Visitor, space: string, role: Role = "participant", uses: number | null = null): Promise<string> {
  return must("invite", await owner.call("POST /api/spaces/:space/invites", { params: { space }, body: { role, days: 1, uses } })).code;
}

/** A guest (or trainer …) who came in by an invite that `owner` made just now. */
export async function guestSession(
  server: TestServer,
  owner: Visitor,
  space: string,
  wish: { name?: string; role?: Role; code?: string } = {},
): Promise<Person> {
  const code = wish.code ?? (await newInvite(owner, space, wish.role));
  const who = visitor(server);
  // Nobody is called like those who lead: that would be refused.
  const role = wish.role ?? "participant";
  const name = wish.name ?? (role === "participant" ? "Guest" : `Some ${role}`);
  const body = { code, name, appearance: "000000000", lang: "en", asMe: false };
  const { me } = must("enter", await who.call("POST /api/invites/enter", { body }));
  return Object.assign(who, { me });
}

/** Somebody who takes a seat in a space; boards are for those who have one. Leaves when its socket is closed with LEFT, or is waited for. */
export async function sitIn(server: Pick<TestServer, "url">, who: Visitor, space: string): Promise<WebSocket> {
  const body = { protocol: PROTOCOL, build: "dev", lang: "en" };
  const joined = must("join", await who.call("POST /api/spaces/:space/join", { params: { space }, body }));
  const { processId, roomId, sessionId } = joined.reservation as Record<string, string>;
  const headers = { cookie: who.cookie, origin: server.url };
  const ws = new WebSocket(`${server.url.replace(/^http/, "ws")}/${processId}/${roomId}?sessionId=${sessionId}`, { headers });
  ws.on("error", () => undefined);
  await new Promise<void>((resolve, reject) => {
    ws.once("close", (code) => reject(new Error(`no seat: ${code}`)));
    ws.on("message", (data: Buffer) => {
      if (data[0] === Protocol.JOIN_ROOM) ws.send(Uint8Array.of(Protocol.JOIN_ROOM));
      // Before it, what somebody sends is not theirs yet, and is lost.
      else if (data[0] === Protocol.ROOM_DATA && data.toString("utf8", 2, 2 + ((data[1] ?? 0) & 0x1f)) === "welcome") resolve();
    });
  });
  return ws;
}
