/** Sessions: an opaque token in the browser's cookie, its SHA-256 in the store. */
import type { SessionRow, UserRow } from "../ports/space-store.ts";
import type { Identity, Ports } from "./ports.ts";
import { hashSecret, newToken } from "./secrets.ts";

const DAY = 86_400_000;
/** A session that nobody used for this long is over, ms. */
export const SESSION_IDLE = 90 * DAY;
/** One of a device that several use, ms: whoever closed the browser without a word is out by then. */
const SHARED_IDLE = DAY / 2;
/** "Last seen" is written at most this often, ms: a request is no reason for a write. */
const TOUCH_EVERY = DAY / 24;

/** Of sessions of accounts: by what browser they are, and whether they have just shown that it is them. */
export interface SessionFacts {
  device: string;
  confirmed: boolean;
}

/** A session that nobody has stored yet, and its token, told to nobody but the browser. */
export function newSession(
  { clock, random }: Pick<Ports, "clock" | "random">,
  user: string,
  shared = false,
  facts?: SessionFacts,
): { token: string; row: SessionRow } {
  const token = newToken(random);
  const now = clock.now();
  const kept = { device: facts?.device ?? "", confirmedAt: facts?.confirmed === true ? now : 0 };
  return { token, row: { hash: hashSecret(token), user, createdAt: now, seenAt: now, shared, ...kept } };
}

/** @returns the token, told to nobody but the browser. */
export async function issueSession(ports: Ports, user: string, shared = false, facts?: SessionFacts): Promise<string> {
  const { token, row } = newSession(ports, user, shared, facts);
  await ports.store.createSession(row);
  return token;
}

/** The person behind a token, or null when there is none (any more). */
export async function identify({ store, clock }: Pick<Ports, "store" | "clock">, token: string): Promise<Identity | null> {
  if (token.length > 128) return null;
  const hash = hashSecret(token);
  const found = await store.session(hash);
  if (found === null) return null;
  const now = clock.now();
  // Not deleted here: on a clock that is wrong for a minute nobody should lose theirs. The daily sweep takes it.
  if (now - found.session.seenAt > (found.session.shared === true ? SHARED_IDLE : SESSION_IDLE)) return null;
  if (now - found.session.seenAt > TOUCH_EVERY) await store.touchSession(hash, now);
  return { user: found.user, session: hash, shared: found.session.shared === true };
}

/** A new session of the same person in place of the one they came with, if any. @returns its token */
export async function renewSession(ports: Ports, user: UserRow, old: Identity | null, facts?: SessionFacts): Promise<string> {
  const token = await issueSession(ports, user.id, false, facts);
  if (old !== null) await ports.store.deleteSession(old.session);
  return token;
}
