/**
 * What one sends of one source to the media server. Published when it is first used, and then kept: to fall silent or dark takes the track off
 * the sender (nothing leaves the page, and nobody in the room can see it), to go on puts one on again. LiveKit's own mute would be seen by all.
 */
import { AudioPresets, type LocalTrack, type Room, Track, TrackEvent, type TrackPublishOptions, VideoPresets } from "livekit-client";
import type { MediaSource } from "../../../shared/domain/media/publish.ts";

/** LiveKit takes a track as published when something has come; until then it stays on the sender, switched off if need be. ms */
const SETTLE_MS = 1_500;

const OPTIONS: Record<MediaSource, TrackPublishOptions> = {
  mic: { source: Track.Source.Microphone, audioPreset: AudioPresets.speech, dtx: true, red: true, stopMicTrackOnMute: false },
  cam: {
    source: Track.Source.Camera,
    videoCodec: "vp8",
    simulcast: true,
    videoEncoding: VideoPresets.h360.encoding,
    videoSimulcastLayers: [VideoPresets.h180],
  },
  // Words first: sharp, few pictures a second.
  screen: {
    source: Track.Source.ScreenShare,
    videoCodec: "vp8",
    simulcast: false,
    screenShareEncoding: { maxBitrate: 1_500_000, maxFramerate: 8, priority: "medium" },
    degradationPreference: "maintain-resolution",
  },
  screenAudio: { source: Track.Source.ScreenShareAudio, audioPreset: AudioPresets.music, dtx: false, red: false },
};

export interface Publisher {
  /** What is there to be sent, null: nothing. */
  give(track: MediaStreamTrack | null): void;
  /** Whether anybody is to get it. */
  wanted(by: boolean): void;
  /** A connection is there, for the first time or again. */
  connected(room: Room): void;
  /** Nothing leaves this page, and nothing is on its way to. */
  isQuiet(): boolean;
  /** Where the device was let go meanwhile, so is what this had of it. */
  look(): void;
  stop(): void;
}

export function publisher(source: MediaSource): Publisher {
  /** A voice is published before anybody hears it, so that it begins at once; pictures only when somebody is to see them. */
  const isVoice = source === "mic";
  /** What was given; what is sent of it. A voice is sent as a copy of its own, switched off while nobody is to hear it: whoever is connected beforehand hears nothing. */
  let original: MediaStreamTrack | null = null;
  let given: MediaStreamTrack | null = null;
  let last: MediaStreamTrack | null = null;
  let anybody = false;
  let room: Room | null = null;
  let published: { room: Room; local: LocalTrack; at: number } | null = null;
  let publishing = false;
  /** Exchanges on the sender that have not ended: until then the track on it is that of before. They end in the order in which they began. */
  let underway = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  /** Puts the track on the sender, or takes it off. */
  function apply(): void {
    clearTimeout(timer);
    if (isVoice && given !== null) given.enabled = anybody;
    if (published === null) return;
    const { local, at } = published;
    const track = anybody ? given : null;
    const { sender } = local;
    if (sender === undefined || (underway === 0 && sender.track === track)) return;
    const settled = at + SETTLE_MS - performance.now();
    if (track === null && settled > 0) timer = setTimeout(apply, settled);
    else void during(sender.replaceTrack(track));
  }

  async function during(exchanged: Promise<unknown>): Promise<void> {
    underway++;
    // What could not be put there belongs to a connection that is gone.
    await exchanged.catch(() => undefined);
    underway--;
  }

  async function publish(): Promise<void> {
    if (publishing || room === null || given === null || published?.room === room || !(isVoice || anybody)) return;
    publishing = true;
    const mine = room;
    try {
      const { track } = await mine.localParticipant.publishTrack(given, OPTIONS[source]);
      if (mine === room && track !== undefined) published = { room: mine, local: track, at: performance.now() };
      // That a device is gone is Kartu's to tell: LiveKit would mute or take back what it has.
      track?.removeAllListeners(TrackEvent.Ended);
    } catch {
      // The connection went meanwhile: published with the next one.
    } finally {
      publishing = false;
    }
    await exchange();
  }

  /** Another device than the one that was published. */
  async function exchange(): Promise<void> {
    if (published !== null && given !== null && published.local.mediaStreamTrack !== given) {
      await during(published.local.replaceTrack(given, { userProvidedTrack: true }));
    }
    apply();
    if (room !== null && published?.room !== room && given !== null) void publish();
  }

  return {
    give(next) {
      if (isVoice && next !== null && next !== original) {
        last?.stop();
        last = null;
      }
      const track = next === null ? null : !isVoice ? next : next === original && last !== null ? last : next.clone();
      original = next ?? original;
      given = track;
      if (last !== null && last !== track) last.enabled = false;
      if (track !== null) track.enabled = !isVoice || anybody;
      last = track ?? last;
      apply();
      if (published?.room === room && room !== null) void exchange();
      else void publish();
    },
    wanted(by) {
      if (anybody === by) return;
      anybody = by;
      apply();
      void publish();
    },
    connected(next) {
      if (room !== next) published = null;
      // LiveKit puts tracks back on their senders when it mends a connection; a muted one is switched off besides.
      else if (published !== null) published.at = performance.now();
      room = next;
      apply();
      void publish();
    },
    look() {
      if (isVoice && original?.readyState === "ended") last?.stop();
    },
    isQuiet: () => !publishing && underway === 0 && (published === null || published.local.sender?.track == null),
    stop() {
      clearTimeout(timer);
      given = null;
      original = null;
      room = null;
      published = null;
      // Whoever has it next finds it as it was; the copy is ours alone.
      if (isVoice) last?.stop();
      else if (last !== null) last.enabled = true;
      last = null;
    },
  };
}
