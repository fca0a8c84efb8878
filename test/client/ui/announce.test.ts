import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { SpaceEvent } from "../../../client/store/space.ts";
import {
  type Announcer,
  type Batch,
  due,
  forget,
  GAP_MS,
  hold,
  isAboutMe,
  type Level,
  OTHERS_A_MINUTE,
  silent,
} from "../../../client/ui/announce/batch.ts";
import { $spoken, speak, stands } from "../../../client/ui/announce/speak.ts";

const STEP_MS = 500;

/** Plays events at their steps, looking twice a second as the page does. */
function play(events: readonly { step: number; event: SpaceEvent }[], level: Level, steps: number): { at: number; batch: Batch }[] {
  let announcer: Announcer = silent;
  let id = 0;
  const said: { at: number; batch: Batch }[] = [];
  for (let step = 0; step < steps; step++) {
    for (const { event } of events.filter((e) => e.step === step)) announcer = hold(announcer, { ...event, id: ++id }, level);
    const next = due(announcer, step * STEP_MS);
    announcer = next.announcer;
    if (next.batch) said.push({ at: step * STEP_MS, batch: next.batch });
  }
  return said;
}

const ofOthers = (batch: Batch): boolean => batch.came.size + batch.went.size + batch.joined.size + batch.left.size + batch.chat.length > 0;

const person = fc.integer({ min: 1, max: 30 });
const others: fc.Arbitrary<SpaceEvent> = fc.oneof(
  fc.record({
    kind: fc.constantFrom("came-near" as const, "went-away" as const, "joined" as const, "left" as const),
    person,
    name: fc.constant("N"),
  }),
  fc.record({ kind: fc.constant("chat" as const), name: fc.constant("N"), text: fc.constant("hi"), lang: fc.constant("en") }),
);
const mine: fc.Arbitrary<SpaceEvent> = fc.oneof(
  fc.record({ kind: fc.constant("hears-me" as const), names: fc.array(fc.constantFrom("A", "B", "C"), { maxLength: 3 }) }),
  fc.constant<SpaceEvent>({ kind: "muted-hidden" }),
  fc.constant<SpaceEvent>({ kind: "moved", why: "gather", place: "house" }),
);
const STEPS = 400;
const timeline = fc.array(
  fc.record({
    step: fc.integer({ min: 0, max: STEPS - 20 }),
    event: fc.oneof({ weight: 6, arbitrary: others }, { weight: 1, arbitrary: mine }),
  }),
  {
    maxLength: 900,
  },
);

describe("What the live region says", () => {
  it("[UI5] speaks of others at most six times in any minute, and never twice within the gap", () => {
    fc.assert(
      fc.property(timeline, (events) => {
        const said = play(events, "all", STEPS);
        for (const [i, { at }] of said.entries()) {
          const before = said[i - 1];
          if (before) expect(at - before.at).toBeGreaterThanOrEqual(GAP_MS);
          const minute = said.filter((s) => s.at <= at && s.at > at - 60_000 && ofOthers(s.batch));
          expect(minute.length).toBeLessThanOrEqual(OTHERS_A_MINUTE);
        }
      }),
    );
  });

  it("[UI6] says what concerns oneself within the gap, however much happens around", () => {
    fc.assert(
      fc.property(timeline, (events) => {
        const said = play(events, "all", STEPS);
        for (const { step, event } of events) {
          if (event.kind !== "muted-hidden" && event.kind !== "moved") continue;
          const at = step * STEP_MS;
          const heard = said.some((s) => s.at >= at && s.at <= at + GAP_MS && s.batch.me.some((m) => m.kind === event.kind));
          expect(heard).toBe(true);
        }
      }),
    );
  });

  it("[UI5] a crowd of thirty that walks by is merged, and who came and went again is no news", () => {
    const crowd = Array.from({ length: 30 }, (_, i) => i + 1).flatMap((id) => [
      { step: 1, event: { kind: "came-near", person: id, name: `P${id}` } satisfies SpaceEvent },
      ...(id > 2 ? [{ step: 2, event: { kind: "went-away", person: id, name: `P${id}` } satisfies SpaceEvent }] : []),
    ]);
    const said = play([{ step: 0, event: { kind: "muted-hidden" } }, ...crowd], "all", 20);
    expect(said).toHaveLength(2);
    expect([...(said[1]?.batch.came.values() ?? [])]).toEqual(["P1", "P2"]);
    expect(said[1]?.batch.went.size).toBe(0);
  });

  it("[UI7] the levels leave out: others at `me`, everything at `none`", () => {
    fc.assert(
      fc.property(timeline, (events) => {
        expect(play(events, "none", STEPS)).toEqual([]);
        const me = play(events, "me", STEPS);
        expect(me.some((s) => ofOthers(s.batch))).toBe(false);
        expect(me.length > 0).toBe(events.some((e) => isAboutMe(e.event)));
      }),
    );
  });

  it("[LM44] of somebody who was blocked nothing is said any more, neither what waits nor what stands there", () => {
    const bor = { kind: "chat", name: "Bor", text: "a line of Bor", lang: "sl", id: 1 } as const;
    const cid = { kind: "chat", name: "Cid", text: "a line of Cid", lang: "sl", id: 2 } as const;
    const held = [bor, cid].reduce((announcer, event) => hold(announcer, event, "all"), silent);
    const left = forget(held, [cid]);
    expect([left.unsay, due(left.announcer, 0).batch?.chat]).toEqual([false, [cid]]);
    const said = due(held, 0).announcer;
    expect([forget(said, [bor, cid]).unsay, forget(said, [cid]).unsay]).toEqual([false, true]);
  });

  it("[UI33] of two that speak before the page is drawn both are heard, and each once", () => {
    stands($spoken.get());
    speak("You were called together.", true);
    speak("Nika asks you to speak.", false);
    expect($spoken.get()).toMatchObject({ text: "You were called together. Nika asks you to speak.", shown: true });
    stands($spoken.get());
    speak("Silent again.", false);
    expect($spoken.get()).toMatchObject({ text: "Silent again.", shown: false });
  });
});
