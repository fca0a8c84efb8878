/** Sound in a space: joins the microphone, the transport, what is heard and what the screen says of it. One for each time in a space. */
import { volumeAt } from "../../shared/domain/media/volume.ts";
import { HEAR_OUT } from "../../shared/domain/units.ts";
import type { IceReport } from "../../shared/protocol/http.ts";
import type { PersonId } from "../../shared/protocol/messages.ts";
import { $hearsMe, $iHear, $mic, $micLevel, $notHeard, $soundBlocked, $speaking } from "../store/media.ts";
import { $people, $you, tell } from "../store/space.ts";
import { pageAudio } from "./audio-context.ts";
import { keepCalm } from "./calm.ts";
import { chooseTransport, type TransportKind } from "./choose.ts";
import { hears } from "./hears.ts";
import { iceSource } from "./ice-source.ts";
import { meter, onScreen, speech } from "./levels.ts";
import type { MediaPort, MediaTransport } from "./media-transport.ts";
import { ownMic } from "./mic.ts";
import { createPlayback } from "./playback.ts";

export interface MediaOptions {
  /** The role may speak (`can(role, "media.speak")`); default true. */
  maySpeak?: boolean;
  /** True while a hidden page keeps its microphone: it shares its screen, holds the stage … */
  excused?: () => boolean;
}

export interface MediaControl {
  /** Opens or unmutes the microphone: call from the person's own tap or key. What came of it is in `$mic`. */
  requestMic(): Promise<void>;
  mute(): void;
  /** Also opens the microphone anew where it was lost. */
  unmute(): void;
  /** "Tap to hear": from the tap. */
  hearNow(): Promise<void>;
  chooseMic(deviceId: string): Promise<void>;
  chooseSpeaker(deviceId: string): void;
  /** The space's settings changed: ask again whether and how sound may flow. */
  refreshIce(): void;
  stop(): void;
}

const TICK_MS = 100;
/** Further than the server's own border, so that the two do not disagree about a step. px */
const WALKED_AWAY = HEAR_OUT + 8;

export const canHaveSound = (): boolean => typeof RTCPeerConnection !== "undefined";

export function startMedia(port: MediaPort, ice: () => Promise<IceReport>, options: MediaOptions = {}): MediaControl {
  const audio = pageAudio();
  let refusal = { known: false, refused: false };
  let audience: Parameters<Parameters<MediaPort["onAudience"]>[0]>[0] = { epoch: 0, peers: [], beyond: [], where: { kind: "open" } };
  /** Pairs that do not connect, as seen here and as told by the other side; each with the pair's id. */
  const failedHere = new Map<PersonId, number>();
  const failedThere = new Map<PersonId, number>();
  let ownMeter: { track: MediaStreamTrack; level(): number; close(): void } | null = null;
  const speaks = new Map<PersonId, ReturnType<typeof speech>>();
  let stopped = false;

  const playback = createPlayback(audio, (is) => {
    if ($soundBlocked.get() === is) return;
    $soundBlocked.set(is);
    announce();
  });
  const source = iceSource(ice, ({ refused, transport: named = "mesh" }) => {
    refusal = { known: true, refused: refused !== null };
    use(named);
    announce();
    apply();
  });
  let transport: MediaTransport | null = null;
  let kind: TransportKind | null = null;
  let notChosen: (() => void) | undefined;
  const mic = ownMic(options.maySpeak ?? true, micChanged);
  const pairOf = (person: PersonId): number | undefined => audience.peers.find((peer) => peer.person === person)?.pair;

  /** The space keeps its transport while it runs; after the server was away it may be another. */
  function use(named: TransportKind): void {
    if (!canHaveSound() || stopped || kind === named) return;
    kind = named;
    notChosen?.();
    void transport?.stop();
    transport = null;
    for (const person of playback.people()) lose(person);
    notChosen = chooseTransport(
      named,
      port,
      () => source.config(),
      (chosen) => {
        transport = chosen;
        chosen.on("track", ({ person, track }) => {
          playback.add(person, track);
          setVolumes();
        });
        chosen.on("trackEnd", ({ person }) => lose(person));
        chosen.on("link", ({ person, state }) => {
          if (state !== "connecting") linkTold(failedHere, person, state === "failed");
        });
        void chosen.start();
        void chosen.setLocalTrack("mic", mic.track());
        apply();
      },
    );
  }

  function lose(person: PersonId): void {
    playback.remove(person);
    forget(person);
  }

  function announce(): void {
    if (stopped) return;
    const { state } = $mic.get();
    const canHear = canHaveSound() && !refusal.refused && !$soundBlocked.get();
    port.sendMedia({ mic: state === "on" || state === "muted" ? state : "off", canHear });
  }

  function say(): void {
    const failed = new Set([...failedHere.keys(), ...failedThere.keys()]);
    const said = hears({ ...audience, failed, on: $mic.get().state === "on", refused: refusal.refused });
    $hearsMe.set(said.hearsMe);
    $iHear.set(said.iHear);
    $notHeard.set(said.notHeard);
  }

  /** Hands the audience on: until it is known whether sound may be at all, nobody is connected to. */
  function apply(): void {
    transport?.setAudience(refusal.known && !refusal.refused ? audience.peers : []);
    say();
  }

  function micChanged(): void {
    if (stopped) return;
    const track = mic.track();
    void transport?.setLocalTrack("mic", track);
    if (ownMeter?.track !== track) {
      ownMeter?.close();
      ownMeter = track === null ? null : { track, ...meter(audio, track) };
    }
    if (track === null) $micLevel.set(0);
    announce();
    say();
  }

  function spoken(person: PersonId, level: number | null, now: number): void {
    let is = speaks.get(person);
    if (is === undefined) {
      is = speech();
      speaks.set(person, is);
    }
    const speaking = is(level, now);
    if (($speaking.get()[person] ?? false) !== speaking) $speaking.setKey(person, speaking);
  }

  function forget(person: PersonId): void {
    speaks.delete(person);
    if ($speaking.get()[person] === undefined) return;
    const { [person]: _, ...others } = $speaking.get();
    $speaking.set(others);
  }

  function setVolumes(): void {
    for (const person of playback.people()) playback.volume(person, volumeAt(port.distance(person), audience.where.kind));
  }

  /** The server hears of one's steps a little later than one makes them: until then one's own prediction cuts the microphone (MOTION.md, rule 6). */
  function holdBack(): void {
    const away = audience.where.kind === "open" ? $hearsMe.get().filter((person) => (port.distance(person) ?? 0) > WALKED_AWAY) : [];
    transport?.hold(new Set(away));
  }

  function tick(): void {
    const now = performance.now();
    const you = $you.get();
    const level = ownMeter?.level() ?? 0;
    if (ownMeter !== null) $micLevel.set(onScreen(level));
    if (you !== null) spoken(you, level, now);
    for (const person of playback.people()) spoken(person, transport?.level(person) ?? null, now);
    setVolumes();
    holdBack();
  }

  function linkTold(map: Map<PersonId, number>, person: PersonId, failed: boolean): void {
    const pair = pairOf(person);
    if (pair === undefined || failed === map.has(person)) return;
    const news = failed && !failedHere.has(person) && !failedThere.has(person);
    if (failed) map.set(person, pair);
    else map.delete(person);
    if (news) tell({ kind: "pair-failed", name: $people.get()[person]?.name ?? "" });
    say();
  }

  const offs = [
    port.onAudience((next) => {
      audience = next;
      for (const map of [failedHere, failedThere]) for (const [person, pair] of map) if (pairOf(person) !== pair) map.delete(person);
      apply();
      setVolumes();
    }),
    port.onLink(({ person, state }) => linkTold(failedThere, person, state === "failed")),
    port.onMoved((why) => {
      mic.mute(why);
      // The room has forgotten what this page said of itself, and the way here may be another.
      if (why !== "reconnected") return;
      announce();
      source.refresh();
    }),
    keepCalm({
      audio,
      isOn: () => $mic.get().state === "on",
      mute() {
        mic.mute("hidden");
        tell({ kind: "muted-hidden" });
      },
      excused: options.excused,
    }),
  ];
  const timer = setInterval(tick, TICK_MS);
  announce();
  if (canHaveSound()) source.refresh();

  return {
    requestMic() {
      // From the same tap: what is heard starts too.
      void playback.unblock();
      return mic.request();
    },
    mute: () => mic.mute("self"),
    unmute: () => void mic.request(),
    hearNow: () => playback.unblock(),
    chooseMic: (device) => mic.choose(device),
    chooseSpeaker: (device) => playback.speaker(device),
    refreshIce: () => source.refresh(),
    stop() {
      stopped = true;
      clearInterval(timer);
      for (const off of offs) off?.();
      notChosen?.();
      void transport?.stop();
      ownMeter?.close();
      mic.stop();
      source.stop();
      playback.close();
      audio.close();
      for (const $set of [$hearsMe, $iHear, $notHeard]) $set.set([]);
      $speaking.set({});
      $micLevel.set(0);
      $soundBlocked.set(false);
    },
  };
}
