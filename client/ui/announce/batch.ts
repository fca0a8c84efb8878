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

/** News as the history numbers it. */
export type Told = SpaceEvent & { id: number };

/** What is said together. */
export interface Batch {
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
  /** What has not been said yet, in order. */
  waiting: readonly Told[];
  /** What was said last. */
  said: readonly Told[];
  /** When others were spoken of in the last minute. */
  spoken: readonly number[];
  lastAt: number;
}

const NOTHING: Batch = { me: [], came: new Map(), went: new Map(), joined: new Map(), left: new Map(), chat: [] };
export const silent: Announcer = { waiting: [], said: [], spoken: [], lastAt: Number.NEGATIVE_INFINITY };

export const isAboutMe = <E extends SpaceEvent>(event: E): event is E & AboutMe => (ABOUT_ME as readonly string[]).includes(event.kind);

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

function withOthers(held: Batch, event: AboutOthers): Batch {
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

function batchOf(waiting: readonly Told[]): Batch {
  let batch = NOTHING;
  for (const event of waiting) batch = isAboutMe(event) ? { ...batch, me: [...batch.me, event] } : withOthers(batch, event);
  return batch;
}

/** Takes an event in. What the level leaves out is forgotten at once (the history keeps it). */
export function hold(announcer: Announcer, event: Told, level: Level): Announcer {
  if (level === "none" || (level === "me" && !isAboutMe(event))) return announcer;
  const others = event.kind === "hears-me" ? announcer.waiting.filter(({ kind }) => kind !== "hears-me") : announcer.waiting;
  return { ...announcer, waiting: [...others, event] };
}

/**
 * What the history has been made to forget is not said either.
 * @param kept what is left of the history. (What was dropped from it for want of room goes as well: rather too little is said than something that should not be.)
 * @returns `unsay`: some of what was said last is forgotten
 */
export function forget(announcer: Announcer, kept: readonly { id: number }[]): { announcer: Announcer; unsay: boolean } {
  const ids = new Set(kept.map(({ id }) => id));
  const stays = ({ id }: Told): boolean => ids.has(id);
  const said = announcer.said.filter(stays);
  return { announcer: { ...announcer, waiting: announcer.waiting.filter(stays), said }, unsay: said.length < announcer.said.length };
}

const hasOthers = (batch: Batch): boolean =>
  batch.came.size + batch.went.size + batch.joined.size + batch.left.size + batch.chat.length > 0;

/** The batch that is due at `now` (ms, any origin), or null. What others did waits while the minute is full. */
export function due(announcer: Announcer, now: number): { announcer: Announcer; batch: Batch | null } {
  if (announcer.waiting.length === 0 || now - announcer.lastAt < GAP_MS) return { announcer, batch: null };
  const spoken = announcer.spoken.filter((at) => now - at < MINUTE_MS);
  const mine = announcer.waiting.filter(isAboutMe);
  if (spoken.length >= OTHERS_A_MINUTE) {
    if (mine.length === 0) return { announcer: { ...announcer, spoken }, batch: null };
    const rest = announcer.waiting.filter((event) => !isAboutMe(event));
    return { announcer: { waiting: rest, said: mine, spoken, lastAt: now }, batch: batchOf(mine) };
  }
  const batch = batchOf(announcer.waiting);
  const others = hasOthers(batch);
  // Everyone who came has gone again.
  if (mine.length === 0 && !others) return { announcer: { ...announcer, waiting: [], spoken }, batch: null };
  return { announcer: { waiting: [], said: announcer.waiting, spoken: others ? [...spoken, now] : spoken, lastAt: now }, batch };
}
