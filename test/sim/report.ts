/**
 * What the design buys, in figures: `node test/sim/report.ts`. Corrections per 1,000 segments, how far viewers' pictures are from the mover's
 * own, pops a minute, bytes; for the same walks 10 Hz positions shown 150 ms late by interpolation, as most spaces do it.
 * Also what one message costs the server. Not a test: nothing here fails.
 */
import { Mover } from "../../shared/domain/motion/mover.ts";
import { courseOf } from "../../shared/domain/motion/segment.ts";
import type { Heading } from "../../shared/domain/motion/heading.ts";
import { mulberry } from "../shared/motion/worlds.ts";
import { house } from "./maps.ts";
import { type LinkConditions, World } from "./link.ts";
import { Person, SimRoom, wander } from "./people.ts";

const MINUTES = 3;
const PEOPLE = 4;

interface Row {
  corrections: number;
  freezes: number;
  mean: number;
  p95: number;
  pops: number;
  upPerSecond: number;
  delay: number;
  oldMean: number;
  oldP95: number;
  confirmLag: number;
}

function run(conditions: LinkConditions, seed: number): Row {
  const world = new World(seed);
  const room = new SimRoom(world, { grid: house() });
  const people = Array.from(
    { length: PEOPLE },
    (_, i) =>
      new Person(room, i + 1, {
        at: { x: 48 + 40 * i, y: 48 },
        link: conditions,
        offset: world.random() * 1e6,
        drift: (world.random() - 0.5) * 1e-4,
      }),
  );
  const until = MINUTES * 60_000;
  for (const person of people) wander(person, until, { clicks: 0.1, pause: 0.3, hold: 700 });
  const errors: number[] = [];
  const oldErrors: number[] = [];
  const lags: number[] = [];
  let snaps = 0;
  let watched = 0;
  // The usual way: positions every 100 ms, interpolated 150 ms behind their arrival's clock.
  const positions = new Map<string, { t: number; x: number; y: number }[]>();
  for (const mover of people) {
    world.every(100, 4000, () => {
      const p = mover.own.at(mover.now);
      const sent = world.now;
      for (const viewer of people) {
        if (viewer === mover) continue;
        const key = `${mover.id}>${viewer.id}`;
        mover.link.up(new Uint8Array(0), () =>
          viewer.link.down(new Uint8Array(0), () => {
            const list = positions.get(key) ?? [];
            list.push({ t: Math.max(world.now, (list[list.length - 1]?.t ?? 0) + 1), ...p });
            if (list.length > 30) list.shift();
            positions.set(key, list);
            void sent;
          }),
        );
      }
    });
  }
  for (const viewer of people) {
    viewer.onFrame = (now) => {
      if (world.now < 5000) return;
      viewer.others.each(now, viewer.own.at(now), (id, shown) => {
        const mover = people[id - 1] as Person;
        const p = mover.own.at(mover.now);
        errors.push(Math.hypot(shown.chaser.x - p.x, shown.chaser.y - p.y));
        const list = positions.get(`${id}>${viewer.id}`);
        if (list !== undefined && list.length > 2) {
          const t = world.now - 150;
          let i = list.length - 1;
          while (i > 0 && (list[i] as { t: number }).t > t) i--;
          const a = list[i] as { t: number; x: number; y: number };
          const b = list[Math.min(list.length - 1, i + 1)] as { t: number; x: number; y: number };
          const f = b.t > a.t ? Math.max(0, Math.min(1, (t - a.t) / (b.t - a.t))) : 1;
          oldErrors.push(Math.hypot(a.x + (b.x - a.x) * f - p.x, a.y + (b.y - a.y) * f - p.y));
        }
      });
    };
  }
  world.every(20, 5000, () => {
    for (const { seat } of people) {
      const v = seat.mover.at(room.now);
      const w = seat.mover.at(room.now + 1);
      if (v.x !== w.x || v.y !== w.y) lags.push(room.now - seat.mover.confirmedTime(room.now));
    }
  });
  world.run(until);
  for (const viewer of people)
    for (const mover of people) {
      if (viewer === mover) continue;
      watched += MINUTES;
      snaps += viewer.others.snaps(mover.id) ?? 0;
    }
  const sum = (f: (person: Person) => number): number => people.reduce((total, person) => total + f(person), 0);
  const sort = (list: number[]): number[] => list.sort((a, b) => a - b);
  const at = (list: number[], q: number): number => list[Math.floor(list.length * q)] ?? 0;
  const mean = (list: number[]): number => list.reduce((a, b) => a + b, 0) / Math.max(1, list.length);
  const segments = sum((p) => p.seat.segments);
  return {
    corrections: (1000 * sum((p) => p.seat.fixes + p.seat.rebases)) / segments,
    freezes: (1000 * sum((p) => p.seat.freezes)) / segments,
    mean: mean(errors),
    p95: at(sort(errors), 0.95),
    pops: snaps / watched,
    upPerSecond: sum((p) => p.link.bytesUp) / PEOPLE / (until / 1000),
    delay: mean(people.flatMap((v) => [...v.others.ids()].map((id) => v.others.delay(id) ?? 0))),
    oldMean: mean(oldErrors),
    oldP95: at(sort(oldErrors), 0.95),
    confirmLag: mean(lags),
  };
}

const conditions: [string, LinkConditions][] = [
  ["20 / 0 / 0", { roundTrip: 20, jitter: 0, stall: 0 }],
  ["80 / 20 / 0", { roundTrip: 80, jitter: 20, stall: 0 }],
  ["150 / 20 / 500", { roundTrip: 150, jitter: 20, stall: 500, stallEvery: 10_000 }],
  ["300 / 80 / 1000", { roundTrip: 300, jitter: 80, stall: 1000, stallEvery: 10_000 }],
  ["80 / 20 / 2500", { roundTrip: 80, jitter: 20, stall: 2500, stallEvery: 15_000 }],
  ["300, up 10 %", { roundTrip: 300, jitter: 20, stall: 0, up: 0.1 }],
  ["300, up 90 %", { roundTrip: 300, jitter: 20, stall: 0, up: 0.9 }],
];
const f = (v: number, digits = 0): string => v.toFixed(digits);
console.log(
  "round trip / jitter / stall | corrections, freezes per 1,000 | error mean / p95 px (10 Hz) | pops a minute | delay ms | up B/s | unconfirmed ms",
);
for (const [name, link] of conditions) {
  const r = run(link, 7);
  console.log(
    `${name} | ${f(r.corrections, 1)}, ${f(r.freezes, 1)} | ${f(r.mean)} / ${f(r.p95)} (${f(r.oldMean)} / ${f(r.oldP95)}) | ${f(r.pops, 2)} | ${f(r.delay)} | ${f(r.upPerSecond)} | ${f(r.confirmLag)}`,
  );
}

const random = mulberry(3);
const grid = house();
const movers = Array.from({ length: 1000 }, (_, i) => new Mover(grid, 48 + (i % 8) * 4, 48, 0));
const rounds = 60;
let t = 1000;
const begin = performance.now();
for (let round = 1; round <= rounds; round++) {
  for (const mover of movers) {
    const heading = (1 + Math.floor(random() * 8)) as Heading;
    mover.segment({ seq: round, start: t, course: courseOf(heading), seen: 0, checkX: 0, checkY: 0 }, t + 40);
  }
  for (let i = 0; i < 8; i++) {
    t += 50;
    for (const mover of movers) {
      mover.tick(t);
      mover.at(t);
      mover.confirmed(t);
    }
  }
}
const ms = performance.now() - begin;
console.log(
  `1,000 movers, 2.5 segments a second each, 20 flushes a second: ${f((100 * ms) / (rounds * 400), 1)} % of a core (${f((1000 * ms) / (rounds * 1000 * 9), 2)} us a call)`,
);
