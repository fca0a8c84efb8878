/** The megaphone in one's own hand: said again while it is held, let go with it. */
import { $mic } from "../store/media.ts";
import type { MediaPort } from "./media-transport.ts";
import type { OwnMic } from "./mic.ts";

/** The server lets go of it after two and a half of these. */
const AGAIN_MS = 1_000;

export function ownMegaphone(port: Pick<MediaPort, "sendMegaphone">, mic: OwnMic): { hold(on: boolean): Promise<void> } {
  let timer: ReturnType<typeof setInterval> | undefined;
  let held = false;
  /** The microphone was not on before: it is muted again. */
  let mutes = false;
  return {
    async hold(on) {
      if (held === on) return;
      held = on;
      clearInterval(timer);
      if (!on) {
        port.sendMegaphone(false);
        if (mutes) mic.mute("self");
        return;
      }
      mutes = $mic.get().state !== "on";
      if (mutes) await mic.request();
      // Let go meanwhile: what was opened for it is muted.
      if (!held) return mic.mute("self");
      if ($mic.get().state !== "on") return void (held = false);
      port.sendMegaphone(true);
      timer = setInterval(() => port.sendMegaphone(true), AGAIN_MS);
    },
  };
}
