/**
 * How the session is led, over a restart and over everybody's leaving: whether the room stands still, how slow its chat is, who is held off, the timer,
 * raised hands and whose turn it is. Written soon after each change, read when the space opens; after a while it is another session.
 */
import { z } from "zod";
import type { RunningSpace } from "../running-space.ts";

/** Longer than a lunch, shorter than a night, ms. */
const SAME_SESSION_MS = 4 * 3_600_000;

const FACTS = z.object({
  frozen: z.boolean(),
  slow: z.number(),
  held: z.array(z.tuple([z.string(), z.number()])),
  hands: z.array(z.string()),
  turn: z.string().nullable(),
  /** `ends`: UTC ms, 0 while it does not run. */
  timer: z.object({ label: z.string(), length: z.number(), left: z.number(), ends: z.number() }).nullable(),
});
type Facts = z.infer<typeof FACTS>;

const NOTHING = JSON.stringify({ frozen: false, slow: 0, held: [], hands: [], turn: null, timer: null } satisfies Facts);

/** Null: of another version, or damaged. A session begins without it rather than not at all. */
function factsIn(text: string): Facts | null {
  try {
    return FACTS.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

export class KeptOrder {
  readonly #space: RunningSpace;
  #written = NOTHING;
  #writing = false;
  /** What room time 0 is on the wall, UTC ms. */
  #began = 0;

  constructor(space: RunningSpace) {
    this.#space = space;
  }

  #facts(): string {
    const { state, leading } = this.#space;
    const there = state.timerEnds !== 0 || state.timerLeft !== 0;
    const ends = state.timerEnds === 0 ? 0 : this.#began + state.timerEnds;
    return JSON.stringify({
      frozen: state.frozen,
      slow: state.slow,
      held: [...leading.held],
      ...leading.hands.kept(),
      timer: there ? { label: state.timerLabel, length: state.timerMs, left: state.timerLeft, ends } : null,
    } satisfies Facts);
  }

  /** Before anybody is inside. @throws StorageError */
  async read(): Promise<void> {
    const { deps, id, state, leading } = this.#space;
    this.#began = Math.round(deps.clock.now() - this.#space.now());
    const row = await deps.store.sessionOrder(id);
    const now = deps.clock.now();
    if (row === null || now - row.at > SAME_SESSION_MS || row.at > now + SAME_SESSION_MS) return;
    const facts = factsIn(row.facts);
    if (facts === null) return deps.log.warn({ space: id }, "how the session was led could not be read: it begins without it");
    const { frozen, slow, held, timer, ...hands } = facts;
    Object.assign(state, { frozen, slow });
    for (const [user, bits] of held) leading.held.set(user, bits);
    leading.hands.restore(hands);
    if (timer !== null) {
      // One that ran out meanwhile stands at its end.
      const timerEnds = timer.ends === 0 ? 0 : Math.max(1, timer.ends - this.#began);
      Object.assign(state, { timerLabel: timer.label, timerMs: timer.length, timerLeft: timer.left, timerEnds });
    }
    this.#written = this.#facts();
  }

  /** A few times a second. A write that fails is tried again with the next look. */
  look(): void {
    const facts = this.#facts();
    if (facts === this.#written || this.#writing) return;
    const { deps, id } = this.#space;
    this.#writing = true;
    deps.store
      .putSessionOrder(id, facts, deps.clock.now())
      .then(() => {
        this.#written = facts;
      })
      .catch((error: unknown) => deps.log.error({ space: id, err: error }, "how the session is led could not be written"))
      .finally(() => {
        this.#writing = false;
      });
  }
}
