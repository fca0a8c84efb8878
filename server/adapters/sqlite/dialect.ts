/** Kysely on node:sqlite. */
import type { DatabaseSync, SQLInputValue } from "node:sqlite";
import {
  type CompiledQuery,
  type DatabaseConnection,
  type DatabaseIntrospector,
  type Dialect,
  type Driver,
  type Kysely,
  type QueryCompiler,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from "kysely";

class Connection implements DatabaseConnection {
  readonly #db: DatabaseSync;

  constructor(db: DatabaseSync) {
    this.#db = db;
  }

  async executeQuery<R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
    const statement = this.#db.prepare(sql);
    // Kysely types parameters as unknown; what is no SQLite value makes node:sqlite throw.
    const values = parameters as SQLInputValue[];
    if (statement.columns().length > 0) return { rows: statement.all(...values) as R[] };
    const { changes } = statement.run(...values);
    return { rows: [], numAffectedRows: BigInt(changes) };
  }

  streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error("this connection does not stream");
  }
}

class NodeSqliteDriver implements Driver {
  readonly #db: DatabaseSync;
  readonly #connection: Connection;

  constructor(db: DatabaseSync) {
    this.#db = db;
    this.#connection = new Connection(db);
  }

  async init(): Promise<void> {}
  async acquireConnection(): Promise<DatabaseConnection> {
    return this.#connection;
  }
  async releaseConnection(): Promise<void> {}
  /** Immediate: another process (the CLI) may write, and a read that turns into a write must not fail in the middle. */
  async beginTransaction(): Promise<void> {
    this.#db.exec("begin immediate");
  }
  async commitTransaction(): Promise<void> {
    this.#db.exec("commit");
  }
  /** A full disk has ended the transaction by itself: then there is nothing to roll back, and the first error is the one to tell. */
  async rollbackTransaction(): Promise<void> {
    if (this.#db.isTransaction) this.#db.exec("rollback");
  }
  /** Who opened the database closes it. */
  async destroy(): Promise<void> {}
}

/** Kysely believes that SQLite cannot roll back a schema. It can; without this a migration that fails leaves half of one. */
class TransactionalAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

export class NodeSqliteDialect implements Dialect {
  readonly #db: DatabaseSync;

  constructor(db: DatabaseSync) {
    this.#db = db;
  }
  createAdapter(): SqliteAdapter {
    return new TransactionalAdapter();
  }
  createDriver(): Driver {
    return new NodeSqliteDriver(this.#db);
  }
  createIntrospector(db: Kysely<unknown>): DatabaseIntrospector {
    return new SqliteIntrospector(db);
  }
  createQueryCompiler(): QueryCompiler {
    return new SqliteQueryCompiler();
  }
}
