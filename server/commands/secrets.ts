import { createHash } from "node:crypto";
import type { Random } from "../ports/clock.ts";

/** Bytes of an owner or invite code: 128 bit, 22 characters of base64url. */
const CODE_BYTES = 16;
/** Bytes of a session's token. */
const TOKEN_BYTES = 32;
/** Bytes of ids, which are no secrets. */
const ID_BYTES = 9;

/** What the store keeps of a code or token. Both are random and long, so a plain hash is enough. */
export const hashSecret = (secret: string): string => createHash("sha256").update(secret).digest("hex");

export const newCode = (random: Random): string => random.token(CODE_BYTES);
export const newToken = (random: Random): string => random.token(TOKEN_BYTES);
export const newId = (random: Random): string => random.token(ID_BYTES);
