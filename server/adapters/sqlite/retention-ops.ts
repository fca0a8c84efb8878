/** What has had its time goes, in one transaction. `secure_delete` leaves no bytes of it in the file. */
import type { Kysely } from "kysely";
import type { RetentionStore } from "../../ports/retention-store.ts";
import { WORDS_GONE } from "./people-ops.ts";
import type { Tables } from "./schema.ts";

export const retentionOps = ({ kysely: db }: { kysely: Kysely<Tables> }): RetentionStore => ({
  forget: ({ ownerCodes, sessions, chat, reports }) =>
    db.transaction().execute(async (tx) => {
      const codes = await tx.deleteFrom("owner_code").where("expires_at", "<=", ownerCodes).executeTakeFirst();
      const idle = await tx.deleteFrom("app_session").where("seen_at", "<", sessions).executeTakeFirst();
      const lines = await tx.deleteFrom("chat_line").where("at", "<", chat).executeTakeFirst();
      const links = await tx.deleteFrom("account_code").where("expires_at", "<=", ownerCodes).executeTakeFirst();
      const held = await tx.deleteFrom("held_line").where("at", "<", chat).executeTakeFirst();
      await tx.deleteFrom("session_order").where("at", "<", chat).execute();
      const closed = await tx.deleteFrom("report").where("closed_at", "<", reports).executeTakeFirst();
      const silenced = await tx
        .updateTable("report")
        .set({ text: "", context: WORDS_GONE })
        .where("at", "<", chat)
        .where("closed_at", "is", null)
        .where("context", "!=", WORDS_GONE)
        .executeTakeFirst();
      return {
        ownerCodes: Number(codes.numDeletedRows + links.numDeletedRows),
        sessions: Number(idle.numDeletedRows),
        chatLines: Number(lines.numDeletedRows),
        heldLines: Number(held.numDeletedRows),
        reports: Number(closed.numDeletedRows),
        reportWords: Number(silenced.numUpdatedRows),
      };
    }),
});
