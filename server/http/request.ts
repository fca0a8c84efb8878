/**
 * What a request says about itself: its origin, its address. One reading for routes and for upgrades, with and without a proxy in front.
 * A proxy's headers are believed only when the environment says that there is one, and only what that one proxy wrote: the last entry, or, where
 * that is one of the proxies named to stand before it, what that one wrote.
 */
import type { IncomingMessage } from "node:http";
import type { BlockList } from "node:net";
import { isWithin } from "./proxies.ts";

/** What of a request names its origin. */
type Named = Pick<IncomingMessage, "headers">;

export interface Reading {
  trustProxy: boolean;
  /** Proxies before the one in front of us. */
  proxies?: BlockList | null;
  /** This server speaks TLS itself. */
  tls: boolean;
  /** PUBLIC_URL's origin, or null. */
  publicUrl: string | null;
}

const last = (header: string | string[] | undefined): string | undefined => {
  const text = Array.isArray(header) ? header.at(-1) : header;
  const entry = text?.split(",").at(-1)?.trim();
  return entry === "" ? undefined : entry;
};

/** A host as it may stand in an origin: nothing else gets into an answer or a header. */
const HOST = /^(?:[a-z0-9._-]+|\[[0-9a-f:.]+\])(?::\d{1,5})?$/;

/** Host with port, lower case; "" when there is none or it is not a host. */
export function hostOf(req: Named, { trustProxy }: Reading): string {
  const host = ((trustProxy ? last(req.headers["x-forwarded-host"]) : undefined) ?? req.headers.host ?? "").toLowerCase();
  return HOST.test(host) ? host : "";
}

/** Whether the browser speaks https, to us or to the proxy. */
export function isSecure(req: Named, { trustProxy, tls }: Reading): boolean {
  const proto = trustProxy ? last(req.headers["x-forwarded-proto"]) : undefined;
  return proto === undefined ? tls : proto === "https" || proto === "wss";
}

/** Origin by which this request came. */
export function originOf(req: IncomingMessage, reading: Reading): string {
  const host = hostOf(req, reading) || "localhost";
  return new URL(`${isSecure(req, reading) ? "https" : "http"}://${host}`).origin;
}

/** IP address of the browser as we, or the proxy, see it; "" when there is none (any more). Never stored, never logged. */
export function ipOf(req: IncomingMessage, { trustProxy, proxies }: Reading): string {
  const peer = req.socket.remoteAddress ?? "";
  if (!trustProxy) return peer;
  const hops = String(req.headers["x-forwarded-for"] ?? "").split(",");
  const chain = hops.map((hop) => hop.trim()).filter((hop) => hop !== "");
  const far = proxies ? chain.findLast((hop) => !isWithin(proxies, hop)) : chain.at(-1);
  return far ?? chain[0] ?? peer;
}

/** Whether it says that somebody handed it on, whether that is to be believed or not. */
export const wasHandedOn = ({ headers }: Named): boolean =>
  ["x-forwarded-for", "forwarded", "x-real-ip", "via"].some((name) => headers[name] !== undefined);

/** What rates by address count by: an IPv4 address, or the /64 of an IPv6 one, in which a household has as many as it likes. */
export function addressOf(req: IncomingMessage, reading: Reading): string {
  const address = ipOf(req, reading);
  const v4 = /^(?:::ffff:)?(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (v4 !== undefined) return v4;
  const [head = "", tail] = address.split("%")[0]?.split("::") ?? [];
  const front = head === "" ? [] : head.split(":");
  const back = tail === undefined || tail === "" ? [] : tail.split(":");
  const groups = tail === undefined ? front : [...front, ...Array<string>(Math.max(0, 8 - front.length - back.length)).fill("0"), ...back];
  return groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(":");
}

/**
 * Whether a request that changes something, or an upgrade, may come from where it says. A browser always names its origin on those; who
 * names none is no browser, brings no cookie of somebody else's, and is judged by the cookie alone.
 */
export function isOwnOrigin(req: IncomingMessage, reading: Reading): boolean {
  const { origin } = req.headers;
  if (origin === undefined) return true;
  if (!URL.canParse(origin)) return false;
  const from = new URL(origin);
  if (from.origin === reading.publicUrl) return true;
  const host = hostOf(req, reading);
  return host !== "" && from.host === new URL(`${from.protocol}//${host}`).host;
}
