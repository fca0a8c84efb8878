/**
 * WebSocket upgrades on the one port. Each address belongs to exactly one part of the house, since two `ws` servers that take the same
 * socket throw: seats of space rooms go to Colyseus, `/board/…` to the board server (which answers with close codes of its own, see
 * `adapters/boards/attach.ts`), everything else is refused here. Rate, origin and session are asked before anything is upgraded.
 */
import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";
import { WebSocketTransport } from "@colyseus/ws-transport";
import type { Logger } from "pino";
import { FRAME_MAX } from "../../shared/protocol/check/messages.ts";
import { LINK_PING_MS, LINK_PINGS } from "../rooms/link.ts";
import { HttpFailure } from "./failures.ts";
import { addressOf, isOwnOrigin } from "./request.ts";
import type { Gate } from "./route.ts";
import { tokenOf } from "./session.ts";

/** `/<process>/<room>?sessionId=…`: a seat that POST /api/spaces/:space/join reserved. */
const SEAT = /^\/[\w-]+\/[\w-]+\?(?:.*&)?sessionId=[\w-]/;
const isSeat = (req: IncomingMessage): boolean => SEAT.test(req.url ?? "");

const STATUS_TEXT: Record<number, string> = { 403: "Forbidden", 404: "Not Found", 429: "Too Many Requests" };

/** Ends a socket that is not upgraded. */
function refuse(socket: Duplex, { status, body }: HttpFailure): void {
  const text = JSON.stringify(body);
  socket.on("error", () => socket.destroy());
  const head = [
    `HTTP/1.1 ${status} ${STATUS_TEXT[status] ?? "Refused"}`,
    "Content-Type: application/json",
    `Content-Length: ${Buffer.byteLength(text)}`,
    "Connection: close",
  ];
  socket.end(`${head.join("\r\n")}\r\n\r\n${text}`);
}

const answer = ({ status, body }: HttpFailure): Response => Response.json(body, { status });

/** How it is found out that a page's line has died without a word. */
interface Pings {
  everyMs: number;
  /** Unanswered in a row. */
  most: number;
}

export interface Upgrades {
  server: Server;
  gate: Gate;
  log: Logger;
  /** Takes an upgrade of the boards. False: the address is not theirs. */
  boards(req: IncomingMessage, socket: Duplex, head: Buffer): boolean;
  pings?: Pings;
}

/** Takes the server's upgrades. @returns the transport of the space rooms */
export function takeSeatUpgrades({ server, gate, log, boards, pings }: Upgrades): WebSocketTransport {
  const { reading, authenticate, limits, clock } = gate;
  const transport = new WebSocketTransport({
    noServer: true,
    maxPayload: FRAME_MAX,
    pingInterval: pings?.everyMs ?? LINK_PING_MS,
    pingMaxRetries: pings?.most ?? LINK_PINGS,
    beforeUpgrade: async (_request, { headers }) => {
      try {
        const who = await authenticate({ headers });
        if (who === null) return answer(new HttpFailure("no_session"));
        const seconds = limits.session.take(who.session, clock.mono());
        return seconds > 0 ? answer(new HttpFailure("rate_limited", { seconds })) : undefined;
      } catch (error) {
        log.error({ err: error }, "upgrade failed");
        return answer(new HttpFailure("storage_failed"));
      }
    },
  });

  /** Colyseus asks first, the listener below again: one answer a request, and one charge. */
  const verdicts = new WeakMap<IncomingMessage, "seat" | "other" | HttpFailure>();
  const judge = (req: IncomingMessage): "seat" | "other" | HttpFailure => {
    const address = addressOf(req, reading);
    const seconds = limits.address.take(address, clock.mono());
    // Held back for what others behind the address do, who has a session is still asked for it, by whoever takes the upgrade.
    const shut = seconds > 0 && (tokenOf(req, reading) === null || limits.flood.take(address, clock.mono()) > 0);
    if (shut) return new HttpFailure("rate_limited", { seconds });
    if (!isSeat(req)) return "other";
    return isOwnOrigin(req, reading) ? "seat" : new HttpFailure("foreign_origin");
  };
  transport.attachToServer(server, {
    filter: (req) => {
      const verdict = judge(req);
      verdicts.set(req, verdict);
      return verdict === "seat";
    },
  });
  server.on("upgrade", (req: IncomingMessage, socket: Duplex, head: Buffer) => {
    const verdict = verdicts.get(req) ?? judge(req);
    if (verdict === "seat") return;
    if (verdict instanceof HttpFailure) refuse(socket, verdict);
    else if (!boards(req, socket, head)) refuse(socket, new HttpFailure(isOwnOrigin(req, reading) ? "not_found" : "foreign_origin"));
  });
  return transport;
}
