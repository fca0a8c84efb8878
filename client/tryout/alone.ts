/**
 * Walking and writing without a space: the same motion and the same stores as inside, and no connection at all. What is written or drawn is in this
 * page's memory and goes with it.
 */
import { PersonState } from "../../shared/schema/space.ts";
import { viewOf } from "../net/people-view.ts";
import type { WorldDeps } from "../world/world-view.ts";
import { SessionMotion } from "../net/session-motion.ts";
import { pageStores } from "../store/space.ts";
import { ROOM, room, START } from "./room.ts";

const YOU = 1;

export interface Alone {
  commands: WorldDeps["commands"];
  say(text: string): void;
  /** How far one has walked, px. */
  onWalked(listener: (px: number) => void): () => void;
  stop(): void;
}

export function beAlone(person: { name: string; appearance: string; lang: string }): Alone {
  const { $places, $place, $people, $you, $chat, $where } = pageStores;
  const place = room();
  const motion = new SessionMotion({ send: () => undefined, local: () => performance.now() });
  $places.set({ [ROOM]: place });
  $place.set(ROOM);
  $where.set({ kind: "open" });
  $chat.set([]);
  const state = Object.assign(new PersonState(), { ...person, own: person.name, role: "participant", place: ROOM, connected: true });
  $people.set({ [YOU]: viewOf(YOU, state) });
  $you.set(YOU);
  motion.welcome({ you: YOU, place: ROOM, now: 0, boot: 1, ...START, chat: [], seq: 0 }, place);

  const listeners = new Set<(px: number) => void>();
  let last = motion.self();
  let walked = 0;
  let timer = setTimeout(tick, 50);
  function tick(): void {
    timer = setTimeout(tick, motion.tick());
    const here = { ...motion.self() };
    const step = Math.hypot(here.x - last.x, here.y - last.y);
    last = here;
    if (step === 0) return;
    walked += step;
    for (const listener of listeners) listener(walked);
  }
  let lines = 0;
  return {
    commands: {
      movers: motion,
      head: (heading) => {
        motion.head(heading);
        clearTimeout(timer);
        tick();
      },
      walkTo: (target) => {
        if (target.kind === "point") motion.walkTo(target.x, target.y);
        else if (target.kind === "area") {
          const area = place.areas.find(({ id }) => id === target.area);
          if (area !== undefined) motion.walkTo(area.rect.x + area.rect.w / 2, area.rect.y + area.rect.h - 8);
        }
      },
    },
    say(text) {
      const line = { seq: ++lines, at: Date.now(), person: YOU, name: person.name, text, lang: person.lang };
      $chat.set([...$chat.get(), { ...line, state: "sent" }]);
    },
    onWalked(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    stop() {
      clearTimeout(timer);
      motion.suspend();
      $chat.set([]);
      $people.set({});
      $you.set(null);
      $place.set(null);
      $places.set({});
    },
  };
}
