/**
 * One person in one space: what arrives is put into motion, stores and signals; what the interface, the world and the media want is sent.
 * The life of the connection is `connection.ts`; nothing here outlives a room but the person's own drafts and what they hold down.
 */
import type { Room } from "@colyseus/sdk";
import type { Heading } from "../../shared/domain/motion/heading.ts";
import {
  BYTES,
  type DownMessages,
  type PersonId,
  type Signal as RtcSignal,
  type UpMessages,
  type WalkTarget,
} from "../../shared/protocol/messages.ts";
import type { SpaceState } from "../../shared/schema/space.ts";
import type { MediaPort, MuteCause, Order } from "../media/media-transport.ts";
import type { SpaceStores } from "../store/space.ts";
import { type Audience, applyAudience, NOBODY } from "./audience-view.ts";
import { ChatLines } from "./chat-lines.ts";
import { type ConnectionDeps, SpaceConnection } from "./connection.ts";
import { followOwnRole, followSession, forgetLeading, readSession, refusedLeading, takeLeading } from "./leading-view.ts";
import { NEAR_VIEW_MS, NearView } from "./near-view.ts";
import { followPeople, forgetNumbers, hideUnseen } from "./people-view.ts";
import { SessionMotion } from "./session-motion.ts";
import { Signal } from "./signal.ts";
import type { SpaceCommands } from "./space-commands.ts";
import { forgetWhisper, takeWhisper, type Whisper, whispering } from "./whispering.ts";
import { Wishes } from "./wishes.ts";
import { WrittenVoice } from "./written-voice.ts";

export interface SessionDeps extends Omit<ConnectionDeps, "onView" | "onRoom"> {
  stores: SpaceStores;
  /** Monotonic ms. */
  local: () => number;
  newDraft: () => string;
}

/** Nothing heard for this long although the clock asks every 2 s: the way is dead, ms. */
const SILENCE_MS = 7_000;
/** A tick that came later than this tells of a sleeping page, not of a dead way, ms. */
const LATE_TICK_MS = 2_500;

/** What `?debug` shows. */
export interface SessionDebug {
  roundTrip: number | null;
  drops: number;
  audience: Audience;
  self: { x: number; y: number };
  others: number;
  malformed: number;
}

export class SpaceSession implements SpaceCommands, MediaPort {
  readonly movers: SessionMotion;
  readonly written: WrittenVoice;
  readonly whisper: Whisper = whispering((type, message) => this.#up(type, message));
  readonly #wishes = new Wishes({
    up: (type, message) => this.#up(type, message),
    lost: (of) => this.#refused({ of, code: "not_sent" }),
  });
  readonly lead: SpaceCommands["lead"] = (type, message) => this.#wishes.lead(type, message);
  readonly eject: SpaceCommands["eject"] = (person, minutes) => this.#wishes.eject(person, minutes);
  readonly #deps: SessionDeps;
  readonly #stores: SpaceStores;
  readonly #connection: SpaceConnection;
  readonly #chat: ChatLines;
  readonly #near: NearView;
  readonly #signals = new Signal<DownMessages["signal"]>();
  readonly #links = new Signal<DownMessages["link"]>();
  readonly #audiences = new Signal<Audience>();
  readonly #seats = new Signal<string | null>();
  readonly #orders = new Signal<Order>();
  /** At the media server, where there is one. */
  #soundSeat: string | null = null;
  readonly #moves = new Signal<MuteCause>();
  #audience: Audience = NOBODY;
  /** What the page's sound is like: told again after each return. */
  #media: UpMessages["media"] | null = null;
  /** Which run of the space gave out the numbers that the page knows. */
  #boot = 0;
  /** Where the person wanted to be led while nobody was there to lead them. */
  #wanted: WalkTarget | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #nearAt = 0;
  #heardAt = 0;
  #tickAt = 0;
  #drops = 0;
  #malformed = 0;

  constructor(deps: SessionDeps) {
    this.#deps = deps;
    this.#stores = deps.stores;
    this.movers = new SessionMotion({ local: deps.local, send: (type, bytes) => this.#room?.sendBytes(type, bytes) });
    this.#chat = new ChatLines({
      stores: deps.stores,
      newDraft: deps.newDraft,
      send: (line) => this.#up("chat", line),
      you: () => deps.stores.$you.get(),
    });
    this.#near = new NearView(deps.stores);
    this.written = new WrittenVoice({ stores: deps.stores, newDraft: deps.newDraft, up: (type, message) => this.#up(type, message) });
    this.#connection = new SpaceConnection({
      ...deps,
      onView: (view) => {
        if (view.state === "reconnecting" && view.attempt === 0) this.#lost();
        if (view.state === "ended" || view.state === "refused") this.#stop();
        deps.stores.$connection.set(view);
      },
      onRoom: (room) => this.#follow(room),
    });
  }

  /** Resolves when inside, or when it is sure that one will not be: `$connection` says which. */
  async join(): Promise<void> {
    await this.#connection.join();
  }

  /** The network or the page has come back: do not wait for the next attempt. */
  nudge(): void {
    this.#connection.nudge();
    this.#tick();
  }

  debug(): SessionDebug {
    return {
      roundTrip: this.movers.clock.roundTrip,
      drops: this.#drops,
      audience: this.#audience,
      self: this.movers.self(),
      others: this.movers.others?.size ?? 0,
      malformed: this.#malformed,
    };
  }

  // What a person does.

  head(heading: Heading): void {
    this.#wanted = null;
    this.movers.head(heading);
    this.#tick();
  }

  walkTo(target: WalkTarget): void {
    const inside = this.#room !== null && this.#stores.$you.get() !== null;
    this.#wanted = inside ? null : target;
    if (!inside) return;
    if (target.kind !== "point") this.#up("walkTo", target);
    else if (!this.movers.walkTo(target.x, target.y)) this.#stores.tell({ kind: "refused", code: "no_way" });
    this.#tick();
  }

  say(text: string): void {
    this.#chat.say(text);
  }

  sayAgain(draft: string): void {
    this.#chat.again(draft);
  }

  discard(draft: string): void {
    this.#chat.discard(draft);
  }

  profile(profile: UpMessages["profile"]): void {
    this.#up("profile", profile);
  }

  roomNow(): number {
    return this.movers.now();
  }

  leave(): void {
    this.#connection.leave();
  }

  // What the media side needs.

  sendSignal(to: PersonId, epoch: number, signal: RtcSignal): void {
    this.#up("signal", { to, epoch, signal });
  }

  sendMedia(media: UpMessages["media"]): void {
    this.#media = media;
    this.#up("media", media);
  }

  sendMegaphone(on: boolean): void {
    this.#up("megaphone", { on });
  }

  sendLink(person: PersonId, epoch: number, state: "connected" | "failed"): void {
    this.#up("link", { person, epoch, state });
  }

  sendSilent(epoch: number): void {
    this.#up("silent", { epoch });
  }

  onSignal(handler: (message: DownMessages["signal"]) => void): () => void {
    return this.#signals.on(handler);
  }

  onLink(handler: (message: DownMessages["link"]) => void): () => void {
    return this.#links.on(handler);
  }

  onAudience(handler: (audience: Audience) => void): () => void {
    const stop = this.#audiences.on(handler);
    if (this.#audience !== NOBODY) handler(this.#audience);
    return stop;
  }

  onSoundSeat(handler: (seat: string | null) => void): () => void {
    const stop = this.#seats.on(handler);
    if (this.#soundSeat !== null) handler(this.#soundSeat);
    return stop;
  }

  onOrder(handler: (order: Order) => void): () => void {
    return this.#orders.on(handler);
  }

  onMoved(handler: (why: MuteCause) => void): () => void {
    return this.#moves.on(handler);
  }

  distance(person: PersonId): number | null {
    return this.movers.distance(person);
  }

  // What arrives.

  get #room(): Room | null {
    return this.#connection.room;
  }

  /** @returns whether there was a connection to send it by */
  #up<K extends keyof UpMessages>(type: K, message: UpMessages[K]): boolean {
    const room = this.#room;
    room?.send(type as string, message);
    return room !== null;
  }

  #follow(room: Room): void {
    this.#wishes.begun();
    const on = <K extends keyof DownMessages>(type: K, handler: (message: DownMessages[K]) => void): void => {
      room.onMessage<DownMessages[K]>(type as string, (message) => {
        this.#heardAt = this.#deps.local();
        handler(message);
      });
    };
    for (const type of Object.values(BYTES)) {
      room.onMessage<Uint8Array>(type, (bytes) => {
        this.#heardAt = this.#deps.local();
        if (!this.movers.bytes(type, bytes)) this.#malformed++;
      });
    }
    on("welcome", (welcome) => this.#welcome(welcome));
    on("chat", (line) => this.#heard(line));
    on("place", (message) => this.#entered(message));
    on("moved", (message) => this.#moved(message));
    on("soundSeat", ({ seat }) => this.#seated(seat));
    on("audience", (delta) => this.#audienceChanged(applyAudience(this.#audience, delta)));
    on("signal", (message) => this.#signals.emit(message));
    on("link", (message) => this.#links.emit(message));
    on("refused", (message) => this.#refused(message));
    takeLeading(on, this.#stores, {
      onMuted: () => this.#moves.emit("trainer"),
      onOff: (what) => this.#orders.emit(what),
      onHeld: (held) => this.#chat.held(held),
      onTold: (seq) => void this.#up("have", { seq }),
      onUnseen: (lines, were) => {
        const { state } = room as Room<unknown, SpaceState>;
        this.#chat.reread(lines);
        hideUnseen(state, this.#stores, were);
        readSession(state, this.#stores);
      },
    });
    this.written.follow(on);
    on("whisper", (message) => takeWhisper(this.#stores, message));
    followPeople(room as Room<unknown, SpaceState>, this.#stores);
    followSession(room as Room<unknown, SpaceState>, this.#stores);
    this.#heardAt = this.#deps.local();
    this.#tick();
  }

  #welcome(welcome: DownMessages["welcome"]): void {
    const { $you, $place, $places } = this.#stores;
    const place = $places.get()[welcome.place];
    if (!place) return this.#unknownPlace();
    const back = $you.get() !== null;
    if (back && this.#boot !== welcome.boot) forgetNumbers(this.#stores, welcome.you);
    this.#boot = welcome.boot;
    const samePlace = $place.get() === null || $place.get() === welcome.place;
    $you.set(welcome.you);
    this.movers.welcome(welcome, place);
    $place.set(welcome.place);
    this.#near.reset();
    this.#chat.reset(welcome.chat, samePlace);
    forgetLeading(this.#stores);
    forgetWhisper(this.#stores);
    followOwnRole(this.#stores);
    if (back) this.#moves.emit("reconnected");
    if (this.#wanted) this.walkTo(this.#wanted);
    this.#seated(welcome.soundSeat ?? null);
    this.written.welcomed();
    this.#wishes.welcomed();
    // A page of which nobody knows what it shows shows nothing: it says so itself when it does.
    if (this.#media)
      this.#up("media", back ? { ...this.#media, mic: this.#media.mic === "on" ? "muted" : this.#media.mic, cam: "off" } : this.#media);
    this.#tick();
  }

  #entered({ place: id, chat, why }: DownMessages["place"]): void {
    const place = this.#stores.$places.get()[id];
    if (!place) return this.#unknownPlace();
    this.movers.enter(place);
    this.#stores.$place.set(id);
    this.#near.reset();
    this.#chat.reset(chat, false);
    this.#stores.tell({ kind: "moved", why, place: id });
    if (why === "gather") this.#moves.emit("moved");
  }

  #moved({ why, by }: DownMessages["moved"]): void {
    const { $place, $people, tell } = this.#stores;
    const name = by === undefined ? undefined : $people.get()[by]?.name;
    const place = $place.get() ?? "";
    tell(by === undefined || name === undefined ? { kind: "moved", why, place } : { kind: "moved", why, place, by: name, people: [by] });
    // One's own feet (a portal, a walk that was asked for) mute nothing.
    if (why === "gather") this.#moves.emit("moved");
  }

  #heard(line: DownMessages["chat"]): void {
    this.#chat.received(line);
    if (line.person !== this.#stores.$you.get())
      this.#stores.tell({ kind: "chat", name: line.name, text: line.text, lang: line.lang, people: [line.person] });
  }

  #audienceChanged(audience: Audience | null): void {
    if (!audience) return void this.#up("resync", { of: "audience" });
    this.#audience = audience;
    this.#stores.$where.set(audience.where);
    this.#audiences.emit(audience);
  }

  #refused({ of, code, draft, params = {} }: DownMessages["refused"]): void {
    if (of === "wrote" && draft !== undefined) this.written.refused(draft, code);
    if (of === "chat" && draft !== undefined) this.#chat.refused(draft, code);
    refusedLeading(this.#stores, of, code, params);
    this.#stores.tell({ kind: "refused", code, params });
  }

  /** The server speaks of a place that this page has never heard of: it was opened before an upgrade. */
  #unknownPlace(): void {
    this.#connection.leave();
    this.#stores.$connection.set({ state: "ended", why: "upgrade" });
  }

  #seated(seat: string | null): void {
    if (this.#soundSeat === seat) return;
    this.#soundSeat = seat;
    this.#seats.emit(seat);
  }

  #lost(): void {
    this.#drops++;
    this.written.lost();
    forgetWhisper(this.#stores);
    this.#seated(null);
    this.movers.suspend();
    this.#audienceChanged({ ...NOBODY, epoch: NOBODY.epoch });
  }

  #stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#seated(null);
    this.#audienceChanged({ ...NOBODY, epoch: NOBODY.epoch });
  }

  #tick(): void {
    clearTimeout(this.#timer);
    if (!this.#room) return;
    const local = this.#deps.local();
    if (local - this.#heardAt > SILENCE_MS && local - this.#tickAt < LATE_TICK_MS) {
      this.#tickAt = local;
      this.#connection.lost();
      return;
    }
    this.#tickAt = local;
    const wait = this.movers.tick();
    if (local - this.#nearAt >= NEAR_VIEW_MS) {
      this.#nearAt = local;
      this.#near.update(this.movers);
    }
    this.#timer = setTimeout(() => this.#tick(), wait);
  }
}
