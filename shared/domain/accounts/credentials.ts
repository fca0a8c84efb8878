/** What a log-in name, a password and a recovery code may be. Pure. */
import { cleanLine, codePoints } from "../names.ts";
import { fail, ok, type Result } from "../result.ts";

/** Lengths in code points. */
export const LOGIN_NAME_MAX = 64;
export const PASSWORD_MIN = 10;
export const PASSWORD_MAX = 200;
export const PASSKEY_NAME_MAX = 40;

/** Different characters that a password has at least. */
const VARIETY = 5;

const LOGIN_NAME = /^[\p{L}\p{N}][\p{L}\p{M}\p{N}._@+-]+$/u;

/** The one spelling of a log-in name: nobody is kept out by a capital letter or by how a keyboard writes "č". */
export const foldLoginName = (raw: string): string => raw.slice(0, 1_000).normalize("NFKC").trim().toLowerCase();

/** A log-in name as it is kept. It need not be an e-mail address. Errors: `login_name_bad {max}`. */
export function checkLoginName(raw: string): Result<string, "login_name_bad"> {
  const name = foldLoginName(raw);
  return codePoints(name) <= LOGIN_NAME_MAX && LOGIN_NAME.test(name) ? ok(name) : fail("login_name_bad", { max: LOGIN_NAME_MAX });
}

/** What is hashed: the same letters typed on another keyboard are the same password. */
export const foldPassword = (raw: string): string => raw.normalize("NFC");

/** Long enough, and not what is tried first. Errors: `password_short {min}`, `password_weak`. @param loginName as `checkLoginName` gives it */
export function checkPassword(raw: string, loginName: string): Result<string, "password_short" | "password_weak" | "text_too_long"> {
  const password = foldPassword(raw);
  const length = codePoints(password);
  if (length < PASSWORD_MIN) return fail("password_short", { min: PASSWORD_MIN });
  if (length > PASSWORD_MAX) return fail("text_too_long", { max: PASSWORD_MAX });
  const low = password.toLowerCase();
  const rest = low.replaceAll(loginName, "");
  return new Set(low).size < VARIETY || new Set(rest).size < 3 || isRun(low) ? fail("password_weak") : ok(password);
}

/** "abcdefghij", "9876543210": each character the neighbour of the one before. */
function isRun(text: string): boolean {
  const codes = Array.from(text, (c) => c.codePointAt(0) ?? 0);
  const steps = codes.slice(1).map((code, i) => code - (codes[i] ?? 0));
  // "1234567890" goes back to the start once.
  return steps.filter((step) => Math.abs(step) !== 1).length <= 1;
}

/** The name that somebody gives a passkey; "" leaves the one that Kartu proposed. */
export const cleanPasskeyName = (raw: string): string => Array.from(cleanLine(raw)).slice(0, PASSKEY_NAME_MAX).join("");

/** Letters of recovery codes: none that is read as another (no 0, 1, i, l, o, u). */
const CODE_LETTERS = "23456789abcdefghjkmnpqrstvwxyz";
export const RECOVERY_CODES = 10;
/** Letters of one code: 16 of 30 are 78 bit, so its plain hash may be kept. */
const CODE_LENGTH = 16;

/** A code to be written down, from random bytes (those above 239 are passed over, so that no letter is likelier). Null: too few bytes. */
export function recoveryCode(bytes: Uint8Array): string | null {
  const letters = [...bytes].filter((byte) => byte < 240).map((byte) => CODE_LETTERS.charAt(byte % CODE_LETTERS.length));
  if (letters.length < CODE_LENGTH) return null;
  return (letters.slice(0, CODE_LENGTH).join("").match(/.{4}/g) ?? []).join("-");
}

/** A code as somebody typed it, in its one spelling. */
export const foldRecoveryCode = (raw: string): string =>
  raw
    .slice(0, 100)
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/g, "");
