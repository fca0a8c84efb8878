import fc from "fast-check";
import { expect, it } from "vitest";
import { STAR_OF_MESH, STAR_OF_SERVER, Stars, type Voice } from "../../shared/domain/audience/stars.ts";

const stars = (): Stars => {
  let last = 0;
  return new Stars(() => ++last);
};
const stage = (id: number, listeners: number[]): Voice => ({ id, kind: "stage", listeners });
const range = (n: number, from = 100): number[] => Array.from({ length: n }, (_, i) => from + i);

it("[ME70] from page to page one voice carries to 30; those who hear it go on hearing it, the others are told", () => {
  const s = stars();
  s.grow([stage(1, range(30))], []);
  const named = new Map([...s.raysFrom(1)].map(([to, { id }]) => [to, id]));
  expect(named.size).toBe(30);
  // Ten more come, and stand nearer.
  s.grow([stage(1, [...range(10, 200), ...range(30)])], [stage(2, [100])]);
  expect(new Map([...s.raysFrom(1)].map(([to, { id }]) => [to, id]))).toEqual(named);
  expect(range(10, 200).map((id) => [...s.beyondOf(id)])).toEqual(range(10).map(() => [1]));
  expect([...s.beyondOf(100)]).toEqual([2]);
  // Somebody leaves: the nearest gets the place.
  s.takeTouched();
  s.grow([stage(1, [...range(10, 200), ...range(29)])], []);
  expect([...s.raysTo(200).keys()]).toEqual([1]);
  expect(s.raysTo(129).size).toBe(0);
  expect(s.takeTouched()).toEqual(new Set([1, 129, 200, 100]));
});

it("[ME70] a name is never given again, and two who speak to each other have one", () => {
  const s = stars();
  s.limits = STAR_OF_SERVER;
  s.grow([stage(1, [2]), stage(2, [1])], []);
  expect(s.between(1, 2)).toBe(s.between(2, 1));
  const before = s.between(1, 2)?.id;
  s.shrink(() => false);
  expect(s.empty).toBe(true);
  s.grow([stage(1, [2]), stage(2, [1])], []);
  expect(s.between(1, 2)?.id).not.toBe(before);
});

it("[ME70] property: only who is to be spoken to is, within the caps; shrinking only takes away; both sides agree", () => {
  const id = fc.integer({ min: 1, max: 60 });
  const voice = fc.record({
    id,
    kind: fc.constantFrom("stage" as const, "megaphone" as const),
    listeners: fc.uniqueArray(id, { maxLength: 50 }),
  });
  const round = fc.uniqueArray(voice, { maxLength: 4, selector: (one) => one.id });
  fc.assert(
    fc.property(fc.array(fc.tuple(round, fc.boolean()), { minLength: 1, maxLength: 6 }), (rounds) => {
      const s = stars();
      const names = new Set<number>();
      for (const [voices, grow] of rounds) {
        const spoken = voices.map((one) => ({ ...one, listeners: one.listeners.filter((to) => to !== one.id) }));
        const may = (from: number, to: number): boolean => spoken.some((one) => one.id === from && one.listeners.includes(to));
        const before = new Set(range(60, 1).flatMap((from) => [...s.raysFrom(from).values()]));
        if (grow) s.grow(spoken, []);
        else s.shrink(({ from, to }) => may(from, to));
        for (const from of range(60, 1)) {
          expect(s.raysFrom(from).size).toBeLessThanOrEqual(STAR_OF_MESH.listeners);
          for (const [to, ray] of s.raysFrom(from)) {
            expect(may(from, to)).toBe(true);
            expect(s.raysTo(to).get(from)).toBe(ray);
            if (!grow) expect(before.has(ray)).toBe(true);
            if (!before.has(ray)) expect(names.has(ray.id)).toBe(false);
            names.add(ray.id);
          }
        }
      }
    }),
    { seed: Number(process.env.KARTU_SEED), numRuns: 200 },
  );
});
