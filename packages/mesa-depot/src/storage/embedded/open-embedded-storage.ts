import { resolve } from 'node:path';
import { Kysely } from 'kysely';
import { DepotError } from '../../errors/index.js';
import type { DatabaseSchema } from '../database-schema.js';
import { migrate } from '../migrations/migrate.js';
import type { Storage } from '../storage.js';
import { prepareDataFolder, preparePrivateFile, unusableFolder } from './data-folder.js';
import { DataFolderLock } from './data-folder-lock.js';
import { EmbeddedStorage } from './embedded-storage.js';
import { loadSqlite } from './load-sqlite.js';
import { openEmbeddedReader } from './open-embedded-reader.js';
import { SqliteConnection } from './sqlite-connection.js';
import type { SqliteDatabase } from './sqlite-database.js';
import { SqliteDialect } from './sqlite-dialect.js';

export interface EmbeddedStorageOptions {
  /** Folder for the database and its lock; made where it is missing. */
  readonly folder: string;
  /**
   * True to write beside the process that has the folder, if there is one: for maintenance, in short transactions. The
   * database must be there and have the schema of this version. Default: nobody else has it, which a lock sees to.
   */
  readonly isBeside?: boolean;
  /** Told which migrations were done, in order. */
  readonly onMigrated?: (names: readonly string[]) => void;
}

/** How long a statement waits for another connection, for example a backup that was started by hand. */
const BUSY_TIMEOUT_MS = 5_000; // 5 seconds

/**
 * Opens the storage in a data folder, making or migrating its database.
 *
 * @throws DepotError `DATA_FOLDER_LOCKED` while another process has the folder, `DATA_FOLDER_TOO_NEW` after a newer version used
 * it, `DATA_FOLDER_UNUSABLE` when it cannot be read or written.
 */
export async function openEmbeddedStorage(options: EmbeddedStorageOptions): Promise<Storage> {
  const folder = resolve(options.folder);
  const open = await loadSqlite();
  // The reader knows what is wrong with a folder that should hold a database.
  if (options.isBeside) await (await openEmbeddedReader({ folder })).close();
  else prepareDataFolder(folder);
  const lock = options.isBeside ? undefined : DataFolderLock.acquire(folder, open);
  const opened: SqliteDatabase[] = [];
  try {
    const path = preparePrivateFile(folder, 'depot.db');
    const openFile = (readOnly: boolean): SqliteDatabase => {
      const database = open(path, { readOnly, timeout: BUSY_TIMEOUT_MS });
      opened.push(database);
      return database;
    };
    const writerDatabase = openFile(false);
    requireOwnDatabase(writerDatabase, path);
    configureWriter(writerDatabase);
    const writer = new Kysely<DatabaseSchema>({
      dialect: new SqliteDialect(new SqliteConnection(writerDatabase), { exclusive: true }),
    });
    if (lock) {
      const codes = { unusable: 'DATA_FOLDER_UNUSABLE', tooNew: 'DATA_FOLDER_TOO_NEW' } as const;
      const done = await migrate(writer, codes);
      options.onMigrated?.(done);
    }
    const reader = openFile(true);
    reader.exec(`${CACHE_PRAGMAS}; pragma query_only = on`);
    return new EmbeddedStorage({ writer, reader, ...(lock && { lock }) });
  } catch (error) {
    for (const database of opened) database.close();
    lock?.release();
    throw error instanceof DepotError ? error : unusableFolder(folder, error);
  }
}

/** Refuses the database of another program before anything is written to it. */
function requireOwnDatabase(database: SqliteDatabase, path: string): void {
  const tables = database.prepare(`select name from sqlite_master where type = 'table'`).all();
  if (
    tables.length === 0 ||
    tables.some((table) => (table as { name: string }).name === 'kysely_migration')
  ) {
    return;
  }
  throw new DepotError(
    'DATA_FOLDER_UNUSABLE',
    `${path} is the database of another program. Choose another data folder.`,
  );
}

const CACHE_PRAGMAS = 'pragma cache_size = -32768; pragma temp_store = memory; pragma trusted_schema = off';

function configureWriter(database: SqliteDatabase): void {
  // FULL: a commit is on the disk when it returns, also through a power cut. NORMAL may lose the last ones.
  database.exec('pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on');
  database.exec(CACHE_PRAGMAS);
}
