/** Shapes of the messages in `protocol/leading.ts`. */
import { z } from "zod";
import { ROLES } from "../../domain/permissions.ts";
import type { LeadingUp } from "../leading.ts";

const person = z.int().min(1).max(0xffff);

export const LEADING_CHECKS = {
  role: z.strictObject({ person, role: z.enum(ROLES) }),
  handOver: z.strictObject({ person }),
  lead: z.strictObject({ to: person.nullable() }),
} satisfies { [K in keyof LeadingUp]: z.ZodType<LeadingUp[K]> };
