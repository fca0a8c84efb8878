/** The microphone: opened only when asked for, for speech, in mono. */
import { inApp } from "./in-app.ts";

export type Refusal = "denied" | "missing" | "busy" | "insecure" | "in-app" | "no-webrtc";
export type Capture = { ok: true; track: MediaStreamTrack } | { ok: false; why: Refusal };

/** What is done about the noise of a room: by the browser, by our own filter after it, or nothing (music). */
export type Noise = "browser" | "strong" | "off";

const SPEECH = { echoCancellation: true, autoGainControl: true, channelCount: { ideal: 1 } } as const;

/** What can be said before anyone is asked: null when there is a chance. */
export function refusedBeforehand(): Refusal | null {
  if (typeof RTCPeerConnection === "undefined") return "no-webrtc";
  if (!isSecureContext) return "insecure";
  if (navigator.mediaDevices?.getUserMedia === undefined) return inApp(navigator.userAgent) === null ? "no-webrtc" : "in-app";
  return null;
}

/** Why a device was not given. */
export function refusalOf(error: unknown): Refusal {
  switch (error instanceof Error ? error.name : "") {
    case "NotFoundError":
    case "OverconstrainedError":
      return "missing";
    case "NotReadableError":
    case "AbortError":
      return "busy";
    default:
      // NotAllowedError, SecurityError: by the person, the system or a policy. Inside another app nobody was even asked.
      return inApp(navigator.userAgent) === null ? "denied" : "in-app";
  }
}

async function ask(device: string | null, noise: Noise): Promise<MediaStreamTrack> {
  const speech = { ...SPEECH, noiseSuppression: noise === "browser" };
  const audio = device === null ? speech : { ...speech, deviceId: { exact: device } };
  const stream = await navigator.mediaDevices.getUserMedia({ audio, video: false });
  const [track] = stream.getAudioTracks();
  if (track === undefined) throw new DOMException("A stream without sound", "NotFoundError");
  track.contentHint = "speech";
  return track;
}

/** Asks the person for their microphone. @param device the one they chose; where it is gone, any */
export async function openMic(device: string | null, noise: Noise = "browser"): Promise<Capture> {
  const before = refusedBeforehand();
  if (before !== null) return { ok: false, why: before };
  try {
    return { ok: true, track: await ask(device, noise) };
  } catch (error) {
    const why = refusalOf(error);
    if (device === null || why !== "missing") return { ok: false, why };
  }
  return openMic(null, noise);
}

/** Microphones, speakers and cameras by name. Empty until the microphone was permitted: browsers tell no names before. */
export async function listDevices(): Promise<Record<"mics" | "speakers" | "cams", MediaDeviceInfo[]>> {
  const all = (await navigator.mediaDevices?.enumerateDevices?.().catch(() => [])) ?? [];
  const named = all.filter((device) => device.deviceId !== "");
  return {
    mics: named.filter((device) => device.kind === "audioinput"),
    speakers: named.filter((device) => device.kind === "audiooutput"),
    cams: named.filter((device) => device.kind === "videoinput"),
  };
}
