/** A line between browser and server that can be cut: the browser's own "offline" leaves sockets open that are open already. */
import { createServer, connect, type Socket } from "node:net";

export interface Line {
  /** `http://127.0.0.1:<port>`; the server sees this as its host. */
  url: string;
  port: number;
  /** Everything that runs over it breaks at once, and nothing new comes through, until `mend`. */
  cut(): void;
  /** Nothing breaks and nothing moves, as when a train enters a tunnel, until `mend`. */
  freeze(): void;
  mend(): void;
  close(): Promise<void>;
}

export async function openLine(toPort: number): Promise<Line> {
  let state: "open" | "cut" | "frozen" = "open";
  const pairs = new Set<[Socket, Socket]>();
  const server = createServer({ pauseOnConnect: false }, (near) => {
    if (state === "cut") return void near.resetAndDestroy();
    const far = connect(toPort, "127.0.0.1");
    const pair: [Socket, Socket] = [near, far];
    pairs.add(pair);
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      one.on("error", () => other.destroy());
      one.on("close", () => {
        other.destroy();
        pairs.delete(pair);
      });
      one.on("end", () => other.end());
      one.on("data", (data) => {
        if (!other.write(data)) one.pause();
      });
      other.on("drain", () => {
        if (state !== "frozen") one.resume();
      });
    }
    if (state === "frozen") for (const socket of pair) socket.pause();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    cut() {
      state = "cut";
      for (const pair of pairs) for (const socket of pair) socket.resetAndDestroy();
    },
    freeze() {
      state = "frozen";
      for (const pair of pairs) for (const socket of pair) socket.pause();
    },
    mend() {
      state = "open";
      for (const pair of pairs) for (const socket of pair) socket.resume();
    },
    close: () =>
      new Promise((resolve) => {
        for (const pair of pairs) for (const socket of pair) socket.destroy();
        server.close(() => resolve());
      }),
  };
}
