/**
 * A longer way between two pages, in user space: every candidate is led through a UDP port here that hands datagrams on after half a round trip,
 * and their answers back after the other half.
 */
import { createSocket, type Socket } from "node:dgram";
import { once } from "node:events";
import type { ThinLine, Way } from "./thin-line.ts";

export interface UdpRelay {
  /** The candidate with a relayed address in place of its own; null for one that cannot be relayed (TCP, IPv6, hidden by mDNS). */
  lead(candidate: string): Promise<string | null>;
  close(): void;
}

/** Of headers that a datagram has on a real line, bytes. */
const HEADERS = 28;

/** @param oneWayMs added to each datagram. @param thin what all share; datagrams that would wait too long are lost */
export function udpRelay(oneWayMs: number, thin?: ThinLine): UdpRelay {
  const sockets = new Set<Socket>();
  const known = new Map<string, Promise<number>>();

  async function bound(address: string): Promise<Socket> {
    const socket = createSocket("udp4");
    sockets.add(socket);
    socket.on("error", () => undefined);
    socket.bind(0, address);
    await once(socket, "listening");
    return socket;
  }

  const later = (socket: Socket, data: Buffer, port: number, address: string, way?: Way): void => {
    const send = (): void =>
      void setTimeout(() => {
        if (sockets.has(socket)) socket.send(data, port, address, () => undefined);
      }, oneWayMs);
    if (way === undefined) send();
    else way.pass(data.length + HEADERS, send, true);
  };

  /** A port in front of `address`:`port`. Each source gets a socket of its own behind it, so that answers find their way back. */
  async function front(address: string, port: number): Promise<number> {
    const socket = await bound(address);
    const behind = new Map<number, Promise<Socket>>();
    socket.on("message", (data, from) => {
      let back = behind.get(from.port);
      if (back === undefined) {
        back = bound(address).then((made) => {
          made.on("message", (answer) => later(socket, answer, from.port, from.address, thin?.down));
          return made;
        });
        behind.set(from.port, back);
      }
      void back.then((made) => later(made, data, port, address, thin?.up));
    });
    return socket.address().port;
  }

  return {
    async lead(candidate) {
      const parts = candidate.split(" ");
      const [, , transport = "", , address = "", port = ""] = parts;
      if (transport.toLowerCase() !== "udp" || !/^\d+\.\d+\.\d+\.\d+$/.test(address)) return null;
      const key = `${address}:${port}`;
      let led = known.get(key);
      if (led === undefined) {
        led = front(address, Number(port));
        known.set(key, led);
      }
      parts[5] = String(await led);
      return parts.join(" ");
    },
    close() {
      for (const socket of sockets) socket.close();
      sockets.clear();
    },
  };
}
