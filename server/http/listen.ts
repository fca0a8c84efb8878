/** The one HTTP(S) server. */
import { readFile } from "node:fs/promises";
import { createServer, type RequestListener, type Server } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { Env } from "../env.ts";
import { StartError } from "../start-error.ts";
import { boundSilentSockets } from "./idle.ts";

/** How long a socket may take, ms, and how many may take it. A browser on the thinnest line is far from each of them. */
export const HTTP_BOUNDS = {
  /** Slow or silent requests end after this: headers, then the whole request. */
  headersMs: 15_000,
  requestMs: 30_000,
  /** How often that is looked at. */
  lookMs: 2_000,
  /** Nothing was read or written for so long: somebody who does not take what they asked for. WebSockets have heartbeats of their own. */
  stillMs: 60_000,
  /** TLS agreed on. */
  handshakeMs: 10_000,
  /** Sockets of one address that have said nothing whole yet. */
  silent: 200,
};
export type HttpBounds = typeof HTTP_BOUNDS;

/** livekit-client's join request travels in the address, with the page's offer in it. */
const HEADER_BYTES = 64 * 1024;

async function pem(path: string, key: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (cause) {
    throw new StartError(`${key} names ${path}, which cannot be read.`, { cause });
  }
}

/** @throws StartError when certificate or key cannot be used */
export async function makeHttpServer(tls: Env["tls"], handler: RequestListener, bounds: HttpBounds = HTTP_BOUNDS): Promise<Server> {
  const server = await bareServer(tls, handler, bounds);
  server.setTimeout(bounds.stillMs);
  boundSilentSockets(server, bounds.silent);
  return server;
}

async function bareServer(tls: Env["tls"], handler: RequestListener, bounds: HttpBounds): Promise<Server> {
  const limits = {
    headersTimeout: bounds.headersMs,
    requestTimeout: bounds.requestMs,
    connectionsCheckingInterval: bounds.lookMs,
    maxHeaderSize: HEADER_BYTES,
  };
  if (tls === null) return createServer(limits, handler);
  // One after the other: of two that are missing it is always the same one that is named.
  const cert = await pem(tls.cert, "KARTU_TLS_CERT");
  const key = await pem(tls.key, "KARTU_TLS_KEY");
  try {
    return createTlsServer({ ...limits, handshakeTimeout: bounds.handshakeMs, cert, key }, handler);
  } catch (cause) {
    throw new StartError("KARTU_TLS_CERT and KARTU_TLS_KEY do not hold a certificate and its key (PEM).", { cause });
  }
}

/** Listens. @returns the port. @throws StartError when the port is taken or forbidden */
export function listen(server: Server, port: number, host: string | undefined): Promise<number> {
  return new Promise((resolve, reject) => {
    const refused = (cause: NodeJS.ErrnoException): void => {
      const why =
        cause.code === "EADDRINUSE"
          ? `Port ${port} is in use by another program (or another Kartu): stop that one, or set PORT to another number.`
          : cause.code === "EACCES"
            ? `Port ${port} is not open to this user: set PORT to a number above 1023.`
            : `Kartu cannot listen on ${host ?? "this host"}, port ${port} (${cause.code ?? cause.message}).`;
      reject(new StartError(why, { cause }));
    };
    server.once("error", refused);
    server.listen({ port, ...(host === undefined ? {} : { host }) }, () => {
      server.off("error", refused);
      const address = server.address();
      resolve(typeof address === "object" && address !== null ? address.port : port);
    });
  });
}
