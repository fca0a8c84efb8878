/** The zod schemas of the HTTP bodies. What they let through is all that a route ever sees. */
import { z } from "zod";
import { ROLES } from "../../domain/permissions.ts";
import type { Api } from "../http.ts";

/** Text whose meaning another rule checks (names, codes): here only that it is text, and not a book. */
const text = z.string().max(20_000);
/** BCP 47, loosely: letters, digits and hyphens. */
const lang = z.string().regex(/^[A-Za-z0-9]{1,8}(-[A-Za-z0-9]{1,8}){0,4}$/);
const code = z.string().min(1).max(128);
const nothing = z.strictObject({});

type Bodies = { [K in keyof Api as Api[K] extends { body: unknown } ? K : never]: z.ZodType<Api[K] extends { body: infer B } ? B : never> };

/** One schema for each route that has a body. */
export const BODIES = {
  "PATCH /api/me": z.strictObject({ name: text, appearance: z.string().max(64), lang }),
  "POST /api/forget": nothing,
  "POST /api/owner/claim": z.strictObject({ code }),
  "POST /api/spaces": z.strictObject({ name: text }),
  "PATCH /api/spaces/:space": z.strictObject({
    name: text.exactOptional(),
    settings: z
      .strictObject({ admitsMinors: z.boolean().exactOptional(), acceptsVisibleAddresses: z.boolean().exactOptional() })
      .exactOptional(),
  }),
  "POST /api/spaces/:space/invites": z.strictObject({
    role: z.enum(ROLES),
    days: z.number().int().min(1).max(3650).nullable(),
    uses: z.number().int().min(1).max(100_000).nullable(),
    lobby: z.boolean().exactOptional(),
  }),
  "POST /api/spaces/:space/members/:user/role": z.strictObject({ role: z.enum(ROLES) }),
  "POST /api/spaces/:space/members/:user/hand-over": nothing,
  "POST /api/spaces/:space/members/:user/ban": z.strictObject({ on: z.boolean() }),
  "POST /api/spaces/:space/members/:user/admit": nothing,
  "POST /api/spaces/:space/lobby": nothing,
  "POST /api/spaces/:space/reports/:report/close": nothing,
  "POST /api/me/unblock": z.strictObject({ user: z.string().max(64) }),
  "POST /api/spaces/:space/invites/batch": z.strictObject({
    names: z.array(text.max(200)).min(1).max(200),
    role: z.enum(ROLES),
    days: z.number().int().min(1).max(3650).nullable(),
    lobby: z.boolean(),
  }),
  "POST /api/invites/:invite/revoke": nothing,
  "POST /api/invites/peek": z.strictObject({ code }),
  "POST /api/invites/enter": z.strictObject({ code, name: text, appearance: z.string().max(64), lang, asMe: z.boolean() }),
  "POST /api/spaces/:space/join": z.strictObject({ protocol: z.number().int(), build: z.string().max(64), lang }),
} satisfies Bodies;
