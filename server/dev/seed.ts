/** With KARTU_DEV=1: an owner, a space and an invite with names that never change, so that scripts and bookmarks find them. */
import type { Ports } from "../commands/ports.ts";
import { hashSecret } from "../commands/secrets.ts";
import { FIRST_SETTINGS } from "../../shared/domain/space-settings.ts";

export const DEV_OWNER = "dev-owner";
export const DEV_INVITE = "dev-invite";
export const DEV_SPACE = "dev";

const YEAR = 31_536_000_000;

export interface Seeded {
  ownerCode: string;
  inviteCode: string;
  space: string;
  /** The owner's link opens again and again: called after each use. */
  renewOwnerCode(): Promise<void>;
}

/** Makes what is missing; what is there stays as it is. */
export async function seed({ store, clock }: Ports, ownerCode: string = DEV_OWNER): Promise<Seeded> {
  const now = clock.now();
  const [owner] = await store.owners();
  if (owner === undefined)
    await store.createUser({ id: "dev-owner", name: "Trainer", appearance: "", lang: "en", owner: true, createdAt: now });
  if ((await store.space(DEV_SPACE)) === null) {
    await store.createSpace({ id: DEV_SPACE, name: "Dev house", settings: { ...FIRST_SETTINGS }, createdAt: now });
  }
  if ((await store.invite(DEV_INVITE)) === null) {
    const invite = { id: DEV_INVITE, hash: hashSecret(DEV_INVITE), space: DEV_SPACE, expiresAt: null, usesLeft: null, createdAt: now };
    await store.createInvite({ ...invite, role: "participant", revoked: false });
  }
  const renewOwnerCode = (): Promise<void> => store.putOwnerCode(hashSecret(ownerCode), clock.now() + YEAR);
  await renewOwnerCode();
  return { ownerCode, inviteCode: DEV_INVITE, space: DEV_SPACE, renewOwnerCode };
}
