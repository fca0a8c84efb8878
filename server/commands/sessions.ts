/** Sessions: an opaque token in the browser's cookie, its SHA-256 in the store. */
import type { UserRow } from "../ports/space-store.ts";
import type { Identity, Ports } from "./ports.ts";
import { hashSecret, newToken } from "./secrets.ts";

const DAY = 86_400_000;
/** A session that nobody used for this long is over, ms. */
export const SESSION_IDLE = 90 * DAY;
/** "Last seen" is written at most this often, ms: a request is no reason for a write. */
const TOUCH_EVERY = DAY / 24;

/** @returns the token, told to nobody but the browser. */
export async function issueSession({ store, clock, random }: Ports, user: string): Promise<string> {
  const token = newToken(random);
  const now = clock.now();
  await store.createSession({ hash: hashSecret(token), user, createdAt: now, seenAt: now });
  return token;
}

/** The person behind a token, or null when there is none (any more). */
export async function identify({ store, clock }: Pick<Ports, "store" | "clock">, token: string): Promise<Identity | null> {
  if (token.length > 128) return null;
  const hash = hashSecret(token);
  const found = await store.session(hash);
  if (found === null) return null;
  const now = clock.now();
  if (now - found.session.seenAt > SESSION_IDLE) {
    await store.deleteSession(hash);
    return null;
  }
  if (now - found.session.seenAt > TOUCH_EVERY) await store.touchSession(hash, now);
  return { user: found.user, session: hash };
}

/** A new session of the same person in place of the one they came with, if any. @returns its token */
export async function renewSession(ports: Ports, user: UserRow, old: Identity | null): Promise<string> {
  const token = await issueSession(ports, user.id);
  if (old !== null) await ports.store.deleteSession(old.session);
  return token;
}
