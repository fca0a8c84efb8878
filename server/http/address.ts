/** What an address is good for: who can open it, and whether a browser gives a microphone there. */
import type { NetworkInterfaceInfo } from "node:os";
import { reachOf } from "../../shared/domain/media/reach.ts";
import type { AddressReport } from "../../shared/protocol/http.ts";

/** Addresses by which others in the network reach this host, as origins; wired and wireless before what virtual machines put up. */
export function networkOrigins(
  interfaces: Record<string, NetworkInterfaceInfo[] | undefined>,
  scheme: "http" | "https",
  port: number,
): string[] {
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
  return {
    origin: url.origin,
    reach: reachOf(url.hostname),
    secure: url.protocol === "https:",
    network: network.filter((other) => other !== url.origin),
    port,
  };
}
