/** Looks at this host. Every question is bounded in time; nothing is changed but an empty data folder that is made. */
import { checkServerIdentity } from "node:tls";
import { createPrivateKey, X509Certificate } from "node:crypto";
import { lookup } from "node:dns/promises";
import { existsSync, readdirSync, statSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createServer } from "node:net";
import { networkInterfaces } from "node:os";
import { resolve } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { fileURLToPath } from "node:url";
import { reachOf } from "../../../shared/domain/media/reach.ts";
import { checkFolder } from "../../adapters/sqlite/database.ts";
import { backupsOf, databaseOf } from "../../adapters/sqlite/files.ts";
import { holdFolder, lockFileOf } from "../../adapters/sqlite/folder-lock.ts";
import { makeMigrations } from "../../adapters/sqlite/migrations/index.ts";
import { appliedMigrations } from "../../adapters/sqlite/open.ts";
import type { Env } from "../../env.ts";
import { networkOrigins } from "../../http/address.ts";
import { clientBuild } from "../../http/page.ts";
import { freeBytes } from "../readiness.ts";
import { turnCredentials } from "../../commands/ice.ts";
import { answersStun, udpIsFree } from "./stun-probe.ts";
import { probeTurn, type TurnFinding, type TurnWay } from "./turn-probe.ts";
import type { CertificateFacts, DataFacts, Facts, PublicFacts, TurnFacts } from "./facts.ts";

const CLIENT = fileURLToPath(new URL("../../../dist/client", import.meta.url));
/** A question to another machine, ms. */
const ASK_MS = 4_000;
const BUSY_MS = 2_000;

const wordOf = (error: unknown): string => {
  const { code, cause, message } = error as { code?: string; cause?: unknown; message?: string };
  return code ?? (cause === undefined ? (message ?? String(error)) : wordOf(cause));
};

function databaseState(file: string): DataFacts["database"] {
  if (!existsSync(file)) return { state: "none" };
  let db: DatabaseSync | null = null;
  try {
    db = new DatabaseSync(file, { timeout: BUSY_MS });
    const known = Object.keys(makeMigrations({ bytes: "blob" }));
    const newer = appliedMigrations(db).find((name) => !known.includes(name));
    if (newer !== undefined) return { state: "bad", why: `a newer Kartu wrote it: ${newer}` };
    const [found] = db.prepare("pragma quick_check(1)").all();
    const why = String(found?.["quick_check"]);
    return why === "ok" ? { state: "good" } : { state: "bad", why };
  } catch (error) {
    return { state: "bad", why: error instanceof Error ? error.message : String(error) };
  } finally {
    db?.close();
  }
}

function isHeld(folder: string): boolean {
  if (!existsSync(lockFileOf(folder))) return false;
  const release = holdFolder(lockFileOf(folder), 0);
  release?.();
  return release === null;
}

function newestBackup(folder: string): number | null {
  const backups = backupsOf(folder);
  if (!existsSync(backups)) return null;
  const ages = readdirSync(backups)
    .filter((name) => name.endsWith(".db"))
    .map((name) => statSync(`${backups}/${name}`).mtimeMs);
  return ages.length === 0 ? null : Math.max(...ages);
}

async function gatherData(dataFolder: string): Promise<DataFacts> {
  const folder = resolve(dataFolder);
  const problem = await checkFolder(folder).then(
    () => null,
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
  if (problem !== null)
    return {
      folder,
      problem,
      readable: false,
      held: false,
      database: { state: "none" },
      backupAt: null,
      freeBytes: await freeBytes(folder),
    };
  return {
    folder,
    problem,
    readable: process.platform !== "win32" && (statSync(folder).mode & 0o077) !== 0,
    held: isHeld(folder),
    database: databaseState(databaseOf(folder)),
    backupAt: newestBackup(folder),
    freeBytes: await freeBytes(folder),
  };
}

/** Who answers GET /healthz. */
async function whoAnswers(origin: string): Promise<PublicFacts["answers"]> {
  try {
    const response = await fetch(`${origin}/healthz`, { signal: AbortSignal.timeout(ASK_MS), redirect: "manual" });
    const body: unknown = await response.json().catch(() => null);
    const kartu = response.status === 200 && typeof body === "object" && body !== null && "build" in body;
    return kartu ? { by: "kartu" } : { by: "other", why: `it answers ${response.status}` };
  } catch (error) {
    return { by: "nobody", why: wordOf(error) };
  }
}

/** Why the port cannot be listened on, or null: it can. */
function refusal({ port, host }: Env): Promise<string | null> {
  const server = createServer();
  return new Promise((resolveWith) => {
    server.once("error", (error) => resolveWith(wordOf(error)));
    server.listen({ port, ...(host === undefined ? {} : { host }) }, () => server.close(() => resolveWith(null)));
  });
}

async function gatherPort(env: Env): Promise<Facts["port"]> {
  const { port, host } = env;
  const why = await refusal(env);
  if (why === null) return { number: port, state: "free", why: "" };
  if (why !== "EADDRINUSE") return { number: port, state: "other", why };
  const local = host === undefined || host === "0.0.0.0" || host === "::" ? "127.0.0.1" : host;
  const who = await whoAnswers(`${env.tls === null ? "http" : "https"}://${local.includes(":") ? `[${local}]` : local}:${port}`);
  // Kartu's own certificate does not name this host's loopback address: a handshake that fails for that is an answer.
  const kartu = who.by === "kartu" || (env.tls !== null && who.by === "nobody" && /CERT|SIGNED|ALTNAME/.test(who.why));
  return { number: port, state: kartu ? "kartu" : "other", why: kartu ? "" : "another program has it" };
}

async function gatherPublic(publicUrl: string): Promise<PublicFacts> {
  const { origin, hostname, protocol } = new URL(publicUrl);
  const host = hostname.replace(/^\[|\]$/g, "");
  const found = await lookup(host, { all: true }).catch(() => []);
  const own = new Set(Object.values(networkInterfaces()).flatMap((infos) => (infos ?? []).map(({ address }) => address)));
  return {
    origin,
    host,
    https: protocol === "https:",
    reach: reachOf(hostname),
    leadsTo: [...new Set(found.map(({ address }) => address))],
    own: found.some(({ address }) => own.has(address)),
    answers: found.length === 0 ? { by: "nobody", why: "the name leads nowhere" } : await whoAnswers(origin),
  };
}

async function gatherCertificate(tls: NonNullable<Env["tls"]>, publicUrl: string | null): Promise<CertificateFacts> {
  try {
    const cert = new X509Certificate(await readFile(tls.cert));
    const key = createPrivateKey(await readFile(tls.key));
    const name = publicUrl === null ? null : new URL(publicUrl).hostname;
    return {
      problem: null,
      from: cert.validFromDate.getTime(),
      until: cert.validToDate.getTime(),
      names: name === null || checkServerIdentity(name, cert.toLegacyObject()) === undefined,
      fits: cert.checkPrivateKey(key),
      selfSigned: cert.issuer === cert.subject,
    };
  } catch (error) {
    return { problem: `KARTU_TLS_CERT or KARTU_TLS_KEY cannot be read (${wordOf(error)}).` };
  }
}

async function gatherStun({ stunPort, host }: Env): Promise<Facts["stun"]> {
  if (stunPort === 0) return { port: 0, state: "off" };
  const local = host === undefined || host === "::" || host === "0.0.0.0" ? "127.0.0.1" : host;
  if ((await answersStun(local, stunPort)) === null) return { port: stunPort, state: "answers" };
  return { port: stunPort, state: (await udpIsFree(stunPort, host)) ? "free" : "taken" };
}

async function gatherTurn(turn: NonNullable<Env["turn"]>, iceUrls: readonly string[]): Promise<TurnFacts> {
  const credentials = turnCredentials(turn.secret, "doctor", Date.now());
  const ask = (way: TurnWay, at: string, port: number): Promise<TurnFinding> => {
    const { hostname, port: named } = new URL(`udp://${at}`);
    return probeTurn({ way, host: hostname.replace(/^\[|\]$/g, ""), port: Number(named || port) }, credentials);
  };
  const secure = iceUrls.filter((url) => url.startsWith("turns:"));
  const [udp, tcp, ...tls] = await Promise.all([
    ask("udp", turn.host, 3478),
    ask("tcp", turn.host, 3478),
    ...secure.map((url) => ask("tls", url.replace(/^turns:|\?.*$/g, ""), 5349)),
  ]);
  return {
    host: turn.host,
    udp: udp.problem,
    tcp: tcp.problem,
    refused: udp.refused || tcp.refused,
    relayed: udp.relayed ?? tcp.relayed,
    tls: tls.map(({ problem }, i) => ({ url: secure[i] ?? "", problem })),
  };
}

/** How far the clock of whoever answers there is ahead of ours, ms; whole seconds are all that HTTP tells. */
async function clockOff(url: string): Promise<number | null> {
  try {
    const response = await fetch(url.replace(/^ws/, "http"), { signal: AbortSignal.timeout(ASK_MS) });
    const at = Date.parse(response.headers.get("date") ?? "");
    return Number.isNaN(at) ? null : at - Date.now();
  } catch {
    return null;
  }
}

async function gatherLiveKit(config: NonNullable<Env["livekit"]>): Promise<NonNullable<Facts["livekit"]>> {
  const { liveKitServer } = await import("../../adapters/livekit/media-server.ts");
  const [problem, clockOffMs] = await Promise.all([
    liveKitServer(config)
      .ping()
      .then(
        () => null,
        (error: unknown) => (error instanceof Error ? error.message : String(error)),
      ),
    clockOff(config.url),
  ]);
  return { url: config.url, problem, clockOffMs };
}

export async function gather(env: Env): Promise<Facts> {
  const everyAddress = env.host === undefined || env.host === "0.0.0.0" || env.host === "::";
  const [data, port, publicAddress, certificate, stun, turn, livekit, build] = await Promise.all([
    gatherData(env.dataFolder),
    gatherPort(env),
    env.publicUrl === null ? null : gatherPublic(env.publicUrl),
    env.tls === null ? null : gatherCertificate(env.tls, env.publicUrl),
    gatherStun(env),
    env.turn === null ? null : gatherTurn(env.turn, env.iceUrls),
    env.livekit === null ? null : gatherLiveKit(env.livekit),
    clientBuild(CLIENT),
  ]);
  return {
    node: process.version,
    pageBuilt: build !== "dev",
    data,
    port,
    loopbackOnly: !everyAddress && reachOf(env.host ?? "") === "this-device",
    network: everyAddress ? networkOrigins(networkInterfaces(), env.tls === null ? "http" : "https", env.port) : [],
    publicAddress,
    trustProxy: env.trustProxy,
    certificate,
    stun,
    iceUrls: env.iceUrls.length,
    turn,
    livekit,
  };
}
