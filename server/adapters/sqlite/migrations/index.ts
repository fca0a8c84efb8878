/**
 * The schema's history, a file each. A migration that was released is never changed; the next one is appended. Plain tables and indices only, so
 * that another database takes the same list; what differs is `Dialectal`.
 */
import type { Migration } from "kysely/migration";
import type { Dialectal } from "./dialectal.ts";
import { ground } from "./0001-ground.ts";
import { membersSince } from "./0002-members-since.ts";
import { moderation } from "./0003-moderation.ts";
import { inviteLabel } from "./0004-invite-label.ts";
import { accounts } from "./0005-accounts.ts";
import { words } from "./0006-words.ts";
import { door } from "./0007-door.ts";
import { boardTimes } from "./0008-board-times.ts";
import { rolesByHand } from "./0009-roles-by-hand.ts";
import { asks } from "./0010-asks.ts";
import { guardedMembers } from "./0011-guarded-members.ts";
import { sessionOrder } from "./0012-session-order.ts";

/** Migrations by name, in the order of their names. */
export const makeMigrations = (dialect: Dialectal): Record<string, Migration> => ({
  "0001-ground": ground(dialect),
  "0002-members-since": membersSince,
  "0003-moderation": moderation,
  "0004-invite-label": inviteLabel,
  "0005-accounts": accounts(dialect),
  "0006-words": words,
  "0007-door": door,
  "0008-board-times": boardTimes,
  "0009-roles-by-hand": rolesByHand,
  "0010-asks": asks,
  "0011-guarded-members": guardedMembers,
  "0012-session-order": sessionOrder,
});
