import { fail, ok, type Result } from "../../shared/domain/result.ts";
import { decodeAppearance } from "../../shared/domain/appearance.ts";
import { cleanName } from "../../shared/domain/names.ts";
import type { Me } from "../../shared/protocol/http.ts";
import type { UserRow } from "../ports/space-store.ts";
import type { Ports } from "./ports.ts";

/** What a person may know of themselves: a space that they are put out of is not among theirs until that is over. @param now UTC ms */
export async function describeMe({ store, clock }: Pick<Ports, "store" | "clock">, user: UserRow): Promise<Me> {
  const now = clock.now();
  const spaces = user.owner
    ? (await store.spaces()).map((space) => ({ id: space.id, name: space.name, role: "owner" as const }))
    : (await store.memberships(user.id))
        .filter((row) => row.banned !== true && (row.ejectedUntil === null || now >= row.ejectedUntil))
        .map((row) => ({ id: row.space, name: row.spaceName, role: row.role }));
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
export async function updateMe(ports: Pick<Ports, "store" | "clock">, user: UserRow, profile: Profile): Promise<Result<Me>> {
  const checked = checkProfile(profile);
  if (!checked.ok) return checked;
  await ports.store.updateUser(user.id, checked.value);
  return ok(await describeMe(ports, { ...user, ...checked.value }));
}
