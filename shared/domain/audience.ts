/**
 * Who hears whom in one place. Pure: positions at confirmed time (MOTION.md, rule 6) and facts go in, pairs come out.
 * A pair is symmetric and is named by an id that is never used again: what was agreed under an older one is void.
 *
 * - In the open: in at HEAR_IN, out above HEAR_OUT, and only where sound finds a way (`earshot.ts`).
 * - A meeting area is one conversation, whatever the distances, closed to those outside; who stands in it above its capacity takes no part.
 * - In quiet and arrival areas nobody hears or is heard.
 * - Who whispers in the open is heard there, and hears, only within that whisper; those outside are told as `beyond`.
 * - What the transport cannot carry is told as `beyond`. Pairs in which nobody has used a microphone yield to those in which someone has;
 *   otherwise a pair is kept until it is gone, and the nearest come first.
 * - `near` is desire only, and only between two who have used their microphones: it opens a connection.
 *
 * `shrink` may be called at any time and only takes away; `grow` is to be called at most 5 times a second.
 */
import type { Areas, Speech } from "./areas.ts";
import { apart, type Candidate, type Hearer, pairKey, screened, type Why } from "./audience/hearer.ts";
import { Meeting } from "./audience/meetings.ts";
import { showPictures } from "./audience/pictures.ts";
import { openPairs, rangeOf } from "./audience/open-air.ts";
import type { Earshot } from "./earshot.ts";

export type { Hearer, Why } from "./audience/hearer.ts";

export interface Pair {
  /** The lower id of the two. */
  readonly a: number;
  readonly b: number;
  readonly id: number;
  stage: "near" | "in";
  /** The pictures that the two may show each other: bits of `FLOW`. */
  shows: number;
}

/** The kind of conversation one stands in. `open`: false when the meeting is full and one takes no part. */
export type Where = { kind: "open" } | { kind: "meeting"; area: string; open: boolean } | { kind: "quiet"; area: string };

/** What the transport carries. */
export interface Carrying {
  /** Others that one person hears at most. */
  others: number;
  /** Connections that one person holds at most, with those that are only near. */
  connections: number;
  /** In range, no more than this many are spoken of: heard or beyond. */
  nearest: number;
  /** Others with whom one person has pictures at most. */
  pictures: number;
}

/** The peer-to-peer mesh (ARCHITECTURE.md). */
export const MESH: Carrying = { others: 8, connections: 12, nearest: 16, pictures: 4 };
/** A media server: one connection a person, whomever they hear. */
export const MEDIA_SERVER: Carrying = { others: 16, connections: 16, nearest: 16, pictures: 12 };

const NOBODY: ReadonlyMap<number, never> = new Map<number, never>();
const IN_THE_OPEN: Where = { kind: "open" };

const sameWhere = (a: Where, b: Where): boolean =>
  a.kind === b.kind &&
  (a.kind === "open" || b.kind === "open" || a.area === b.area) &&
  (a.kind !== "meeting" || b.kind !== "meeting" || a.open === b.open);

function sameBeyond(a: ReadonlyMap<number, Why>, b: ReadonlyMap<number, Why>): boolean {
  if (a.size !== b.size) return false;
  for (const [id, why] of a) if (b.get(id) !== why) return false;
  return true;
}

export class PlaceAudience {
  readonly #areas: Areas;
  readonly #earshot: Earshot;
  readonly #nextId: () => number;
  readonly #pairs = new Map<number, Pair>();
  readonly #of = new Map<number, Map<number, Pair>>();
  readonly #meetings = new Map<string, Meeting>();
  #beyond = new Map<number, Map<number, Why>>();
  #where = new Map<number, Where>();
  #touched = new Set<number>();

  /** @param nextId a new number for each pair, never given twice within a space */
  constructor(areas: Areas, earshot: Earshot, nextId: () => number) {
    this.#areas = areas;
    this.#earshot = earshot;
    this.#nextId = nextId;
  }

  /** The pairs of a person by the other's id. */
  pairsOf(id: number): ReadonlyMap<number, Pair> {
    return this.#of.get(id) ?? NOBODY;
  }

  pair(a: number, b: number): Pair | undefined {
    return this.#pairs.get(pairKey(a, b));
  }

  beyondOf(id: number): ReadonlyMap<number, Why> {
    return this.#beyond.get(id) ?? NOBODY;
  }

  whereOf(id: number): Where {
    return this.#where.get(id) ?? IN_THE_OPEN;
  }

  /**
   * Whether two are in one conversation by where they stand, with sound or without, and whatever of it is carried: what one writes, the other
   * reads. Both in this place, at confirmed time. @param already so a moment ago
   */
  together(a: Hearer, b: Hearer, already: boolean): boolean {
    if (apart(a, b)) return false;
    const there = this.#areas.speechAt(a.x, a.y);
    const here = this.#areas.speechAt(b.x, b.y);
    if (there.kind === "meeting" && here.kind === "meeting") {
      const meeting = there.area === here.area ? this.#meetings.get(there.area) : undefined;
      return meeting?.within(a.id) === true && meeting.within(b.id);
    }
    if (there.kind !== "open" || here.kind !== "open") return false;
    return !screened(a, b) && this.#inReach(a, b, already);
  }

  /** In the open, and not in a hall, where a stage may carry a voice further than one sees: here one may whisper. */
  mayWhisperAt({ x, y }: Hearer): boolean {
    return this.#areas.speechAt(x, y).kind === "open" && this.#areas.hallAt(x, y) === null;
  }

  /** Whether two stand together where one may whisper, and whoever whispers with whom. @param already so a moment ago */
  beside(a: Hearer, b: Hearer, already: boolean): boolean {
    return !apart(a, b) && this.mayWhisperAt(a) && this.mayWhisperAt(b) && this.#inReach(a, b, already);
  }

  #inReach(a: Hearer, b: Hearer, already: boolean): boolean {
    return rangeOf(a, b, (a.x - b.x) ** 2 + (a.y - b.y) ** 2, already ? "in" : null, this.#earshot) === "in";
  }

  /** Whose audience changed since this was last asked. */
  takeTouched(): ReadonlySet<number> {
    const touched = this.#touched;
    if (touched.size > 0) this.#touched = new Set();
    return touched;
  }

  /** Ends or lowers what holds no more. @param find a person as they are at confirmed time; undefined when they left this place */
  shrink(find: (id: number) => Hearer | undefined): void {
    for (const pair of this.#pairs.values()) {
      const a = find(pair.a);
      const b = find(pair.b);
      const range = a === undefined || b === undefined ? null : this.#holds(a, b, pair);
      if (range === null) this.#end(pair);
      else if (range === "near" && pair.stage === "in") this.#turn(pair, "near");
    }
  }

  #holds(a: Hearer, b: Hearer, pair: Pair): "in" | "near" | null {
    if (!a.canHear || !b.canHear || !(a.maySpeak || b.maySpeak) || a.barred !== null || b.barred !== null || apart(a, b)) return null;
    const there = this.#areas.speechAt(a.x, a.y);
    const here = this.#areas.speechAt(b.x, b.y);
    if (there.kind === "quiet" || here.kind === "quiet") return null;
    if (there.kind === "meeting" || here.kind === "meeting") {
      if (there.kind !== here.kind || (there.kind === "meeting" && here.kind === "meeting" && there.area !== here.area)) return null;
      const meeting = there.kind === "meeting" ? this.#meetings.get(there.area) : undefined;
      return meeting !== undefined && meeting.seated(a.id) && meeting.seated(b.id) ? "in" : null;
    }
    if (screened(a, b)) return null;
    const dx = a.x - b.x;
    const dy = a.y - b.y;
    return rangeOf(a, b, dx * dx + dy * dy, pair.stage, this.#earshot);
  }

  /** Judges the whole place anew. @param people everyone in it, at confirmed time */
  grow(people: readonly Hearer[], carrying: Carrying): void {
    const open: Hearer[] = [];
    const inMeeting = new Map<string, { here: Hearer[]; capacity: number }>();
    const speech = new Map<number, Speech>();
    for (const person of people) {
      const here = this.#areas.speechAt(person.x, person.y);
      speech.set(person.id, here);
      if (here.kind === "open") {
        if (person.canHear) open.push(person);
      } else if (here.kind === "meeting") {
        const meeting = inMeeting.get(here.area);
        if (meeting === undefined) inMeeting.set(here.area, { here: [person], capacity: here.capacity });
        else meeting.here.push(person);
      }
    }
    const beyond = new Map<number, Map<number, Why>>();
    const candidates = openPairs(
      open,
      (a, b) => this.#pairs.get(pairKey(a, b))?.stage ?? (this.#beyond.get(a)?.has(b) ? "in" : null),
      this.#earshot,
    );
    for (const area of this.#meetings.keys()) if (!inMeeting.has(area)) this.#meetings.delete(area);
    for (const [area, { here, capacity }] of inMeeting) this.#meet(area, here, capacity, carrying, candidates, beyond);

    this.#choose(candidates, carrying, beyond);
    const heard = new Map([...this.#pairs].filter(([, pair]) => pair.stage === "in"));
    for (const { a, b } of showPictures(candidates, heard, carrying.pictures)) this.#touched.add(a).add(b);
    for (const id of new Set([...this.#beyond.keys(), ...beyond.keys()])) {
      if (!sameBeyond(this.#beyond.get(id) ?? NOBODY, beyond.get(id) ?? NOBODY)) this.#touched.add(id);
    }
    this.#beyond = beyond;
    this.#stand(speech);
  }

  #meet(
    area: string,
    here: Hearer[],
    capacity: number,
    carrying: Carrying,
    candidates: Candidate[],
    beyond: Map<number, Map<number, Why>>,
  ): void {
    let meeting = this.#meetings.get(area);
    if (meeting === undefined) {
      meeting = new Meeting();
      this.#meetings.set(area, meeting);
    }
    meeting.update(here, capacity, carrying.others + 1);
    const { inside, full } = meeting.split();
    for (const [i, p] of inside.entries()) {
      for (const q of inside.slice(i + 1)) {
        if (!(p.maySpeak || q.maySpeak) || apart(p, q)) continue;
        const [a, b] = p.id < q.id ? [p, q] : [q, p];
        const dx = a.x - b.x;
        const dy = a.y - b.y;
        candidates.push({ a, b, d2: dx * dx + dy * dy, inRange: true, meeting: true });
      }
    }
    for (const out of full) {
      for (const one of inside) {
        if (apart(out, one)) continue;
        note(beyond, out.id, one.id, "meeting_full", carrying.nearest);
        note(beyond, one.id, out.id, "meeting_full", carrying.nearest);
      }
    }
  }

  /** Nearest first, kept until gone, within what can be carried. */
  #choose(candidates: Candidate[], carrying: Carrying, beyond: Map<number, Map<number, Why>>): void {
    const rank = (c: Candidate): number => {
      const talk = (c.a.hasMic && c.a.maySpeak) || (c.b.hasMic && c.b.maySpeak);
      const kept = this.#pairs.get(pairKey(c.a.id, c.b.id))?.stage === "in";
      return (talk ? 0 : 2) + (kept ? 0 : 1);
    };
    const ranked = candidates.map((c) => ({ c, rank: rank(c) }));
    ranked.sort((p, q) => p.rank - q.rank || p.c.d2 - q.c.d2 || p.c.a.id - q.c.a.id || p.c.b.id - q.c.b.id);

    const held = new Map<number, number>();
    const count = (id: number): number => held.get(id) ?? 0;
    const next = new Map<number, { c: Candidate; stage: "near" | "in" }>();
    const hold = (c: Candidate, stage: "near" | "in"): void => {
      held.set(c.a.id, count(c.a.id) + 1);
      held.set(c.b.id, count(c.b.id) + 1);
      next.set(pairKey(c.a.id, c.b.id), { c, stage });
    };
    const left: Candidate[] = [];
    for (const { c } of ranked) {
      if (!c.inRange || barred(c) !== null) left.push(c);
      else if (count(c.a.id) < carrying.others && count(c.b.id) < carrying.others) hold(c, "in");
      else left.push(c);
    }
    left.sort((p, q) => p.d2 - q.d2 || p.a.id - q.a.id || p.b.id - q.b.id);
    for (const c of left) {
      if (c.inRange) {
        const why = barred(c) ?? "cap";
        note(beyond, c.a.id, c.b.id, why, carrying.nearest - count(c.a.id));
        note(beyond, c.b.id, c.a.id, why, carrying.nearest - count(c.b.id));
      }
    }
    for (const c of left) {
      if (barred(c) !== null || !c.a.hasMic || !c.b.hasMic) continue;
      if (count(c.a.id) < carrying.connections && count(c.b.id) < carrying.connections) hold(c, "near");
    }
    for (const [key, pair] of this.#pairs) if (!next.has(key)) this.#end(pair);
    for (const [key, { c, stage }] of next) {
      const pair = this.#pairs.get(key);
      if (pair === undefined) this.#begin(c, stage);
      else if (pair.stage !== stage) this.#turn(pair, stage);
    }
  }

  #stand(speech: ReadonlyMap<number, Speech>): void {
    const where = new Map<number, Where>();
    for (const [id, here] of speech) {
      if (here.kind === "open") continue;
      where.set(
        id,
        here.kind === "quiet" ? here : { kind: "meeting", area: here.area, open: this.#meetings.get(here.area)?.seated(id) ?? false },
      );
    }
    for (const id of new Set([...this.#where.keys(), ...where.keys()])) {
      if (!sameWhere(this.#where.get(id) ?? IN_THE_OPEN, where.get(id) ?? IN_THE_OPEN)) this.#touched.add(id);
    }
    this.#where = where;
  }

  #begin({ a, b }: Candidate, stage: "near" | "in"): void {
    const pair: Pair = { a: a.id, b: b.id, id: this.#nextId(), stage, shows: 0 };
    this.#pairs.set(pairKey(a.id, b.id), pair);
    for (const [one, other] of [
      [a.id, b.id],
      [b.id, a.id],
    ] as const) {
      const mine = this.#of.get(one);
      if (mine === undefined) this.#of.set(one, new Map([[other, pair]]));
      else mine.set(other, pair);
      this.#touched.add(one);
    }
  }

  #turn(pair: Pair, stage: "near" | "in"): void {
    pair.stage = stage;
    if (stage === "near") pair.shows = 0;
    this.#touched.add(pair.a).add(pair.b);
  }

  #end(pair: Pair): void {
    this.#pairs.delete(pairKey(pair.a, pair.b));
    for (const [one, other] of [
      [pair.a, pair.b],
      [pair.b, pair.a],
    ] as const) {
      const mine = this.#of.get(one);
      mine?.delete(other);
      if (mine?.size === 0) this.#of.delete(one);
      this.#touched.add(one);
    }
  }
}

const barred = ({ a, b, meeting }: Candidate): Why | null => a.barred ?? b.barred ?? (!meeting && screened(a, b) ? "whisper" : null);

function note(beyond: Map<number, Map<number, Why>>, id: number, other: number, why: Why, most: number): void {
  const mine = beyond.get(id);
  if (mine === undefined) {
    if (most > 0) beyond.set(id, new Map([[other, why]]));
  } else if (mine.size < most) mine.set(other, why);
}
