/** Which servers help two pages to find each other, and whether they may see each other's internet address at all. Pure. */
import { bareHost } from "./reach.ts";

export interface IceSettings {
  /** The space admits minors: addresses are hidden wherever the internet is involved. */
  admitsMinors: boolean;
  /** The owner has accepted, in words, that those who talk see each other's internet address. */
  acceptsVisibleAddresses: boolean;
}

export interface IceRule {
  policy: "all" | "relay";
  refused: "minors_no_relay" | null;
}

/**
 * "relay" where minors may be and anyone comes over the internet; without a relay there is then no sound
 * until the owner has accepted visible addresses.
 */
export function iceRule(settings: IceSettings, facts: { public: boolean; relay: boolean }): IceRule {
  if (!settings.admitsMinors || !facts.public) return { policy: "all", refused: null };
  if (facts.relay) return { policy: "relay", refused: null };
  return settings.acceptsVisibleAddresses ? { policy: "all", refused: null } : { policy: "relay", refused: "minors_no_relay" };
}

export const isRelayUrl = (url: string): boolean => /^turns?:/.test(url);

/** `stun:host:port` of the host a page came by (IPv6 in brackets), or null when that is no host. */
export function stunUrl(host: string, port: number): string | null {
  const name = bareHost(host);
  if (name.includes(":")) return /^[0-9a-f:.]+$/.test(name) ? `stun:[${name}]:${port}` : null;
  return /^[a-z0-9]([a-z0-9._-]*[a-z0-9])?$/.test(name) && name.length <= 253 ? `stun:${name}:${port}` : null;
}

/** Addresses of a TURN host for browsers: UDP first, TCP for networks that let nothing else through. */
export const turnUrls = (host: string): string[] => [`turn:${host}?transport=udp`, `turn:${host}?transport=tcp`];
