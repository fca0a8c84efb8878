import { fail, ok, type Result } from "../../shared/domain/result.ts";
import { decodeAppearance } from "../../shared/domain/appearance.ts";
import { cleanName } from "../../shared/domain/names.ts";
import { can } from "../../shared/domain/permissions.ts";
import type { Me } from "../../shared/protocol/http.ts";
import type { SpaceStore, UserRow } from "../ports/space-store.ts";
import type { Bearer, NameCheck } from "./names.ts";
import { canLogIn } from "./accounts/sure.ts";
import type { Ports } from "./ports.ts";

/** What a person may know of themselves: a space that they are put out of is not among theirs until that is over. @param now UTC ms */
export async function describeMe({ store, clock }: Pick<Ports, "store" | "clock">, user: UserRow): Promise<Me> {
  const now = clock.now();
  const belongs = user.owner
    ? (await store.spaces()).map((space) => ({ space: space.id, spaceName: space.name, role: "owner" as const, waits: false }))
    : (await store.memberships(user.id)).filter((row) => row.banned !== true && (row.ejectedUntil === null || now >= row.ejectedUntil));
  const spaces = belongs.map((row) => ({ id: row.space, name: row.spaceName, role: row.role }));
  // Who still waits to be let in leads nobody.
  const leads = belongs.some(({ role, waits }) => waits !== true && can(role, "lead.hold"));
  const [member, ways] = await Promise.all([store.isMember(user.id), store.ways(user.id)]);
  const account = canLogIn(ways) ? "ready" : member || leads ? "open" : "none";
  return { user: user.id, name: user.name, appearance: user.appearance, lang: user.lang, owner: user.owner, member, account, spaces };
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

/** Where a name is borne: everywhere they belong. */
export async function bearerOf(store: SpaceStore, user: UserRow): Promise<Bearer> {
  const spaces = user.owner ? [] : await store.memberships(user.id);
  return { user: user.id, spaces: spaces.map(({ space, role }) => ({ id: space, role })) };
}

/** Changes one's own name, appearance and language. */
export async function updateMe(
  ports: Pick<Ports, "store" | "clock">,
  user: UserRow,
  profile: Profile,
  checkName?: NameCheck,
): Promise<Result<Me>> {
  const checked = checkProfile(profile);
  if (!checked.ok) return checked;
  const borne = await checkName?.(checked.value.name, await bearerOf(ports.store, user));
  if (borne?.ok === false) return borne;
  await ports.store.updateUser(user.id, checked.value);
  return ok(await describeMe(ports, { ...user, ...checked.value }));
}
