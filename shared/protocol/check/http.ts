/** The zod schemas of the HTTP bodies. What they let through is all that a route ever sees. */
import { z } from "zod";
import { NAMES_MAX } from "../../domain/name-list.ts";
import { PARTY_MAX } from "../../domain/party.ts";
import { ROLES } from "../../domain/permissions.ts";
import type { Api } from "../http.ts";
import { ACCOUNT_BODIES } from "./accounts.ts";

/** Text whose meaning another rule checks (names, codes): here only that it is text, and not a book. */
const text = z.string().max(20_000);
/** BCP 47, loosely: letters, digits and hyphens. */
const lang = z.string().regex(/^[A-Za-z0-9]{1,8}(-[A-Za-z0-9]{1,8}){0,4}$/);
const code = z.string().min(1).max(128);
const nothing = z.strictObject({});
/** Nicknames of those who sit at the same device. */
const others = z.array(text).max(PARTY_MAX - 1);

type Bodies = { [K in keyof Api as Api[K] extends { body: unknown } ? K : never]: z.ZodType<Api[K] extends { body: infer B } ? B : never> };

/** One schema for each route that has a body. */
export const BODIES = {
  ...ACCOUNT_BODIES,
  "PATCH /api/me": z.strictObject({ name: text, appearance: z.string().max(64), lang }),
  "POST /api/forget": nothing,
  "POST /api/owner/claim": z.strictObject({ code }),
  "POST /api/spaces": z.strictObject({ name: text }),
  "PATCH /api/spaces/:space": z.strictObject({
    name: text.exactOptional(),
    settings: z
      .strictObject({
        admitsMinors: z.boolean().exactOptional(),
        acceptsVisibleAddresses: z.boolean().exactOptional(),
        welcome: text.exactOptional(),
        startsAt: z.number().int().min(0).max(8.64e15).nullable().exactOptional(),
        conduct: text.exactOptional(),
        contact: text.exactOptional(),
        lobbyRule: z.enum(["ask", "while_led"]).exactOptional(),
        whisper: z.boolean().exactOptional(),
        capacity: z.number().int().min(0).max(1e9).nullable().exactOptional(),
      })
      .exactOptional(),
  }),
  "POST /api/spaces/:space/invites": z.strictObject({
    role: z.enum(ROLES),
    days: z.number().int().min(1).max(3650).nullable(),
    uses: z.number().int().min(1).max(100_000).nullable(),
    lobby: z.boolean().exactOptional(),
    opensEarly: z.boolean().exactOptional(),
    shared: z.boolean().exactOptional(),
  }),
  "POST /api/spaces/:space/members/:user/role": z.strictObject({ role: z.enum(ROLES) }),
  "POST /api/spaces/:space/members/:user/hand-over": nothing,
  "POST /api/spaces/:space/members/:user/ban": z.strictObject({ on: z.boolean() }),
  "POST /api/spaces/:space/members/:user/admit": z.strictObject({ on: z.boolean().optional() }),
  "POST /api/spaces/:space/lobby": nothing,
  "POST /api/spaces/:space/reports/:report/close": nothing,
  "POST /api/words/:lang": z.strictObject({ words: z.array(text).max(20_000).nullable() }),
  "POST /api/me/unblock": z.strictObject({ user: z.string().max(64) }),
  "POST /api/spaces/:space/invites/batch": z.strictObject({
    names: z.array(text.max(200)).min(1).max(NAMES_MAX),
    role: z.enum(ROLES),
    days: z.number().int().min(1).max(3650).nullable(),
    lobby: z.boolean(),
    opensEarly: z.boolean().exactOptional(),
    shared: z.boolean().exactOptional(),
  }),
  "POST /api/invites/:invite/revoke": nothing,
  "POST /api/invites/peek": z.strictObject({ code }),
  "POST /api/invites/enter": z.strictObject({
    code,
    name: text,
    appearance: z.string().max(64),
    lang,
    asMe: z.boolean(),
    with: others.exactOptional(),
    accepts: z.string().max(64).exactOptional(),
  }),
  "POST /api/connection": z.strictObject({ code: code.exactOptional() }),
  "POST /api/spaces/:space/conduct": z.strictObject({ version: z.string().max(64) }),
  "POST /api/spaces/:space/party": z.strictObject({ names: others }),
  "POST /api/spaces/:space/join": z.strictObject({ protocol: z.number().int(), build: z.string().max(64), lang }),
} satisfies Bodies;
