import { cleanSpaceName } from "../../shared/domain/names.ts";
import { can } from "../../shared/domain/permissions.ts";
import { fail, ok, type Result } from "../../shared/domain/result.ts";
import { changedSettings, FIRST_SETTINGS, type SettingsChange } from "../../shared/domain/space-settings.ts";
import type { SpaceRow, UserRow } from "../ports/space-store.ts";
import { accessTo } from "./access.ts";
import type { Ports } from "./ports.ts";
import { newId } from "./secrets.ts";

/** Members of the organisation open spaces, and own what they open. Errors: `forbidden`, those of names. */
export async function createSpace({ store, clock, random }: Ports, user: UserRow, rawName: string): Promise<Result<SpaceRow>> {
  if (!(user.owner || (await store.isMember(user.id))) || !can("owner", "space.create")) return fail("forbidden");
  const name = cleanSpaceName(rawName);
  if (!name.ok) return name;
  const space: SpaceRow = { id: newId(random), name: name.value, settings: { ...FIRST_SETTINGS }, createdAt: clock.now() };
  await store.createSpace(space);
  await store.putMembership({ space: space.id, user: user.id, role: "owner", ejectedUntil: null, since: space.createdAt });
  return ok(space);
}

export interface SpaceChange {
  name?: string | undefined;
  settings?: SettingsChange | undefined;
}

/** Renames a space or changes its settings. Errors: `not_found`, `ejected`, `forbidden`, `text_too_long`, those of names. */
export async function configureSpace({ store, clock }: Ports, user: UserRow, id: string, change: SpaceChange): Promise<Result<SpaceRow>> {
  const access = await accessTo(store, user, id, "space.configure", clock.now());
  if (!access.ok) return access;
  const next = { ...access.value.space };
  if (change.name !== undefined) {
    const name = cleanSpaceName(change.name);
    if (!name.ok) return name;
    next.name = name.value;
  }
  const settings = changedSettings(next.settings, change.settings ?? {});
  if (!settings.ok) return settings;
  next.settings = settings.value;
  // To accept that addresses are seen is the owner's alone to say (SAFETY.md): a trainer cannot say it for them.
  const accepts = next.settings.acceptsVisibleAddresses && !access.value.space.settings.acceptsVisibleAddresses;
  if (accepts && access.value.role !== "owner") return fail("forbidden");
  await store.updateSpace(id, { name: next.name, settings: next.settings });
  return ok(next);
}
