/** The one HTTP(S) server. */
import { readFile } from "node:fs/promises";
import { createServer, type RequestListener, type Server } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { Env } from "../env.ts";
import { StartError } from "../start-error.ts";

/** Slow or silent requests end after this, ms: headers, then the whole request. */
const HEADERS_MS = 15_000;
const REQUEST_MS = 30_000;
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
export async function makeHttpServer(tls: Env["tls"], handler: RequestListener): Promise<Server> {
  const limits = { headersTimeout: HEADERS_MS, requestTimeout: REQUEST_MS, maxHeaderSize: HEADER_BYTES };
  if (tls === null) return createServer(limits, handler);
  const [cert, key] = await Promise.all([pem(tls.cert, "KARTU_TLS_CERT"), pem(tls.key, "KARTU_TLS_KEY")]);
  try {
    return createTlsServer({ ...limits, cert, key }, handler);
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
