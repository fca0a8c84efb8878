/** Where whispering is possible, and how people stand for it. */
import { expect } from "vitest";
import type { PlaceRun } from "../../../server/rooms/place-run.ts";
import type { RunningSpace } from "../../../server/rooms/running-space.ts";
import { move } from "../../../server/rooms/walking.ts";
import { TILE } from "../../../shared/domain/units.ts";
import type { Person } from "../../support/server.ts";

/** Puts people in a row in the open: each hears the next one, and not the one behind. */
export function line(space: RunningSpace, people: readonly number[]): PlaceRun {
  const run = [...space.runs.values()].find(({ people: inside }) => inside.size > 0) ?? expect.fail("nobody is there");
  const { width, height, solid } = run.place;
  const free = (x: number, y: number): boolean =>
    solid[Math.floor(y / TILE) * width + Math.floor(x / TILE)] === 0 &&
    run.audience.mayWhisperAt({ x, y } as never) &&
    run.areas.portalAt(x, y) === null;
  const spots = people.map((_, i) => i * 2.5 * TILE);
  for (let y = 2.5 * TILE; y < (height - 1) * TILE; y += TILE) {
    for (let x = 2.5 * TILE; x < (width - 2) * TILE; x += TILE) {
      if (!spots.every((dx) => free(x + dx, y) && free(x + dx, y - TILE / 2))) continue;
      for (const [i, id] of people.entries()) {
        const person = space.people.get(id) ?? expect.fail("not inside");
        move(space, person, run, { x: x + (spots[i] ?? 0), y }, "walk");
      }
      return run;
    }
  }
  return expect.fail("no open spot");
}

/** It is off until somebody who may allows it. */
export const allow = async (owner: Person, space: string): Promise<void> => {
  const { status } = await owner.call("PATCH /api/spaces/:space", {
    params: { space },
    body: { settings: { admitsMinors: false, whisper: true } },
  });
  expect(status).toBe(200);
};
