/** Tells each page whom it hears, and carries what pages say to each other to get connected. The audience itself is `shared/domain/audience.ts`. */
import type { Pair } from "../../shared/domain/audience.ts";
import { can } from "../../shared/domain/permissions.ts";
import type { AudienceDelta, AudiencePeer, PersonId, Signal, UpMessages } from "../../shared/protocol/messages.ts";
import type { Person } from "./person.ts";
import type { PlaceRun } from "./place-run.ts";
import type { RunningSpace } from "./running-space.ts";

/** The audience grows at most this often, ms. */
export const GROW_MS = 200;

/** Exactly one of a pair offers: the one with the lower id. */
const offers = (pair: Pair, me: PersonId): boolean => pair.a === me;

const otherOf = (pair: Pair, me: PersonId): PersonId => (pair.a === me ? pair.b : pair.a);

const peerOf = (pair: Pair, me: PersonId, voice: string | undefined): AudiencePeer => ({
  person: otherOf(pair, me),
  stage: pair.stage,
  offers: offers(pair, me),
  audio: pair.stage === "in",
  // Pictures come with the media issue, through the same delta.
  video: false,
  pair: pair.id,
  ...(voice === undefined ? {} : { voice }),
});

const samePeer = (a: AudiencePeer, b: AudiencePeer): boolean => a.pair === b.pair && a.stage === b.stage && a.voice === b.voice;

const sameWhere = (a: AudienceDelta["where"], b: AudienceDelta["where"]): boolean => JSON.stringify(a) === JSON.stringify(b);
const sameBeyond = (a: AudienceDelta["beyond"], b: AudienceDelta["beyond"]): boolean =>
  a.length === b.length && a.every((one, i) => one.person === b[i]?.person && one.why === b[i]?.why);

/** Judges a place. `grow`: also what is new, not only what has ended. */
export function judge(run: PlaceRun, people: ReadonlyMap<PersonId, Person>, grow: boolean): void {
  if (grow) run.audience.grow([...run.people], run.carrying);
  else run.audience.shrink((id) => inPlace(run, people.get(id)));
  for (const id of run.audience.takeTouched()) {
    const someone = people.get(id);
    if (someone !== undefined) setHearers(someone);
    const person = inPlace(run, someone);
    if (person !== undefined) tellAudience(person, false);
  }
}

/** Whom the media server lets hear this person: written before anybody is told. */
function setHearers({ id, run }: Person): void {
  if (run.sound === null) return;
  const hearers = new Set<PersonId>();
  for (const [other, pair] of run.audience.pairsOf(id)) if (pair.stage === "in") hearers.add(other);
  run.sound.setHearers(id, hearers);
}

/** The media server knows this person by another name: those who may hear them are told. */
export function tellVoice(person: Person, people: ReadonlyMap<PersonId, Person>): void {
  for (const id of person.run.audience.pairsOf(person.id).keys()) {
    const other = inPlace(person.run, people.get(id));
    if (other !== undefined) tellAudience(other, false);
  }
}

const inPlace = (run: PlaceRun, person: Person | undefined): Person | undefined =>
  person !== undefined && person.run === run ? person : undefined;

/** The next delta, if anything changed; the whole audience when `full`. */
export function tellAudience(person: Person, full: boolean): void {
  const { link, run } = person;
  if (link === null) return;
  const pairs = run.audience.pairsOf(person.id);
  const before = full ? new Map<PersonId, AudiencePeer>() : person.told;
  const told = new Map<PersonId, AudiencePeer>();
  const set: AudiencePeer[] = [];
  for (const [other, pair] of pairs) {
    const peer = peerOf(pair, person.id, run.sound?.voiceOf(other));
    told.set(other, peer);
    const old = before.get(other);
    if (old === undefined || !samePeer(old, peer)) set.push(peer);
  }
  const gone = [...before.keys()].filter((id) => !told.has(id));
  const beyond = [...run.audience.beyondOf(person.id)].map(([other, why]) => ({ person: other, why }));
  const where = run.audience.whereOf(person.id);
  if (!full && set.length === 0 && gone.length === 0 && sameBeyond(beyond, person.toldBeyond) && sameWhere(where, person.toldWhere)) return;
  person.told = told;
  person.toldBeyond = beyond;
  person.toldWhere = where;
  person.epoch++;
  link.send("audience", { epoch: person.epoch, full, set, gone, beyond, where });
}

const sizeOf = (signal: Signal): number =>
  (signal.kind === "description" ? signal.sdp.length : signal.kind === "candidate" ? signal.candidate.length : 0) + 64;

/** Why a signal was not carried; counted, never told to the sender: a forged one learns nothing. */
export type Dropped = "signal_rate" | "signal_no_pair" | "signal_stale" | "signal_not_offerer" | "link_stale";

/** Carries a signal if the two are a pair now, under this very id, and it is the sender's turn. */
export function carrySignal(
  from: Person,
  { to, epoch, signal }: UpMessages["signal"],
  people: ReadonlyMap<PersonId, Person>,
  now: number,
): Dropped | null {
  if (!from.allowances.take("signal", now) || !from.allowances.takeSignalBytes(sizeOf(signal), now)) return "signal_rate";
  const pair = from.run.audience.pair(from.id, to);
  const other = people.get(to);
  if (pair === undefined || to === from.id || other === undefined || other.link === null) return "signal_no_pair";
  if (pair.id !== epoch) return "signal_stale";
  if (signal.kind === "description" && (signal.type === "offer") !== offers(pair, from.id)) return "signal_not_offerer";
  other.link.send("signal", { from: from.id, epoch, signal });
  return null;
}

/** Tells the other side of a pair how this side sees their connection. */
export function carryLink(
  from: Person,
  { person, epoch, state }: UpMessages["link"],
  people: ReadonlyMap<PersonId, Person>,
  now: number,
): Dropped | null {
  const pair = from.run.audience.pair(from.id, person);
  if (!from.allowances.take("link", now) || pair === undefined || pair.id !== epoch) return "link_stale";
  people.get(person)?.link?.send("link", { person: from.id, state });
  return null;
}

/** What a page says of its own sound. Told too often it waits for the next second: the last word counts, and nobody's pairs flicker. */
export function takeMedia(space: RunningSpace, person: Person, media: UpMessages["media"]): void {
  if (!person.allowances.take("media", space.now())) {
    person.mediaLater = media;
    return;
  }
  person.mediaLater = null;
  const mic = can(person.role, "media.speak") ? media.mic : "off";
  if (person.mic === mic && person.hears === media.canHear) return;
  person.mic = mic;
  person.hears = media.canHear;
  const facts = space.stateOf(person);
  if (facts !== undefined && facts.mic !== mic) facts.mic = mic;
  person.run.stirred = true;
}
