import { chmod, mkdir, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { once } from "node:events";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Facts } from "../../../server/ops/doctor/facts.ts";
import { type Finding, judge } from "../../../server/ops/doctor/judge.ts";
import { cli } from "../../support/cli.ts";
import { noOpenssl, selfSigned } from "../../support/https.ts";
import { freePort } from "../../support/ports.ts";
import { newDataFolder, ownerSession, newSpace, spawnServer, visitor } from "../../support/server.ts";

const DAY = 86_400_000;
const NOW = 20_000 * DAY;

/** A host on which everything is in order. */
const well: Facts = {
  node: "v24.7.0",
  pageBuilt: true,
  data: { folder: "/d", problem: null, readable: false, held: true, database: { state: "good" }, backupAt: NOW - DAY, freeBytes: 50e9 },
  port: { number: 2567, state: "kartu", why: "" },
  loopbackOnly: true,
  network: [],
  publicAddress: {
    origin: "https://kartu.example.org",
    host: "kartu.example.org",
    https: true,
    reach: "internet",
    leadsTo: ["203.0.113.9"],
    own: true,
    answers: { by: "kartu" },
  },
  trustProxy: true,
  certificate: null,
  stun: { port: 3478, state: "answers" },
  iceUrls: 0,
  turn: { host: "turn.example.org", udp: null, tcp: null, refused: false, relayed: "203.0.113.9", tls: [] },
  livekit: null,
};
const at = well.publicAddress as NonNullable<Facts["publicAddress"]>;
const relay = well.turn as NonNullable<Facts["turn"]>;
const livekit = { url: "ws://127.0.0.1:7880", problem: null, clockOffMs: 900 };
const certificate = { problem: null, from: 0, until: NOW + 60 * DAY, names: true, fits: true, selfSigned: false };

describe("what the doctor says", () => {
  it("[OP25] finds nothing to mend where everything is in order", () => {
    expect(judge(well, NOW).filter(({ level }) => level !== "good")).toEqual([]);
  });

  const cases: [string, Partial<Facts>, Finding["level"], RegExp][] = [
    ["an old Node", { node: "v24.6.0" }, "bad", /Node v24.6.0 is too old/],
    ["no page", { pageBuilt: false }, "bad", /page is not built/],
    ["a full disk", { data: { ...well.data, freeBytes: 1e8 } }, "bad", /0\.1 GB are free .* nothing can be kept/],
    [
      "damaged data",
      { data: { ...well.data, database: { state: "bad", why: "row 3 missing" } } },
      "bad",
      /cannot be used \(row 3 missing\)/,
    ],
    ["data that others may read", { data: { ...well.data, readable: true } }, "warning", /Other users of this host can read/],
    ["no backup", { data: { ...well.data, backupAt: null } }, "warning", /There is no backup/],
    ["an old backup", { data: { ...well.data, backupAt: NOW - 9 * DAY } }, "warning", /9 days old/],
    ["another program on the port", { port: { number: 80, state: "other", why: "EACCES" } }, "bad", /Port 80 cannot be had \(EACCES\)/],
    ["only this computer", { publicAddress: null, certificate }, "warning", /Only this computer reaches Kartu/],
    [
      "plain http in a network",
      { publicAddress: null, loopbackOnly: false, network: ["http://192.168.1.7:2567"] },
      "warning",
      /no microphone, except on this computer/,
    ],
    ["an http PUBLIC_URL", { publicAddress: { ...at, https: false } }, "bad", /PUBLIC_URL is http: browsers give no microphone/],
    ["localhost as PUBLIC_URL", { publicAddress: { ...at, reach: "this-device" } }, "bad", /leads everyone to their own computer/],
    ["a name that leads nowhere", { publicAddress: { ...at, leadsTo: [] } }, "bad", /kartu\.example\.org leads nowhere/],
    [
      "another web server there",
      { publicAddress: { ...at, answers: { by: "other", why: "it answers 404" } } },
      "bad",
      /something else than Kartu \(it answers 404\)/,
    ],
    [
      "silence there",
      { publicAddress: { ...at, answers: { by: "nobody", why: "ETIMEDOUT" } } },
      "warning",
      /does not answer \(ETIMEDOUT\)/,
    ],
    ["https without proxy or certificate", { trustProxy: false }, "bad", /neither a certificate nor word of a proxy/],
    ["a certificate that ended", { certificate: { ...certificate, until: NOW - 1 } }, "bad", /not valid today/],
    ["a certificate that ends soon", { certificate: { ...certificate, until: NOW + 5 * DAY } }, "warning", /ends in 5 days/],
    ["a certificate for another name", { certificate: { ...certificate, names: false } }, "bad", /for another name/],
    ["another certificate's key", { certificate: { ...certificate, fits: false } }, "bad", /is not the key/],
    ["a certificate of one's own", { certificate: { ...certificate, selfSigned: true } }, "warning", /signed by itself/],
    ["a taken STUN port", { stun: { port: 3478, state: "taken" } }, "bad", /UDP port 3478 has another program/],
    ["no relay on the internet", { turn: null }, "warning", /There is no relay/],
    ["LiveKit without a relay", { livekit, turn: null }, "warning", /There is no relay: people in strict networks/],
    [
      "a silent relay",
      { turn: { ...relay, udp: "no answer over UDP", tcp: "ECONNREFUSED" } },
      "bad",
      /org does not answer \(no answer over UDP; TCP: ECONNREFUSED\)/,
    ],
    ["a relay that TCP does not reach", { turn: { ...relay, tcp: "ETIMEDOUT" } }, "warning", /answers over UDP alone \(ETIMEDOUT\)/],
    ["a relay with another secret", { turn: { ...relay, udp: "x", tcp: "x", refused: true } }, "bad", /refuses Kartu's credentials/],
    ["a relay that lends a private address", { turn: { ...relay, relayed: "172.17.0.1" } }, "bad", /lends the address 172\.17\.0\.1/],
    [
      "TLS to the relay that fails",
      { turn: { ...relay, tls: [{ url: "turns:t:443", problem: "CERT_HAS_EXPIRED" }] } },
      "bad",
      /at turns:t:443 \(CERT_HAS_EXPIRED\)/,
    ],
    [
      "a silent LiveKit",
      { livekit: { ...livekit, problem: "ECONNREFUSED", clockOffMs: null } },
      "bad",
      /LiveKit at ws.* cannot be used \(ECONNREFUSED\)/,
    ],
    [
      "clocks that are apart",
      { livekit: { ...livekit, problem: "ping: the keys are refused", clockOffMs: -95_000 } },
      "bad",
      /keys are refused\), and the clocks differ: LiveKit's is 95 s behind/,
    ],
    ["clocks that drift", { livekit: { ...livekit, clockOffMs: 8_000 } }, "warning", /8 s ahead/],
  ];
  it.each(cases)("[OP25] names %s, and what helps", (_what, change, level, says) => {
    const found = judge({ ...well, ...change }, NOW).filter((finding) => finding.level !== "good");
    expect(found).toEqual([{ about: expect.any(String), level, says: expect.stringMatching(says), remedy: expect.stringMatching(/\w/) }]);
  });
});

describe("npm run doctor", { timeout: 60_000 }, () => {
  let folder = "";
  const ends: (() => Promise<unknown>)[] = [];
  beforeEach(async () => {
    folder = await newDataFolder();
  });
  afterEach(async () => {
    for (const end of ends.splice(0).toReversed()) await end();
    await rm(folder, { recursive: true, force: true });
  });
  const doctor = async (env: Record<string, string>) => {
    const ended = await cli("doctor", ["--json"], { KARTU_DATA: folder, KARTU_HOST: "127.0.0.1", KARTU_STUN_PORT: "0", ...env });
    expect(ended.stderr).toBe("");
    const { ok, findings } = JSON.parse(ended.stdout) as { ok: boolean; findings: Finding[] };
    // Whether the page is built is this checkout's business.
    const bad = findings.filter(({ level, about }) => level === "bad" && about !== "page").map(({ says }) => says);
    expect(ended.code).toBe(ok ? 0 : 1);
    return { bad, all: findings.map(({ says }) => says).join("\n"), ok };
  };

  it("[OP25] sees a running Kartu, its data and its STUN answer", async () => {
    const stun = await freePort();
    const server = await spawnServer({ dataFolder: folder, env: { KARTU_STUN_PORT: String(stun) } });
    ends.push(() => server.close());
    const { bad, all } = await doctor({ PORT: String(server.port), KARTU_STUN_PORT: String(stun) });
    expect(bad).toEqual([]);
    expect(all).toContain(`Kartu answers on port ${server.port}.`);
    expect(all).toContain("is whole, and a Kartu is running on it.");
    expect(all).toContain(`Kartu answers STUN on UDP port ${stun}.`);
    // And the server goes on.
    await newSpace(await ownerSession(server));
  });

  it("[OP25] sees another program on the port, an unreachable LiveKit and relay, an unusable folder and a wrong setting", async () => {
    const other = createServer((_req, res) => res.end("a web server")).listen(0, "127.0.0.1");
    await once(other, "listening");
    ends.push(async () => other.close());
    const { port } = other.address() as { port: number };
    const media = {
      LIVEKIT_URL: `ws://127.0.0.1:${port}`,
      LIVEKIT_API_KEY: "key",
      LIVEKIT_API_SECRET: "a-secret-of-thirty-two-characters",
    };
    const loud = await doctor({ PORT: String(port), ...media });
    expect(loud.bad).toEqual([
      `Port ${port} cannot be had (another program has it).`,
      expect.stringMatching(/^LiveKit at ws:\/\/127.0.0.1:\d+ cannot be used/),
    ]);
    expect(loud.ok).toBe(false);
    const relay = await doctor({ PORT: "0", KARTU_TURN_HOST: `127.0.0.1:${await freePort()}`, KARTU_TURN_SECRET: "s" });
    expect(relay.bad).toEqual([expect.stringMatching(/^The relay 127\.0\.0\.1:\d+ does not answer/)]);
    await writeFile(join(folder, "file"), "");
    expect((await doctor({ PORT: "0", KARTU_DATA: join(folder, "file") })).bad).toEqual([
      expect.stringMatching(/cannot be written \(ENOTDIR\)/),
    ]);
    expect((await doctor({ PORT: "many" })).bad).toEqual(["PORT must be a port number from 0 to 65535."]);
    await mkdir(join(folder, "open"));
    await chmod(join(folder, "open"), 0o755);
    expect((await doctor({ PORT: "0", KARTU_DATA: join(folder, "open") })).all).toContain("Other users of this host can read");
  });

  it.skipIf(noOpenssl)("[OP25] reads the certificate: whose name, by whom, whose key", async () => {
    const [mine, other] = [await selfSigned(), await selfSigned()];
    ends.push(mine.remove, other.remove);
    const own = await doctor({ PORT: "0", KARTU_TLS_CERT: mine.cert, KARTU_TLS_KEY: mine.key });
    expect([own.bad, own.all]).toEqual([[], expect.stringContaining("signed by itself")]);
    const mixed = await doctor({ PORT: "0", KARTU_TLS_CERT: mine.cert, KARTU_TLS_KEY: other.key });
    expect(mixed.bad).toEqual(["KARTU_TLS_KEY is not the key of KARTU_TLS_CERT."]);
    const none = await doctor({ PORT: "0", KARTU_TLS_CERT: "/nowhere", KARTU_TLS_KEY: mine.key });
    expect(none.bad).toEqual(["KARTU_TLS_CERT or KARTU_TLS_KEY cannot be read (ENOENT)."]);
  });

  it("[OP26] admin makes the owner of an organisation that has none, lists, and opens another session", async () => {
    const env = { KARTU_DATA: folder };
    expect((await cli("admin", ["list"], env)).stdout).toMatch(/^Nobody owns this Kartu yet/);
    expect(await cli("admin", ["create", "\u200b"], env)).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^A name of 1 to 32 letters/),
    });
    const made = await cli("admin", ["create", "Mojca", "Novak"], env);
    expect(made.stdout).toMatch(/^Mojca Novak is the owner\..*\n {2}http:\/\/localhost:2567\/owner#[\w-]{22}\n$/);
    expect(await cli("admin", ["create", "Zlobnež"], env)).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^There is an owner already \(Mojca Novak\)/),
    });
    expect(await cli("admin", ["destroy"], env)).toMatchObject({ code: 1, stderr: expect.stringMatching(/^What shall be done\?/) });

    const server = await spawnServer({ dataFolder: folder });
    ends.push(() => server.close());
    const claim = async (text: string) =>
      visitor(server).call("POST /api/owner/claim", { body: { code: text.trim().split("#")[1] ?? "" } });
    const first = await claim(made.stdout);
    expect(first.body).toMatchObject({ name: "Mojca Novak", owner: true });
    const again = await claim((await cli("admin", ["owner-link"], env)).stdout);
    expect(again.body.user).toBe(first.body.user);
    expect((await cli("admin", ["list"], env)).stdout).toMatch(/^owner {2}Mojca Novak, since \d{4}-\d\d-\d\d\n$/);
  });
});
