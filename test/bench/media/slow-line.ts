/** A longer way to a TCP port of loopback, in user space: whatever comes is handed on after half a round trip, in order. */
import { connect, createServer, type Socket } from "node:net";

export async function slowLine(toPort: number, oneWayMs: number): Promise<{ port: number; url: string; close(): Promise<void> }> {
  const open = new Set<Socket>();
  const later = (to: Socket, what: () => void): void => void setTimeout(() => (to.destroyed ? undefined : what()), oneWayMs);
  const server = createServer({ noDelay: true }, (near) => {
    const far = connect({ port: toPort, host: "127.0.0.1", noDelay: true });
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(one);
      one.on("error", () => other.destroy());
      one.on("data", (data: Buffer) => later(other, () => void other.write(data)));
      one.on("end", () => later(other, () => void other.end()));
      one.on("close", () => {
        open.delete(one);
        later(other, () => void other.destroy());
      });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return {
    port,
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        for (const socket of open) socket.destroy();
        server.close(() => resolve());
      }),
  };
}
