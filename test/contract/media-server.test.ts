import { expect, it } from "vitest";
import type { WebSocket } from "ws";
import { liveKitServer } from "../../server/adapters/livekit/media-server.ts";
import { MemoryMediaServer } from "../../server/adapters/memory/media-server.ts";
import { MediaServerError } from "../../server/ports/media-server.ts";
import { enterLiveKit, noLiveKit, startLiveKit } from "../support/livekit.ts";
import { mediaServerContract } from "./media-server.ts";

mediaServerContract("in memory", false, async () => {
  const server = new MemoryMediaServer();
  return { server, enter: async (room, identity) => server.enter(room, identity), close: async () => undefined };
});

mediaServerContract("LiveKit", noLiveKit, async () => {
  const livekit = await startLiveKit();
  const server = liveKitServer(livekit.config);
  const sockets: WebSocket[] = [];
  return {
    server,
    async enter(room, identity) {
      sockets.push(await enterLiveKit(server, room, identity));
    },
    async close() {
      for (const socket of sockets) socket.terminate();
      await livekit.close();
    },
  };
});

it.skipIf(noLiveKit)("a LiveKit that is not there, or does not know the key, is an error that says so", async () => {
  const livekit = await startLiveKit();
  const wrong = liveKitServer({ ...livekit.config, secret: "another-secret-that-is-long-enough-too" });
  await expect(wrong.ping()).rejects.toThrow("the keys are refused");
  await livekit.close();
  const gone = liveKitServer(livekit.config);
  await expect(gone.ping()).rejects.toThrow(MediaServerError);
});
