/**
 * Debian's coturn on loopback with the configuration that `docker-compose.yml` ships, made by the same command. Around it stands only what
 * keeps it on loopback and off the ports of others. Without the program tests that need it are skipped, which CI=true counts as an error.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { appendFile, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { turnCredentials } from "../../server/commands/ice.ts";
import { probeTurn } from "../../server/ops/doctor/turn-probe.ts";
import { cli } from "./cli.ts";
import { onPath } from "./https.ts";
import { freePort } from "./ports.ts";
import { until } from "./until.ts";

export const noCoturn = !onPath("turnserver");

export interface Coturn {
  /** `127.0.0.1:<port>`, for KARTU_TURN_HOST. */
  host: string;
  port: number;
  secret: string;
  /** secrets.json, for KARTU_SECRETS. */
  secretsFile: string;
  output(): string;
  close(): Promise<void>;
}

/** @param more lines of configuration after ours */
export async function startCoturn(more: string[] = []): Promise<Coturn> {
  const folder = await mkdtemp(join(tmpdir(), "kartu-coturn-"));
  const made = await cli("media-setup", ["--to", folder], { HOST: "localhost" });
  if (made.code !== 0) throw new Error(made.stderr);
  const port = await freePort();
  const config = join(folder, "turnserver.conf");
  // coturn wants a password of its terminal before it lets two on loopback meet; the terminal stays off.
  const around = ["allow-loopback-peers", "cli-password=unused", "listening-ip=127.0.0.1", "relay-ip=127.0.0.1"];
  const files = [`listening-port=${port}`, `pidfile=${folder}/pid`, `userdb=${folder}/db`, "no-tls", "no-dtls"];
  await appendFile(config, `\n${[...around, ...files, ...more].join("\n")}\n`);
  const child = spawn("turnserver", ["-c", config], { cwd: folder, stdio: ["ignore", "pipe", "pipe"] });
  let written = "";
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (text: string) => (written += text));
  const gone = once(child, "exit");
  const close = async (): Promise<void> => {
    child.kill("SIGKILL");
    await gone;
    await rm(folder, { recursive: true, force: true });
  };
  const secretsFile = join(folder, "secrets.json");
  const { KARTU_TURN_SECRET: secret } = JSON.parse(await readFile(secretsFile, "utf8")) as { KARTU_TURN_SECRET: string };
  try {
    await until("coturn lends addresses", async () => {
      if (child.exitCode !== null) throw new Error("it ended");
      const { problem } = await probeTurn({ way: "udp", host: "127.0.0.1", port }, turnCredentials(secret, "test", Date.now()));
      return problem === null;
    });
  } catch (cause) {
    await close();
    throw new Error(`coturn did not come up:\n${written}`, { cause });
  }
  return { host: `127.0.0.1:${port}`, port, secret, secretsFile, output: () => written, close };
}
