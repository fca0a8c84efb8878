/** A space that exists in this page alone: figures walk about on the real maps, talk and write. For looking at the world, and for its benchmark. */
import { encodeAppearance, HAIRS, randomAppearance } from "../../../shared/domain/appearance.ts";
import type { Heading } from "../../../shared/domain/motion/heading.ts";
import type { Place } from "../../../shared/domain/place.ts";
import { SPEED, TILE } from "../../../shared/domain/units.ts";
import type { WalkTarget } from "../../../shared/protocol/messages.ts";
import type { Drawn, SpaceCommands } from "../../../client/net/space-commands.ts";
import { $speaking } from "../../../client/store/media.ts";
import { $chat, $people, $place, $places, $you } from "../../../client/store/space.ts";

export function seeded(seed: number): () => number {
  let state = seed % 2147483647 || 1;
  return () => {
    state = (state * 16807) % 2147483647;
    return (state - 1) / 2147483646;
  };
}

const NAMES = [
  "Amina",
  "Yusuf",
  "Kaja",
  "Jonas",
  "Noor",
  "Malik",
  "Lena",
  "Matej",
  "Ieva",
  "Žiga",
  "Ola",
  "Tomasz",
  "Rūta",
  "Emeka",
  "Sofía",
  "Anže",
];

interface Walker extends Drawn {
  dx: number;
  dy: number;
  until: number;
}

export interface Fake {
  commands: SpaceCommands;
  walkers: Walker[];
  /** Starts or stops everyone. */
  setMoving(moving: boolean): void;
  say(person: number, text: string): void;
}

const STEPS: Record<Heading, [number, number]> = {
  0: [0, 0],
  1: [1, 0],
  2: [0.7, 0.7],
  3: [0, 1],
  4: [-0.7, 0.7],
  5: [-1, 0],
  6: [-0.7, -0.7],
  7: [0, -1],
  8: [0.7, -0.7],
};

export function fakeSpace(places: Place[], placeId: string, count: number, seed = 7): Fake {
  const random = seeded(seed);
  const place = places.find((p) => p.id === placeId) ?? places[0];
  if (!place) throw new Error("no place");
  const solid = (x: number, y: number): boolean => place.solid[Math.floor(y / TILE) * place.width + Math.floor(x / TILE)] !== 0;
  const spot = (): { x: number; y: number } => {
    for (;;) {
      const at = { x: random() * place.width * TILE, y: random() * place.height * TILE };
      if (!solid(at.x, at.y) && !solid(at.x - 10, at.y) && !solid(at.x + 10, at.y)) return at;
    }
  };
  const arrival = place.areas.find((a) => a.kind === "arrival")?.rect ?? { x: 64, y: 64, w: 32, h: 32 };
  const walkers: Walker[] = Array.from({ length: count }, (_, i) => {
    const at = i === 0 ? { x: arrival.x + arrival.w / 2, y: arrival.y + 20 } : spot();
    return { id: i + 1, ...at, facing: 0, walking: false, dx: 0, dy: 0, until: 0 };
  });
  let moving = false;
  let heading: Heading = 0;
  let path: { x: number; y: number } | null = null;
  let last = performance.now();
  const listeners = new Set<() => void>();
  const tellAll = (): void => {
    for (const listener of listeners) listener();
  };
  const step = (w: Walker, dt: number): void => {
    const x = w.x + w.dx * SPEED * dt;
    const y = w.y + w.dy * SPEED * dt;
    const blocked = (px: number, py: number): boolean =>
      solid(px - 9, py - 9) || solid(px + 9, py - 9) || solid(px - 9, py + 9) || solid(px + 9, py + 9);
    if (!blocked(x, w.y)) w.x = x;
    if (!blocked(w.x, y)) w.y = y;
    w.walking = w.dx !== 0 || w.dy !== 0;
    if (w.walking) w.facing = Math.abs(w.dx) > Math.abs(w.dy) * 0.9 ? (w.dx < 0 ? 1 : 2) : w.dy < 0 ? 3 : 0;
  };
  const advance = (now: number): boolean => {
    const dt = Math.min(100, now - last);
    last = now;
    let any = false;
    for (const w of walkers) {
      if (w.id === 1) {
        const [hx, hy] = STEPS[heading];
        w.dx = hx;
        w.dy = hy;
        if (path && heading === 0) {
          const d = Math.hypot(path.x - w.x, path.y - w.y);
          if (d < 4) path = null;
          else [w.dx, w.dy] = [(path.x - w.x) / d, (path.y - w.y) / d];
        }
      } else if (moving && now > w.until) {
        w.until = now + 600 + random() * 1500;
        const [dx, dy] = STEPS[Math.floor(random() * 9) as Heading];
        w.dx = dx;
        w.dy = dy;
      } else if (!moving) {
        w.dx = 0;
        w.dy = 0;
      }
      step(w, dt);
      any ||= w.walking;
    }
    return any || moving;
  };

  const people = walkers.map((w) => {
    const look = randomAppearance(random);
    look.hair = (w.id * 5) % HAIRS.length;
    if (look.extra === 3 && random() < 0.6) look.extra = 0;
    if (w.id % 9 === 4) look.aid = 1;
    if (w.id % 13 === 5) look.aid = 2;
    const name = `${NAMES[w.id % NAMES.length]}${w.id > NAMES.length ? ` ${w.id}` : ""}`;
    const mic = (["off", "muted", "on"] as const)[w.id % 3] ?? "off";
    return {
      id: w.id,
      name,
      own: name,
      mark: String(w.id),
      heads: 1,
      appearance: encodeAppearance(look),
      role: "participant" as const,
      lang: "en",
      place: place.id,
      connected: w.id % 17 !== 0,
      mic,
      writes: w.id % 7 === 3,
      whispers: w.id % 7 === 5,
      cam: "off" as const,
      screen: "off" as const,
      held: 0,
    };
  });
  $places.set(Object.fromEntries(places.map((p) => [p.id, p])));
  $people.set(Object.fromEntries(people.map((p) => [p.id, p])));
  $speaking.set({ 2: true });
  $you.set(1);
  $chat.set([]);
  $place.set(place.id);
  let seq = 0;
  const nothing = (): void => undefined;
  const commands: SpaceCommands = {
    movers: {
      each(visit) {
        const any = advance(performance.now());
        for (const w of walkers) visit(w);
        return any;
      },
      self: () => ({ x: walkers[0]?.x ?? 0, y: walkers[0]?.y ?? 0 }),
      onChange(listener) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
    head(next) {
      heading = next;
      path = null;
      last = performance.now();
      tellAll();
    },
    walkTo(target: WalkTarget) {
      if (target.kind === "point") path = { x: target.x, y: target.y };
      last = performance.now();
      tellAll();
    },
    say: nothing,
    sayAgain: nothing,
    discard: nothing,
    profile: nothing,
    eject: () => true,
    lead: () => true,
    roomNow: () => performance.now(),
    written: { open: nothing, type: nothing, finish: nothing, close: nothing, iWrite: nothing, sit: nothing },
    whisper: nothing,
    leave: nothing,
  };
  return {
    commands,
    walkers,
    setMoving(next) {
      moving = next;
      last = performance.now();
      tellAll();
    },
    say(person, text) {
      seq++;
      const name = people.find((p) => p.id === person)?.name ?? "";
      $chat.set([...$chat.get(), { state: "sent", seq, at: Date.now(), person, name, text, lang: "en" }]);
    },
  };
}
