/**
 * `npm run livekit`: a livekit-server of one's own beside Kartu, and the words with which Kartu finds it. Browsers on other machines reach
 * it by the address given: `npm run livekit -- --ip 192.168.1.5`.
 */
import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { isIP } from "node:net";
import { join } from "node:path";
import { HOW_TO_GET_IT, liveKitBinary, liveKitConfig } from "./livekit/binary.ts";

const folder = join(import.meta.dirname, "../.runtime/livekit");
const PORTS = { http: 7880, tcp: 7881, udp: 7882 };
const KEY = "kartu";

/** Made at the first start and kept, readable by this user alone. */
function secretOf(file: string): string {
  try {
    return readFileSync(file, "utf8").trim();
  } catch {
    const secret = randomBytes(32).toString("base64url");
    writeFileSync(file, `${secret}\n`, { mode: 0o600 });
    return secret;
  }
}

const at = process.argv.indexOf("--ip");
const ip = at === -1 ? "127.0.0.1" : (process.argv[at + 1] ?? "");
const binary = liveKitBinary();
if (binary === null || isIP(ip) === 0) {
  console.error(binary === null ? HOW_TO_GET_IT : "--ip wants an IP address of this machine, such as 192.168.1.5.");
  process.exitCode = 1;
} else {
  mkdirSync(folder, { recursive: true });
  const secret = secretOf(join(folder, "secret"));
  const config = join(folder, "livekit.yaml");
  writeFileSync(config, liveKitConfig(PORTS, ip, KEY, secret), { mode: 0o600 });
  console.log("LiveKit starts. In another terminal, start Kartu with it:");
  console.log(`  LIVEKIT_URL=ws://127.0.0.1:${PORTS.http} LIVEKIT_API_KEY=${KEY} LIVEKIT_API_SECRET=${secret} npm start`);
  if (ip === "127.0.0.1")
    console.log('Only browsers on this machine get sound; for others: "npm run livekit -- --ip <address of this machine>".');
  const child = spawn(binary, ["--config", config], { cwd: folder, stdio: "inherit" });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => child.kill(signal));
  child.on("error", (error) => {
    console.error(`${binary} cannot be started: ${error.message}`);
    process.exitCode = 1;
  });
  child.on("exit", (code) => {
    process.exitCode = code ?? 0;
  });
}
