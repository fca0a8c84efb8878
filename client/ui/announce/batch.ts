/**
 * What the live region says, and when. Pure: events and moments in, a batch to be put into words out.
 * Rules (SPEC UI5, UI6): one batch every GAP_MS at most; what concerns oneself is always in the next one; what does not is said
 * at most OTHERS_A_MINUTE times in any minute, and what was held back is merged, newest facts winning.
 */
import type { SpaceEvent } from "../../store/space.ts";

export type Level = "all" | "me" | "none";

/** Time between two batches, ms. */
export const GAP_MS = 2_500;
export const OTHERS_A_MINUTE = 6;
const MINUTE_MS = 60_000;

const ABOUT_ME = [
  "hears-me",
  "moved",
  "muted-hidden",
  "pair-failed",
  // Said to oneself: each line in full, as a voice would be.
  "wrote",
  "together",
  "whisper",
  "board-opened",
  "refused",
  "role",
  "muted-by",
  "warned",
  "announced",
  "said",
] as const satisfies readonly SpaceEvent["kind"][];
export type AboutMe = Extract<SpaceEvent, { kind: (typeof ABOUT_ME)[number] }>;
type AboutOthers = Exclude<SpaceEvent, AboutMe>;

/** What has not been said yet. */
export interface Held {
  /** Own news in order; of each kind that replaces itself only the last. */
  me: readonly AboutMe[];
  /** The last thing known of each person: someone who came and went again is no news. */
  came: ReadonlyMap<number, string>;
  went: ReadonlyMap<number, string>;
  joined: ReadonlyMap<number, string>;
  left: ReadonlyMap<number, string>;
  chat: readonly Extract<SpaceEvent, { kind: "chat" }>[];
}

export interface Announcer {
  held: Held;
  /** When others were spoken of in the last minute. */
  spoken: readonly number[];
  lastAt: number;
}

const NOTHING: Held = { me: [], came: new Map(), went: new Map(), joined: new Map(), left: new Map(), chat: [] };
export const silent: Announcer = { held: NOTHING, spoken: [], lastAt: Number.NEGATIVE_INFINITY };

export const isAboutMe = (event: SpaceEvent): event is AboutMe => (ABOUT_ME as readonly string[]).includes(event.kind);

/** Two opposite facts of one person cancel each other. */
function opposite(
  on: ReadonlyMap<number, string>,
  off: ReadonlyMap<number, string>,
  person: number,
  name: string,
): [Map<number, string>, Map<number, string>] {
  const a = new Map(on);
  const b = new Map(off);
  if (!b.delete(person)) a.set(person, name);
  return [a, b];
}

function holdOthers(held: Held, event: AboutOthers): Held {
  switch (event.kind) {
    case "came-near": {
      const [came, went] = opposite(held.came, held.went, event.person, event.name);
      return { ...held, came, went };
    }
    case "went-away": {
      const [went, came] = opposite(held.went, held.came, event.person, event.name);
      return { ...held, came, went };
    }
    case "joined": {
      const [joined, left] = opposite(held.joined, held.left, event.person, event.name);
      return { ...held, joined, left };
    }
    case "left": {
      const [left, joined] = opposite(held.left, held.joined, event.person, event.name);
      return { ...held, joined, left };
    }
    case "chat":
      return { ...held, chat: [...held.chat, event] };
  }
}

/** Takes an event in. What the level leaves out is forgotten at once (the history keeps it). */
export function hold(announcer: Announcer, event: SpaceEvent, level: Level): Announcer {
  if (level === "none") return announcer;
  if (isAboutMe(event)) {
    const replaced = event.kind === "hears-me" ? announcer.held.me.filter((e) => e.kind !== "hears-me") : announcer.held.me;
    return { ...announcer, held: { ...announcer.held, me: [...replaced, event] } };
  }
  return level === "me" ? announcer : { ...announcer, held: holdOthers(announcer.held, event) };
}

const hasOthers = (held: Held): boolean => held.came.size + held.went.size + held.joined.size + held.left.size + held.chat.length > 0;

/** The batch that is due at `now` (ms, any origin), or null. What others did waits while the minute is full. */
export function due(announcer: Announcer, now: number): { announcer: Announcer; batch: Held | null } {
  if (now - announcer.lastAt < GAP_MS) return { announcer, batch: null };
  const spoken = announcer.spoken.filter((at) => now - at < MINUTE_MS);
  const others = hasOthers(announcer.held) && spoken.length < OTHERS_A_MINUTE;
  if (announcer.held.me.length === 0 && !others) return { announcer: { ...announcer, spoken }, batch: null };
  const batch = others ? announcer.held : { ...NOTHING, me: announcer.held.me };
  const held = others ? NOTHING : { ...announcer.held, me: [] };
  return { announcer: { held, spoken: others ? [...spoken, now] : spoken, lastAt: now }, batch };
}
