/** The sentences of the connection test, for people who are no technicians. */
import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import type { Outcome, Way } from "../../media/connection-test.ts";
import type { Verdict } from "./verdict.ts";

export const STEP: Record<"https" | "kartu" | "socket" | Way | "media", MessageDescriptor> = {
  https: msg({ id: "connection.https", message: "The address is secure (https)" }),
  kartu: msg({ id: "connection.kartu", message: "Kartu answers" }),
  socket: msg({ id: "connection.socket", message: "Walking, chat and boards get through" }),
  stun: msg({ id: "connection.stun", message: "A direct way for sound" }),
  udp: msg({ id: "connection.udp", message: "Sound by way of the relay" }),
  tcp: msg({ id: "connection.tcp", message: "Sound by a detour (TCP)" }),
  tls: msg({ id: "connection.tls", message: "Sound hidden in https (TLS)" }),
  media: msg({ id: "connection.media", message: "The sound server is up" }),
};

export const WHY: Record<Extract<Outcome, { ok: false }>["why"], MessageDescriptor> = {
  silent: msg({ id: "connection.silent", message: "No answer: this network lets nothing through here." }),
  refused: msg({ id: "connection.refused", message: "The relay refuses what Kartu gives it." }),
  busy: msg({ id: "connection.busy", message: "The relay is full just now. Try again in a minute." }),
};

export const VERDICT: Record<Verdict, { kind: "info" | "warn" | "error"; title: MessageDescriptor; text: MessageDescriptor }> = {
  good: {
    kind: "info",
    title: msg({ id: "connection.good", message: "Everything works from here" }),
    text: msg({
      id: "connection.good.text",
      message: "If you still hear nobody, try your microphone below and look whether the browser's sound is off.",
    }),
  },
  detour: {
    kind: "warn",
    title: msg({ id: "connection.detour", message: "Sound works, by a detour" }),
    text: msg({
      id: "connection.detour.text",
      message: "This network lets sound through only the slow way: it may stutter. Another network, such as a phone's hotspot, is better.",
    }),
  },
  no_relay: {
    kind: "warn",
    title: msg({ id: "connection.no_relay", message: "Sound works with most people" }),
    text: msg({
      id: "connection.no_relay.text",
      message:
        "This Kartu has no relay, so people in strict networks are not heard. Whoever runs it finds out how to add one with “npm run doctor”.",
    }),
  },
  insecure: {
    kind: "error",
    title: msg({ id: "connection.insecure", message: "This address is not secure" }),
    text: msg({
      id: "connection.insecure.text",
      message: "Without https the browser gives no microphone. Ask your trainer for the address that begins with https://.",
    }),
  },
  no_socket: {
    kind: "error",
    title: msg({ id: "connection.no_socket", message: "Something between you and Kartu blocks the connection" }),
    text: msg({
      id: "connection.no_socket.text",
      message:
        "Pages open, but WebSockets do not get through. That is usually a school's filter, a VPN or a virus scanner: try without it, or in another network.",
    }),
  },
  refused: {
    kind: "error",
    title: msg({ id: "connection.relay_refused", message: "The relay refuses you, and it is not your fault" }),
    text: msg({
      id: "connection.relay_refused.text",
      message:
        "The relay and Kartu do not have the same secret, or a clock is wrong. Tell whoever runs this Kartu: “npm run doctor” says what to mend.",
    }),
  },
  blocked: {
    kind: "error",
    title: msg({ id: "connection.blocked", message: "This network lets no sound through" }),
    text: msg({
      id: "connection.blocked.text",
      message:
        "You can walk, write and draw. For sound try another network, such as a phone's hotspot, or give the text below to those who run this network.",
    }),
  },
  unknown: {
    kind: "warn",
    title: msg({ id: "connection.unknown", message: "Sound could not be tried" }),
    text: msg({
      id: "connection.unknown.text",
      message: "This device is not known here. Open your invite link first, then come back to this page.",
    }),
  },
};
