/**
 * What one hears: a player for each person, with a volume that follows the distance.
 * Audio elements, because browsers cancel echo best against those; where an element's volume cannot be set (iOS), a gain of WebAudio.
 */
import type { PersonId } from "../../shared/protocol/messages.ts";
import type { Audio } from "./audio-context.ts";

/** A change of volume takes about this long: no clicks, no jumps. ms */
const RAMP_MS = 100;
const RAMP_STEPS = 5;

interface Player {
  /** The track, where another kind of player could take it over. */
  track: MediaStreamTrack | null;
  volume(gain: number): void;
  /** Tries to start; false while the browser waits for a gesture. */
  play(): Promise<boolean>;
  speaker(device: string): void;
  close(): void;
}

/** iOS keeps an element at full volume whatever it is told. */
function elementHasVolume(): boolean {
  const probe = document.createElement("audio");
  probe.volume = 0.5;
  return probe.volume === 0.5;
}

/** @param kind browsers let a muted video play without a gesture, but not a muted audio element */
function playing(track: MediaStreamTrack, kind: "audio" | "video" = "audio"): HTMLMediaElement {
  const element = document.createElement(kind);
  element.srcObject = new MediaStream([track]);
  element.autoplay = true;
  element.setAttribute("playsinline", "");
  return element;
}

const start = (element: HTMLMediaElement): Promise<boolean> =>
  element.play().then(
    () => true,
    // AbortError: the player was closed meanwhile, and nothing is blocked.
    (error: unknown) => !(error instanceof DOMException && error.name === "NotAllowedError"),
  );

function elementPlayer(track: MediaStreamTrack): Player {
  const element = playing(track);
  element.volume = 0;
  let target = 0;
  let timer: ReturnType<typeof setInterval> | undefined;
  return {
    track,
    volume(gain) {
      if (gain === target) return;
      target = gain;
      clearInterval(timer);
      const by = (gain - element.volume) / RAMP_STEPS;
      let left = RAMP_STEPS;
      timer = setInterval(() => {
        left -= 1;
        element.volume = left === 0 ? gain : Math.min(1, Math.max(0, element.volume + by));
        if (left === 0) clearInterval(timer);
      }, RAMP_MS / RAMP_STEPS);
    },
    play: () => start(element),
    speaker(device) {
      // Not in every browser; the system's own choice stands then.
      void element.setSinkId?.(device).catch(() => undefined);
    },
    close() {
      clearInterval(timer);
      element.pause();
      element.srcObject = null;
    },
  };
}

function gainPlayer(track: MediaStreamTrack, audio: Audio): Player {
  const context = audio.context();
  const source = context.createMediaStreamSource(new MediaStream([track]));
  const gain = context.createGain();
  gain.gain.value = 0;
  source.connect(gain).connect(context.destination);
  // Remote tracks run only while an element holds them.
  const element = playing(track, "video");
  element.muted = true;
  return {
    track: null,
    volume(value) {
      gain.gain.setTargetAtTime(value, context.currentTime, RAMP_MS / 3_000);
    },
    play: async () => (await start(element)) && (await audio.wake()),
    speaker() {
      // The system chooses here.
    },
    close() {
      source.disconnect();
      gain.disconnect();
      element.srcObject = null;
    },
  };
}

export interface Playback {
  add(person: PersonId, track: MediaStreamTrack): void;
  remove(person: PersonId): void;
  volume(person: PersonId, gain: number): void;
  people(): Iterable<PersonId>;
  /** From a gesture: starts everyone the browser had blocked. */
  unblock(): Promise<void>;
  speaker(device: string): void;
  close(): void;
}

/** @param blocked told whether the browser waits for a gesture before anything is heard */
export function createPlayback(audio: Audio, blocked: (is: boolean) => void): Playback {
  const players = new Map<PersonId, Player>();
  const gains = new Map<PersonId, number>();
  const silent = new Set<PersonId>();
  let device: string | null = null;
  const byElement = elementHasVolume();

  async function begin(person: PersonId, player: Player): Promise<void> {
    let heard = await player.play();
    if (players.get(person) !== player) return;
    if (!heard && player.track !== null) {
      // Some browsers want a gesture for each element, but let a context play that once ran.
      audio.context();
      const runs = await audio.wake();
      if (players.get(person) !== player) return;
      if (runs) {
        player.close();
        const other = gainPlayer(player.track, audio);
        players.set(person, other);
        other.volume(gains.get(person) ?? 0);
        heard = await other.play();
        if (players.get(person) !== other) return;
      }
    }
    if (heard) silent.delete(person);
    else silent.add(person);
    blocked(silent.size > 0);
  }

  return {
    add(person, track) {
      this.remove(person);
      const player = byElement ? elementPlayer(track) : gainPlayer(track, audio);
      players.set(person, player);
      if (device !== null) player.speaker(device);
      void begin(person, player);
    },
    remove(person) {
      players.get(person)?.close();
      players.delete(person);
      gains.delete(person);
      // That the one who could not be heard has left says nothing about the browser: it stays blocked until a gesture.
      silent.delete(person);
    },
    volume(person, gain) {
      const player = players.get(person);
      if (player === undefined) return;
      gains.set(person, gain);
      player.volume(gain);
    },
    people: () => players.keys(),
    async unblock() {
      await audio.wake();
      if (players.size === 0) return blocked(false);
      await Promise.all([...players].map(([person, player]) => begin(person, player)));
    },
    speaker(chosen) {
      device = chosen;
      for (const player of players.values()) player.speaker(chosen);
    },
    close() {
      for (const player of players.values()) player.close();
      players.clear();
      gains.clear();
      silent.clear();
    },
  };
}
