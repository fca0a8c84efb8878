/** Tells each page whom it hears and sees, and the media server too. The audience itself is `shared/domain/audience.ts` and `stars.ts`. */
import { FLOW } from "../../shared/domain/media/flow.ts";
import type { AudienceDelta, AudiencePeer, PersonId, Stage, UpMessages } from "../../shared/protocol/messages.ts";
import type { Person } from "./person.ts";
import type { PlaceRun } from "./place-run.ts";

/** So many are a crowd. */
const CROWD = 150;
/**
 * The audience grows at most this often, ms. Who comes into earshot waits for it before anything else can begin; in a crowd, and with the lists that a
 * stage has there, it costs.
 */
export const growMs = (people: number): number => (people > CROWD ? 200 : 100);
/** So many at most are connected to somebody beforehand. */
const MOST_AHEAD = 4;
const NOBODY: ReadonlySet<PersonId> = new Set();
/** Of those who are not heard no more are spoken of, by name. */
const MOST_BEYOND = 16;

type People = ReadonlyMap<PersonId, Person>;

/** What two are to each other: by nearness, by a voice that carries, or both. */
interface Relation {
  id: number;
  stage: Stage;
  to: number;
  from: number;
  loud?: "stage" | "megaphone";
}

/** The bits of a voice that carries. */
const loudBits = (run: PlaceRun): number => (run.stars.limits.pictures ? FLOW.mic | FLOW.cam | FLOW.screen : FLOW.mic);

/** Everyone with whom this person has anything to do. */
function relationsOf(me: Person, people: People): Map<PersonId, Relation> {
  const { run } = me;
  const mine = run.hushed.has(me) ? 0 : me.sends;
  const all = new Map<PersonId, Relation>();
  for (const [id, pair] of run.audience.pairsOf(me.id)) {
    const bits = pair.stage === "in" ? FLOW.mic | pair.shows : 0;
    all.set(id, { id: pair.id, stage: pair.stage, to: bits & mine, from: bits & (people.get(id)?.sends ?? 0) });
  }
  const loud = loudBits(run);
  const ray = (id: PersonId, way: "to" | "from", kind: Relation["loud"], bits: number): void => {
    const known = all.get(id);
    const name = run.stars.between(me.id, id)?.id ?? 0;
    const relation: Relation = { ...(known ?? { to: 0, from: 0 }), id: name, stage: "in" };
    relation[way] |= bits;
    if (way === "from" && kind !== undefined) relation.loud = kind;
    all.set(id, relation);
  };
  for (const [id, { kind }] of run.stars.raysFrom(me.id)) ray(id, "to", kind, loud & mine);
  for (const [id, { kind }] of run.stars.raysTo(me.id)) ray(id, "from", kind, loud & (people.get(id)?.sends ?? 0));
  return all;
}

/** By which name the connection of two goes just now; null: they have nothing to do with each other. */
export const pairName = (me: Person, other: PersonId): number | null =>
  me.run.stars.between(me.id, other)?.id ?? me.run.audience.pair(me.id, other)?.id ?? null;

/** Exactly one of a pair offers: the one with the lower id. */
export const offers = (me: PersonId, other: PersonId): boolean => me < other;

function peerOf({ id, stage, to, from, loud }: Relation, me: Person, person: PersonId): AudiencePeer {
  const voice = me.run.sound?.voiceOf(person);
  return {
    person,
    stage,
    offers: offers(me.id, person),
    to,
    from,
    pair: id,
    ...(loud === undefined ? {} : { loud }),
    ...(voice === undefined ? {} : { voice }),
  };
}

const samePeer = (a: AudiencePeer, b: AudiencePeer): boolean =>
  a.pair === b.pair && a.stage === b.stage && a.to === b.to && a.from === b.from && a.loud === b.loud && a.voice === b.voice;

const sameWhere = (a: AudienceDelta["where"], b: AudienceDelta["where"]): boolean => JSON.stringify(a) === JSON.stringify(b);
const sameBeyond = (a: AudienceDelta["beyond"], b: AudienceDelta["beyond"]): boolean =>
  a.length === b.length && a.every((one, i) => one.person === b[i]?.person && one.why === b[i]?.why);

/** Judges a place. `grow`: also what is new, not only what has ended. */
export function judge(run: PlaceRun, people: People, grow: boolean): void {
  if (grow) release(run, people);
  if (grow) run.audience.grow([...run.people], run.carrying);
  else run.audience.shrink((id) => inPlace(run, people.get(id)));
  for (const id of run.audience.takeTouched()) {
    const someone = people.get(id);
    if (someone !== undefined) setHearers(someone);
    const person = inPlace(run, someone);
    if (person !== undefined) tellAudience(person, people, false);
  }
  if (grow) run.stirred = run.hushed.size > 0;
}

/** Those who were hushed for a whole growing learn who hears them. */
function release(run: PlaceRun, people: People): void {
  for (const [person, waited] of run.hushed) {
    if (!waited) run.hushed.set(person, true);
    else {
      run.hushed.delete(person);
      tellAudience(person, people, false);
    }
  }
}

/** A page says that nothing leaves it. What it says of an epoch that let somebody hear it is too late. */
export function takeSilent(space: { people: People }, person: Person, { epoch }: UpMessages["silent"]): void {
  if (epoch <= person.loudAt || epoch > person.epoch || space.people.size > CROWD) return;
  person.silentAt = epoch;
  setHearers(person);
}

/**
 * Whom the media server lets hear and see this person: written before anybody is told.
 *
 * Somebody whom nobody hears, and whose page has said that nothing leaves it, has those who come near on the list beforehand: what makes sound late is the
 * media server's negotiation, and it can be over when they meet. As soon as anybody hears them the list is exactly that. Where it then loses one of those
 * who were only prepared, the page is told of its hearers one growing later, when the media server has long cut the others off.
 */
export function setHearers(person: Person): void {
  const { id, run } = person;
  if (run.sound === null) return;
  const hearers = new Map<PersonId, number>();
  for (const [other, pair] of run.audience.pairsOf(id)) if (pair.stage === "in") hearers.set(other, (FLOW.mic | pair.shows) & person.sends);
  for (const other of run.stars.raysFrom(id).keys()) hearers.set(other, (hearers.get(other) ?? 0) | (loudBits(run) & person.sends));
  for (const [other, bits] of hearers) if (bits === 0) hearers.delete(other);
  const ahead = hearers.size === 0 && person.isSilent ? aheadOf(person) : NOBODY;
  if ([...person.ahead].some((other) => !ahead.has(other) && !hearers.has(other))) {
    run.hushed.set(person, false);
    // Also where nobody moves: it ends with the growings that follow.
    run.stirred = true;
  }
  person.ahead = ahead;
  for (const other of ahead) hearers.set(other, FLOW.mic);
  run.sound.setHearers(id, hearers);
}

/** Those near somebody who have used their microphones as well, and may hear them when they are nearer. */
function aheadOf({ id, run, sends }: Person): ReadonlySet<PersonId> {
  if ((sends & FLOW.mic) === 0) return NOBODY;
  const near = [...run.audience.pairsOf(id)].filter(([, { stage }]) => stage === "near");
  return new Set(near.slice(0, MOST_AHEAD).map(([other]) => other));
}

/** What they send, or their name at the media server, is another: the media server and those whom it concerns are told. */
export function retell(person: Person, people: People): void {
  setHearers(person);
  const { audience, stars } = person.run;
  const concerned = [audience.pairsOf(person.id), stars.raysFrom(person.id), stars.raysTo(person.id)].flatMap((map) => [...map.keys()]);
  for (const id of new Set(concerned)) {
    const other = people.get(id);
    if (other !== undefined) tellAudience(other, people, false);
  }
  tellAudience(person, people, false);
}

const inPlace = (run: PlaceRun, person: Person | undefined): Person | undefined =>
  person !== undefined && person.run === run ? person : undefined;

function beyondOf({ id, run, hidden }: Person): AudienceDelta["beyond"] {
  const beyond: AudienceDelta["beyond"] = [...run.audience.beyondOf(id)].map(([person, why]) => ({ person, why }));
  for (const person of run.stars.beyondOf(id)) beyond.push({ person, why: "hall_full" });
  // (Until the next growing it also holds those whom a block has hidden since.)
  return beyond.filter(({ person }) => hidden?.has(person) !== true).slice(0, MOST_BEYOND);
}

/** The hall in which somebody stands, or null. */
export const hallOf = ({ run, x, y }: Person): { area: string; stage: boolean } | null =>
  run.areas.speechAt(x, y).kind === "open" ? run.areas.hallAt(x, y) : null;

function whereOf(person: Person): AudienceDelta["where"] {
  const where = person.run.audience.whereOf(person.id);
  const hall = where.kind === "open" ? hallOf(person) : null;
  return hall === null ? where : { kind: "hall", ...hall };
}

/** The next delta, if anything changed; the whole audience when `full`. */
export function tellAudience(person: Person, people: People, full: boolean): void {
  const { link, run } = person;
  if (link === null) return;
  const before = full ? new Map<PersonId, AudiencePeer>() : person.told;
  const told = new Map<PersonId, AudiencePeer>();
  const set: AudiencePeer[] = [];
  // Through a media server nobody needs to know each of those who hear them from a stage: how many they are is enough.
  const carried = run.sound !== null;
  let everyone = 0;
  const hushed = run.hushed.has(person);
  for (const [other, relation] of relationsOf(person, people)) {
    if (carried && run.stars.raysFrom(person.id).has(other)) {
      if (!hushed) everyone++;
      if (relation.from === 0 && run.audience.pair(person.id, other) === undefined) continue;
    }
    const peer = peerOf(relation, person, other);
    told.set(other, peer);
    const old = before.get(other);
    if (old === undefined || !samePeer(old, peer)) set.push(peer);
  }
  const gone = [...before.keys()].filter((id) => !told.has(id));
  const beyond = beyondOf(person);
  const where = whereOf(person);
  const same = sameBeyond(beyond, person.toldBeyond) && sameWhere(where, person.toldWhere) && everyone === person.toldEveryone;
  if (!full && set.length === 0 && gone.length === 0 && same) return;
  person.told = told;
  person.toldBeyond = beyond;
  person.toldWhere = where;
  person.toldEveryone = everyone;
  person.epoch++;
  if (everyone > 0 || [...told.values()].some(({ to }) => to !== 0)) person.loudAt = person.epoch;
  link.send("audience", { epoch: person.epoch, full, set, gone, beyond, where, ...(everyone === 0 ? {} : { everyone }) });
}
