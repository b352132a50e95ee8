import { statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Kysely } from 'kysely';
import { DepotError } from '../../errors/index.js';
import type { DatabaseSchema } from '../database-schema.js';
import type { Executor } from '../executor.js';
import { MIGRATIONS } from '../migrations/migrate.js';
import { unusableFolder } from './data-folder.js';
import { loadSqlite } from './load-sqlite.js';
import type { EmbeddedStorageOptions } from './open-embedded-storage.js';
import { SqliteConnection } from './sqlite-connection.js';
import { SqliteDialect } from './sqlite-dialect.js';

/** A database that is only read. */
export interface StorageReader {
  readonly read: Executor;
  close(): Promise<void>;
}

/** How long a query waits for the depot that is writing. With a write-ahead log, hardly ever. */
const BUSY_TIMEOUT_MS = 5_000; // 5 seconds

/**
 * Opens the database in a data folder for reading. It takes no lock, so it also works while a depot serves the
 * folder; every query then sees what was committed before it.
 *
 * @throws DepotError `DATA_FOLDER_UNUSABLE` when there is no database of this version, `DATA_FOLDER_TOO_NEW` when a newer one
 * used it.
 */
export async function openEmbeddedReader(options: EmbeddedStorageOptions): Promise<StorageReader> {
  const folder = resolve(options.folder);
  const path = join(folder, 'depot.db');
  if (!isThere(path, folder)) {
    throw new DepotError('DATA_FOLDER_UNUSABLE', `There is no depot in ${folder}. Name its data folder.`);
  }
  const open = await loadSqlite();
  const database = open(path, { readOnly: true, timeout: BUSY_TIMEOUT_MS });
  const read = new Kysely<DatabaseSchema>({
    dialect: new SqliteDialect(new SqliteConnection(database), { exclusive: false }),
  });
  try {
    await requireCurrentSchema(read, folder);
  } catch (error) {
    await read.destroy();
    throw error instanceof DepotError ? error : unusableFolder(folder, error);
  }
  return { read, close: () => read.destroy() };
}

/** Unlike `existsSync`, tells a file that is missing from one that this user may not look at. */
function isThere(path: string, folder: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOTDIR') return false;
    throw unusableFolder(folder, cause);
  }
}

async function requireCurrentSchema(read: Executor, folder: string): Promise<void> {
  const rows = await (read as unknown as Kysely<{ kysely_migration: { name: string } }>)
    .selectFrom('kysely_migration')
    .select('name')
    .execute();
  const applied = rows.map((row) => row.name);
  const unknown = applied.find((name) => !(name in MIGRATIONS));
  if (unknown !== undefined) {
    throw new DepotError(
      'DATA_FOLDER_TOO_NEW',
      `The data folder ${folder} has been used by a newer version of the depot (migration ${unknown}). Use that version or a later one.`,
    );
  }
  if (applied.length < Object.keys(MIGRATIONS).length) {
    throw new DepotError(
      'DATA_FOLDER_UNUSABLE',
      `The data folder ${folder} was last used by an older version of the depot. Start this version on it once.`,
    );
  }
}
