/** How somebody comes in: see `ports/door-store.ts`. */
import type { Kysely } from "kysely";
import type { DoorStore } from "../../ports/door-store.ts";
import type { Tables } from "./schema.ts";

export const doorOps = ({ kysely: db }: { kysely: Kysely<Tables> }): DoorStore => ({
  async acceptConduct(space, user, hash) {
    await db.updateTable("membership").set({ conduct: hash }).where("space_id", "=", space).where("user_id", "=", user).execute();
  },
  async setParty(space, user, party) {
    const text = party === null ? null : JSON.stringify(party);
    await db.updateTable("membership").set({ party: text }).where("space_id", "=", space).where("user_id", "=", user).execute();
  },
});
