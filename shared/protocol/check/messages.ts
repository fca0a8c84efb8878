/** The shape of every message that comes up from a client, checked before a handler sees it. Sizes are capped here; meaning is checked by the room. */
import { z } from "zod";
import { EJECT_MAX_MIN } from "../leading.ts";
import type { UpMessages } from "../messages.ts";
import { CONVERSATION_CHECKS } from "./conversation.ts";
import { LEADING_CHECKS } from "./leading.ts";

/** A session description without pictures is 2 to 4 KB, with them up to 10. */
export const SDP_MAX = 12_000;
export const CANDIDATE_MAX = 1_000;
/** The largest frame that a client may send, bytes: a description and its envelope. */
export const FRAME_MAX = 16_384;

const person = z.int().min(0).max(0xffff);
const pair = z.int().min(0).max(0xffffffff);
/** Longer than any clean text may be: cleaning answers with a code that says so, instead of the socket being cut. */
const rawText = z.string().max(12_000);
const shown = z.enum(["off", "on"]).exactOptional();
const lang = z.string().regex(/^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,4}$/);

const interest = z.enum(["off", "low", "high"]);
const signal = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("description"), type: z.enum(["offer", "answer"]), sdp: z.string().max(SDP_MAX) }),
  z.strictObject({
    kind: z.literal("candidate"),
    candidate: z.string().max(CANDIDATE_MAX),
    sdpMid: z.string().max(64).nullable(),
    sdpMLineIndex: z.int().min(0).max(64).nullable(),
  }),
  z.strictObject({ kind: z.literal("restart") }),
  z.strictObject({ kind: z.literal("want"), cam: interest, screen: interest }),
]);

export const UP_CHECKS = {
  chat: z.strictObject({ draft: z.string().min(1).max(64), text: rawText }),
  walkTo: z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("person"), person }),
    z.strictObject({ kind: z.literal("area"), area: z.string().max(100) }),
    z.strictObject({ kind: z.literal("point"), x: z.number().min(0).max(0xffff), y: z.number().min(0).max(0xffff) }),
    z.strictObject({ kind: z.literal("group") }),
  ]),
  signal: z.strictObject({ to: person, epoch: pair, signal }),
  media: z.strictObject({ mic: z.enum(["off", "muted", "on"]), canHear: z.boolean(), cam: shown, screen: shown }),
  link: z.strictObject({ person, epoch: pair, state: z.enum(["connected", "failed"]) }),
  silent: z.strictObject({ epoch: pair }),
  profile: z.strictObject({ name: rawText, appearance: z.string().max(32), lang }),
  eject: z.strictObject({ person, minutes: z.int().min(1).max(EJECT_MAX_MIN).exactOptional() }),
  resync: z.strictObject({ of: z.enum(["audience", "world"]) }),
  ...LEADING_CHECKS,
  ...CONVERSATION_CHECKS,
} satisfies { [K in keyof UpMessages]: z.ZodType<UpMessages[K]> };
