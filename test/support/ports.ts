/** Ports for programs that take no "any", and for those that come back to the one they had. */
import { randomInt } from "node:crypto";
import { createSocket } from "node:dgram";
import { once } from "node:events";
import { createServer } from "node:net";

/** Below those that a system gives to whoever asks for any: nobody else gets it while its program is away. */
const [FROM, TO] = [12_000, 32_000];

/** Free on loopback just now, for TCP and UDP. */
export async function freePort(): Promise<number> {
  for (let tries = 0; ; tries++) {
    const port = randomInt(FROM, TO);
    const tcp = createServer();
    const udp = createSocket("udp4");
    try {
      await Promise.all([
        once(tcp.listen(port, "127.0.0.1"), "listening"),
        new Promise<void>((resolve, reject) => udp.once("error", reject).bind(port, "127.0.0.1", resolve)),
      ]);
      return port;
    } catch (taken) {
      if (tries > 20) throw taken;
    } finally {
      await Promise.all([new Promise((resolve) => tcp.close(resolve)), new Promise<void>((resolve) => udp.close(resolve))]);
    }
  }
}
