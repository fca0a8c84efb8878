/** A longer way to a TCP port of loopback, in user space: whatever comes is handed on after half a round trip, in order, and no faster than a thin line lets it. */
import { connect, createServer, type Socket } from "node:net";
import type { ThinLine } from "./thin-line.ts";

/** What goes over a thin line in one piece, bytes: others get their turn in between. */
const PIECE = 1_200;

/** @param thin what all share; without it only the way is longer */
export async function slowLine(
  toPort: number,
  oneWayMs: number,
  thin?: ThinLine,
): Promise<{ port: number; url: string; close(): Promise<void> }> {
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
      one.on("data", (data: Buffer) => {
        if (thin === undefined) return later(other, () => void other.write(data));
        const way = one === near ? thin.up : thin.down;
        // As TCP would: nothing more is taken before this is on its way.
        one.pause();
        const piece = (from: number): void => {
          if (from >= data.length) return void one.resume();
          const part = data.subarray(from, from + PIECE);
          way.pass(part.length, () => {
            later(other, () => void other.write(part));
            piece(from + PIECE);
          });
        };
        piece(0);
      });
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
