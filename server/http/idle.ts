/**
 * Sockets that are open and have said nothing whole yet. A browser speaks at once; who opens hundreds and waits wants to use them up. Of each
 * address so many may be silent: one more, and the oldest goes, so that whoever comes newly and speaks is never kept out.
 */
import type { Server } from "node:http";
import { Server as TlsServer } from "node:tls";
import type { Socket } from "node:net";

/** @param most silent sockets of one address */
export function boundSilentSockets(server: Server, most: number): void {
  const silent = new Map<string, Set<Socket>>();
  const of = new WeakMap<Socket, string>();
  const spoke = (socket: Socket): void => {
    const address = of.get(socket);
    const set = address === undefined ? undefined : silent.get(address);
    if (address === undefined || set?.delete(socket) !== true) return;
    if (set.size === 0) silent.delete(address);
  };
  server.on(server instanceof TlsServer ? "secureConnection" : "connection", (socket: Socket) => {
    const address = socket.remoteAddress ?? "";
    const set = silent.get(address) ?? new Set();
    silent.set(address, set.add(socket));
    of.set(socket, address);
    socket.once("close", () => spoke(socket));
    const [oldest] = set;
    if (set.size > most) oldest?.destroy();
  });
  server.on("request", (req) => spoke(req.socket));
  server.prependListener("upgrade", (req) => spoke(req.socket));
}
