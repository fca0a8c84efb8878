/** How far an address reaches, judged by the address alone: no look-up, so a name that is not known to be local counts as public. */
export type Reach = "this-device" | "this-network" | "internet";

const LOCAL_SUFFIXES = [".local", ".lan", ".home", ".internal", ".intranet", ".private", ".corp", ".home.arpa"];

/** The host of `host[:port]` or `[v6]:port`, lower case, without brackets, zone or trailing dot. */
export function bareHost(host: string): string {
  const text = host.trim().toLowerCase();
  if (text.startsWith("[")) return text.slice(1, text.indexOf("]") === -1 ? undefined : text.indexOf("]")).replace(/%.*$/, "");
  // More than one colon and no brackets: an IPv6 address without a port.
  const bare = text.split(":").length > 2 ? text.replace(/%.*$/, "") : text.replace(/:\d*$/, "");
  return bare.replace(/\.$/, "");
}

/** The four bytes of a dotted IPv4 address, or null. */
function ipv4(host: string): [number, number, number, number] | null {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(host);
  if (match === null) return null;
  const bytes = match.slice(1).map(Number);
  return bytes.every((byte) => byte <= 255) ? (bytes as [number, number, number, number]) : null;
}

function reachOfIpv4([a, b]: readonly [number, number, number, number]): Reach {
  if (a === 127) return "this-device";
  // RFC 1918, link-local (RFC 3927), and the shared space of carriers and VPNs (RFC 6598).
  const near =
    a === 10 ||
    (a === 172 && b >= 16 && b <= 31) ||
    (a === 192 && b === 168) ||
    (a === 169 && b === 254) ||
    (a === 100 && b >= 64 && b <= 127);
  return near ? "this-network" : "internet";
}

function reachOfIpv6(host: string): Reach {
  if (host === "::1") return "this-device";
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/.exec(host);
  const four = mapped?.[1] === undefined ? null : ipv4(mapped[1]);
  if (four !== null) return reachOfIpv4(four);
  // Unique local (fc00::/7) and link-local (fe80::/10).
  return /^f[cd][0-9a-f]{2}:/.test(host) || /^fe[89ab][0-9a-f]:/.test(host) ? "this-network" : "internet";
}

/** @param host a host name or address, with or without a port */
export function reachOf(host: string): Reach {
  const name = bareHost(host);
  const four = ipv4(name);
  if (four !== null) return reachOfIpv4(four);
  if (name.includes(":")) return reachOfIpv6(name);
  if (name === "localhost" || name.endsWith(".localhost")) return "this-device";
  // A name without a dot is resolved inside a network only.
  if (name !== "" && (!name.includes(".") || LOCAL_SUFFIXES.some((suffix) => name.endsWith(suffix)))) return "this-network";
  return "internet";
}
