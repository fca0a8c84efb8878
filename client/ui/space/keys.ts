/** The keys of the space. One letter each, off while one writes, and off altogether in the settings (WCAG 2.1.4). */
import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";

export const KEYS = {
  n: msg({ id: "key.n", message: "Who is near me?" }),
  h: msg({ id: "key.h", message: "Who hears and sees me?" }),
  l: msg({ id: "key.l", message: "Where am I?" }),
  m: msg({ id: "key.m", message: "Microphone on or muted" }),
  k: msg({ id: "key.k", message: "Camera on or off" }),
  x: msg({ id: "key.x", message: "Share your screen or stop" }),
  g: msg({ id: "key.g", message: "All pictures large" }),
  c: msg({ id: "key.c", message: "Write in the chat" }),
  t: msg({ id: "key.t", message: "Write to those near me" }),
  p: msg({ id: "key.p", message: "People and places" }),
  b: msg({ id: "key.b", message: "Open the board" }),
  r: msg({ id: "key.r", message: "Raise or lower your hand" }),
  e: msg({ id: "key.e", message: "How much time is left?" }),
  v: msg({ id: "key.v", message: "Map or list" }),
} as const satisfies Record<string, MessageDescriptor>;

export type Key = keyof typeof KEYS;
export const isKey = (key: string): key is Key => Object.hasOwn(KEYS, key);
