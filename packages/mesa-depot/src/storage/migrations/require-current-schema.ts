import { DepotError } from '../../errors/index.js';
import type { Executor } from '../executor.js';
import { listMigrations } from './list-migrations.js';
import { MIGRATIONS, type MigrateErrorCodes } from './migrate.js';

/**
 * Checks that a database has exactly the schema of this version, for those that only read it.
 *
 * @param what Names the database in messages, for example `data folder /srv/mesa`.
 * @throws DepotError `codes.tooNew` or `codes.unusable`.
 */
export async function requireCurrentSchema(
  read: Executor,
  what: string,
  codes: MigrateErrorCodes,
): Promise<void> {
  const applied = await listMigrations(read);
  const unknown = applied.find((name) => !(name in MIGRATIONS));
  if (unknown !== undefined) {
    throw new DepotError(
      codes.tooNew,
      `The ${what} has been used by a newer version of the depot (migration ${unknown}). Use that version or a later one.`,
    );
  }
  if (applied.length < Object.keys(MIGRATIONS).length) {
    throw new DepotError(
      codes.unusable,
      `The ${what} was last used by an older version of the depot. Start this version on it once.`,
    );
  }
}
