/** Whether a name may be borne: no word that does not belong here, and nobody looks like one of those who lead. */
import { can, type Role } from "../../shared/domain/permissions.ts";
import { fail, ok, type Result } from "../../shared/domain/result.ts";
import { skeletons } from "../../shared/domain/words/skeleton.ts";
import type { SpaceStore } from "../ports/space-store.ts";
import type { Words } from "./words.ts";

export interface Bearer {
  /** Null: somebody new. */
  user: string | null;
  /** Where they will be, and as what. */
  spaces: readonly { id: string; role: Role }[];
}

/** A clean name -> whether it may be borne. Errors: `name_word`, `name_of_lead`. @throws StorageError */
export type NameCheck = (name: string, bearer: Bearer) => Promise<Result<null>>;

export const nameCheck =
  (store: SpaceStore, words: Words): NameCheck =>
  async (name, { user, spaces }) => {
    if (words.found(name)) return fail("name_word");
    const mine = skeletons(name);
    for (const { id, role } of spaces) {
      // Those who lead may be called like each other: they are who they seem to be.
      if (can(role, "lead.hold")) continue;
      const [members, owners] = await Promise.all([store.members(id), store.owners()]);
      const leads = [
        ...members.filter((member) => can(member.role, "lead.hold")).map((member) => ({ id: member.user, name: member.name })),
        ...owners,
      ];
      for (const lead of leads) {
        if (lead.id === user || lead.name === "") continue;
        for (const reading of skeletons(lead.name)) if (mine.has(reading)) return fail("name_of_lead");
      }
    }
    return ok(null);
  };
