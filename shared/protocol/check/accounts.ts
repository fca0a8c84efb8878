/** The zod schemas of the bodies in `protocol/accounts.ts`. */
import { z } from "zod";
import type { AccountApi } from "../accounts.ts";

const text = z.string().max(2_000);
const code = z.string().min(1).max(128);
const nothing = z.strictObject({});
const base64 = (max: number) =>
  z
    .string()
    .max(max)
    .regex(/^[\w-]*$/);

/** Extensions are not asked for, so what comes of them is left out. */
const extensions = z.record(z.string().max(64), z.unknown()).transform((): Record<string, never> => ({}));

const used = z.object({
  id: base64(2_048),
  rawId: base64(2_048),
  type: z.literal("public-key"),
  response: z.object({
    clientDataJSON: base64(8_192),
    authenticatorData: base64(8_192),
    signature: base64(8_192),
    userHandle: base64(128).optional(),
  }),
  clientExtensionResults: extensions,
});
const made = z.object({
  id: base64(2_048),
  rawId: base64(2_048),
  type: z.literal("public-key"),
  response: z.object({
    clientDataJSON: base64(8_192),
    attestationObject: base64(32_768),
    transports: z.array(z.string().max(32)).max(10).optional(),
  }),
  clientExtensionResults: extensions,
});
const lang = z.string().regex(/^[A-Za-z0-9]{1,8}(-[A-Za-z0-9]{1,8}){0,4}$/);

type Bodies = {
  [K in keyof AccountApi as AccountApi[K] extends { body: unknown } ? K : never]: z.ZodType<
    AccountApi[K] extends { body: infer B } ? B : never
  >;
};

export const ACCOUNT_BODIES = {
  "POST /api/login/password": z.strictObject({ login: text, password: text }),
  "POST /api/login/passkey/options": nothing,
  "POST /api/login/passkey": z.strictObject({ passkey: used }),
  "POST /api/login/recovery": z.strictObject({ code }),
  "POST /api/login/link": z.strictObject({ code }),
  "POST /api/account/password": z.strictObject({ login: text, password: text.nullable() }),
  "POST /api/account/password/remove": nothing,
  "POST /api/account/passkeys/options": nothing,
  "POST /api/account/passkeys": z.strictObject({ passkey: made, name: text }),
  "POST /api/account/passkeys/:passkey/name": z.strictObject({ name: text }),
  "POST /api/account/passkeys/:passkey/remove": nothing,
  "POST /api/account/recovery": nothing,
  "POST /api/account/sessions/:session/end": nothing,
  "POST /api/account/sessions/end-others": nothing,
  "POST /api/confirm/options": nothing,
  "POST /api/confirm": z.union([z.strictObject({ password: text }), z.strictObject({ passkey: used }), z.strictObject({ recovery: code })]),
  "PATCH /api/organisation": z.strictObject({ name: text.exactOptional(), contact: text.exactOptional() }),
  "POST /api/organisation/invitations": z.strictObject({ label: text }),
  "POST /api/organisation/invitations/:invitation/revoke": nothing,
  "POST /api/organisation/members/:user/owner": z.strictObject({ on: z.boolean() }),
  "POST /api/organisation/members/:user/remove": nothing,
  "POST /api/member/peek": z.strictObject({ code }),
  "POST /api/member/claim": z.strictObject({ code, name: text, lang, asMe: z.boolean() }),
  "POST /api/spaces/:space/delete": nothing,
} satisfies Bodies;
