/**
 * WebSocket upgrades on the one port. Each address belongs to exactly one part of the house; two `ws` servers that take the same socket
 * throw. Origin and session are asked before anything is upgraded; who belongs into which space or board is asked by its own part.
 */
import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";
import type { WebSocketTransport } from "@colyseus/ws-transport";
import type { Logger } from "pino";
import { isOwnOrigin, type Reading } from "./request.ts";
import type { Authenticate } from "./session.ts";

/** `/<process>/<room>?sessionId=…`: a seat that POST /api/spaces/:space/join reserved. */
const SEAT = /^\/[\w-]+\/[\w-]+$/;

const pathOf = (req: IncomingMessage): string => (req.url ?? "/").split("?", 1)[0] ?? "/";

/** Ends a socket that is not upgraded. */
export function refuseUpgrade(socket: Duplex, status: "400 Bad Request" | "401 Unauthorized" | "403 Forbidden" | "404 Not Found" | "503 Service Unavailable", code: string): void {
  const body = JSON.stringify({ code });
  socket.on("error", () => socket.destroy());
  socket.end(`HTTP/1.1 ${status}\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`);
}

export interface Upgrades {
  server: Server;
  transport: WebSocketTransport;
  reading: Reading;
  authenticate: Authenticate;
  log: Logger;
  /** The boards' part: true when the address is theirs; they answer it themselves. */
  boards?: (req: IncomingMessage, socket: Duplex, head: Buffer) => boolean;
}

export function takeUpgrades({ server, transport, reading, boards }: Upgrades): void {
  const isSeat = (req: IncomingMessage): boolean => SEAT.test(pathOf(req)) && /[?&]sessionId=/.test(req.url ?? "");
  transport.attachToServer(server, { filter: (req) => isOwnOrigin(req, reading) && isSeat(req) });
  server.on("upgrade", (req: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (!isOwnOrigin(req, reading)) return refuseUpgrade(socket, "403 Forbidden", "foreign_origin");
    if (isSeat(req) || boards?.(req, socket, head) === true) return;
    refuseUpgrade(socket, "404 Not Found", "not_found");
  });
}
