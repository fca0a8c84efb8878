/** The session cookie, and the one way from a request to a person. */
import type { IncomingMessage } from "node:http";
import type { Identity, Ports } from "../commands/ports.ts";
import { identify, SESSION_IDLE } from "../commands/sessions.ts";
import { hostOf, isSecure, type Reading } from "./request.ts";

/** The name the cookie had before each port had one of its own; read as long as sessions of that time live (docs/decisions/84). */
const OLD_COOKIE = "kartu";

/**
 * Browsers keep cookies by host name, whatever the port: two Kartus on one host would take each other's. So the name holds the port where it is
 * not the scheme's own. Under https the prefix keeps other hosts of the domain, and plain http, from setting it.
 * @param host with port, as the browser names it
 */
export function cookieName(host: string, secure: boolean): string {
  const port = /:(\d+)$/.exec(host)?.[1];
  const own = port === undefined || port === (secure ? "443" : "80") ? "kartu" : `kartu-${port}`;
  return secure ? `__Host-${own}` : own;
}

/** The value of a cookie, or null. */
export function cookieOf(cookieHeader: string | null | undefined, name: string): string | null {
  for (const part of (cookieHeader ?? "").split(";")) {
    const at = part.indexOf("=");
    if (at > 0 && part.slice(0, at).trim() === name) return part.slice(at + 1).trim() || null;
  }
  return null;
}

/** What is read of a request: its headers, in either form. */
export interface Asking {
  headers: IncomingMessage["headers"] | Headers;
}

const plain = ({ headers }: Asking): IncomingMessage["headers"] => (headers instanceof Headers ? Object.fromEntries(headers) : headers);

/** The token a request carries, and whether in a cookie of the old name; null: none. */
export function tokenOf(asking: Asking, reading: Reading): { token: string; old: boolean } | null {
  const headers = plain(asking);
  const name = cookieName(hostOf({ headers }, reading), isSecure({ headers }, reading));
  const token = cookieOf(headers.cookie, name);
  if (token !== null) return { token, old: false };
  const old = name === OLD_COOKIE ? null : cookieOf(headers.cookie, OLD_COOKIE);
  return old === null ? null : { token: old, old: true };
}

/**
 * Who a request or an upgrade comes from, or null. Made once, in `app.ts`; rooms and boards get it handed in.
 * @throws StorageError
 */
export type Authenticate = (asking: Asking) => Promise<Identity | null>;

export const makeAuthenticate =
  (ports: Pick<Ports, "store" | "clock">, reading: Reading): Authenticate =>
  async (asking) => {
    const found = tokenOf(asking, reading);
    return found === null ? null : identify(ports, found.token);
  };

const attributes = (secure: boolean): string => `Path=/; HttpOnly; SameSite=Lax${secure ? "; Secure" : ""}`;

/**
 * Set-Cookie lines that give a browser the token (null: take it out), under the name of the address it came by; what it had under the old one goes.
 * @param shared a shared device: the browser drops it when it closes
 */
export function cookieLines(req: IncomingMessage, reading: Reading, token: string | null, shared = false): string[] {
  const secure = isSecure(req, reading);
  const name = cookieName(hostOf(req, reading), secure);
  const age = token === null ? "; Max-Age=0" : shared ? "" : `; Max-Age=${Math.floor(SESSION_IDLE / 1000)}`;
  const rest = `${attributes(secure)}${age}`;
  const lines = [`${name}=${token ?? ""}; ${rest}`];
  // Another Kartu's, if this one did not read it: then it stays.
  if (tokenOf(req, reading)?.old === true) lines.unshift(`${OLD_COOKIE}=; ${attributes(secure)}; Max-Age=0`);
  return lines;
}
