/** The megaphone in one's own hand: said again while it is held, let go with it. Nobody holds it whose microphone is not on. */
import { $megaphoneHeld, $mic } from "../store/media.ts";
import type { MediaPort } from "./media-transport.ts";
import type { OwnMic } from "./mic.ts";

/** The server lets go of it after two and a half of these. */
const AGAIN_MS = 1_000;

export interface Megaphone {
  /** @returns whether it is held now, or will be when the microphone is there */
  hold(on: boolean): Promise<boolean>;
}

export function ownMegaphone(port: Pick<MediaPort, "sendMegaphone">, mic: Pick<OwnMic, "request" | "mute">): Megaphone {
  let timer: ReturnType<typeof setInterval> | undefined;
  let offMic: (() => void) | undefined;
  let held = false;
  /** Grows with each press: what an earlier one still waits for is not its own any more. */
  let turn = 0;
  /** The microphone was not on before: it is muted again. */
  let mutes = false;

  function letGo(): void {
    held = false;
    clearInterval(timer);
    offMic?.();
    offMic = undefined;
    port.sendMegaphone(false);
    $megaphoneHeld.set(false);
  }

  async function take(): Promise<void> {
    const mine = ++turn;
    mutes = $mic.get().state !== "on";
    if (mutes) await mic.request();
    if (mine !== turn) return;
    // Let go meanwhile: what was opened for it is muted.
    if (!held) return mic.mute("self");
    if ($mic.get().state !== "on") return void (held = false);
    // Muted by whomever, hidden, back after a break: nothing would be heard, and it is not taken up again by itself.
    offMic = $mic.listen(({ state }) => {
      if (state !== "on") letGo();
    });
    $megaphoneHeld.set(true);
    port.sendMegaphone(true);
    timer = setInterval(() => port.sendMegaphone(true), AGAIN_MS);
  }

  return {
    async hold(on) {
      if (held === on) return held;
      held = on;
      if (on) await take();
      else {
        letGo();
        if (mutes) mic.mute("self");
      }
      return held;
    },
  };
}
