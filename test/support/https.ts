/**
 * HTTPS on loopback: Debian's Caddy with the project's own `deploy/Caddyfile`, and certificates made by openssl. Both are trusted by this process from
 * then on. Without the programs the tests that need them are skipped, which CI=true counts as an error.
 */
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { accessSync, constants, readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { connect, getCACertificates, setDefaultCACertificates } from "node:tls";
import { promisify } from "node:util";
import { until } from "./until.ts";

const ROOT = join(import.meta.dirname, "../..");

export const onPath = (program: string): boolean =>
  (process.env.PATH ?? "").split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });

export const noCaddy = !onPath("caddy");
export const noOpenssl = !onPath("openssl");

export const trust = (pem: string): void => setDefaultCACertificates([...getCACertificates("default"), pem]);

/** Caddy's configuration around ours: nothing outside loopback and a folder of its own, no port 80, no certificate of strangers. */
const around = (folder: string): string => `{
	admin off
	auto_https disable_redirects
	skip_install_trust
	default_bind 127.0.0.1
	storage file_system ${folder}
	servers {
		protocols h1 h2
	}
}
import ${join(ROOT, "deploy/Caddyfile")}
`;

export interface Caddy {
  /** `https://localhost:<port>` */
  url: string;
  close(): Promise<void>;
}

/** @param port where it listens. @param kartu the port of Kartu behind it. @param more of the environment, as the compose file hands it on */
export async function startCaddy(port: number, kartu: number, more: Record<string, string> = {}): Promise<Caddy> {
  const folder = await mkdtemp(join(tmpdir(), "kartu-caddy-"));
  await writeFile(join(folder, "Caddyfile"), around(folder));
  const url = `https://localhost:${port}`;
  const child = spawn("caddy", ["run", "--config", join(folder, "Caddyfile"), "--adapter", "caddyfile"], {
    env: {
      PATH: process.env.PATH,
      HOME: folder,
      XDG_DATA_HOME: folder,
      XDG_CONFIG_HOME: folder,
      HOST: url,
      KARTU: `127.0.0.1:${kartu}`,
      ...more,
    },
    stdio: ["ignore", "ignore", "pipe"],
  });
  let said = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (said += text));
  const gone = once(child, "exit");
  const close = async (): Promise<void> => {
    child.kill("SIGTERM");
    await gone;
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const root = join(folder, "pki/authorities/local/root.crt");
    // The file is there before all of it is.
    const whole = await until(
      "Caddy has a certificate authority",
      () => /^[^]+END CERTIFICATE-+\s*$/.exec(readFileSync(root, "utf8"))?.[0],
    );
    trust(whole);
    await until("Caddy answers", () => handshake(port));
  } catch (cause) {
    await close();
    throw new Error(`Caddy did not come up:\n${said}`, { cause });
  }
  return { url, close };
}

function handshake(port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: "127.0.0.1", servername: "localhost" }, () => {
      socket.end();
      resolve(true);
    });
    socket.on("error", reject);
  });
}

/** A certificate for localhost that nobody signed, with its key, in a folder of its own. */
export async function selfSigned(): Promise<{ cert: string; key: string; remove(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), "kartu-tls-"));
  const [cert, key] = [join(folder, "cert.pem"), join(folder, "key.pem")];
  const names = "subjectAltName=DNS:localhost,IP:127.0.0.1";
  await promisify(execFile)("openssl", [
    ..."req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=localhost -addext".split(" "),
    names,
    ...["-keyout", key, "-out", cert],
  ]);
  trust(readFileSync(cert, "utf8"));
  return { cert, key, remove: () => rm(folder, { recursive: true, force: true }) };
}
