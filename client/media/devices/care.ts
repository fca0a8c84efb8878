/** What a page does around its sound: hold to talk, the screen that stays on, order after a sleep. */
import { $pushToTalk, $talking, $talkKey } from "../../store/devices.ts";
import { $megaphoneHeld, $mic } from "../../store/media.ts";
import { type PushToTalk, pushToTalk } from "./push-to-talk.ts";
import { revive } from "./revive.ts";
import { wakeLock } from "./wake-lock.ts";

export interface CareDeps {
  keyFree: ((event: Event) => boolean) | undefined;
  /** Opens or unmutes the microphone, by the person's own hand. */
  requestMic(): void;
  /** Whether one is heard may have changed. */
  gate(): void;
  checkMic(): void;
  playAgain(): void;
}

export interface Care {
  talk: Pick<PushToTalk, "press" | "release" | "latch">;
  /** The system took or gave back the sound. */
  look(): void;
  /** One is in a conversation. */
  awake(is: boolean): void;
  stop(): void;
}

/** Whether what one says is sent, as far as holding goes. Who holds the megaphone holds enough. */
export const holdsToTalk = (): boolean => $pushToTalk.get() === "off" || $talking.get() || $megaphoneHeld.get();

export function takeCare({ keyFree, requestMic, gate, checkMic, playAgain }: CareDeps): Care {
  const again = revive({ target: window, page: document, checkMic, playAgain });
  const lock = wakeLock({ request: navigator.wakeLock === undefined ? null : () => navigator.wakeLock.request("screen"), page: document });
  const talk = pushToTalk({
    target: window,
    page: document,
    on: () => $pushToTalk.get() === "on",
    code: () => $talkKey.get(),
    free: keyFree ?? (() => true),
    held(is) {
      $talking.set(is);
      // Holding is the person's own hand: it also opens, and unmutes.
      if (is && $mic.get().state !== "on") requestMic();
      gate();
    },
  });
  const offs = [
    $pushToTalk.listen((on) => {
      if (on === "off") talk.release();
      gate();
    }),
    $megaphoneHeld.listen(gate),
  ];
  return {
    talk,
    look: () => again.look(),
    awake: (is) => lock.set(is),
    stop() {
      for (const off of offs) off();
      talk.stop();
      again.stop();
      lock.stop();
    },
  };
}
