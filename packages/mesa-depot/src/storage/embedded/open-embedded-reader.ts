import { statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Kysely } from 'kysely';
import { DepotError } from '../../errors/index.js';
import type { DatabaseSchema } from '../database-schema.js';
import { requireCurrentSchema } from '../migrations/require-current-schema.js';
import type { StorageReader } from '../storage.js';
import { unusableFolder } from './data-folder.js';
import { loadSqlite } from './load-sqlite.js';
import type { EmbeddedStorageOptions } from './open-embedded-storage.js';
import { SqliteConnection } from './sqlite-connection.js';
import { SqliteDialect } from './sqlite-dialect.js';

/** How long a query waits for the depot that is writing. With a write-ahead log, hardly ever. */
const BUSY_TIMEOUT_MS = 5_000; // 5 seconds

/** How to read a data folder. */
export interface EmbeddedReaderOptions extends Pick<EmbeddedStorageOptions, 'folder'> {
  /**
   * True to read the database as it is at this moment until the end. Meanwhile the write-ahead log grows by what others write.
   * Default: every query sees what was committed before it.
   */
  readonly isSnapshot?: boolean;
}

/**
 * Opens the database in a data folder for reading. It takes no lock, so it also works while a depot serves the folder.
 *
 * @throws DepotError `DATA_FOLDER_UNUSABLE` when there is no database of this version, `DATA_FOLDER_TOO_NEW` when a newer one
 * used it.
 */
export async function openEmbeddedReader(options: EmbeddedReaderOptions): Promise<StorageReader> {
  const folder = resolve(options.folder);
  const path = join(folder, 'depot.db');
  if (!isThere(path, folder)) {
    throw new DepotError('DATA_FOLDER_UNUSABLE', `There is no depot in ${folder}. Name its data folder.`);
  }
  const open = await loadSqlite();
  const database = open(path, { readOnly: true, timeout: BUSY_TIMEOUT_MS });
  // What it sees is decided by the first query, which is the one for the version of the schema.
  if (options.isSnapshot) database.exec('begin');
  const read = new Kysely<DatabaseSchema>({
    dialect: new SqliteDialect(new SqliteConnection(database), { exclusive: false }),
  });
  try {
    const codes = { unusable: 'DATA_FOLDER_UNUSABLE', tooNew: 'DATA_FOLDER_TOO_NEW' } as const;
    await requireCurrentSchema(read, `data folder ${folder}`, codes);
  } catch (error) {
    await read.destroy();
    throw error instanceof DepotError ? error : unusableFolder(folder, error);
  }
  return {
    read,
    async close() {
      // A connection with prepared statements is closed only when those are garbage-collected; until then others would wait
      // for the snapshot to end.
      if (options.isSnapshot) database.exec('rollback');
      await read.destroy();
    },
  };
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
