/** Sound and pictures in a space: joins one's devices, the transport, what is heard and what the screen says of it. One for each time in a space. */
import { FLOW } from "../../shared/domain/media/flow.ts";
import { volumeAt } from "../../shared/domain/media/volume.ts";
import { HEAR_OUT } from "../../shared/domain/units.ts";
import type { IceReport } from "../../shared/protocol/http.ts";
import type { PersonId } from "../../shared/protocol/messages.ts";
import { $sessionFacts } from "../store/leading.ts";
import { $everyone, $hearsMe, $iHear, $mic, $micLevel, $notHeard, $soundBlocked, $speaking } from "../store/media.ts";
import { $mutedForMe } from "../store/muted.ts";
import { $cam, $screen, $seesMe, $seesMyScreen } from "../store/pictures.ts";
import { $people, $you, tell } from "../store/space.ts";
import { $together } from "../store/writing.ts";
import { pageAudio } from "./audio-context.ts";
import { keepCalm } from "./calm.ts";
import { chooseTransport, type TransportKind } from "./choose.ts";
import { type Care, holdsToTalk, takeCare } from "./devices/care.ts";
import { chosenDevice } from "./devices/remember.ts";
import { hears } from "./hears.ts";
import { iceSource } from "./ice-source.ts";
import { meter, onScreen, speech } from "./levels.ts";
import type { MediaPort, MediaTransport } from "./media-transport.ts";
import { type Megaphone, ownMegaphone } from "./megaphone.ts";
import { ownMic } from "./mic.ts";
import { type Pictures, picturesExcuse, type PicturesControl, startPictures } from "./pictures/pictures.ts";
import { createPlayback } from "./playback.ts";

export interface MediaOptions {
  /** The role may speak (`can(role, "media.speak")`); default true. */
  maySpeak?: boolean;
  /** True while a hidden page keeps its microphone: it shares its screen, holds the stage … */
  excused?: () => boolean;
  /** Whether the key for talking may be taken: nobody writes, no control waits for it. Default: always. */
  keyFree?: (event: Event) => boolean;
}

export interface MediaControl extends PicturesControl {
  /** Opens or unmutes the microphone: call from the person's own tap or key. What came of it is in `$mic`. */
  requestMic(): Promise<void>;
  mute(): void;
  /** Also opens the microphone anew where it was lost. */
  unmute(): void;
  /** The role changed. */
  allowSpeaking(may: boolean): void;
  /**
   * The megaphone, while it is held: opens the microphone, and mutes it again at the end where it was not on. From the person's own tap or key.
   */
  holdMegaphone: Megaphone["hold"];
  /** "Tap to hear": from the tap. */
  hearNow(): Promise<void>;
  chooseMic(deviceId: string): Promise<void>;
  chooseSpeaker(deviceId: string): void;
  /** The space's settings changed: ask again whether and how sound may flow. */
  refreshIce(): void;
  /** Push-to-talk by a button. */
  talk: Care["talk"];
  stop(): void;
}

const TICK_MS = 100;
/** Further than the server's own border, so that the two do not disagree about a step. px */
const WALKED_AWAY = HEAR_OUT + 8;

export const canHaveSound = (): boolean => typeof RTCPeerConnection !== "undefined";

export function startMedia(port: MediaPort, ice: () => Promise<IceReport>, options: MediaOptions = {}): MediaControl {
  const audio = pageAudio((state) => {
    if (state !== "running" && state !== "closed") care.look();
  });
  let refusal = { known: false, refused: false };
  let audience: Parameters<Parameters<MediaPort["onAudience"]>[0]>[0] = {
    epoch: 0,
    peers: [],
    beyond: [],
    where: { kind: "open" },
    everyone: 0,
  };
  /** Pairs that do not connect, as seen here and as told by the other side; each with the pair's id. */
  const failedHere = new Map<PersonId, number>();
  const failedThere = new Map<PersonId, number>();
  let ownMeter: { track: MediaStreamTrack; level(): number; close(): void } | null = null;
  /** Those who are heard from a stage or by the megaphone. */
  let loud: ReadonlySet<PersonId> = new Set();
  const speaks = new Map<PersonId, ReturnType<typeof speech>>();
  let stopped = false;

  const playback = createPlayback(audio, (is) => {
    if ($soundBlocked.get() === is) return;
    $soundBlocked.set(is);
    announce();
  });
  /** The sound of shared screens: as loud as it is, wherever the one who shares it stands. */
  const screens = createPlayback(audio, (is) => {
    if (is) $soundBlocked.set(true);
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
  const pictures: Pictures = startPictures(options.maySpeak ?? true, () => {
    announce();
    say();
  });
  const pairOf = (person: PersonId): number | undefined => audience.peers.find((peer) => peer.person === person)?.pair;

  /** The space keeps its transport while it runs; after the server was away it may be another. */
  function use(named: TransportKind): void {
    if (!canHaveSound() || stopped || kind === named) return;
    kind = named;
    notChosen?.();
    void transport?.stop();
    transport = null;
    pictures.use(null);
    for (const person of playback.people()) lose(person);
    for (const person of screens.people()) screens.remove(person);
    notChosen = chooseTransport(
      named,
      port,
      () => source.config(),
      (chosen) => {
        transport = chosen;
        chosen.on("track", ({ person, source: of, track }) => {
          if (of === "screenAudio") {
            screens.add(person, track);
            setVolumes();
          }
          if (of !== "mic") return;
          playback.add(person, track);
          setVolumes();
        });
        chosen.on("trackEnd", ({ person, source: of }) => {
          if (of === "mic") lose(person);
          if (of === "screenAudio") screens.remove(person);
        });
        pictures.use(chosen);
        chosen.on("link", ({ person, state }) => {
          if (state !== "connecting") linkTold(failedHere, person, state === "failed");
        });
        void chosen.start();
        given = null;
        gate();
        apply();
      },
    );
  }

  function lose(person: PersonId): void {
    playback.remove(person);
    forget(person);
  }

  /** One speaks to many, from a stage, by the megaphone or because it is one's turn: also to those far away, and whoever looks something up meanwhile goes on being heard. */
  function onStage(): boolean {
    const { where, everyone } = audience;
    const { stage, megaphone } = $sessionFacts.get();
    const you = $you.get();
    if (everyone > 0 || (where.kind === "hall" && where.stage) || megaphone === you) return true;
    return stage === you && (where.kind === "hall" || where.kind === "open");
  }

  function announce(): void {
    if (stopped) return;
    const { state } = $mic.get();
    const canHear = canHaveSound() && !refusal.refused && !$soundBlocked.get();
    port.sendMedia({ mic: state === "on" || state === "muted" ? state : "off", canHear, ...pictures.said() });
  }

  function say(): void {
    const failed = new Set([...failedHere.keys(), ...failedThere.keys()]);
    const shows = ($cam.get().state === "on" ? FLOW.cam : 0) | ($screen.get().state === "on" ? FLOW.screen : 0);
    const said = hears({ ...audience, failed, on: $mic.get().state === "on" && holdsToTalk(), shows, refused: refusal.refused });
    $hearsMe.set(said.hearsMe);
    $seesMe.set(said.seesMe);
    $seesMyScreen.set(said.seesMyScreen);
    $iHear.set(said.iHear);
    $notHeard.set(said.notHeard);
    $everyone.set($mic.get().state === "on" && holdsToTalk() && !refusal.refused ? audience.everyone : 0);
  }

  /** What is sent: nothing while one does not hold to talk. The track is taken off its senders, as for a mute, and nobody in the room can see it. */
  let given: MediaStreamTrack | null = null;
  function gate(): void {
    const track = holdsToTalk() ? mic.track() : null;
    if (track === given) return;
    given = track;
    void transport?.setLocalTrack("mic", track);
  }

  /** Hands the audience on: until it is known whether sound may be at all, nobody is connected to. */
  function apply(): void {
    const may = refusal.known && !refusal.refused;
    transport?.setAudience(may ? audience.peers : [], may ? audience.everyone : 0, audience.epoch);
    loud = new Set(audience.peers.flatMap((peer) => (peer.loud === undefined ? [] : [peer.person])));
    say();
  }

  function micChanged(): void {
    if (stopped) return;
    const track = mic.track();
    gate();
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
    // Those at one's own table are heard through the air.
    const beside = new Set($together.get().flatMap(({ person, state }) => (state === "yes" ? [person] : [])));
    const muted = $mutedForMe.get();
    for (const person of playback.people())
      playback.volume(
        person,
        beside.has(person) || muted.has(person)
          ? 0
          : loud.has(person)
            ? 1
            : volumeAt(port.distance(person), audience.where.kind === "hall" ? "open" : audience.where.kind),
      );
    for (const person of screens.people()) screens.volume(person, muted.has(person) ? 0 : 1);
  }

  /** The server hears of one's steps a little later than one makes them: until then one's own prediction cuts the microphone (MOTION.md, rule 6). */
  function holdBack(): void {
    const byDistance = (audience.where.kind === "open" || audience.where.kind === "hall") && !onStage();
    const away = byDistance ? $hearsMe.get().filter((person) => !loud.has(person) && (port.distance(person) ?? 0) > WALKED_AWAY) : [];
    transport?.hold(new Set(away));
  }

  function tick(): void {
    const now = performance.now();
    const you = $you.get();
    const level = holdsToTalk() ? (ownMeter?.level() ?? 0) : 0;
    if (ownMeter !== null) $micLevel.set(onScreen(level));
    if (you !== null) spoken(you, level, now);
    for (const person of playback.people()) spoken(person, transport?.level(person) ?? null, now);
    setVolumes();
    holdBack();
    care.awake($iHear.get().length > 0 || $hearsMe.get().length > 0);
  }

  function linkTold(map: Map<PersonId, number>, person: PersonId, failed: boolean): void {
    const pair = pairOf(person);
    if (pair === undefined || failed === map.has(person)) return;
    const news = failed && !failedHere.has(person) && !failedThere.has(person);
    if (failed) map.set(person, pair);
    else map.delete(person);
    if (news) tell({ kind: "pair-failed", name: $people.get()[person]?.name ?? "", people: [person] });
    say();
  }

  const care = takeCare({
    keyFree: options.keyFree,
    requestMic() {
      void hearNow();
      void mic.request();
    },
    gate() {
      gate();
      say();
    },
    checkMic: () => mic.check(),
    playAgain() {
      // Without anybody to hear nothing is known of what the browser allows.
      if ([...playback.people()].length > 0) void hearNow();
    },
  });
  const speaker = chosenDevice("speaker");
  if (speaker !== null) playback.speaker(speaker.id);

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
      if (why !== "trainer") pictures.camOff(why);
      // What one shares of a screen was meant for those whom one was with.
      if (why === "moved") pictures.screenOff(why);
      // The room has forgotten what this page said of itself, and the way here may be another.
      if (why !== "reconnected") return;
      announce();
      source.refresh();
    }),
    port.onOrder((order) => {
      if (order === "camOff") pictures.camOff("trainer");
      if (order === "screenOff") pictures.screenOff("trainer");
    }),
    keepCalm({
      audio,
      isOn: () => $mic.get().state === "on" || $cam.get().state === "on",
      mute() {
        if ($mic.get().state === "on") tell({ kind: "muted-hidden" });
        mic.mute("hidden");
        pictures.camOff("hidden");
      },
      excused: () => picturesExcuse() || onStage() || options.excused?.() === true,
    }),
  ];
  const megaphone = ownMegaphone(port, mic);
  const timer = setInterval(tick, TICK_MS);
  announce();
  if (canHaveSound()) source.refresh();

  /** From a gesture: everything that the browser had blocked is heard. */
  async function hearNow(): Promise<void> {
    await Promise.all([playback.unblock(), screens.unblock()]);
  }

  const { requestCam, stopCam, chooseCam, shareScreen, stopScreen, setInterest, setMode, showAnyway } = pictures;
  return {
    ...{ requestCam, stopCam, chooseCam, shareScreen, stopScreen, setInterest, setMode, showAnyway },
    requestMic() {
      // From the same tap: what is heard starts too.
      void hearNow();
      return mic.request();
    },
    mute: () => mic.mute("self"),
    unmute: () => void mic.request(),
    hearNow,
    holdMegaphone(on) {
      if (on) void hearNow();
      return megaphone.hold(on);
    },
    allowSpeaking(may) {
      mic.allow(may);
      pictures.allow(may);
    },
    chooseMic: (device) => mic.choose(device),
    chooseSpeaker(device) {
      playback.speaker(device);
      screens.speaker(device);
    },
    refreshIce: () => source.refresh(),
    talk: care.talk,
    stop() {
      void megaphone.hold(false);
      // Nobody reads any more that this page hears them. The connection says it again after each return.
      port.sendMedia({ mic: "off", canHear: false, cam: "off", screen: "off" });
      stopped = true;
      clearInterval(timer);
      for (const off of offs) off?.();
      care.stop();
      notChosen?.();
      void transport?.stop();
      ownMeter?.close();
      mic.stop();
      pictures.stop();
      source.stop();
      playback.close();
      screens.close();
      audio.close();
      for (const $set of [$hearsMe, $iHear, $notHeard, $seesMe, $seesMyScreen]) $set.set([]);
      $everyone.set(0);
      $speaking.set({});
      $micLevel.set(0);
      $soundBlocked.set(false);
    },
  };
}
