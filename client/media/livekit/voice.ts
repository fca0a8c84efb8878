/**
 * One's own voice at the media server. Published when the microphone is first used, and then kept: to fall silent takes the track off the
 * sender (nothing leaves the page, and nobody in the room can see it), to speak puts it on again. LiveKit's own mute would be seen by all.
 */
import { AudioPresets, type LocalTrack, type Room, Track } from "livekit-client";

/** LiveKit takes a track as published when sound has come; until then it stays on the sender, switched off if need be. ms */
const SETTLE_MS = 1_500;

export interface OwnVoice {
  /** What the person speaks into, null: muted. */
  speak(track: MediaStreamTrack | null): void;
  /** Whether anybody is to get it. */
  heard(by: boolean): void;
  /** A connection is there, for the first time or again. */
  connected(room: Room): void;
  stop(): void;
}

export function ownVoice(): OwnVoice {
  let wanted: MediaStreamTrack | null = null;
  let last: MediaStreamTrack | null = null;
  let anybody = false;
  let room: Room | null = null;
  let published: { room: Room; local: LocalTrack; at: number } | null = null;
  let publishing = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  /** Puts the track on the sender, or takes it off. */
  function apply(): void {
    clearTimeout(timer);
    if (published === null) return;
    const { local, at } = published;
    const track = anybody ? wanted : null;
    const { sender } = local;
    if (sender === undefined || sender.track === track) return;
    const settled = at + SETTLE_MS - performance.now();
    if (track === null && settled > 0) timer = setTimeout(apply, settled);
    else sender.replaceTrack(track).catch(() => undefined);
  }

  async function publish(): Promise<void> {
    if (publishing || room === null || wanted === null || published?.room === room) return;
    publishing = true;
    const mine = room;
    try {
      const { track } = await mine.localParticipant.publishTrack(wanted, {
        source: Track.Source.Microphone,
        audioPreset: AudioPresets.speech,
        dtx: true,
        red: true,
        stopMicTrackOnMute: false,
      });
      if (mine === room && track !== undefined) published = { room: mine, local: track, at: performance.now() };
    } catch {
      // The connection went meanwhile: published with the next one.
    } finally {
      publishing = false;
    }
    await exchange();
  }

  /** Another microphone than the one that was published. */
  async function exchange(): Promise<void> {
    if (published !== null && wanted !== null && published.local.mediaStreamTrack !== wanted) {
      await published.local.replaceTrack(wanted, { userProvidedTrack: true }).catch(() => undefined);
    }
    apply();
    if (room !== null && published?.room !== room && wanted !== null) void publish();
  }

  return {
    speak(track) {
      wanted = track;
      if (last !== null && last !== track) last.enabled = false;
      if (track !== null) track.enabled = true;
      last = track ?? last;
      apply();
      if (published?.room === room && room !== null) void exchange();
      else void publish();
    },
    heard(by) {
      if (anybody === by) return;
      anybody = by;
      apply();
    },
    connected(next) {
      if (room !== next) published = null;
      // LiveKit puts tracks back on their senders when it mends a connection; a muted one is switched off besides.
      else if (published !== null) published.at = performance.now();
      room = next;
      apply();
      void publish();
    },
    stop() {
      clearTimeout(timer);
      wanted = null;
      room = null;
      published = null;
      // Whoever has it next finds it as it was.
      if (last !== null) last.enabled = true;
      last = null;
    },
  };
}
