/** The organisation: several owners, members who may open spaces. Pure; the store asks these rules inside the transaction that writes. */
import { cleanLine, codePoints } from "../names.ts";
import { fail, ok, type Result } from "../result.ts";

/** Code points. */
export const ORGANISATION_NAME_MAX = 80;
export const ORGANISATION_CONTACT_MAX = 200;

export interface Organisation {
  /** "": none was given. */
  name: string;
  /** Whom one turns to: a name, a number, an address. */
  contact: string;
}

/** Errors: `text_too_long {max}`. */
export function changedOrganisation(
  before: Organisation,
  change: { name?: string | undefined; contact?: string | undefined },
): Result<Organisation> {
  const name = cleanLine(change.name ?? before.name);
  if (codePoints(name) > ORGANISATION_NAME_MAX) return fail("text_too_long", { max: ORGANISATION_NAME_MAX });
  const contact = cleanLine(change.contact ?? before.contact);
  if (codePoints(contact) > ORGANISATION_CONTACT_MAX) return fail("text_too_long", { max: ORGANISATION_CONTACT_MAX });
  return ok({ name, contact });
}

export type Standing = "owner" | "member" | "none";
export type OrgOutcome = "done" | "forbidden" | "not_found" | "last_org_owner";

/**
 * Whether `by` may make a member an owner, take that back, or remove them. Everyone may step down or go. One owner stays.
 * @param owners of the organisation at this moment
 */
export function orgRefusal(wish: {
  by: Standing;
  target: Standing;
  self: boolean;
  to: Standing;
  owners: number;
}): Exclude<OrgOutcome, "done"> | null {
  const { by, target, self, to, owners } = wish;
  if (target === "none") return by === "owner" ? "not_found" : "forbidden";
  if (self ? to === "owner" && target !== "owner" : by !== "owner") return "forbidden";
  return target === "owner" && to !== "owner" && owners <= 1 ? "last_org_owner" : null;
}
