/** Where a livekit-server is on this machine, and how to get one. */
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

const ROOT = join(import.meta.dirname, "../..");

export const LIVEKIT_VERSION = "v1.13.5";

/** The server comes from the Go module proxy; its program is called `server` there. */
export const HOW_TO_GET_IT = [
  "There is no livekit-server here. With Go (1.26 or newer) it is built in two minutes:",
  `  CGO_ENABLED=0 GOBIN="$PWD/.bin" go install github.com/livekit/livekit-server/cmd/server@${LIVEKIT_VERSION} && mv .bin/server .bin/livekit-server`,
  "Or take it from https://github.com/livekit/livekit/releases and put it on the PATH, or name it in LIVEKIT_SERVER_BIN.",
].join("\n");

const runs = (file: string): boolean => {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

/** LIVEKIT_SERVER_BIN, the PATH, `.bin/livekit-server`: the first that can be run, or null. */
export function liveKitBinary(): string | null {
  const named = process.env.LIVEKIT_SERVER_BIN;
  const onPath = (process.env.PATH ?? "").split(delimiter).map((folder) => join(folder, "livekit-server"));
  return [...(named === undefined ? [] : [named]), ...onPath, join(ROOT, ".bin/livekit-server")].find(runs) ?? null;
}

export interface LiveKitPorts {
  /** Signalling and room service: for Kartu alone. */
  http: number;
  /** Sound and pictures, when UDP is blocked, and otherwise. */
  tcp: number;
  udp: number;
}

/** Its configuration (YAML is a superset of JSON). @param ip the address under which browsers reach this host */
export const liveKitConfig = (ports: LiveKitPorts, ip: string, key: string, secret: string): string =>
  JSON.stringify({
    port: ports.http,
    bind_addresses: ["127.0.0.1"],
    rtc: { tcp_port: ports.tcp, udp_port: ports.udp, node_ip: ip, enable_loopback_candidate: ip === "127.0.0.1", use_external_ip: false },
    // Kartu makes the rooms: a name that it did not make is nobody's.
    room: { auto_create: false },
    keys: { [key]: secret },
    logging: { level: "warn" },
  });
