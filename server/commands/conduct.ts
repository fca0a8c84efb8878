/** The code of conduct of a space: accepted before one comes in, and again when it says something else. */
import { fail, ok, type Result } from "../../shared/domain/result.ts";
import type { SpaceSettings } from "../../shared/domain/space-settings.ts";
import type { Conduct } from "../../shared/protocol/http.ts";
import type { MembershipRow, UserRow } from "../ports/space-store.ts";
import { accessTo } from "./access.ts";
import type { Ports } from "./ports.ts";
import { hashSecret } from "./secrets.ts";

/** Null: there is none. The version is the text's hash, so the same words need not be accepted twice. */
export const conductOf = ({ conduct }: Pick<SpaceSettings, "conduct">): Conduct | null =>
  conduct === "" ? null : { text: conduct, version: hashSecret(conduct) };

/** What somebody still has to accept, or null. Owners have written it, or answer for who did. */
export function wants(settings: Pick<SpaceSettings, "conduct">, member: Pick<MembershipRow, "role" | "conduct"> | null): Conduct | null {
  const conduct = conductOf(settings);
  return member?.role === "owner" || conduct === null || conduct.version === member?.conduct ? null : conduct;
}

/** Errors: those of `accessTo`. */
export async function readConduct({ store, clock }: Ports, user: UserRow, space: string): Promise<Result<Conduct | null>> {
  const access = await accessTo(store, user, space, "space.enter", clock.now());
  if (!access.ok) return access;
  return ok(user.owner ? null : wants(access.value.space.settings, await store.membership(space, user.id)));
}

/** Errors: those of `accessTo`, `conduct_needed`: it says something else by now. */
export async function acceptConduct({ store, clock }: Ports, user: UserRow, space: string, version: string): Promise<Result<null>> {
  const access = await accessTo(store, user, space, "space.enter", clock.now());
  if (!access.ok) return access;
  const conduct = conductOf(access.value.space.settings);
  if (conduct === null) return ok(null);
  if (conduct.version !== version) return fail("conduct_needed");
  await store.acceptConduct(space, user.id, version);
  return ok(null);
}
