/** The transport that the server names for a space. LiveKit's side comes in a chunk of its own, when it is first needed. */
import { type IceReport, SOUND_PATH } from "../../shared/protocol/http.ts";
import type { MediaPort, MediaTransport } from "./media-transport.ts";
import { createMesh } from "./mesh/mesh.ts";

export type TransportKind = NonNullable<IceReport["transport"]>;

/** Tried again after this, when a chunk could not be had. ms */
const AGAIN_MS = 2_000;

/** @param port what the transport needs of the connection. @returns stop: a transport that is still on its way does not come any more */
export function chooseTransport(
  kind: TransportKind,
  port: MediaPort,
  config: () => Promise<RTCConfiguration>,
  ready: (transport: MediaTransport) => void,
): () => void {
  let stopped = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  if (kind === "mesh") ready(createMesh({ port, config }));
  else void load();

  async function load(): Promise<void> {
    try {
      const { createLiveKit } = await import("./livekit/transport.ts");
      if (!stopped) ready(createLiveKit({ port, url: `${location.origin.replace(/^http/, "ws")}${SOUND_PATH}` }));
    } catch {
      if (!stopped) timer = setTimeout(() => void load(), AGAIN_MS);
    }
  }
  return () => {
    stopped = true;
    clearTimeout(timer);
  };
}
