/**
 * Tells a page the address it is seen from, so that two pages behind routers find each other without anybody else's server.
 * One UDP port, IPv6 and IPv4; answers well-formed binding requests and nothing else.
 */
import { randomInt } from "node:crypto";
import { createSocket, type Socket } from "node:dgram";
import { allowance, type AllowanceRules, STUN_RULES } from "./allowance.ts";
import { addressBytes, answerBinding, parseBindingRequest } from "./message.ts";

export interface StunOptions {
  /** UDP port; 0 takes any free one. */
  port: number;
  /** Address to bind; default every one, of both families where the host has IPv6. */
  host?: string | undefined;
  rules?: AllowanceRules;
}

export interface StunServer {
  /** The port that was bound. */
  port: number;
  close(): Promise<void>;
}

function bind(options: { port: number; host: string }): Promise<Socket> {
  const socket = createSocket({ type: options.host.includes(":") ? "udp6" : "udp4" });
  return new Promise((resolve, reject) => {
    socket.once("error", (error) => {
      socket.close();
      reject(error);
    });
    socket.bind({ port: options.port, address: options.host, exclusive: true }, () => {
      socket.removeAllListeners("error");
      resolve(socket);
    });
  });
}

const hasNoIpv6 = (error: unknown): boolean =>
  error instanceof Error && ["EAFNOSUPPORT", "EADDRNOTAVAIL", "EINVAL"].includes(String((error as NodeJS.ErrnoException).code));

/** @throws the bind's error (EADDRINUSE, EACCES): Kartu runs without it, across the internet pages then need KARTU_ICE_URLS */
export async function startStun(options: StunOptions): Promise<StunServer> {
  const socket = await bind({ port: options.port, host: options.host ?? "::" }).catch((error: unknown) => {
    if (options.host === undefined && hasNoIpv6(error)) return bind({ port: options.port, host: "0.0.0.0" });
    throw error;
  });
  const allowed = allowance(options.rules ?? STUN_RULES, randomInt(2 ** 32));
  socket.on("message", (datagram, from) => {
    // The cheap look first: a flood is not parsed twice, and only those who would get an answer spend their allowance.
    const request = parseBindingRequest(datagram);
    const source = request === null || from.port === 0 ? null : addressBytes(from.address);
    if (request === null || source === null || !allowed(source, performance.now())) return;
    const answer = answerBinding(request, from.address, from.port);
    // An answer that cannot be sent is lost like any datagram: the page asks again.
    if (answer !== null) socket.send(answer, from.port, from.address, () => undefined);
  });
  // ICMP refusals surface here on some systems; there is nothing to do about them.
  socket.on("error", () => undefined);
  return {
    port: socket.address().port,
    close: () => new Promise((resolve) => socket.close(() => resolve())),
  };
}
