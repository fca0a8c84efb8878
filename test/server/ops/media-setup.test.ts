import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { liveKitServer } from "../../../server/adapters/livekit/media-server.ts";
import { turnCredentials } from "../../../server/commands/ice.ts";
import { EnvError } from "../../../server/env.ts";
import { readEnv } from "../../../server/env-file.ts";
import { probeTurn } from "../../../server/ops/doctor/turn-probe.ts";
import { cli } from "../../support/cli.ts";
import { type Coturn, noCoturn, startCoturn } from "../../support/coturn.ts";
import { enterLiveKit, noLiveKit, startLiveKit } from "../../support/livekit.ts";
import { freePort } from "../../support/ports.ts";

describe("node server/cli/media-setup.ts", () => {
  let folder = "";
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "kartu-media-"));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));
  const setUp = (to: string, env: Record<string, string>) => cli("media-setup", ["--to", join(folder, to)], { HOST: "", ...env });
  const read = (...path: string[]) => readFile(join(folder, ...path), "utf8");

  it("[OP70] makes secrets once, for nobody else to read, and both configurations with this host's address each time", async () => {
    const first = await setUp("a", { HOST: "kartu.example.org", PUBLIC_IP: "203.0.113.9" });
    expect(first).toMatchObject({ code: 0, stdout: expect.stringContaining("at 203.0.113.9") });
    const secrets = await read("a", "secrets.json");
    const { KARTU_TURN_SECRET: turn, LIVEKIT_API_KEY: key, LIVEKIT_API_SECRET: livekit } = JSON.parse(secrets) as Record<string, string>;
    expect(await read("a", "turnserver.conf")).toMatch(new RegExp(`^static-auth-secret=${turn}$`, "m"));
    expect(await read("a", "livekit.yaml")).toContain(`"${key}": "${livekit}"`);
    for (const name of ["secrets.json", "turnserver.conf", "livekit.yaml"])
      expect([name, (await stat(join(folder, "a", name))).mode & 0o777]).toEqual([name, 0o600]);

    await setUp("a", { HOST: "kartu.example.org", PUBLIC_IP: "203.0.113.10" });
    expect(await read("a", "secrets.json")).toBe(secrets);
    expect(await read("a", "livekit.yaml")).toContain('node_ip: "203.0.113.10"');
    expect(await read("a", "turnserver.conf")).toMatch(/^external-ip=203\.0\.113\.10$/m);

    // Another installation shares none of them.
    await setUp("b", { HOST: "localhost" });
    expect(await read("b", "secrets.json")).not.toContain(turn);
  });

  it("[OP70] says in one sentence what cannot be", async () => {
    expect(await setUp("c", {})).toMatchObject({ code: 1, stderr: expect.stringMatching(/^HOST is missing/) });
    expect(await setUp("c", { HOST: "https://kartu.example.org" })).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("without https://"),
    });
    expect(await setUp("c", { HOST: "nowhere.invalid" })).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^The name nowhere.invalid leads nowhere yet/),
    });
    expect(await setUp("c", { HOST: "h", PUBLIC_IP: "::1" })).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("PUBLIC_IP must be"),
    });
    await writeFile(join(folder, "a", "secrets.json"), "{}");
    expect(await setUp("a", { HOST: "localhost" })).toMatchObject({ code: 1, stderr: expect.stringMatching(/secrets\.json is damaged/) });
  });

  it("[OP72] as root each file is given to the user who reads it, and to nobody else; others are told to be root", async () => {
    const host = { HOST: "localhost" };
    const given = (...owners: string[]) => cli("media-setup", ["--to", join(folder, "c"), ...owners], host);
    if (process.getuid?.() !== 0) {
      expect(await given("--owner", "daemon")).toMatchObject({ code: 1, stderr: expect.stringMatching(/^Only root/) });
      return;
    }
    for (let n = 0; n < 2; n++) expect((await given("--owner", "daemon", "--relay-owner", "nobody")).code).toBe(0);
    const found = await Promise.all(
      ["secrets.json", "livekit.yaml", "turnserver.conf"].map(async (name) => {
        const { uid, mode } = await stat(join(folder, "c", name));
        return [name, uid, mode & 0o777];
      }),
    );
    const id = async (name: string) => Number((await promisify(execFile)("id", ["-u", name])).stdout);
    const [kartu, relay] = [await id("daemon"), await id("nobody")];
    expect(kartu).not.toBe(relay);
    expect(found).toEqual([
      ["secrets.json", kartu, 0o600],
      ["livekit.yaml", kartu, 0o600],
      ["turnserver.conf", relay, 0o600],
    ]);
    expect((await stat(join(folder, "c"))).mode & 0o777).toBe(0o711);
    expect(await given("--owner", "nobody-of-this-name")).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^This host has no user/),
    });
    expect(await given("--relay-owner", "daemon")).toMatchObject({ code: 1, stderr: expect.stringMatching(/^--relay-owner goes with/) });
  });

  it("[OP70] Kartu reads them by KARTU_SECRETS; what the environment says itself counts first", async () => {
    const file = join(folder, "b", "secrets.json");
    const { KARTU_TURN_SECRET: turn, ...livekit } = JSON.parse(await readFile(file, "utf8")) as Record<string, string>;
    const all = readEnv({ KARTU_SECRETS: file, KARTU_TURN_HOST: "turn.test", LIVEKIT_URL: "ws://livekit:7880" });
    expect(all.turn).toEqual({ host: "turn.test", secret: turn });
    expect(all.livekit).toEqual({ url: "ws://livekit:7880", key: livekit["LIVEKIT_API_KEY"], secret: livekit["LIVEKIT_API_SECRET"] });
    expect(readEnv({ KARTU_SECRETS: file, KARTU_TURN_HOST: "t", KARTU_TURN_SECRET: "mine", LIVEKIT_URL: "" })).toMatchObject({
      turn: { secret: "mine" },
      livekit: null,
    });
    expect(() => readEnv({ KARTU_SECRETS: join(folder, "none") })).toThrow(
      new EnvError(`KARTU_SECRETS: ${folder}/none cannot be read (ENOENT).`),
    );
  });
});

describe.skipIf(noCoturn)("the relay as it is shipped", () => {
  let coturn: Coturn;
  beforeAll(async () => {
    coturn = await startCoturn();
  });
  afterAll(() => coturn?.close());
  const probe = (way: "udp" | "tcp", secret: string, now = Date.now(), port = coturn.port) =>
    probeTurn({ way, host: "127.0.0.1", port }, turnCredentials(secret, "u1", now));

  it("[ME110] lends addresses for Kartu's credentials, and neither for another secret's nor for those of yesterday", async () => {
    for (const way of ["udp", "tcp"] as const) {
      expect(await probe(way, coturn.secret)).toEqual({ problem: null, refused: false, relayed: "127.0.0.1" });
      for (const refused of [probe(way, "another secret"), probe(way, coturn.secret, Date.now() - 86_400_000)])
        expect(await refused).toMatchObject({ problem: "it refuses the credentials", refused: true });
    }
    const nobody = await freePort();
    expect(await probe("tcp", coturn.secret, Date.now(), nobody)).toMatchObject({ problem: "ECONNREFUSED", refused: false });
    expect((await probe("udp", coturn.secret, Date.now(), nobody)).problem).toMatch(/no answer over UDP|ECONNREFUSED/);
  });

  it("[ME111] is no way into anybody's own network", async () => {
    const reaches = async (peer: string): Promise<string> => {
      const args = ["-W", coturn.secret, "-u", "x", "-p", String(coturn.port), "-e", peer, "-r", "9", "-n", "1", "-c", "127.0.0.1"];
      const { stdout, stderr } = await promisify(execFile)("turnutils_uclient", args, { timeout: 6_000 }).catch(
        (error: { stdout: string; stderr: string }) => error,
      );
      return stdout + stderr;
    };
    for (const peer of ["10.0.0.5", "172.17.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1"])
      expect([peer, await reaches(peer)]).toEqual([peer, expect.stringMatching(/403/)]);
    // An address of the internet it lets through.
    expect(await reaches("203.0.113.7")).not.toMatch(/403/);
  });

  it("[OP25] the doctor asks it for an address, and names another secret", { timeout: 30_000 }, async () => {
    const env = {
      KARTU_DATA: join(coturn.secretsFile, "../data"),
      KARTU_HOST: "127.0.0.1",
      PORT: "0",
      KARTU_STUN_PORT: "0",
      KARTU_TURN_HOST: coturn.host,
    };
    const says = async (more: Record<string, string>): Promise<string> => (await cli("doctor", [], { ...env, ...more })).stdout;
    expect(await says({ KARTU_SECRETS: coturn.secretsFile })).toContain(
      `The relay ${coturn.host} answers over UDP and TCP, and takes Kartu's credentials.`,
    );
    expect(await says({ KARTU_TURN_SECRET: "another" })).toContain(`The relay ${coturn.host} refuses Kartu's credentials`);
  });
});

describe.skipIf(noLiveKit)("the media server as it is shipped", () => {
  it("[OP70] starts with what docker compose hands it, knows Kartu's key alone, and lets nobody into a room that Kartu did not make", async () => {
    const folder = await mkdtemp(join(tmpdir(), "kartu-media-"));
    expect((await cli("media-setup", ["--to", folder], { HOST: "localhost", PUBLIC_IP: "127.0.0.1" })).code).toBe(0);
    const text = await readFile(join(folder, "livekit.yaml"), "utf8");
    const secrets = JSON.parse(await readFile(join(folder, "secrets.json"), "utf8")) as Record<string, string>;
    await rm(folder, { recursive: true });
    // Its ports may be taken on this machine, and nothing else of it is changed.
    const livekit = await startLiveKit(({ http, tcp, udp }) => ({
      text: text
        .replace("port: 7880", `port: ${http}`)
        .replace("tcp_port: 7881", `tcp_port: ${tcp}`)
        .replace("udp_port: 7882", `udp_port: ${udp}`),
      key: secrets["LIVEKIT_API_KEY"] ?? "",
      secret: secrets["LIVEKIT_API_SECRET"] ?? "",
    }));
    try {
      // It warns of nothing, such as a setting that is no more.
      expect(livekit.output()).toBe("");
      // What the compose file's health check asks.
      expect((await fetch(livekit.config.url.replace("ws", "http"))).status).toBe(200);
      const server = liveKitServer(livekit.config);
      await server.ping();
      await expect(enterLiveKit(server, "kartu:none", "ada")).rejects.toThrow("404");
      expect(await server.rooms()).toEqual([]);
      await server.openRoom("kartu:one");
      (await enterLiveKit(server, "kartu:one", "ada")).terminate();
      await expect(liveKitServer({ ...livekit.config, key: "devkey", secret: "secret".repeat(6) }).ping()).rejects.toThrow(
        "the keys are refused",
      );
    } finally {
      await livekit.close();
    }
  });
});
