import { type Kysely, type Migration, Migrator } from 'kysely';
import { DepotError, type DepotErrorCode } from '../../errors/index.js';
import { initial } from './0001-initial.js';
import { feed } from './0002-feed.js';
import { gitTags } from './0003-git-tags.js';
import { leases } from './0004-leases.js';
import { storedAt } from './0005-stored-at.js';
import { syncRuns } from './0006-sync-runs.js';
import { commitments } from './0007-commitments.js';
import { tagOrder } from './0008-tag-order.js';
import { meshagentProjects } from './0009-meshagent-projects.js';
import { meshagentSessions } from './0010-meshagent-sessions.js';
import { meshagentServices } from './0011-meshagent-services.js';
import { meshagentOperations } from './0012-meshagent-operations.js';
import { meshagentBilling } from './0013-meshagent-billing.js';
import { listMigrations } from './list-migrations.js';

/** Every migration in order. A released one is never edited: what it should have done is a new one. */
export const MIGRATIONS: Readonly<Record<string, Migration>> = {
  '0001-initial': initial,
  '0002-feed': feed,
  '0003-git-tags': gitTags,
  '0004-leases': leases,
  '0005-stored-at': storedAt,
  '0006-sync-runs': syncRuns,
  '0007-commitments': commitments,
  '0008-tag-order': tagOrder,
  '0009-meshagent-projects': meshagentProjects,
  '0010-meshagent-sessions': meshagentSessions,
  '0011-meshagent-services': meshagentServices,
  '0012-meshagent-operations': meshagentOperations,
  '0013-meshagent-billing': meshagentBilling,
};

/** What to call the ways in which a database cannot be migrated. */
export interface MigrateErrorCodes {
  readonly unusable: DepotErrorCode;
  readonly tooNew: DepotErrorCode;
}

/**
 * Brings a database to the newest schema. All pending migrations are one transaction, so that a depot that dies in the middle
 * finds the old schema again. Of several processes that do it at once, one does and the others wait for it.
 *
 * Returns the names of what was done, in order.
 *
 * @throws DepotError `codes.tooNew` when a newer version has migrated it, `codes.unusable` when a migration fails.
 */
export async function migrate<Schema>(db: Kysely<Schema>, codes: MigrateErrorCodes): Promise<string[]> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => ({ ...MIGRATIONS }) } });
  const unknown = (await executedMigrations(db)).filter((name) => !(name in MIGRATIONS));
  if (unknown.length > 0) {
    throw new DepotError(
      codes.tooNew,
      `The database has been used by a newer version of the depot (migration ${unknown.at(-1)}). Start that version or a later one.`,
    );
  }
  const { error, results = [] } = await migrator.migrateToLatest();
  if (error !== undefined) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new DepotError(
      codes.unusable,
      `The database could not be brought to the current schema: ${reason}.`,
      { cause: error },
    );
  }
  return results.map(({ migrationName }) => migrationName);
}

async function executedMigrations<Schema>(db: Kysely<Schema>): Promise<string[]> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some((table) => table.name === 'kysely_migration')) return [];
  return listMigrations(db);
}
