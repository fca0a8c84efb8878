/** Motion between a page and its mover: frames up, the mover's word down. What it means is `shared/domain/motion`. */
import type { MoverEffect } from "../../shared/domain/motion/mover.ts";
import { can } from "../../shared/domain/permissions.ts";
import { BYTES } from "../../shared/protocol/messages.ts";
import { decodePing, decodeSegment, decodeStamp, encodeFix, encodePong, encodeRebase } from "../../shared/protocol/motion.ts";
import { frameOf } from "./link.ts";
import type { Person } from "./person.ts";
import type { RunningSpace } from "./running-space.ts";

/** Motion is looked at for this long after the last word of a mover, ms: the window of MOTION.md and a little. */
export const ACTIVE_MS = 2_000;

/** What a page sent. @returns false when the bytes are no such message */
export type TakeBytes = (space: RunningSpace, person: Person, bytes: Uint8Array) => boolean;

const segment: TakeBytes = (space, person, bytes) => {
  const now = space.now();
  const claim = decodeSegment(bytes, now);
  if (claim === null) return false;
  // A step of one's own ends being led.
  person.goal = null;
  watch(person, now);
  if (space.state.frozen && !can(person.role, "lead.hold")) {
    // Taken as of now and ended at once: whatever they meant by it, and however long ago, they stay where they are.
    tellMotion(space, person, person.mover.segment({ ...claim, start: Math.round(now) }, now), now);
    tellMotion(space, person, person.mover.force({}, now), now);
    return true;
  }
  tellMotion(space, person, person.mover.segment(claim, now), now);
  return true;
};

const stamp: TakeBytes = (space, person, bytes) => {
  const now = space.now();
  const claim = decodeStamp(bytes, now);
  if (claim === null) return false;
  watch(person, now);
  person.mover.stamp(claim, now);
  return true;
};

const clock: TakeBytes = (space, person, bytes) => {
  const id = decodePing(bytes);
  if (id === null) return false;
  const now = space.now();
  if (person.mover.ping(now)) person.link?.frame(frameOf(BYTES.CLOCK, encodePong({ id, time: Math.round(now) >>> 0, boot: space.boot })));
  return true;
};

/** Binary messages of pages by type. */
export const TAKE_BYTES: ReadonlyMap<number, TakeBytes> = new Map([
  [BYTES.SEGMENT, segment],
  [BYTES.STAMP, stamp],
  [BYTES.CLOCK, clock],
]);

function watch(person: Person, now: number): void {
  person.activeUntil = now + ACTIVE_MS;
  person.run.active.add(person);
}

/** To those who see them through the cells, to their own page directly. */
export function tellMotion(space: RunningSpace, person: Person, effects: readonly MoverEffect[], now: number): void {
  for (const effect of effects) {
    switch (effect.kind) {
      case "publish":
        person.run.cells.changed(person);
        watch(person, now);
        break;
      case "fix":
        space.count("fixes");
        person.link?.frame(frameOf(BYTES.FIX, encodeFix(effect.fix)));
        break;
      case "rebase":
        space.count("rebases");
        person.link?.frame(frameOf(BYTES.REBASE, encodeRebase(effect.rebase)));
        break;
      case "diverged":
        space.count("diverged");
        space.deps.log.warn({ space: space.id, px: effect.px }, "two sides derived different origins");
        break;
    }
  }
}
