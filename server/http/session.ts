/** The session cookie, and the one way from a request to a person. */
import type { IncomingMessage } from "node:http";
import type { Identity, Ports } from "../commands/ports.ts";
import { identify, SESSION_IDLE } from "../commands/sessions.ts";

export const COOKIE = "kartu";

/** The token a request carries, or null. */
export function tokenOf(cookieHeader: string | null | undefined): string | null {
  for (const part of (cookieHeader ?? "").split(";")) {
    const at = part.indexOf("=");
    if (at > 0 && part.slice(0, at).trim() === COOKIE) return part.slice(at + 1).trim() || null;
  }
  return null;
}

/**
 * Who a request or an upgrade comes from, or null. Made once, in `app.ts`; rooms and boards get it handed in.
 * @throws StorageError
 */
export type Authenticate = (req: { headers: IncomingMessage["headers"] | Headers }) => Promise<Identity | null>;

export const makeAuthenticate =
  (ports: Pick<Ports, "store" | "clock">): Authenticate =>
  async ({ headers }) => {
    const token = tokenOf(headers instanceof Headers ? headers.get("cookie") : headers.cookie);
    return token === null ? null : identify(ports, token);
  };

const attributes = (secure: boolean): string => `Path=/; HttpOnly; SameSite=Lax${secure ? "; Secure" : ""}`;

export const sessionCookie = (token: string, secure: boolean): string =>
  `${COOKIE}=${token}; ${attributes(secure)}; Max-Age=${Math.floor(SESSION_IDLE / 1000)}`;

export const noCookie = (secure: boolean): string => `${COOKIE}=; ${attributes(secure)}; Max-Age=0`;
