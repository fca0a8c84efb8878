/**
 * A space while it runs: people, places, time. Knows nothing of Colyseus: connections come in as `Link`s, facts go out through the schema's
 * state, frames and messages. Room time begins with it; `tick` is called every TICK_MS.
 */
import { randomInt } from "node:crypto";
import { movesAfter } from "../../shared/domain/motion/segment.ts";
import type { Role } from "../../shared/domain/permissions.ts";
import type { SpaceSettings } from "../../shared/domain/space-settings.ts";
import { partyName } from "../../shared/domain/party.ts";
import { CLOSE } from "../../shared/protocol/codes.ts";
import type { PersonId } from "../../shared/protocol/messages.ts";
import { type PersonState, SpaceState } from "../../shared/schema/space.ts";
import type { SpaceSound } from "../commands/media-seats.ts";
import type { SpaceRow } from "../ports/space-store.ts";
import { Addressing } from "./addressing.ts";
import { Stars } from "../../shared/domain/audience/stars.ts";
import { Conversation } from "./conversation.ts";
import { growMs, judge, tellAudience } from "./hearing.ts";
import { SessionLeading } from "./leading/leading.ts";
import { CUT_BYTES, type Link } from "./link.ts";
import { ACTIVE_MS, tellMotion } from "./moving.ts";
import { freeIn, hasRoom, headsOf } from "./party.ts";
import { markOf, newcomer } from "./newcomer.ts";
import { PeopleList } from "./people-list.ts";
import { type Person, type SeatHolder, shown } from "./person.ts";
import { openRuns, type PlaceRun } from "./place-run.ts";
import { SeatRefused } from "./seat-refused.ts";
import { settle, showsNothing, stirs, takeMedia } from "./showing.ts";
import { barredFrom, openSound } from "./sounding.ts";
import type { SpaceDeps } from "./space-deps.ts";
import { Stands } from "./stands.ts";
import { throughDoor } from "./walking.ts";

/** Length of a tick: motion, audience and flush, ms. */
export const TICK_MS = 50;
/** A person whose connection was lost is waited for this long, ms. */
export const GRACE_MS = 30_000;
/** Where people stand is written this often, ms: after a crash they are at most this far behind. */
export const STANDS_MS = 4_000;
/** A page that took its seat acknowledges the room within this time, ms. */
const ARRIVE_MS = 10_000;

export class RunningSpace {
  readonly id: string;
  readonly state = new SpaceState();
  readonly list = new PeopleList(this.state.people);
  /** What happened how often, for /metrics. */
  readonly counts: Record<string, number> = {};
  readonly boot = randomInt(2 ** 32);
  readonly deps: SpaceDeps;
  readonly people = new Map<PersonId, Person>();
  readonly runs: ReadonlyMap<string, PlaceRun>;
  /** Called when nobody is inside or waited for any more, and again when somebody is. */
  onOccupied: (occupied: boolean) => void = () => undefined;
  readonly #byUser = new Map<string, Person>();
  readonly #arriving = new Set<Person>();
  readonly #dropped = new Set<Person>();
  /** Users removed by a trainer, until when (UTC ms): a seat reserved before does not bring them back. */
  readonly #ejected = new Map<string, number>();
  readonly #began: number;
  settings: SpaceSettings;
  #lastId = 0;
  #grownAt = 0;
  #standsAt = 0;
  #checkedAt = 0;
  readonly #stands: Stands;
  /** Its sound on the media server, or null: from page to page, for as long as this space runs. */
  readonly sound: SpaceSound | null;
  readonly leading = new SessionLeading(this);
  readonly conversation = new Conversation(this);
  readonly addressing: Addressing;
  #closed = false;

  private constructor(deps: SpaceDeps, row: SpaceRow, runs: ReadonlyMap<string, PlaceRun>) {
    this.deps = deps;
    this.id = row.id;
    this.runs = runs;
    this.state.name = row.name;
    this.settings = row.settings;
    this.#began = deps.clock.mono();
    this.#stands = new Stands(deps, row.id);
    this.sound = openSound(this, deps.sound);
    this.addressing = new Addressing(this, [...runs.values()][0]?.stars ?? new Stars(() => 0));
  }

  /** @throws StorageError; Error when the space has no place */
  static async open(deps: SpaceDeps, row: SpaceRow): Promise<RunningSpace> {
    const space = new RunningSpace(deps, row, await openRuns(deps, row.id));
    await space.leading.kept.read();
    return space;
  }

  /** Room time, ms with fractions. */
  now(): number {
    return this.deps.clock.mono() - this.#began;
  }

  /** How many people are inside: several may sit at one device. */
  get present(): number {
    return headsOf(this.people.values());
  }

  count(what: string, n = 1): void {
    this.counts[what] = (this.counts[what] ?? 0) + n;
  }

  /** Free places; below 0 where fewer were set than are inside. */
  get free(): number {
    return freeIn(this);
  }

  hasRoomFor(user: string, role: Role, heads = 1): boolean {
    return this.#byUser.has(user) || hasRoom(this, role, heads);
  }

  personOf(user: string): Person | undefined {
    return this.#byUser.get(user);
  }

  stateOf(person: Person): PersonState | undefined {
    return this.list.of(person);
  }

  /** Someone takes a reserved seat. Whatever connection they had is closed. @throws SeatRefused */
  sit(holder: SeatHolder, link: Link): Person {
    const now = this.now();
    if ((this.#ejected.get(holder.user) ?? 0) > this.deps.clock.now()) throw new SeatRefused("ejected");
    let person = this.#byUser.get(holder.user);
    if (person === undefined) {
      if (!this.hasRoomFor(holder.user, holder.role, 1 + (holder.others?.length ?? 0))) throw new SeatRefused("space_full");
      person = this.#admit(holder, now);
    } else {
      this.#endLink(person, CLOSE.OPENED_ELSEWHERE);
      person.sitAgain(holder);
    }
    this.#dropped.delete(person);
    person.droppedAt = null;
    person.arriving = { link, since: now };
    person.barred = barredFrom(this, this.settings, person);
    this.#arriving.add(person);
    Object.assign(this.stateOf(person) ?? {}, shown(holder));
    this.leading.blocks.sat(person, holder.blocks ?? { mine: [], by: [] });
    this.list.sat(person, link);
    return person;
  }

  #admit(holder: SeatHolder, now: number): Person {
    const person = newcomer(this.#nextId(), holder, this.runs, now, this.deps.clock.now());
    const { run } = person;
    this.people.set(person.id, person);
    this.#byUser.set(person.user, person);
    person.held = this.leading.held.get(person.user) ?? 0;
    this.list.add(person, { ...shown(holder), mark: markOf(this.id, holder.user), place: run.place.id, mic: "off" });
    this.enter(person, run, now);
    if (this.people.size === 1) this.onOccupied(true);
    return person;
  }

  /** u16, not given again before all others were. 0 is nobody. */
  #nextId(): PersonId {
    do this.#lastId = this.#lastId >= 0xffff ? 1 : this.#lastId + 1;
    while (this.people.has(this.#lastId));
    return this.#lastId;
  }

  /** They are in this place from now on, where their mover says. */
  enter(person: Person, run: PlaceRun, now: number): void {
    run.people.add(person);
    run.active.add(person);
    stirs(run, person, now);
    person.activeUntil = now + ACTIVE_MS;
    person.portal = run.areas.portalAt(person.x, person.y)?.id ?? null;
    run.cells.enter(person, Math.round(now));
    run.stirred = true;
  }

  /** The page has acknowledged the room: it is told where it is, and hears and sees from now on. */
  #settle(person: Person, link: Link, now: number): void {
    this.#arriving.delete(person);
    person.arriving = null;
    person.link = link;
    tellMotion(this, person, person.mover.restart(now), now);
    const { x, y } = person.mover.current;
    const { run, mover } = person;
    link.send("welcome", {
      you: person.id,
      place: run.place.id,
      now: Math.round(now) >>> 0,
      boot: this.boot,
      x,
      y,
      chat: this.leading.blocks.linesFor(person, run),
      seq: mover.seq,
      ...(this.sound === null ? {} : { soundSeat: this.sound.sit(person) }),
    });
    if (person.movedBy !== null) link.send("moved", { why: person.movedBy });
    person.movedBy = null;
    this.leading.welcomed(person);
    this.conversation.welcomed(person);
    person.told.clear();
    tellAudience(person, this.people, true);
    run.cells.resync(person);
    run.stirred = true;
  }

  /** The connection is gone without a goodbye: they are waited for. */
  dropped(person: Person, link: Link): void {
    if (!this.#unlink(person, link)) return;
    person.droppedAt = this.now();
    this.#dropped.add(person);
    const facts = this.stateOf(person);
    if (facts !== undefined) facts.connected = false;
    judge(person.run, this.people, false);
    person.run.stirred = true;
  }

  /** They left, or the connection was ended for good. */
  left(person: Person, link: Link): void {
    if (this.#unlink(person, link)) this.#remove(person);
  }

  #unlink(person: Person, link: Link): boolean {
    if (person.link !== link && person.arriving?.link !== link) return false;
    this.#arriving.delete(person);
    this.sound?.leave(person.id);
    person.link = null;
    person.arriving = null;
    person.hears = false;
    person.silentAt = -1;
    person.mediaLater = null;
    const facts = this.stateOf(person);
    if (facts !== undefined) facts.writes = false;
    this.conversation.writing.left(person);
    person.silenced = 0;
    showsNothing(this, person);
    return true;
  }

  /** Closes whatever connection they have, and forgets it. */
  #endLink(person: Person, code: number): void {
    const link = person.link ?? person.arriving?.link ?? null;
    if (link === null) return;
    this.#unlink(person, link);
    judge(person.run, this.people, false);
    link.close(code);
  }

  #remove(person: Person): void {
    const now = this.now();
    this.#stands.save([person]);
    this.#dropped.delete(person);
    this.leading.blocks.left(person);
    this.conversation.left(person);
    this.people.delete(person.id);
    this.#byUser.delete(person.user);
    this.leavePlace(person, now);
    this.list.remove(person);
    if (this.people.size === 0) this.onOccupied(false);
  }

  /** Those in the place they are in see and hear them no more. */
  leavePlace(person: Person, now: number): void {
    const { run } = person;
    run.cells.leave(person, Math.round(now));
    run.people.delete(person);
    run.active.delete(person);
    run.stirred = true;
  }

  /** A trainer removed them. `until`: UTC ms. */
  eject(user: string, until: number): void {
    this.#ejected.set(user, until);
    this.leading.putOut(user);
    this.deps.onEjected?.(this.id, user);
    this.#end(this.#byUser.get(user), CLOSE.EJECTED);
  }

  /** It was taken back: they may come in again. */
  pardon(user: string): void {
    this.#ejected.delete(user);
  }

  sessionEnded(session: string): void {
    for (const person of [...this.people.values()]) if (person.session === session) this.#end(person, CLOSE.SESSION_ENDED);
  }

  /** The space was deleted. */
  dissolve(): void {
    this.#stands.stop();
    for (const person of [...this.people.values()]) this.#end(person, CLOSE.SPACE_DELETED);
  }

  #end(person: Person | undefined, code: number): void {
    if (person === undefined) return;
    this.#endLink(person, code);
    this.#remove(person);
    judge(person.run, this.people, false);
  }

  configure(name: string, settings: SpaceSettings): void {
    this.state.name = name;
    this.settings = settings;
    this.rebar();
  }

  /** Settings changed, or the media server went or came back: who may be connected at all is asked anew, and told with the next tick. */
  rebar(): void {
    for (const person of this.people.values()) person.barred = barredFrom(this, this.settings, person);
    for (const run of this.runs.values()) run.stirred = true;
  }

  profileChanged(user: string, profile: { name: string; appearance: string; lang: string }): void {
    const person = this.#byUser.get(user);
    const facts = person === undefined ? undefined : this.stateOf(person);
    if (person === undefined || facts === undefined) return;
    person.name = partyName(profile.name, person.others);
    person.lang = profile.lang;
    Object.assign(facts, { name: person.name, own: profile.name, appearance: profile.appearance, lang: profile.lang });
  }

  resync(person: Person, of: "audience" | "world"): void {
    if (of === "world") person.run.cells.resync(person);
    else tellAudience(person, this.people, true);
  }

  // Time.

  tick(): void {
    const now = this.now();
    for (const person of this.#arriving) {
      const { arriving } = person;
      if (arriving === null) this.#arriving.delete(person);
      else if (arriving.link.ready) this.#settle(person, arriving.link, now);
      else if (now - arriving.since > ARRIVE_MS) arriving.link.drop();
    }
    const grow = now - this.#grownAt >= growMs(this.people.size);
    if (grow) this.#grownAt = now;
    for (const run of this.runs.values()) {
      this.#move(run, now);
      settle(run, now);
      if (run.stirred) judge(run, this.people, grow);
    }
    this.addressing.tick(now, grow);
    this.conversation.tick(now, grow);
    for (const run of this.runs.values()) {
      const { frames, bytes, skipped } = run.cells.flush(Math.round(now), run.active);
      if (frames > 0) {
        this.count("frames", frames);
        this.count("frame_bytes", bytes);
      }
      if (skipped > 0) this.count("frames_skipped", skipped);
    }
    this.leading.tick(now);
    if (now - this.#checkedAt >= 1_000) this.#check(now);
    if (now - this.#standsAt >= STANDS_MS) {
      this.#standsAt = now;
      this.#stands.save(this.people.values());
    }
  }

  #move(run: PlaceRun, now: number): void {
    for (const person of [...run.active]) {
      const { mover } = person;
      tellMotion(this, person, mover.tick(now), now);
      if (person.follow(now)) {
        run.stirred = true;
        stirs(run, person, now);
        throughDoor(this, person);
      }
      if (person.run === run && now > person.activeUntil && !movesAfter(mover.current, mover.confirmedTime(now))) run.active.delete(person);
    }
  }

  #check(now: number): void {
    this.#checkedAt = now;
    for (const person of this.people.values()) {
      if (person.mediaLater !== null && person.link !== null) takeMedia(this, person, person.mediaLater);
      const link = person.link ?? person.arriving?.link;
      if (link !== undefined && link !== null && link.unsent() > CUT_BYTES) {
        this.count("cut_slow");
        link.drop();
      }
    }
    for (const person of [...this.#dropped]) if (person.droppedAt !== null && now - person.droppedAt > GRACE_MS) this.#remove(person);
    const utc = this.deps.clock.now();
    for (const [user, until] of this.#ejected) if (until <= utc) this.#ejected.delete(user);
  }

  /** Writes what is unwritten. Resolves when it is durable, or the store has refused. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    this.#stands.save(this.people.values());
    if (this.sound !== null) this.deps.sound?.shut(this.sound);
    await this.#stands.saved;
    for (const run of this.runs.values()) await run.writing;
  }
}
