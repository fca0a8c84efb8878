/** Trying one's devices without anybody: microphone with its level, a few seconds recorded and played back, a test sound, the camera. Nothing leaves the page. */
import { pageAudio } from "../audio-context.ts";
import { openMic, refusalOf, type Refusal, refusedBeforehand, type Noise } from "../capture.ts";
import { meter, onScreen } from "../levels.ts";

export interface MicCheck {
  ok: true;
  device: string;
  /** 0 to 1, as the screen shows it. */
  level(): number;
  /** A few seconds of oneself, as a sound to play. @throws where the browser cannot record */
  record(ms: number): Promise<string>;
  close(): void;
}
export interface CamCheck {
  ok: true;
  device: string;
  stream: MediaStream;
  close(): void;
}
export type Refused = { ok: false; why: Refusal };

export async function checkMic(device: string | null, noise: Noise): Promise<MicCheck | Refused> {
  const got = await openMic(device, noise);
  if (!got.ok) return got;
  const audio = pageAudio();
  const heard = meter(audio, got.track);
  return {
    ok: true,
    device: got.track.getSettings().deviceId ?? "",
    level: () => onScreen(heard.level()),
    record: (ms) => record(new MediaStream([got.track]), ms),
    close() {
      heard.close();
      audio.close();
      got.track.stop();
    },
  };
}

function record(stream: MediaStream, ms: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const recorder = new MediaRecorder(stream);
    const parts: Blob[] = [];
    recorder.addEventListener("dataavailable", ({ data }) => parts.push(data));
    recorder.addEventListener("error", () => reject(new Error("The recording failed")));
    recorder.addEventListener("stop", () => resolve(URL.createObjectURL(new Blob(parts, { type: recorder.mimeType }))));
    recorder.start();
    setTimeout(() => recorder.stop(), ms);
  });
}

export async function checkCam(device: string | null): Promise<CamCheck | Refused> {
  const before = refusedBeforehand();
  if (before !== null && before !== "no-webrtc") return { ok: false, why: before };
  const size = { width: { ideal: 640 }, height: { ideal: 360 } };
  try {
    const stream = await navigator.mediaDevices.getUserMedia({ video: device === null ? size : { ...size, deviceId: { exact: device } } });
    return {
      ok: true,
      device: stream.getVideoTracks()[0]?.getSettings().deviceId ?? "",
      stream,
      close() {
        for (const track of stream.getTracks()) track.stop();
      },
    };
  } catch (error) {
    const why = refusalOf(error);
    return device !== null && why === "missing" ? checkCam(null) : { ok: false, why };
  }
}

/** Whether this browser lets a page choose where sound comes out. */
export const choosesSpeaker = (): boolean => "setSinkId" in HTMLMediaElement.prototype;

/** Plays through the chosen speaker. Resolves when it is over. @throws where the browser does not play */
export async function playThrough(url: string, speaker: string | null): Promise<void> {
  const element = new Audio(url);
  if (speaker !== null && choosesSpeaker()) await element.setSinkId(speaker).catch(() => undefined);
  const over = new Promise<void>((resolve) => {
    for (const type of ["ended", "error"]) element.addEventListener(type, () => resolve(), { once: true });
  });
  await element.play();
  await over;
}

const RATE_HZ = 16_000;
const NOTES_HZ = [523.25, 659.25, 783.99];
const NOTE_S = 0.22;

/** Three rising notes as a WAV: a sound that is the same everywhere, without a file. */
export function testSound(): string {
  const each = Math.round(RATE_HZ * NOTE_S);
  const count = each * NOTES_HZ.length;
  const file = new DataView(new ArrayBuffer(44 + count * 2));
  const text = (at: number, words: string): void => {
    for (let i = 0; i < words.length; i++) file.setUint8(at + i, words.charCodeAt(i));
  };
  text(0, "RIFF");
  file.setUint32(4, 36 + count * 2, true);
  text(8, "WAVEfmt ");
  file.setUint32(16, 16, true);
  file.setUint16(20, 1, true);
  file.setUint16(22, 1, true);
  file.setUint32(24, RATE_HZ, true);
  file.setUint32(28, RATE_HZ * 2, true);
  file.setUint16(32, 2, true);
  file.setUint16(34, 16, true);
  text(36, "data");
  file.setUint32(40, count * 2, true);
  for (let i = 0; i < count; i++) {
    const within = (i % each) / each;
    const loud = Math.sin(Math.PI * within) ** 0.7;
    const wave = Math.sin((2 * Math.PI * (NOTES_HZ[Math.floor(i / each)] ?? 0) * i) / RATE_HZ);
    file.setInt16(44 + i * 2, Math.round(11_000 * loud * wave), true);
  }
  return URL.createObjectURL(new Blob([file.buffer], { type: "audio/wav" }));
}
