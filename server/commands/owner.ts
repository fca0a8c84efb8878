/** The organisation's owner comes in by a one-time link; a lost cookie is mended by a new link. */
import { fail, ok, type Result } from "../../shared/domain/result.ts";
import type { UserRow } from "../ports/space-store.ts";
import type { Identity, Ports } from "./ports.ts";
import { hashSecret, newCode, newId } from "./secrets.ts";
import { renewSession } from "./sessions.ts";

/** How long an owner link opens the door, ms. */
export const OWNER_CODE_LIFE = 24 * 3_600_000;

/** Makes a one-time owner code. @returns the code; only its hash is kept */
export async function makeOwnerCode({ store, clock, random }: Ports): Promise<string> {
  const code = newCode(random);
  await store.putOwnerCode(hashSecret(code), clock.now() + OWNER_CODE_LIFE);
  return code;
}

/** True while nobody has claimed this organisation. */
export const isUnclaimed = async ({ store }: Pick<Ports, "store">): Promise<boolean> => (await store.owners()).length === 0;

/** Makes the owner of an organisation that has none, by the shell of its host. @returns null when there is one */
export async function createOwner({ store, clock, random }: Ports, name: string, lang: string): Promise<UserRow | null> {
  if (!(await isUnclaimed({ store }))) return null;
  const owner: UserRow = { id: newId(random), name, appearance: "", lang, owner: true, createdAt: clock.now() };
  await store.createUser(owner);
  return owner;
}

export interface Entered {
  user: UserRow;
  /** Token of the new session. */
  token: string;
}

/** One at a time: two links opened in the same moment must not make two owners. */
let claiming: Promise<unknown> = Promise.resolve();

/**
 * Opens a session of the owner: the first claim makes them, a later one is the same person on another device. Errors: `owner_link_unknown`.
 * @param old the session the request came with: it ends
 */
export function claimOwner(ports: Ports, code: string, lang: string, old: Identity | null, device = ""): Promise<Result<Entered>> {
  const claim = claiming.then(async (): Promise<Result<Entered>> => {
    if (!(await ports.store.takeOwnerCode(hashSecret(code), ports.clock.now()))) return fail("owner_link_unknown");
    const [known] = await ports.store.owners();
    const user = known ?? { id: newId(ports.random), name: "", appearance: "", lang, owner: true, createdAt: ports.clock.now() };
    if (known === undefined) await ports.store.createUser(user);
    return ok({ user, token: await renewSession(ports, user, old, { device, confirmed: true }) });
  });
  claiming = claim.catch(() => undefined);
  return claim;
}
