/** Rows of the store for its contract. */
import { FIRST_SETTINGS } from "../../shared/domain/space-settings.ts";
import type { InviteRow, SpaceRow, UserRow } from "../../server/ports/space-store.ts";

export const user = (id: string, more: Partial<UserRow> = {}): UserRow => ({
  id,
  name: `Name of ${id}`,
  appearance: "",
  lang: "sl",
  owner: false,
  createdAt: 1,
  ...more,
});
export const space = (id: string, more: Partial<SpaceRow> = {}): SpaceRow => ({
  id,
  name: "Hiša",
  settings: FIRST_SETTINGS,
  createdAt: 1,
  ...more,
});
export const invite = (id: string, more: Partial<InviteRow> = {}): InviteRow => ({
  id,
  hash: `hash-${id}`,
  space: "s",
  role: "participant",
  expiresAt: null,
  usesLeft: null,
  revoked: false,
  lobby: false,
  label: null,
  opensEarly: false,
  shared: false,
  guarded: false,
  createdAt: 1,
  ...more,
});
