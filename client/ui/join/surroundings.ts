/**
 * What this browser will not be able to do, known before anyone has typed a name.
 * - `in-app`: the page sits inside another app, whose browser blocks the microphone (and often forgets who one is).
 * - `insecure`: plain http away from localhost; the browser gives no microphone there.
 * - `no-webrtc`: too old, or switched off: neither hears nor is heard.
 */
import { inApp } from "../../media/in-app.ts";

export type Surroundings = { kind: "fine" } | { kind: "in-app"; app: string } | { kind: "insecure" } | { kind: "no-webrtc" };

export function surroundingsOf(browser: { userAgent: string; secure: boolean; hasWebRtc: boolean }): Surroundings {
  const app = inApp(browser.userAgent);
  if (app !== null) return { kind: "in-app", app };
  if (!browser.secure) return { kind: "insecure" };
  return browser.hasWebRtc ? { kind: "fine" } : { kind: "no-webrtc" };
}

export const surroundings = (): Surroundings =>
  surroundingsOf({ userAgent: navigator.userAgent, secure: isSecureContext, hasWebRtc: typeof RTCPeerConnection === "function" });
