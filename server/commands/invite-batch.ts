/** Personal invites: a list of names in, a link for each out. Each lets in one person, once. */
import type { InviteKind } from "../../shared/domain/invite-kind.ts";
import { cleanName } from "../../shared/domain/names.ts";
import { atLeast, type Role } from "../../shared/domain/permissions.ts";
import { fail, ok, type Result } from "../../shared/domain/result.ts";
import type { InviteInfo } from "../../shared/protocol/http.ts";
import type { InviteRow, UserRow } from "../ports/space-store.ts";
import { accessTo } from "./access.ts";
import { describeInvite } from "./invites.ts";
import type { Ports } from "./ports.ts";
import { hashSecret, newCode, newId } from "./secrets.ts";

const DAY = 86_400_000;
export interface BatchWish extends Partial<InviteKind> {
  names: readonly string[];
  role: Role;
  days: number | null;
}

/**
 * All of them or none. Errors: those of `accessTo`, `forbidden` (a role above one's own, the owner's), those of names with `line` (the first is 1).
 * @throws StorageError
 */
export async function inviteEach(
  { store, clock, random }: Ports,
  user: UserRow,
  space: string,
  { names, role, days, lobby = false, opensEarly = false, shared = false }: BatchWish,
): Promise<Result<{ invite: InviteInfo; name: string; code: string }[]>> {
  const now = clock.now();
  const access = await accessTo(store, user, space, "invite.create", now);
  if (!access.ok) return access;
  if (role === "owner" || !atLeast(access.value.role, role)) return fail("forbidden");
  const made: { row: InviteRow; code: string; name: string }[] = [];
  for (const [i, raw] of names.entries()) {
    const name = cleanName(raw);
    if (!name.ok) return fail(name.code, { ...name.params, line: i + 1 });
    const code = newCode(random);
    const row: InviteRow = {
      id: newId(random),
      hash: hashSecret(code),
      space,
      role,
      expiresAt: days === null ? null : now + days * DAY,
      usesLeft: 1,
      revoked: false,
      lobby,
      opensEarly,
      shared,
      label: name.value,
      createdAt: now,
    };
    made.push({ row, code, name: name.value });
  }
  await store.createInvites(made.map(({ row }) => row));
  return ok(made.map(({ row, code, name }) => ({ invite: describeInvite(row), name, code })));
}
