/** What an address is good for: who can open it, and whether a browser gives a microphone there. */
import type { NetworkInterfaceInfo } from "node:os";
import { isIP } from "node:net";
import type { AddressReport } from "../../shared/protocol/http.ts";

type Reach = AddressReport["reach"];

/** Private and link-local ranges (RFC 1918, 3927, 4193, 6598; the last is what Tailscale and carriers use). */
function reachOfV4(ip: string): Reach {
  const [a = 0, b = 0] = ip.split(".").map(Number);
  if (a === 127) return "this-device";
  const near = a === 10 || (a === 172 && b >= 16 && b <= 31) || (a === 192 && b === 168) || (a === 169 && b === 254) || (a === 100 && b >= 64 && b <= 127);
  return near ? "this-network" : "internet";
}

/** Who can open a host. @param hostname as in `URL.hostname` (IPv6 in brackets) */
export function reachOf(hostname: string): Reach {
  const host = hostname.toLowerCase().replace(/^\[|\]$/g, "").replace(/\.$/, "");
  if (host === "localhost" || host.endsWith(".localhost") || host === "::1" || host === "0.0.0.0" || host === "::") return "this-device";
  if (isIP(host) === 4) return reachOfV4(host);
  if (isIP(host) === 6) {
    const mapped = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(host);
    if (mapped !== null) {
      const high = Number.parseInt(mapped[1] ?? "0", 16);
      return reachOfV4(`${high >> 8}.${high & 255}.0.0`);
    }
    return /^f[cd]|^fe[89ab]/.test(host) ? "this-network" : "internet";
  }
  // A name without a dot, and the endings that routers and RFC 6762, 8375, 9476 give to names at home.
  return !host.includes(".") || /\.(local|lan|home|internal|home\.arpa|intranet)$/.test(host) ? "this-network" : "internet";
}

/** Addresses by which others in the network reach this host, as origins; wired and wireless before what virtual machines put up. */
export function networkOrigins(interfaces: Record<string, NetworkInterfaceInfo[] | undefined>, scheme: "http" | "https", port: number): string[] {
  const found: { virtual: boolean; host: string }[] = [];
  for (const [name, infos] of Object.entries(interfaces)) {
    for (const info of infos ?? []) {
      // IPv6 link-local needs a zone that no browser takes, and a private IPv6 beside an IPv4 only makes the list long.
      if (info.internal || info.family !== "IPv4" || reachOf(info.address) !== "this-network") continue;
      found.push({ virtual: /^(docker|br-|veth|virbr|vmnet|vboxnet|utun|tun|tap)/.test(name), host: info.address });
    }
  }
  found.sort((a, b) => Number(a.virtual) - Number(b.virtual));
  return found.map(({ host }) => new URL(`${scheme}://${host}:${port}`).origin);
}

/** @param network origins of `networkOrigins`; [] when the server listens on one address only */
export function addressReport(origin: string, network: string[], port: number): AddressReport {
  const url = new URL(origin);
  return { origin: url.origin, reach: reachOf(url.hostname), secure: url.protocol === "https:", network: network.filter((other) => other !== url.origin), port };
}
