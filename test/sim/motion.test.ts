/** Mover, server and viewers over bad links, in one process and by seed. */
import { describe, expect, it } from "vitest";
import type { Heading } from "../../shared/domain/motion/heading.ts";
import { boxFree } from "../../shared/domain/motion/sweep.ts";
import { mulberry, openGrid } from "../shared/motion/worlds.ts";
import type { Grid } from "../../shared/domain/place.ts";
import { type LinkConditions, World } from "./link.ts";
import { house } from "./maps.ts";
import { Person, SimRoom, wander } from "./people.ts";

const SEED = Number(process.env.KARTU_SEED ?? 1);

function scene(seed: number, link: LinkConditions, n = 3, options: { frame?: number; epoch?: number; grid?: Grid } = {}) {
  const world = new World(seed);
  const room = new SimRoom(world, {
    grid: options.grid ?? house(),
    borders: [
      { x: 96, y: 96, w: 160, h: 128 },
      { x: 480, y: 96, w: 200, h: 200 },
    ],
    epoch: options.epoch ?? 0,
  });
  const people = Array.from(
    { length: n },
    (_, i) =>
      new Person(room, i + 1, {
        at: { x: 48 + 64 * i, y: 48 },
        link,
        frame: options.frame ?? 16,
        offset: 1e6 * world.random(),
        drift: (world.random() - 0.5) * 2e-4,
      }),
  );
  return { world, room, people };
}

/** All three agree to the last bit: now, and as far back as the owner remembers. */
function expectAgreement(people: readonly Person[], room: SimRoom, back = 15_000): void {
  for (const person of people) {
    const now = room.now;
    for (let t = now; t > now - back && t >= person.seat.placeSince; t -= 37)
      expect(person.own.at(t), `owner ${person.id} at ${t - now}`).toEqual(person.seat.truth(t));
    expect(person.seat.mover.at(now)).toEqual(person.seat.truth(now));
    for (const viewer of people) {
      if (viewer === person || !inView(viewer, person, now)) continue;
      expect(viewer.others.at(person.id, now), `viewer ${viewer.id} of ${person.id}`).toEqual(person.seat.truth(now));
    }
    expect(person.seat.divergences).toBe(0);
  }
}

/** By the server's cells: beyond the nine around, viewers are told nothing. */
function inView(viewer: Person, person: Person, now: number): boolean {
  const a = viewer.seat.mover.at(now);
  const b = person.seat.mover.at(now);
  return Math.abs(Math.floor(a.x / 512) - Math.floor(b.x / 512)) <= 1 && Math.abs(Math.floor(a.y / 512) - Math.floor(b.y / 512)) <= 1;
}

const seeds = (n: number): number[] => {
  const random = mulberry(SEED);
  return Array.from({ length: n }, () => Math.floor(random() * 2 ** 31));
};

describe("motion over links", () => {
  it("[MO7] an honest client with stalls up to 1 s sees no fix, and all agree to the last bit", () => {
    for (const seed of seeds(6)) {
      for (const link of [
        { roundTrip: 20, jitter: 0, stall: 0 },
        { roundTrip: 80, jitter: 20, stall: 500, stallEvery: 3000 },
        { roundTrip: 300, jitter: 80, stall: 1000, stallEvery: 4000 },
      ]) {
        const { world, room, people } = scene(seed, link);
        for (const person of people) wander(person, 25_000);
        world.run(30_000);
        for (const { seat } of people)
          expect({ seed, link, fixes: seat.fixes, rebases: seat.rebases, enough: seat.segments > 10 }).toEqual({
            seed,
            link,
            fixes: 0,
            rebases: 0,
            enough: true,
          });
        expectAgreement(people, room);
      }
    }
  });

  it("[MO10] under stalls of 2.5 s, clamps, freezes and forced moves all three converge exactly", () => {
    let freezes = 0;
    let fixes = 0;
    for (const seed of seeds(12)) {
      const { world, room, people } = scene(seed, {
        roundTrip: 40 + (seed % 260),
        jitter: 80,
        stall: 2500,
        stallEvery: 5000,
        up: (seed % 9) / 10 + 0.05,
      });
      for (const person of people) {
        wander(person, 24_000);
        world.every(3000 + (seed % 2000), 4000, () => {
          if (world.now > 24_000) return;
          const r = world.random();
          if (r < 0.4) room.force(person, { to: { x: 48 + world.random() * 1100, y: 48 + world.random() * 600 } });
          else if (r < 0.8) {
            const p = person.seat.mover.at(room.now);
            const column = Math.floor(p.x / 32);
            const row = Math.floor(p.y / 32);
            room.force(person, {
              course: {
                kind: "path",
                points: [
                  { column, row },
                  { column: Math.min(38, column + 2), row },
                ],
              },
            });
          } else room.force(person, {});
        });
      }
      world.run(34_000);
      for (const { seat } of people) {
        freezes += seat.freezes;
        fixes += seat.fixes;
      }
      try {
        expectAgreement(people, room);
      } catch (cause) {
        throw new Error(`seed ${seed}`, { cause });
      }
    }
    expect(freezes).toBeGreaterThan(0);
    expect(fixes).toBeGreaterThan(0);
  });

  it("[MO10] moved to another place in the middle of a walk, on a bad link, they agree there", () => {
    for (const seed of seeds(10)) {
      const { world, room, people } = scene(seed, { roundTrip: 200, jitter: 60, stall: 1800, stallEvery: 5000 }, 1);
      const [person] = people as [Person];
      wander(person, 26_000, { clicks: 0.5 });
      const places = [room.grid, openGrid(30, 12)];
      let n = 0;
      world.every(2100 + (seed % 700), 4000, () => {
        if (world.now < 22_000) room.move(person, places[++n % 2] as Grid, { x: 48 + world.random() * 200, y: 48 + world.random() * 200 });
      });
      world.run(34_000);
      try {
        expectAgreement(people, room);
      } catch (cause) {
        throw new Error(`seed ${seed}`, { cause });
      }
      expect(n).toBeGreaterThan(5);
    }
  });

  it("[MO10] after broken connections, with whatever was under way lost, they agree again", () => {
    for (const seed of seeds(8)) {
      const { world, room, people } = scene(seed, { roundTrip: 120, jitter: 60, stall: 800, stallEvery: 5000 });
      for (const person of people) {
        wander(person, 26_000, { clicks: 0.3 });
        world.every(2600 + (seed % 900), 3500 + 100 * person.id, () => {
          if (world.now < 24_000) person.reconnect();
        });
      }
      world.run(32_000);
      try {
        expectAgreement(people, room);
      } catch (cause) {
        throw new Error(`seed ${seed}`, { cause });
      }
    }
  });

  it("[MO8] confirmed, nobody is where they have not been, and confirmed time never goes back", () => {
    for (const seed of seeds(6)) {
      const { world, room, people } = scene(seed, { roundTrip: 300, jitter: 60, stall: 900, stallEvery: 4000 });
      for (const person of people) {
        wander(person, 20_000);
        /** Where they were, in their own eyes, at each frame: whoever was confirmed somewhere was there. */
        const lived = new Map<number, { x: number; y: number }>();
        world.every(1, 0, () => lived.set(Math.round(person.now), person.own.at(Math.round(person.now))));
        world.every(50, 1000, () => {
          const now = room.now;
          const t = person.seat.mover.confirmedTime(now);
          expect(t).toBeGreaterThanOrEqual(person.seat.lastConfirmed);
          person.seat.lastConfirmed = t;
          const own = lived.get(t);
          const { x, y } = person.seat.mover.confirmed(now);
          // But for the ms in which a segment starts.
          if (own !== undefined) expect(Math.hypot(x - own.x, y - own.y)).toBeLessThan(0.5);
        });
      }
      world.run(25_000);
    }
  });

  it("[MO9] a walk that nobody confirms is frozen after 1.5 s, and goes on when the link is back and the key still held", () => {
    const { world, room, people } = scene(1, { roundTrip: 60, jitter: 0, stall: 0 }, 2, { grid: openGrid(60, 24) });
    const [walker, viewer] = people as [Person, Person];
    world.run(3000);
    walker.head(1);
    world.run(4000);
    walker.link.stall(4000);
    world.run(7000);
    expect(walker.seat.freezes).toBe(1);
    const frozen = walker.seat.mover.at(room.now);
    expect(walker.seat.mover.at(room.now + 5000)).toEqual(frozen);
    expect(viewer.others.at(walker.id, room.now)).toEqual(frozen);
    // Confirmed is less far than frozen: what was never confirmed counts for no area.
    expect(walker.seat.mover.confirmed(room.now).x).toBeLessThan(frozen.x - 200);
    world.run(9000);
    expect(walker.seat.rebases).toBe(1);
    expect(walker.seat.mover.at(room.now).x).toBeGreaterThan(frozen.x);
    walker.head(0);
    world.run(10_000);
    expectAgreement(people, room);
  });

  it("[MO9] a stop whose news came late takes the place of the freeze", () => {
    const { world, room, people } = scene(2, { roundTrip: 60, jitter: 0, stall: 0 }, 2, { grid: openGrid(60, 24) });
    const [walker] = people as [Person];
    world.run(3000);
    walker.head(1);
    world.run(3500);
    walker.link.stall(1700);
    world.run(3800);
    walker.head(0);
    world.run(5190);
    expect(walker.seat.freezes).toBe(1);
    const frozen = walker.seat.mover.at(room.now);
    world.run(8000);
    expect(walker.seat.mover.at(room.now).x).toBeLessThan(frozen.x);
    expect({ fixes: walker.seat.fixes, rebases: walker.seat.rebases }).toEqual({ fixes: 0, rebases: 0 });
    expectAgreement(people, room);
  });

  it("[MO10] a tab whose timers run once a second is neither frozen nor fixed", () => {
    for (const seed of seeds(3)) {
      const { world, room, people } = scene(seed, { roundTrip: 200, jitter: 40, stall: 0 }, 2, { frame: 1000 });
      for (const person of people) wander(person, 25_000, { clicks: 0.6, pause: 0.1 });
      world.run(33_000);
      for (const { seat } of people) expect({ seed, fixes: seat.fixes, freezes: seat.freezes }).toEqual({ seed, fixes: 0, freezes: 0 });
      expectAgreement(people, room);
    }
  });

  it("[MO10] an asymmetric link shifts the clock, which costs at most fixes, never agreement", () => {
    for (const up of [0.05, 0.95]) {
      const { world, room, people } = scene(5, { roundTrip: 300, jitter: 20, stall: 0, up });
      for (const person of people) wander(person, 20_000);
      world.run(26_000);
      expectAgreement(people, room);
    }
  });

  it("[MO14] the server knows of a crossed border, of a range and of the end of a walk after one way of the link, not one keep-alive later", () => {
    for (const seed of seeds(5)) {
      const world = new World(seed);
      const border = { x: 300 + (seed % 64), y: 0, w: 90, h: 400 };
      const room = new SimRoom(world, { grid: openGrid(40, 10), borders: [border] });
      const link = { roundTrip: 80, jitter: 0, stall: 0 };
      const a = new Person(room, 1, { at: { x: 48, y: 48 }, link });
      const b = new Person(room, 2, { at: { x: 1200, y: 48 }, link });
      const late: Record<string, number> = {};
      const watch = (what: string, own: () => boolean, confirmed: () => boolean): void => {
        let since: number | null = null;
        world.every(1, 3000, () => {
          if (since === null && own()) since = world.now;
          if (since !== null && late[what] === undefined && confirmed()) late[what] = world.now - since;
        });
      };
      const inside = (p: { x: number }): boolean => p.x >= border.x && p.x < border.x + border.w;
      const apart = (p: { x: number; y: number }, q: { x: number; y: number }): number => Math.hypot(p.x - q.x, p.y - q.y);
      watch(
        "in",
        () => inside(a.own.at(a.now)),
        () => inside(a.seat.mover.confirmed(room.now)),
      );
      watch(
        "out",
        () => a.own.at(a.now).x >= border.x + border.w,
        () => a.seat.mover.confirmed(room.now).x >= border.x + border.w,
      );
      watch(
        "range",
        () => apart(a.own.at(a.now), b.own.at(b.now)) <= 96,
        () => apart(a.seat.mover.confirmed(room.now), b.seat.mover.confirmed(room.now)) <= 96,
      );
      watch(
        "end",
        () => a.own.at(a.now).x === 1270,
        () => a.seat.mover.confirmed(room.now).x === 1270,
      );
      world.at(3000, () => a.head(1));
      world.at(3500 + (seed % 1000), () => b.head(5));
      world.run(12_000);
      expect(Object.keys(late).sort()).toEqual(["end", "in", "out", "range"]);
      // 40 ms of way, a frame, and a few ms of the clocks' error.
      for (const [what, ms] of Object.entries(late)) expect({ seed, what, soon: ms <= 75 || ms }).toEqual({ seed, what, soon: true });
    }
  });

  it("[MO17] who comes into view, late or after a long walk elsewhere, is where the server has them; a walk of more than 30 s too", () => {
    const world = new World(9);
    const room = new SimRoom(world, { grid: openGrid(250, 20), epoch: 2 ** 32 - 20_000 });
    const link = { roundTrip: 80, jitter: 20, stall: 0 };
    const far = new Person(room, 1, { at: { x: 16, y: 48 }, link });
    const near = new Person(room, 2, { at: { x: 6500, y: 100 }, link });
    world.run(2000);
    far.head(1);
    world.run(40_000);
    expect(near.others.has(1)).toBe(true);
    const there = near.others.at(1, room.now);
    expect(Math.abs((there?.x ?? 0) - far.seat.mover.at(room.now).x)).toBeLessThan(0.2);
    // Someone joins while the walk is older than a record can say.
    const late = new Person(room, 3, { at: { x: 6500, y: 200 }, link });
    world.run(41_000);
    const seen = late.others.at(1, late.theirs(room.now));
    const is = far.seat.mover.at(room.now);
    expect(Math.hypot((seen?.x ?? 0) - is.x, (seen?.y ?? 0) - is.y)).toBeLessThan(0.2);
    far.head(0);
    world.run(43_000);
    for (const viewer of [near, late]) expect(viewer.others.at(1, viewer.theirs(room.now))).toEqual(far.seat.mover.at(room.now));
    // Walking far away, one forgets those behind.
    near.own.walkTo({ x: 200, y: 200 }, near.now);
    world.run(90_000);
    expect(near.others.size).toBe(0);
    expect(near.seat.fixes + far.seat.fixes).toBe(0);
  });

  it("[MO6] an adversary who claims anything moves at most V dt + 2 V W, never through a wall, and confirmed time never goes back", () => {
    for (const seed of seeds(8)) {
      const world = new World(seed);
      const room = new SimRoom(world, { grid: house() });
      const person = new Person(room, 1, { at: { x: 48, y: 48 }, link: { roundTrip: 0, jitter: 0, stall: 0 } });
      const random = mulberry(seed + 1);
      let seq = 0;
      const track: { t: number; x: number; y: number }[] = [];
      let confirmed = Number.NEGATIVE_INFINITY;
      for (let i = 0; i < 3000; i++) {
        world.run(world.now + Math.floor(random() * 60));
        const now = room.now;
        const start = now + Math.floor((random() - 0.7) * 6000);
        seq = (seq + (random() < 0.9 ? 1 : Math.floor(random() * 40_000))) & 0xffff;
        const course =
          random() < 0.2
            ? {
                kind: "path" as const,
                points: Array.from({ length: 1 + Math.floor(random() * 4) }, () => ({
                  column: Math.floor(random() * 40),
                  row: Math.floor(random() * 24),
                })),
              }
            : random() < 0.2
              ? { kind: "stop" as const }
              : { kind: "heading" as const, heading: (1 + Math.floor(random() * 8)) as Heading };
        const claim = { seq, start, course, seen: Math.floor(random() * 256), checkX: random() * 8000, checkY: random() * 8000 };
        if (random() < 0.5) room.apply(person, person.seat.mover.segment(claim, now));
        else person.seat.mover.stamp({ kind: "alive", seq: person.seat.mover.seq, stamp: start, seen: 0 }, now);
        const p = person.seat.mover.at(now);
        expect(boxFree(room.grid, Math.round(p.x * 8) / 8, Math.round(p.y * 8) / 8)).toBe(true);
        const c = person.seat.mover.confirmedTime(now);
        expect(c).toBeGreaterThanOrEqual(confirmed);
        confirmed = c;
        track.push({ t: now, ...p });
        for (const old of track.slice(-200)) {
          // 0.5: origins are rounded to 1/8 px, a few times in this while.
          const bound = 0.16 * (now - old.t) + 2 * 0.16 * 1500 + 0.5;
          const moved = Math.hypot(p.x - old.x, p.y - old.y);
          if (moved > bound) throw new Error(`seed ${seed}: ${moved} px in ${now - old.t} ms`);
        }
      }
    }
  });
});
