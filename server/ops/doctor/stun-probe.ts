/** Asks a STUN server (a relay is one, too) for an answer over UDP. */
import { randomBytes } from "node:crypto";
import { createSocket } from "node:dgram";
import { isIPv6 } from "node:net";

const MAGIC = 0x2112a442;
const BINDING = 0x0001;
const BINDING_ANSWER = 0x0101;
/** UDP loses datagrams: so often, after so long each, ms. */
const TRIES = 3;
const WAIT_MS = 500;

/** @returns null when it answers, else why not */
export function answersStun(host: string, port: number): Promise<string | null> {
  const socket = createSocket(isIPv6(host) ? "udp6" : "udp4");
  const request = Buffer.alloc(20);
  request.writeUInt16BE(BINDING, 0);
  request.writeUInt32BE(MAGIC, 4);
  randomBytes(12).copy(request, 8);
  return new Promise((resolve) => {
    let tries = 0;
    let timer: NodeJS.Timeout | undefined;
    const end = (why: string | null): void => {
      clearTimeout(timer);
      socket.removeAllListeners("error").on("error", () => undefined);
      socket.close();
      resolve(why);
    };
    const ask = (): void => {
      if (tries === TRIES) return end("no answer over UDP");
      tries += 1;
      socket.send(request, port, host, (error) => {
        if (error !== null) end((error as NodeJS.ErrnoException).code ?? error.message);
      });
      timer = setTimeout(ask, WAIT_MS);
    };
    socket.on("error", (error: NodeJS.ErrnoException) => end(error.code ?? error.message));
    socket.on("message", (answer) => {
      const ours =
        answer.length >= 20 && answer.readUInt16BE(0) === BINDING_ANSWER && answer.subarray(4, 20).equals(request.subarray(4, 20));
      if (ours) end(null);
    });
    ask();
  });
}

/** Whether this user can have the port. */
export function udpIsFree(port: number, host: string | undefined): Promise<boolean> {
  const socket = createSocket(host === undefined || host.includes(":") ? "udp6" : "udp4");
  return new Promise((resolve) => {
    socket.once("error", () => {
      socket.close();
      resolve(false);
    });
    socket.bind({ port, ...(host === undefined ? {} : { address: host }), exclusive: true }, () => socket.close(() => resolve(true)));
  });
}
