/** Camera and screen, opened only when asked for. */
import type { Mode } from "../../store/pictures.ts";
import { type Refusal, refusedBeforehand } from "../capture.ts";
import { inApp } from "../in-app.ts";

export type CamCapture = { ok: true; track: MediaStreamTrack } | { ok: false; why: Refusal };

/** Half a picture of film is enough for a face, and an old phone can still encode it. */
const HEIGHT: Record<Mode, number> = { full: 360, saver: 180, sound: 180 };
const FRAMES = 24;
/** Words must stay legible; that they move smoothly is not needed. */
const SCREEN = { width: { max: 1920 }, height: { max: 1080 }, frameRate: { max: 8 } } as const;

const sizeFor = (mode: Mode): MediaTrackConstraints => ({
  height: { ideal: HEIGHT[mode] },
  width: { ideal: (HEIGHT[mode] * 16) / 9 },
  frameRate: { max: FRAMES },
});

function refusalOf(error: unknown): Refusal {
  switch (error instanceof Error ? error.name : "") {
    case "NotFoundError":
    case "OverconstrainedError":
      return "missing";
    case "NotReadableError":
    case "AbortError":
      return "busy";
    default:
      return inApp(navigator.userAgent) === null ? "denied" : "in-app";
  }
}

/** Asks the person for their camera. @param device the one they chose; where it is gone, any */
export async function openCam(device: string | null, mode: Mode): Promise<CamCapture> {
  const before = refusedBeforehand();
  if (before !== null) return { ok: false, why: before };
  const which = device === null ? { facingMode: "user" } : { deviceId: { exact: device } };
  try {
    const stream = await navigator.mediaDevices.getUserMedia({ video: { ...sizeFor(mode), ...which }, audio: false });
    const [track] = stream.getVideoTracks();
    if (track === undefined) return { ok: false, why: "missing" };
    track.contentHint = "motion";
    return { ok: true, track };
  } catch (error) {
    const why = refusalOf(error);
    return device !== null && why === "missing" ? openCam(null, mode) : { ok: false, why };
  }
}

/** Another size from now on. A camera that cannot goes on as it was. */
export const resize = (track: MediaStreamTrack, mode: Mode): Promise<void> => track.applyConstraints(sizeFor(mode)).catch(() => undefined);

export const canShareScreen = (): boolean => isSecureContext && navigator.mediaDevices?.getDisplayMedia !== undefined;

/** Asks the person which screen, window or tab. Null: they have thought better of it. */
export async function openScreen(): Promise<{ video: MediaStreamTrack; audio: MediaStreamTrack | null } | "denied" | null> {
  try {
    const stream = await navigator.mediaDevices.getDisplayMedia({
      video: SCREEN,
      // As it is: what cleans up speech spoils music.
      audio: { echoCancellation: false, noiseSuppression: false, autoGainControl: false },
      // Kartu within Kartu would be heard twice.
      ...{ selfBrowserSurface: "exclude", surfaceSwitching: "include", systemAudio: "include" },
    });
    const [video] = stream.getVideoTracks();
    if (video === undefined) return null;
    video.contentHint = "text";
    return { video, audio: stream.getAudioTracks()[0] ?? null };
  } catch (error) {
    // Cancelling and a forbidding system are told apart by nobody but Safari.
    return error instanceof DOMException && error.name === "NotAllowedError" && /system/i.test(error.message) ? "denied" : null;
  }
}

export async function listCams(): Promise<MediaDeviceInfo[]> {
  const all = (await navigator.mediaDevices?.enumerateDevices?.().catch(() => [])) ?? [];
  return all.filter(({ kind, deviceId }) => kind === "videoinput" && deviceId !== "");
}
