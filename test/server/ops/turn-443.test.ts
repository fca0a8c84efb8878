/** TCP 443 for two names, as `deploy/turn-443.yml` has it: real haproxy, real coturn under `deploy/coturn.sh`. */
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { copyFile, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect, type TLSSocket } from "node:tls";
import { promisify } from "node:util";
import { afterEach, describe, expect, it } from "vitest";
import { turnCredentials } from "../../../server/commands/ice.ts";
import { probeTurn } from "../../../server/ops/doctor/turn-probe.ts";
import { noCoturn, startCoturn } from "../../support/coturn.ts";
import { noOpenssl, onPath, trust } from "../../support/https.ts";
import { freePort } from "../../support/ports.ts";
import { until } from "../../support/until.ts";

const DEPLOY = join(import.meta.dirname, "../../../deploy");
const NAME = "localhost";
/** This host has IPv6. */
const IPV6 = existsSync("/proc/net/if_inet6");
/** How a PROXY header of version 2 begins. */
const PROXY = Buffer.from("0d0a0d0a000d0a515549540a", "hex");

describe.skipIf(noCoturn || noOpenssl || !onPath("haproxy"))("TURN over TLS on the port of the pages", { timeout: 40_000 }, () => {
  const ends: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const end of ends.splice(0).toReversed()) await end();
  });

  /** A program that ends with the test, whatever it has begun. */
  function run(command: string, args: string[], env: Record<string, string>): { said(): string } {
    const child = spawn(command, args, { env: { PATH: process.env.PATH, ...env }, stdio: ["ignore", "pipe", "pipe"], detached: true });
    let said = "";
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (text: string) => (said += text));
    const gone = once(child, "exit");
    ends.push(async () => {
      if (child.exitCode === null && child.pid !== undefined) process.kill(-child.pid, "SIGTERM");
      await gone;
    });
    return { said: () => said };
  }

  async function certificate(folder: string): Promise<string> {
    const [key, cert] = [join(folder, `${NAME}.key`), join(folder, `${NAME}.crt`)];
    const args = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -addext".split(" ");
    await promisify(execFile)("openssl", [...args, `subjectAltName=DNS:${NAME}`, "-subj", `/CN=${NAME}`, "-keyout", key, "-out", cert]);
    return cert;
  }

  const serialAt = (port: number): Promise<string> =>
    new Promise((resolve, reject) => {
      const socket: TLSSocket = connect({ host: "127.0.0.1", port, servername: NAME, rejectUnauthorized: false }, () => {
        resolve(socket.getPeerCertificate().serialNumber);
        socket.destroy();
      });
      socket.on("error", reject);
    });

  it("[OP71] leads the relay's name to the relay and every other to the page with the visitor's address; takes a renewed certificate over", async () => {
    // Its configuration and secret; the one that answers here is started by the shipped script.
    const made = await startCoturn();
    ends.push(() => made.close());
    const folder = await mkdtemp(join(tmpdir(), "kartu-turn-443-"));
    ends.push(() => rm(folder, { recursive: true, force: true }));
    const caddy = join(folder, "caddy/certificates/some-authority", NAME);
    const own = join(folder, "own");
    for (const each of [caddy, own]) await mkdir(each, { recursive: true });
    const [front, plain, tls, page] = [await freePort(), await freePort(), await freePort(), await freePort()];
    const config = join(folder, "turnserver.conf");
    await copyFile(join(made.secretsFile, "../turnserver.conf"), config);
    await promisify(execFile)("sed", [
      "-i",
      `s/^no-tls$//;s/^listening-port=${made.port}$/listening-port=${plain}\\ntls-listening-port=${tls}/;s#^pidfile=.*#pidfile=${folder}/pid#`,
      config,
    ]);
    const relay = run("sh", [join(DEPLOY, "coturn.sh"), config], {
      TURN_HOST: NAME,
      CADDY_DATA: join(folder, "caddy"),
      TMPDIR: own,
      EVERY_S: "1",
    });
    await until("it waits for the certificate", () => relay.said().includes("Waiting for Caddy's certificate"));

    const firstBytes: Buffer[] = [];
    const sockets = new Set<Socket>();
    const caddyStandsIn = createServer((socket) => {
      sockets.add(socket.on("error", () => undefined));
      socket.once("data", (bytes: Buffer) => firstBytes.push(bytes));
    }).listen(page, "127.0.0.1");
    ends.push(async () => {
      for (const socket of sockets) socket.destroy();
      caddyStandsIn.close();
    });
    const haproxy = run("haproxy", ["-f", join(DEPLOY, "haproxy.cfg")], {
      BIND: `127.0.0.1:${front}`,
      ...(IPV6 ? { BIND6: `[::1]:${front}` } : {}),
      TURN_HOST: NAME,
      PAGE: `127.0.0.1:${page}`,
      RELAY: `127.0.0.1:${tls}`,
    });

    trust(readFileSync(await certificate(caddy), "utf8"));
    const credentials = turnCredentials(made.secret, "u1", Date.now());
    await until(
      "an address over TLS",
      async () => {
        const { problem } = await probeTurn({ way: "tls", host: NAME, port: front }, credentials);
        if (problem !== null) throw new Error(`${problem}\n${relay.said()}\n${haproxy.said()}`);
        return true;
      },
      30_000,
    );
    expect(firstBytes).toEqual([]);

    const before = await serialAt(front);
    await certificate(caddy);
    await until("the renewed certificate is shown", async () => (await serialAt(front)) !== before, 30_000);

    const askedFrom = async (host: string): Promise<Buffer> => {
      const before = firstBytes.length;
      const visitor = connect({ host, port: front, servername: "kartu.test" });
      visitor.on("error", () => undefined);
      await until(`the page is asked from ${host}`, () => firstBytes.length === before + 1);
      visitor.destroy();
      const bytes = firstBytes.at(-1) ?? Buffer.alloc(0);
      expect(bytes.subarray(0, PROXY.length).equals(PROXY)).toBe(true);
      expect(bytes.includes("kartu.test")).toBe(true);
      return bytes;
    };
    expect([...(await askedFrom("127.0.0.1")).subarray(16, 20)]).toEqual([127, 0, 0, 1]);
    if (IPV6) expect([...(await askedFrom("::1")).subarray(16, 32)]).toEqual([...Array<number>(15).fill(0), 1]);
  });

  it("[OP71] the front listens on IPv6, too, where the host has it, and starts where it has none", async () => {
    const [, command = "[]"] = /^ {4}command: (\["sh".*\])$/m.exec(readFileSync(join(DEPLOY, "turn-443.yml"), "utf8")) ?? [];
    const [, ...args] = JSON.parse(command) as string[];
    const folder = await mkdtemp(join(tmpdir(), "kartu-front-"));
    ends.push(() => rm(folder, { recursive: true, force: true }));
    await writeFile(join(folder, "haproxy"), `#!/bin/sh\necho "\${BIND6-none}"\n`, { mode: 0o755 });
    const told = async (...given: string[]): Promise<string> =>
      (await promisify(execFile)("/bin/sh", given, { env: { PATH: `${folder}:${process.env.PATH ?? ""}` } })).stdout.trim();
    expect(await told(...args)).toBe(IPV6 ? "[::]:443" : "none");
    expect(await told(...args.map((arg) => arg.replace("/proc/net/if_inet6", join(folder, "none"))))).toBe("none");
    const checked = promisify(execFile)("haproxy", ["-c", "-f", join(DEPLOY, "haproxy.cfg")], {
      env: { PATH: process.env.PATH, BIND: "127.0.0.1:1443", TURN_HOST: NAME, PAGE: "127.0.0.1:1", RELAY: "127.0.0.1:2" },
    });
    expect((await checked).stdout).toContain("valid");
  });
});
