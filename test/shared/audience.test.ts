import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { areasOf } from "../../shared/domain/areas.ts";
import { type Hearer, MESH, PlaceAudience } from "../../shared/domain/audience.ts";
import { NEAR_OUT } from "../../shared/domain/audience/open-air.ts";
import { earshotOf } from "../../shared/domain/earshot.ts";
import type { Area, Place } from "../../shared/domain/place.ts";
import { FLOW } from "../../shared/domain/media/flow.ts";
import { HEAR_IN, HEAR_OUT, NEAR, NEAR_AHEAD_MS, SPEED, TILE } from "../../shared/domain/units.ts";

const label = { key: "test" };
const rect = (col: number, row: number, w: number, h: number) => ({ x: col * TILE, y: row * TILE, w: w * TILE, h: h * TILE });

/** 30 x 20 tiles: a meeting area for three, a quiet one, an arrival; a wall at column 20 with a door in row 10. */
function place(): Place {
  const size = 30 * 20;
  const walls = new Array<number>(size).fill(0);
  for (let row = 0; row < 20; row++) if (row !== 10) walls[row * 30 + 20] = 1;
  const areas: Area[] = [
    { id: "table", label, kind: "meeting", capacity: 3, rect: rect(2, 2, 6, 5) },
    { id: "nook", label, kind: "quiet", rect: rect(10, 2, 4, 4) },
    { id: "door", label, kind: "arrival", rect: rect(10, 15, 4, 4) },
  ];
  return { id: "p", label, width: 30, height: 20, floor: new Array<number>(size).fill(0), walls, solid: [...walls], areas, things: [] };
}

const hearer = (id: number, x: number, y: number, more: Partial<Hearer> = {}): Hearer => ({
  id,
  x,
  y,
  maySpeak: true,
  hasMic: true,
  canHear: true,
  barred: null,
  ...more,
});

function audience() {
  const map = place();
  let last = 0;
  return new PlaceAudience(areasOf(map), earshotOf(map), () => ++last);
}
/** In the open, far from every area and wall. */
const OX = 16 * TILE;
const OY = 10 * TILE;
const heard = (a: PlaceAudience, id: number): number[] =>
  [...a.pairsOf(id)]
    .filter(([, pair]) => pair.stage === "in")
    .map(([other]) => other)
    .sort((p, q) => p - q);

describe("who hears whom", () => {
  it("[AU1] begins at three tiles, ends above four, and is prepared at four and a half", () => {
    const a = audience();
    const at = (d: number) => {
      a.grow([hearer(1, OX - 64, OY), hearer(2, OX - 64 + d, OY)], MESH);
      return a.pair(1, 2)?.stage ?? null;
    };
    expect([NEAR + 1, NEAR, HEAR_IN + 1, HEAR_IN, HEAR_OUT, HEAR_OUT + 1].map(at)).toEqual([null, "near", "near", "in", "in", "near"]);
    expect(at(HEAR_IN + 1)).toBe("near");
    expect(at(NEAR_OUT)).toBe("near");
    expect(at(NEAR_OUT + 1)).toBe(null);
  });

  it("[AU1] two who walk towards each other are prepared before they hear each other, by as long as a connection takes", () => {
    const apart = HEAR_IN + 2 * SPEED * NEAR_AHEAD_MS;
    const at = (d: number, vx: number, vy: number) => {
      const a = audience();
      a.grow([hearer(1, OX - 160, OY, { vx: SPEED }), hearer(2, OX - 160 + d, OY, { vx, vy })], MESH);
      return a.pair(1, 2)?.stage ?? null;
    };
    expect(at(apart - 1, -SPEED, 0)).toBe("near");
    expect(at(apart + 1, -SPEED, 0)).toBe(null);
    // One walks up to another; one goes along ahead of the other; they will pass at a distance.
    expect(at(HEAR_IN + SPEED * NEAR_AHEAD_MS - 1, 0, 0)).toBe("near");
    expect(at(HEAR_IN + SPEED * NEAR_AHEAD_MS + 1, 0, 0)).toBe(null);
    expect(at(6 * TILE, SPEED, 0)).toBe(null);
    expect(at(6 * TILE, 0, SPEED)).toBe(null);
  });

  it("[AU1] nothing is prepared for one who has not used a microphone, and one without sound takes no part", () => {
    const a = audience();
    a.grow([hearer(1, OX, OY, { hasMic: false }), hearer(2, OX + NEAR - 1, OY)], MESH);
    expect(a.pair(1, 2)).toBeUndefined();
    a.grow([hearer(1, OX, OY, { hasMic: false }), hearer(2, OX + 20, OY)], MESH);
    expect(a.pair(1, 2)?.stage).toBe("in");
    a.grow([hearer(1, OX, OY, { canHear: false }), hearer(2, OX + 20, OY)], MESH);
    expect(a.pair(1, 2)).toBeUndefined();
  });

  it("[AU2] a meeting area is one conversation, closed to those outside, with those who came first when it is full", () => {
    const a = audience();
    const inside = (id: number, x: number) => hearer(id, 2 * TILE + x, 4 * TILE);
    // 1 and 2 sit far apart; 9 stands a step outside the border next to 2.
    a.grow([inside(1, 5), inside(2, 6 * TILE - 5), hearer(9, 8 * TILE + 5, 4 * TILE)], MESH);
    expect(heard(a, 1)).toEqual([2]);
    expect(heard(a, 9)).toEqual([]);
    a.grow([inside(4, 90), inside(1, 5), inside(2, 6 * TILE - 5), inside(3, 40)], MESH);
    expect(heard(a, 1)).toEqual([2, 4]);
    expect(heard(a, 3)).toEqual([]);
    expect(a.whereOf(3)).toEqual({ kind: "meeting", area: "table", open: false });
    expect([...a.beyondOf(3)]).toEqual([1, 2, 4].map((id) => [id, "meeting_full"]));
    // Whoever leaves makes a seat free.
    a.grow([inside(4, 90), inside(2, 6 * TILE - 5), inside(3, 40)], MESH);
    expect(heard(a, 3)).toEqual([2, 4]);
  });

  it("[LM86] two at one device take two seats of a meeting, and a last free seat is enough for them", () => {
    const a = audience();
    const inside = (id: number, heads: number) => hearer(id, 3 * TILE + id, 4 * TILE, { heads });
    a.grow([inside(1, 2), inside(2, 1), inside(3, 1)], MESH);
    expect(a.whereOf(2)).toMatchObject({ open: true });
    expect(a.whereOf(3)).toMatchObject({ open: false });
    a.grow([inside(2, 1), inside(3, 1), inside(1, 2)], MESH);
    expect(a.whereOf(1)).toMatchObject({ open: true });
  });

  it("[AU3] quiet and arrival areas are silent", () => {
    const a = audience();
    a.grow(
      [
        hearer(1, 11 * TILE, 3 * TILE),
        hearer(2, 11 * TILE + 20, 3 * TILE),
        hearer(3, 11 * TILE, 16 * TILE),
        hearer(4, 11 * TILE + 9, 16 * TILE),
      ],
      MESH,
    );
    expect([1, 2, 3, 4].map((id) => heard(a, id))).toEqual([[], [], [], []]);
    expect(a.whereOf(3)).toEqual({ kind: "quiet", area: "door" });
  });

  it("[AU4] a wall stops sound, a door next to one does not", () => {
    const a = audience();
    const left = 20 * TILE - 12;
    const right = 21 * TILE + 12;
    a.grow([hearer(1, left, 3.5 * TILE), hearer(2, right, 3.5 * TILE), hearer(3, left, 10.5 * TILE), hearer(4, right, 9.5 * TILE)], MESH);
    expect(a.pair(1, 2)).toBeUndefined();
    expect(a.pair(3, 4)?.stage).toBe("in");
  });

  it("[AU5] at most 8 others are carried, pairs with a microphone first, the nearest first, and kept until gone", () => {
    const a = audience();
    const speaker = hearer(0, OX, OY);
    const listeners = (step: (id: number) => number) =>
      Array.from({ length: 12 }, (_, i) => hearer(i + 1, OX - step(i + 1), OY, { maySpeak: false, hasMic: false }));
    a.grow([speaker, ...listeners((id) => id * 5)], MESH);
    expect(heard(a, 0)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect([...a.beyondOf(0)]).toEqual([9, 10, 11, 12].map((id) => [id, "cap"]));
    a.grow([speaker, ...listeners((id) => 65 - id * 5)], MESH);
    expect(heard(a, 0)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);

    // Nine who are silent hear each other and are full; whoever beside them takes a microphone is carried all the same.
    const b = audience();
    const silent = Array.from({ length: 9 }, (_, i) => hearer(i, OX - i, OY, { hasMic: false }));
    b.grow([...silent, hearer(20, OX + 60, OY, { hasMic: false })], MESH);
    expect(heard(b, 20)).toEqual([]);
    b.grow([...silent, hearer(20, OX + 60, OY)], MESH);
    expect(heard(b, 20)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    expect([...b.beyondOf(20)]).toEqual([[8, "cap"]]);
  });

  it("[AU6] observers listen: two of them make no pair", () => {
    const a = audience();
    a.grow([hearer(1, OX, OY, { maySpeak: false }), hearer(2, OX + 9, OY, { maySpeak: false }), hearer(3, OX + 18, OY)], MESH);
    expect(heard(a, 1)).toEqual([3]);
  });

  it("[AU7] where no relay hides addresses of minors, nobody is connected, and the reason is told", () => {
    const a = audience();
    a.grow([hearer(1, OX, OY, { barred: "minors_no_relay" }), hearer(2, OX + 9, OY)], MESH);
    expect(a.pair(1, 2)).toBeUndefined();
    expect([...a.beyondOf(1)]).toEqual([[2, "minors_no_relay"]]);
  });

  it("[AU8] a pair that begins anew has a new id; one that only comes nearer keeps it", () => {
    const a = audience();
    a.grow([hearer(1, OX, OY), hearer(2, OX + NEAR - 1, OY)], MESH);
    const first = a.pair(1, 2)?.id;
    a.grow([hearer(1, OX, OY), hearer(2, OX + 9, OY)], MESH);
    expect(a.pair(1, 2)).toMatchObject({ id: first, stage: "in" });
    a.shrink((id) => (id === 1 ? hearer(1, OX, OY) : undefined));
    expect(a.pair(1, 2)).toBeUndefined();
    a.grow([hearer(1, OX, OY), hearer(2, OX + 9, OY)], MESH);
    expect(a.pair(1, 2)?.id).not.toBe(first);
  });

  const shows = (a: PlaceAudience, one: number, other: number): number => a.pair(one, other)?.shows ?? 0;

  it("[ME62] pictures wait until both stand still, and stay until the two part; a meeting does not wait", () => {
    const a = audience();
    const two = (more: Partial<Hearer>, d = 40) => [hearer(1, OX, OY, { cam: true, still: true }), hearer(2, OX + d, OY, more)];
    a.grow(two({ still: false }), MESH);
    expect(shows(a, 1, 2)).toBe(0);
    a.grow(two({ still: true }), MESH);
    expect(shows(a, 1, 2)).toBe(FLOW.cam);
    expect(a.takeTouched().size).toBe(2);
    a.grow(two({ still: false }, 70), MESH);
    expect(shows(a, 1, 2)).toBe(FLOW.cam);
    a.grow(two({ still: true }, HEAR_OUT + 1), MESH);
    expect(shows(a, 1, 2)).toBe(0);
    const table = [hearer(1, 3 * TILE, 3 * TILE, { cam: true }), hearer(2, 5 * TILE, 5 * TILE)];
    a.grow(table, MESH);
    expect(shows(a, 1, 2)).toBe(FLOW.cam);
    a.grow([hearer(1, 3 * TILE, 3 * TILE), hearer(2, 5 * TILE, 5 * TILE)], MESH);
    expect(shows(a, 1, 2)).toBe(0);
  });

  it("[ME65] a screen does not wait, and comes before cameras where there is no room for all", () => {
    const a = audience();
    const around = Array.from({ length: 6 }, (_, i) =>
      hearer(i + 2, OX + 10 * (i + 1), OY, { maySpeak: false, cam: i < 5, still: true, screen: i === 5 }),
    );
    a.grow([hearer(1, OX, OY, { still: true }), ...around], MESH);
    expect(around.map(({ id }) => shows(a, 1, id))).toEqual([FLOW.cam, FLOW.cam, FLOW.cam, 0, 0, FLOW.screen]);
    a.grow([hearer(1, OX, OY), hearer(2, OX + 9, OY, { screen: true })], MESH);
    expect(shows(a, 1, 2)).toBe(FLOW.screen);
  });

  const person = fc.record({
    x: fc.integer({ min: 40, max: 30 * TILE - 40 }),
    y: fc.integer({ min: 40, max: 20 * TILE - 40 }),
    maySpeak: fc.boolean(),
    hasMic: fc.boolean(),
    canHear: fc.boolean(),
    still: fc.boolean(),
    cam: fc.boolean(),
    screen: fc.boolean(),
    whisper: fc.constantFrom(0, 0, 1, 2),
  });
  const scene = fc.array(person, { minLength: 2, maxLength: 40 });

  it("[ME140] whoever whispers is heard, and hears, within the whisper alone, and both sides read why; a meeting is its own conversation", () => {
    const a = audience();
    const two = [hearer(1, OX, OY, { whisper: 5, cam: true, still: true }), hearer(2, OX + 30, OY, { whisper: 5, still: true })];
    const out = hearer(3, OX + 15, OY + 20, { still: true, cam: true });
    a.grow([...two.map((one) => ({ ...one, whisper: 0 })), out], MESH);
    expect(heard(a, 3)).toEqual([1, 2]);
    // It begins: what ends by it ends with the next shrinking, and the two go on under the same name.
    const kept = a.pair(1, 2)?.id;
    a.shrink((id) => [...two, out].find((one) => one.id === id));
    expect([heard(a, 1), heard(a, 3), shows(a, 1, 2)]).toEqual([[2], [], FLOW.cam]);
    expect([a.together(two[0]!, two[1]!, true), a.together(two[0]!, out, true), a.beside(two[0]!, out, true)]).toEqual([true, false, true]);
    a.grow([...two, out], MESH);
    expect([[...a.beyondOf(3)], [...a.beyondOf(1)]]).toEqual([
      [
        [1, "whisper"],
        [2, "whisper"],
      ],
      [[3, "whisper"]],
    ]);
    expect([a.pair(1, 2)?.id, a.pair(1, 3), heard(a, 2)]).toEqual([kept, undefined, [1]]);
    a.grow([...two.map((one) => ({ ...one, whisper: 0 })), out], MESH);
    expect(heard(a, 3)).toEqual([1, 2]);
    a.grow([hearer(1, 3 * TILE, 3 * TILE, { whisper: 5 }), hearer(2, 4 * TILE, 3 * TILE)], MESH);
    expect(heard(a, 1)).toEqual([2]);
  });

  it("[AU9] [ME63] whatever happens: symmetric, within the caps, closed areas stay closed, and shrinking only takes away", () => {
    const map = place();
    const areas = areasOf(map);
    fc.assert(
      fc.property(fc.array(scene, { minLength: 1, maxLength: 6 }), (scenes) => {
        const a = audience();
        const ids = new Set<number>();
        for (const [round, people] of scenes.entries()) {
          const now = new Map(people.map((p, i) => [i, hearer(i, p.x, p.y, p)]));
          if (round % 2 === 1) {
            const before = new Map(people.flatMap((_, i) => [...a.pairsOf(i)].map(([other, pair]) => [`${i}-${other}`, pair] as const)));
            const stages = new Map([...before].map(([key, pair]) => [key, pair.stage]));
            a.shrink((id) => now.get(id));
            for (const i of now.keys()) {
              for (const [other, pair] of a.pairsOf(i)) {
                expect(before.get(`${i}-${other}`)).toBe(pair);
                if (pair.stage === "in") expect(stages.get(`${i}-${other}`)).toBe("in");
              }
            }
          } else a.grow([...now.values()], MESH);
          for (const [i, me] of now) {
            const mine = a.pairsOf(i);
            expect([...mine.values()].filter((pair) => pair.stage === "in").length).toBeLessThanOrEqual(MESH.others);
            expect(mine.size).toBeLessThanOrEqual(MESH.connections);
            const pictures = [...mine.values()].filter((pair) => pair.shows !== 0);
            expect(pictures.length).toBeLessThanOrEqual(MESH.pictures);
            expect(pictures.every((pair) => pair.stage === "in")).toBe(true);
            for (const [other, pair] of mine) {
              ids.add(pair.id);
              expect(a.pairsOf(other).get(i)).toBe(pair);
              const you = now.get(other) as Hearer;
              expect(you.canHear && me.canHear && (me.maySpeak || you.maySpeak)).toBe(true);
              const [here, there] = [areas.speechAt(me.x, me.y), areas.speechAt(you.x, you.y)];
              expect(here.kind).not.toBe("quiet");
              expect(here).toEqual(there);
              if (here.kind === "open") expect(me.whisper).toBe(you.whisper);
              if (here.kind === "open")
                expect(Math.hypot(me.x - you.x, me.y - you.y)).toBeLessThanOrEqual(pair.stage === "in" ? HEAR_OUT : NEAR_OUT);
            }
          }
        }
      }),
      { numRuns: 150 },
    );
  });
});
