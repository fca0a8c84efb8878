/** Why a microphone or camera is not there, and what helps in this very browser. */
import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import type { Refusal } from "../../media/capture.ts";

export type BrowserKind = "ios" | "android" | "firefox" | "safari" | "chrome";

/** @param agent navigator.userAgent */
export function browserOf(agent: string): BrowserKind {
  if (/\b(?:iPhone|iPad|iPod)\b/.test(agent)) return "ios";
  if (/\bAndroid\b/.test(agent)) return "android";
  if (/\bFirefox\//.test(agent)) return "firefox";
  return /\bSafari\//.test(agent) && !/(?:Chrome|Chromium|Edg)\//.test(agent) ? "safari" : "chrome";
}

const DENIED: Record<BrowserKind, MessageDescriptor> = {
  chrome: msg({
    id: "remedy.denied.chrome",
    message: "It is blocked for this page. Tap the sign left of the address, allow microphone and camera, and try again.",
  }),
  firefox: msg({
    id: "remedy.denied.firefox",
    message: "It is blocked for this page. Tap the crossed-out sign left of the address, take the block away, and try again.",
  }),
  safari: msg({
    id: "remedy.denied.safari",
    message: "It is blocked for this page. Open Safari’s menu, “Settings for this website”, allow microphone and camera, and try again.",
  }),
  ios: msg({
    id: "remedy.denied.ios",
    message:
      "It is blocked for this page. Tap the sign in the address bar, “Website settings”, allow microphone and camera. If that is not enough: Settings, Apps, Safari, and reload this page.",
  }),
  android: msg({
    id: "remedy.denied.android",
    message:
      "It is blocked for this page. Tap the sign left of the address, “Permissions”, and allow it. If that is not enough: the phone’s settings, Apps, your browser, Permissions.",
  }),
};

const OTHER: Record<Exclude<Refusal, "denied">, MessageDescriptor> = {
  missing: msg({ id: "remedy.missing", message: "None was found. Plug one in; it is noticed by itself." }),
  busy: msg({ id: "remedy.busy", message: "Another program uses it. Close the other call or app, and try again." }),
  insecure: msg({
    id: "remedy.insecure",
    message:
      "The address starts with http, not https: browsers give neither microphone nor camera there. Ask your trainer for an https link.",
  }),
  "in-app": msg({
    id: "remedy.in-app",
    message: "The browser inside this app blocks it. Open the link in your own browser (Chrome, Safari, Firefox).",
  }),
  "no-webrtc": msg({ id: "remedy.no-webrtc", message: "This browser is too old for it. Open the link in a newer one." }),
};

export const remedy = (why: Refusal, agent: string): MessageDescriptor => (why === "denied" ? DENIED[browserOf(agent)] : OTHER[why]);
