/** Shapes of the messages in `protocol/leading.ts`. */
import { z } from "zod";
import { ROLES } from "../../domain/permissions.ts";
import { type LeadingUp, REPORT_MAX, REPORT_WHYS, SLOW_MAX_S, WARN_WHYS } from "../leading.ts";

const person = z.int().min(1).max(0xffff);

export const LEADING_CHECKS = {
  role: z.strictObject({ person, role: z.enum(ROLES) }),
  handOver: z.strictObject({ person }),
  lead: z.strictObject({ to: person.nullable() }),
  block: z.strictObject({ person, on: z.boolean() }),
  mute: z.strictObject({ person: person.nullable() }),
  warn: z.strictObject({ person, why: z.enum(WARN_WHYS) }),
  report: z.strictObject({ person: person.nullable(), why: z.enum(REPORT_WHYS), text: z.string().max(4 * REPORT_MAX) }),
  ban: z.strictObject({ person }),
  admit: z.strictObject({ knock: z.string().max(32).nullable() }),
  turnAway: z.strictObject({ knock: z.string().max(32) }),
  freeze: z.strictObject({ on: z.boolean() }),
  slow: z.strictObject({ seconds: z.int().min(0).max(SLOW_MAX_S) }),
} satisfies { [K in keyof LeadingUp]: z.ZodType<LeadingUp[K]> };
