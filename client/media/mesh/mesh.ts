/**
 * Sound and pictures from page to page, with the space room as the signalling channel. The server's audience is enforced here, on both sides:
 * a track leaves only towards people who are `in`, and only theirs is let through. What each pair's connection does is `pair-state.ts`.
 */
import { flowOf } from "../../../shared/domain/media/flow.ts";
import { MEDIA_SOURCES, type MediaSource } from "../../../shared/domain/media/publish.ts";
import type { AudiencePeer, DownMessages, Interest, PersonId, Signal } from "../../../shared/protocol/messages.ts";
import { Interests } from "../interests.ts";
import type { MediaEvents, MediaPort, MediaTransport } from "../media-transport.ts";
import { type Link, openLink } from "./link.ts";
import { mailbox } from "./mailbox.ts";
import { lineOf } from "./line.ts";
import { isOpen, newPair, type Pair, type PairEffect, type PairEvent, type PairFacts, step } from "./pair-state.ts";
import { isOurs, sessionOf } from "./sdp.ts";

export interface MeshDeps {
  port: Pick<MediaPort, "sendSignal" | "sendLink" | "onSignal">;
  /** Servers and policy for a new connection. Rejects when the server cannot be asked. */
  config(): Promise<RTCConfiguration>;
  /** ms, monotonic. */
  now?: () => number;
}

/** Connections kept at most, those in use included. */
const MOST_OPEN = 12;
/** One that was opened ahead stays at least this long before another takes its room. ms */
const KEPT_WARM_MS = 10_000;
const TICK_MS = 250;
/** A connection that is being mended and is said to work for this long is mended. ms */
const MENDED_MS = 1_000;
/** How others look at one's pictures until they say otherwise. */
const ALL = { cam: "high", screen: "high" } as const;
const MAX_CANDIDATE = 1_024;
const MAX_WAITING = 64;

interface Entry {
  peer: AudiencePeer;
  pair: Pair;
  link: Link | null;
  openedAt: number;
  /** Candidates for an offer that waits. */
  waiting: RTCIceCandidateInit[];
  /** Sources of which a `track` was told, and no `trackEnd`. */
  playing: Set<MediaSource>;
  /** How large they look at one's own pictures. */
  wants: { cam: Interest; screen: Interest };
}

export function createMesh(deps: MeshDeps): MediaTransport {
  const now = deps.now ?? (() => performance.now());
  const entries = new Map<PersonId, Entry>();
  const early = mailbox(now);
  const handlers: { [K in keyof MediaEvents]: Set<(value: MediaEvents[K]) => void> } = {
    track: new Set(),
    trackEnd: new Set(),
    link: new Set(),
  };
  const own = new Map<MediaSource, MediaStreamTrack>();
  const interests = new Interests(tellInterest);
  let willing = false;
  let held: ReadonlySet<PersonId> = new Set();
  let timer: ReturnType<typeof setInterval> | undefined;
  let offSignal: (() => void) | undefined;

  function emit<K extends keyof MediaEvents>(event: K, value: MediaEvents[K]): void {
    for (const handler of handlers[event]) handler(value);
  }

  /** What is permitted of them, and to them: bits of `FLOW`. */
  const incoming = ({ stage, from }: AudiencePeer): number => (stage === "in" ? from : 0);
  const outgoing = ({ stage, to }: AudiencePeer): number => (stage === "in" ? to : 0);
  const openCount = (): number => [...entries.values()].filter((entry) => isOpen(entry.pair.state)).length;
  const factsOf = (entry: Entry): PairFacts => ({
    offers: entry.peer.offers,
    stage: entry.peer.stage,
    willing,
    room: openCount() < MOST_OPEN,
  });

  /** Opens and shuts the gates of one connection, both ways, in this very call. */
  function gate(entry: Entry): void {
    const { link, peer, playing } = entry;
    for (const source of MEDIA_SOURCES) {
      const on = (incoming(peer) & flowOf(source)) !== 0;
      link?.section(source).receive(on);
      const track = on ? (link?.track(source) ?? null) : null;
      if (track !== null && !playing.has(source)) {
        playing.add(source);
        emit("track", { person: peer.person, source, track });
      } else if (track === null && playing.delete(source)) emit("trackEnd", { person: peer.person, source });
    }
  }

  function sendTo(entry: Entry): void {
    const { link, peer, wants } = entry;
    if (link === null) return;
    const permitted = held.has(peer.person) ? 0 : outgoing(peer);
    for (const source of MEDIA_SOURCES) {
      const want = source === "mic" ? "high" : wants[source === "cam" ? "cam" : "screen"];
      // Who does not look at a screen may listen to it.
      const unseen = want === "off" && source !== "screenAudio";
      link.section(source).send((permitted & flowOf(source)) !== 0 && !unseen ? (own.get(source) ?? null) : null);
      link.section(source).limit(want);
    }
  }

  function tellInterest(person: PersonId): void {
    const entry = entries.get(person);
    if (entry?.peer.stage === "in") deps.port.sendSignal(person, entry.peer.pair, { kind: "want", ...interests.of(person) });
  }

  function happen(entry: Entry, event: PairEvent): void {
    if (entries.get(entry.peer.person) !== entry) return;
    const before = entry.pair.state.at;
    const [pair, effects] = step(entry.pair, event, factsOf(entry), now());
    entry.pair = pair;
    for (const effect of effects) perform(entry, effect);
    if (before !== pair.state.at && pair.state.at === "connecting") emit("link", { person: entry.peer.person, state: "connecting" });
  }

  function perform(entry: Entry, effect: PairEffect): void {
    const { person, pair } = entry.peer;
    switch (effect.do) {
      case "offer":
        return open(entry).offer(false);
      case "answer": {
        const link = open(entry);
        link.answer(effect.sdp);
        for (const candidate of entry.waiting.splice(0)) link.candidate(candidate);
        return;
      }
      case "answerAgain":
        return entry.link?.answer(effect.sdp);
      case "mend":
        return entry.link?.offer(true);
      case "ask":
        return deps.port.sendSignal(person, pair, { kind: "restart" });
      case "close":
        return shut(entry);
      case "report":
        deps.port.sendLink(person, pair, effect.state);
        return emit("link", { person, state: effect.state });
    }
  }

  function open(entry: Entry): Link {
    shut(entry);
    makeRoom(entry);
    const { person, pair } = entry.peer;
    // What an older connection still has to say is not about this one.
    const current = (): boolean => entry.link === link && entries.get(person) === entry;
    const link = openLink({
      config: () => deps.config(),
      signal: (signal) => {
        if (current()) deps.port.sendSignal(person, pair, signal);
      },
      on: (kind) => {
        if (current()) happen(entry, { kind });
      },
      onTrack: () => {
        if (current()) gate(entry);
      },
    });
    entry.link = link;
    entry.openedAt = now();
    gate(entry);
    sendTo(entry);
    return link;
  }

  function shut(entry: Entry): void {
    entry.link?.close();
    entry.link = null;
    gate(entry);
  }

  /** A conversation never waits for one that is only near: the one that has been warm longest goes. */
  function makeRoom(wanted: Entry): void {
    const open = [...entries.values()].filter((entry) => entry !== wanted && entry.link !== null);
    if (open.length < MOST_OPEN) return;
    const ahead = open.filter((entry) => entry.peer.stage === "near").toSorted((a, b) => a.openedAt - b.openedAt);
    const idle = ahead.find((entry) => now() - entry.openedAt >= KEPT_WARM_MS) ?? ahead[0];
    if (idle !== undefined) happen(idle, { kind: "evict" });
  }

  function drop(entry: Entry): void {
    shut(entry);
    entries.delete(entry.peer.person);
  }

  function onSignal(message: DownMessages["signal"]): void {
    const entry = entries.get(message.from);
    if (entry === undefined || entry.peer.pair !== message.epoch) return early.keep(message);
    receive(entry, message.signal);
  }

  function receive(entry: Entry, signal: Signal): void {
    switch (signal.kind) {
      case "restart":
        return happen(entry, { kind: "ask" });
      case "want":
        entry.wants = { cam: signal.cam, screen: signal.screen };
        return sendTo(entry);
      case "candidate": {
        if (signal.candidate.length > MAX_CANDIDATE) return;
        const { candidate, sdpMid, sdpMLineIndex } = signal;
        if (entry.link !== null) entry.link.candidate({ candidate, sdpMid, sdpMLineIndex });
        else if (entry.waiting.length < MAX_WAITING) entry.waiting.push({ candidate, sdpMid, sdpMLineIndex });
        return;
      }
      case "description": {
        if (!isOurs(signal.sdp)) return;
        if (signal.type === "answer") {
          if (entry.peer.offers && entry.link?.take(signal.sdp) === true) happen(entry, { kind: "answer" });
          return;
        }
        const same = entry.link !== null && entry.link.session === sessionOf(signal.sdp);
        if (!same) entry.waiting = [];
        return happen(entry, { kind: "offer", sdp: signal.sdp, same });
      }
    }
  }

  function tick(): void {
    for (const entry of entries.values()) {
      const { state } = entry.pair;
      if (state.at === "mending" && now() - state.since >= MENDED_MS && entry.link?.connected() === true) happen(entry, { kind: "up" });
      else happen(entry, { kind: "tick" });
      // Room may have come free.
      if (entry.pair.state.at === "quiet") happen(entry, { kind: "facts", entered: false });
    }
  }

  return {
    start() {
      timer = setInterval(tick, TICK_MS);
      offSignal = deps.port.onSignal(onSignal);
      return Promise.resolve();
    },
    stop() {
      clearInterval(timer);
      offSignal?.();
      for (const entry of entries.values()) drop(entry);
      own.clear();
      return Promise.resolve();
    },
    setAudience(audience) {
      const next = new Map(audience.map((peer) => [peer.person, peer]));
      // First everything that takes away: no sound goes out while the rest is looked at.
      for (const entry of entries.values()) {
        const peer = next.get(entry.peer.person);
        if (peer === undefined || peer.pair !== entry.peer.pair || peer.offers !== entry.peer.offers) {
          drop(entry);
        } else if ((outgoing(entry.peer) & ~outgoing(peer)) !== 0 || (incoming(entry.peer) & ~incoming(peer)) !== 0) {
          entry.peer = peer;
          sendTo(entry);
          gate(entry);
        }
      }
      for (const peer of audience) {
        const known = entries.get(peer.person);
        const entry = known ?? { peer, pair: newPair(), link: null, openedAt: 0, waiting: [], playing: new Set(), wants: { ...ALL } };
        const entered = peer.stage === "in" && known?.peer.stage !== "in";
        entry.peer = peer;
        entries.set(peer.person, entry);
        gate(entry);
        sendTo(entry);
        if (entered && !interests.isUsual(peer.person)) tellInterest(peer.person);
        happen(entry, { kind: "facts", entered });
        if (known === undefined) for (const signal of early.take(peer.person, peer.pair)) receive(entry, signal);
      }
    },
    setLocalTrack(source, track) {
      if (track === null) own.delete(source);
      else own.set(source, track);
      const first = track !== null && !willing;
      willing ||= track !== null;
      for (const entry of entries.values()) {
        sendTo(entry);
        if (first) happen(entry, { kind: "facts", entered: false });
      }
      return Promise.resolve();
    },
    setInterest: (person, source, level) => interests.set(person, source, level),
    setCeiling: (level) => interests.ceiling(level),
    on(event, handler) {
      handlers[event].add(handler);
      return () => handlers[event].delete(handler);
    },
    hold(people) {
      const before = held;
      held = new Set(people);
      for (const entry of entries.values()) if (before.has(entry.peer.person) !== held.has(entry.peer.person)) sendTo(entry);
    },
    level: (person) => entries.get(person)?.link?.section("mic").level() ?? null,
    quality: () => lineOf([...entries.values()].map(({ link }) => link?.connection ?? null)),
  };
}
