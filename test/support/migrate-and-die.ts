/** Opens a database with one migration more, which ends the process by SIGKILL in its middle. */
import { type Kysely, sql } from "kysely";
import { makeMigrations } from "../../server/adapters/sqlite/migrations/index.ts";
import { openFile } from "../../server/adapters/sqlite/open.ts";

const [file = ""] = process.argv.slice(2);
const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`create table half (x text)`.execute(db);
  await sql`delete from owner_code`.execute(db);
  process.kill(process.pid, "SIGKILL");
};
await openFile({ file, migrations: { ...makeMigrations({ bytes: "blob" }), "9000-half": { up } } });
