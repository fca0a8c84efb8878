/** Shapes of the messages in `protocol/leading.ts`. */
import { z } from "zod";
import { ROLES } from "../../domain/permissions.ts";
import {
  ANNOUNCE_MAX,
  HELP_MAX,
  type LeadingUp,
  MIC_TROUBLES,
  REPORT_MAX,
  REPORT_WHYS,
  SLOW_MAX_S,
  TIMER_MAX_S,
  WARN_WHYS,
} from "../leading.ts";

const person = z.int().min(1).max(0xffff);

const off = z.strictObject({ person: person.nullable(), hold: z.boolean().exactOptional() });

export const LEADING_CHECKS = {
  role: z.strictObject({ person, role: z.enum(ROLES) }),
  handOver: z.strictObject({ person }),
  lead: z.strictObject({ to: person.nullable() }),
  block: z.strictObject({ person, on: z.boolean() }),
  mute: off,
  camOff: off,
  screenOff: off,
  letShow: z.strictObject({ person: person.nullable() }),
  askToUnmute: z.strictObject({ person: person.nullable() }),
  warn: z.strictObject({ person, why: z.enum(WARN_WHYS) }),
  report: z.strictObject({ person: person.nullable(), why: z.enum(REPORT_WHYS), text: z.string().max(4 * REPORT_MAX) }),
  ban: z.strictObject({ person }),
  admit: z.strictObject({ knock: z.string().max(32).nullable() }),
  turnAway: z.strictObject({ knock: z.string().max(32) }),
  gather: z.strictObject({ area: z.string().max(100).nullable() }),
  hand: z.strictObject({ up: z.boolean() }),
  lowerHand: z.strictObject({ person: person.nullable() }),
  stage: z.strictObject({ person: person.nullable() }),
  megaphone: z.strictObject({ on: z.boolean() }),
  helpCall: z.strictObject({ why: z.string().max(4 * HELP_MAX) }),
  helpCancel: z.strictObject({}),
  helpAnswer: z.strictObject({ call: z.int().min(1), done: z.boolean() }),
  announce: z.strictObject({ text: z.string().max(4 * ANNOUNCE_MAX) }),
  have: z.strictObject({ seq: z.int().min(0) }),
  timer: z.discriminatedUnion("do", [
    z.strictObject({ do: z.literal("start"), seconds: z.int().min(1).max(TIMER_MAX_S), label: z.string().max(320) }),
    z.strictObject({ do: z.literal("add"), seconds: z.int().min(-TIMER_MAX_S).max(TIMER_MAX_S) }),
    z.strictObject({ do: z.enum(["pause", "go", "stop"]) }),
  ]),
  review: z.strictObject({ line: z.string().max(32), pass: z.boolean() }),
  freeze: z.strictObject({ on: z.boolean() }),
  slow: z.strictObject({ seconds: z.int().min(0).max(SLOW_MAX_S) }),
  condition: z.strictObject({ hidden: z.boolean(), mic: z.enum(MIC_TROUBLES).nullable(), unheard: z.boolean() }),
} satisfies { [K in keyof LeadingUp]: z.ZodType<LeadingUp[K]> };
