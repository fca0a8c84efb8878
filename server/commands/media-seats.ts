/**
 * Who speaks for whom at the media server. One seat for each live connection of a person to a space room; a page shows the seat's name (a
 * nonce) when it opens its signal pipe. Whoever is permitted to hear someone is written into that one's signalling, by this server and
 * nobody else; where that is not possible because the signalling is gone, the media server is asked to silence or remove them.
 */
import { flowOf } from "../../shared/domain/media/flow.ts";
import { type MediaSource, publishable } from "../../shared/domain/media/publish.ts";
import type { Role } from "../../shared/domain/permissions.ts";
import type { PersonId } from "../../shared/protocol/messages.ts";
import type { MediaServer } from "../ports/media-server.ts";
import type { SpaceLog } from "../rooms/space-deps.ts";
import type { Random } from "../ports/clock.ts";
import { askFor } from "./media-asks.ts";

/** Someone whose page has lost its signalling is removed after this time, ms: the page joins anew. */
export const AWAY_MS = 3_000;

/** A list that was written so shortly before the way broke may never have arrived, ms. */
const UNSURE_MS = 2_000;

/** Who may get which tracks of a publisher: by identity, the media server's names of the tracks. */
export type AllowList = ReadonlyMap<string, readonly string[]>;

/** The signalling of one connection. */
export interface SignalPipe {
  /** Writes the allow list. @returns false when the way to the media server is not open */
  write(list: AllowList): boolean;
  /** Subscribes to tracks, as the page would: nothing comes that their publishers' lists do not hold. */
  ask(tracks: readonly string[]): void;
  /** Ends both sides. */
  close(): void;
}

export interface Seated {
  id: PersonId;
  user: string;
  session: string;
  role: Role;
}

export interface SoundHooks {
  /** Someone is known to the media server by another name now. */
  voice(person: PersonId): void;
  /** Someone must join the media server anew, by this name of their seat. */
  seat(person: PersonId, nonce: string): void;
  /** The media server can be reached, or cannot any more. */
  health(up: boolean): void;
}

export interface SeatDeps {
  server: MediaServer;
  random: Random;
  log: SpaceLog;
  /** ms, monotonic. */
  mono(): number;
  /** The media server answers. */
  up(): boolean;
  /** Removes somebody from a room, now or as soon as the media server can be reached. */
  remove(room: string, identity: string): void;
}

/** Who may get what: bits of `FLOW`. */
export type Hearers = ReadonlyMap<PersonId, number>;
const NOBODY: Hearers = new Map();

export class Seat {
  readonly holder: Seated;
  readonly space: SpaceSound;
  readonly nonce: string;
  readonly sources: readonly MediaSource[];
  identity: string;
  /** LiveKit's name of this connection's session; null until it has joined. */
  sid: string | null = null;
  /** Grows with each join: an older one that is still under way comes to nothing. */
  attempt = 0;
  pipe: SignalPipe | null = null;
  /** Who may get what of theirs: bits of `FLOW`. */
  hearers: Hearers = NOBODY;
  /** The allow list as it was last written. */
  told: AllowList = new Map();
  /** When the list last got shorter. */
  shrunkAt = Number.NEGATIVE_INFINITY;
  /** What they publish: the media server's name of each track, and what it is. */
  readonly tracks = new Map<string, MediaSource>();
  /** Tracks of others that were asked for, and that the media server has not said yes to. */
  readonly asked = new Set<string>();
  silenced = false;
  ended = false;
  away: NodeJS.Timeout | undefined;

  constructor(holder: Seated, space: SpaceSound, nonce: string, identity: string) {
    this.holder = holder;
    this.space = space;
    this.nonce = nonce;
    this.identity = identity;
    this.sources = publishable(holder.role);
  }
}

const same = (a: AllowList, b: AllowList): boolean =>
  a.size === b.size &&
  [...a].every(([one, tracks]) => b.get(one)?.length === tracks.length && tracks.every((sid) => b.get(one)?.includes(sid)));

/** Does somebody lose a track that is still there? */
const shrinks = (before: AllowList, next: AllowList, there: ReadonlyMap<string, unknown>): boolean =>
  [...before].some(([one, tracks]) => tracks.some((sid) => there.has(sid) && next.get(one)?.includes(sid) !== true));

/** The sound of one running space on the media server. */
export class SpaceSound {
  readonly room: string;
  readonly #deps: SeatDeps;
  readonly #hooks: SoundHooks;
  readonly #seats = new Map<PersonId, Seat>();
  readonly #byNonce: Map<string, Seat>;

  /** @param byNonce the seats of all spaces, for the door */
  constructor(room: string, deps: SeatDeps, hooks: SoundHooks, byNonce: Map<string, Seat>) {
    this.room = room;
    this.#deps = deps;
    this.#hooks = hooks;
    this.#byNonce = byNonce;
  }

  get up(): boolean {
    return this.#deps.up();
  }

  /** The person's connection to the space begins. @returns the seat's name, for their page alone */
  sit(holder: Seated): string {
    this.leave(holder.id);
    return this.#place(holder, NOBODY).nonce;
  }

  #place(holder: Seated, hearers: Hearers): Seat {
    const { random } = this.#deps;
    const seat = new Seat(holder, this, random.token(24), random.token(12));
    seat.hearers = hearers;
    this.#seats.set(holder.id, seat);
    this.#byNonce.set(seat.nonce, seat);
    this.#flushThoseOf(holder.id);
    return seat;
  }

  /** The person's connection to the space is over: nobody hears them from now on, and they hear nobody. */
  leave(id: PersonId): void {
    const seat = this.#seats.get(id);
    if (seat === undefined) return;
    this.#seats.delete(id);
    this.#byNonce.delete(seat.nonce);
    seat.ended = true;
    seat.hearers = NOBODY;
    this.#retire(seat);
    this.#flushThoseOf(id);
  }

  /** Their name stands in the lists of others, and is another now. */
  #flushThoseOf(id: PersonId): void {
    for (const other of this.#seats.values()) if (other.hearers.has(id)) this.#flush(other);
  }

  /** Ends what the seat has at the media server. */
  #retire(seat: Seat): void {
    clearTimeout(seat.away);
    seat.attempt++;
    const { pipe } = seat;
    seat.pipe = null;
    pipe?.write(new Map());
    pipe?.close();
    // Also when no answer to a join was seen yet: it may be under way.
    if (seat.attempt > 1 || seat.sid !== null) this.#deps.remove(this.room, seat.identity);
    seat.sid = null;
    seat.silenced = false;
    seat.told = new Map();
    seat.tracks.clear();
    seat.asked.clear();
  }

  /** By which name pages know this person's voice. */
  voiceOf(id: PersonId): string | undefined {
    return this.#seats.get(id)?.identity;
  }

  /** Those who are permitted to hear and see this person. */
  setHearers(id: PersonId, hearers: Hearers): void {
    const seat = this.#seats.get(id);
    if (seat === undefined) return;
    seat.hearers = hearers;
    this.#flush(seat);
  }

  #listOf(seat: Seat): AllowList {
    const list = new Map<string, string[]>();
    for (const [hearer, bits] of seat.hearers) {
      const voice = this.voiceOf(hearer);
      if (voice === undefined) continue;
      const tracks: string[] = [];
      for (const [sid, source] of seat.tracks) if ((bits & flowOf(source)) !== 0) tracks.push(sid);
      list.set(voice, tracks);
    }
    return list;
  }

  #flush(seat: Seat): void {
    if (seat.attempt === 0) return;
    const next = this.#listOf(seat);
    if (same(next, seat.told)) return;
    const less = shrinks(seat.told, next, seat.tracks);
    const before = seat.told;
    if (seat.pipe?.write(next) === true) {
      seat.told = next;
      if (less) seat.shrunkAt = this.#deps.mono();
      this.#askFor(seat, before);
    } else if (less) this.#silence(seat);
  }

  /** Those whom the list names anew get what it names. */
  #askFor(seat: Seat, before: AllowList): void {
    for (const id of seat.hearers.keys()) {
      const hearer = this.#seats.get(id);
      if (hearer === undefined) continue;
      const had = before.get(hearer.identity) ?? [];
      askFor(
        hearer,
        seat,
        (seat.told.get(hearer.identity) ?? []).filter((track) => !had.includes(track)),
      );
    }
  }

  /** Without signalling no list can be written; the media server itself mutes what they send. */
  #silence(seat: Seat): void {
    if (seat.silenced) return;
    seat.silenced = true;
    for (const track of seat.tracks.keys()) {
      this.#deps.server.mute(this.room, seat.identity, track).catch((error: unknown) => {
        // What cannot be muted is removed; that is tried until it is done.
        this.#deps.log.warn({ err: error }, "a track could not be muted");
        this.#deps.remove(this.room, seat.identity);
      });
    }
  }

  /**
   * A page opens its signalling. @param resumes it wants to go on with its session
   * @returns who it is for the media server, or null: there is nothing to go on with
   */
  begin(seat: Seat, resumes: boolean): { attempt: number; identity: string; sid: string | null } | null {
    if (seat.ended || (resumes && seat.sid === null)) return null;
    if (!resumes && seat.attempt > 0) {
      this.#retire(seat);
      seat.identity = this.#deps.random.token(12);
      this.#flushThoseOf(seat.holder.id);
      this.#hooks.voice(seat.holder.id);
    }
    seat.attempt++;
    return { attempt: seat.attempt, identity: seat.identity, sid: resumes ? seat.sid : null };
  }

  /** The way to the media server is open. The list is the first that goes over it. @returns false when it is too late for this one */
  attach(seat: Seat, attempt: number, pipe: SignalPipe): boolean {
    if (seat.ended || seat.attempt !== attempt) return false;
    const before = seat.pipe;
    const list = this.#listOf(seat);
    if (!pipe.write(list)) return false;
    seat.told = list;
    seat.pipe = pipe;
    seat.silenced = false;
    clearTimeout(seat.away);
    before?.close();
    return true;
  }

  /** The media server knows them by its own name of their session. */
  joined(seat: Seat, pipe: SignalPipe, identity: string, sid: string): void {
    if (seat.pipe === pipe && identity === seat.identity) seat.sid = sid;
  }

  /** The media server says that somebody else's track comes to them. */
  allowed(seat: Seat, pipe: SignalPipe, track: string): void {
    if (seat.pipe === pipe) seat.asked.delete(track);
  }

  /** A track is there from now on, before anything of it has come; or it is there no more. @param source null: it is gone */
  published(seat: Seat, pipe: SignalPipe, track: string, source: MediaSource | null): void {
    if (seat.pipe !== pipe) return;
    if (source === null) seat.tracks.delete(track);
    else seat.tracks.set(track, source);
    this.#flush(seat);
  }

  /**
   * The page's side of a pipe is gone. Its other side stays open for a moment, so that lists can still be written; whoever does not come back
   * is removed, and told to join anew.
   */
  pageGone(seat: Seat, pipe: SignalPipe): void {
    if (seat.ended || seat.pipe !== pipe) return pipe.close();
    clearTimeout(seat.away);
    this.#await(seat);
  }

  /** The media server's side is gone. */
  serverGone(seat: Seat, pipe: SignalPipe): void {
    if (seat.ended || seat.pipe !== pipe) return;
    seat.pipe = null;
    clearTimeout(seat.away);
    this.#await(seat);
    if (this.#deps.mono() - seat.shrunkAt < UNSURE_MS) this.#silence(seat);
    else this.#flush(seat);
  }

  #await(seat: Seat): void {
    seat.away = setTimeout(() => this.#renew(seat), AWAY_MS);
    seat.away.unref();
  }

  /** Another seat for the same person. */
  #renew(seat: Seat): void {
    if (seat.ended) return;
    const { hearers } = seat;
    this.leave(seat.holder.id);
    const next = this.#place(seat.holder, hearers);
    this.#hooks.seat(seat.holder.id, next.nonce);
    this.#hooks.voice(seat.holder.id);
  }

  healthChanged(up: boolean): void {
    this.#hooks.health(up);
  }

  /** Whether this is somebody we let in. */
  knows(identity: string): boolean {
    for (const seat of this.#seats.values()) if (seat.identity === identity) return true;
    return false;
  }

  close(): void {
    for (const id of [...this.#seats.keys()]) this.leave(id);
  }
}
