import {
  type ControlledTransaction,
  type DialectAdapter,
  Kysely,
  type MigrationLockOptions,
  PostgresAdapter,
  PostgresDialect,
  sql,
} from 'kysely';
import type { ConnectionPool } from './connection-pool.js';

/** Kysely over a pool, without what only PostgreSQL itself has: see {@link RowLockAdapter}. */
export class DepotPostgresDialect extends PostgresDialect {
  readonly #pool: ConnectionPool;

  constructor(pool: ConnectionPool) {
    super({ pool });
    this.#pool = pool;
  }

  override createAdapter(): DialectAdapter {
    return new RowLockAdapter(this.#pool);
  }
}

/**
 * Lets one process migrate at a time. Kysely's own lock is an advisory one of the session, which engines that speak PostgreSQL's
 * protocol do not all have, and which outlives its holder behind a connection pooler. This one is a row that a
 * transaction on a second connection keeps locked: it is free again whatever happens to its holder.
 */
class RowLockAdapter extends PostgresAdapter {
  readonly #pool: ConnectionPool;
  #holder: ControlledTransaction<unknown> | undefined;

  constructor(pool: ConnectionPool) {
    super();
    this.#pool = pool;
  }

  override async acquireMigrationLock(
    _db: Kysely<unknown>,
    { lockTable, lockRowId }: MigrationLockOptions,
  ): Promise<void> {
    const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool: this.#pool }) });
    this.#holder = await db.startTransaction().execute();
    await sql`select id from ${sql.table(lockTable)} where id = ${lockRowId} for update`.execute(
      this.#holder,
    );
  }

  override async releaseMigrationLock(): Promise<void> {
    const holder = this.#holder;
    this.#holder = undefined;
    await holder?.rollback().execute();
  }
}
