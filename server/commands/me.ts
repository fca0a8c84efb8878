import { fail, ok, type Result } from "../../shared/domain/result.ts";
import { decodeAppearance } from "../../shared/domain/appearance.ts";
import { cleanName } from "../../shared/domain/names.ts";
import type { Me } from "../../shared/protocol/http.ts";
import type { SpaceStore, UserRow } from "../ports/space-store.ts";

/** What a person may know of themselves. */
export async function describeMe(store: SpaceStore, user: UserRow): Promise<Me> {
  const spaces = user.owner
    ? (await store.spaces()).map((space) => ({ id: space.id, name: space.name, role: "owner" as const }))
    : (await store.memberships(user.id)).map((row) => ({ id: row.space, name: row.spaceName, role: row.role }));
  return { user: user.id, name: user.name, appearance: user.appearance, lang: user.lang, owner: user.owner, spaces };
}

export interface Profile {
  name: string;
  /** Wire form of an appearance; "" leaves it to be chosen. */
  appearance: string;
  lang: string;
}

/** The profile as it may be kept. Errors: those of names, `bad_request`. */
export function checkProfile(profile: Profile): Result<Profile> {
  const name = cleanName(profile.name);
  if (!name.ok) return name;
  if (profile.appearance !== "" && decodeAppearance(profile.appearance) === null) return fail("bad_request");
  return ok({ name: name.value, appearance: profile.appearance, lang: profile.lang });
}

/** Changes one's own name, appearance and language. */
export async function updateMe(store: SpaceStore, user: UserRow, profile: Profile): Promise<Result<Me>> {
  const checked = checkProfile(profile);
  if (!checked.ok) return checked;
  await store.updateUser(user.id, checked.value);
  return ok(await describeMe(store, { ...user, ...checked.value }));
}
