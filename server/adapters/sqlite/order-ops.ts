/** Word lists and held lines as queries; merged into the store's group by `space-ops.ts`. */
import type { Kysely, Selectable } from "kysely";
import type { HeldLine, OrderStore } from "../../ports/order-store.ts";
import type { Tables } from "./schema.ts";

const lineOf = ({ space_id, user_id, ...row }: Selectable<Tables["held_line"]>): HeldLine => ({ ...row, space: space_id, user: user_id });

export const orderOps = ({ kysely: db }: { kysely: Kysely<Tables> }): OrderStore => ({
  async wordLists() {
    const rows = await db.selectFrom("word_list").selectAll().orderBy("lang").execute();
    // Written by the method below.
    return rows.map(({ lang, words }) => ({ lang, words: JSON.parse(words) as string[] }));
  },
  async setWordList(lang, words) {
    if (words === null) await db.deleteFrom("word_list").where("lang", "=", lang).execute();
    else {
      const row = { lang, words: JSON.stringify(words) };
      await db
        .insertInto("word_list")
        .values(row)
        .onConflict((c) => c.column("lang").doUpdateSet({ words: row.words }))
        .execute();
    }
  },

  async holdLine({ space, user, ...line }) {
    await db
      .insertInto("held_line")
      .values({ ...line, space_id: space, user_id: user })
      .execute();
  },
  async heldLines(space) {
    const rows = await db.selectFrom("held_line").selectAll().where("space_id", "=", space).orderBy("at").orderBy("id").execute();
    return rows.map(lineOf);
  },
  async takeHeldLine(space, id) {
    const row = await db.deleteFrom("held_line").where("space_id", "=", space).where("id", "=", id).returningAll().executeTakeFirst();
    return row === undefined ? null : lineOf(row);
  },

  async sessionOrder(space) {
    const row = await db.selectFrom("session_order").select(["facts", "at"]).where("space_id", "=", space).executeTakeFirst();
    return row ?? null;
  },
  async putSessionOrder(space, facts, at) {
    const known = db.selectFrom("space").select("id").where("id", "=", space);
    if ((await known.executeTakeFirst()) === undefined) return;
    await db
      .insertInto("session_order")
      .values({ space_id: space, facts, at })
      .onConflict((c) => c.column("space_id").doUpdateSet({ facts, at }))
      .execute();
  },
});
