import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DepotError } from '../../errors/index.js';
import { preparePrivateFile, unusableFolder } from './data-folder.js';
import type { SqliteDatabase, SqliteOpener } from './sqlite-database.js';

/**
 * The right to use a data folder, held by one process at a time.
 *
 * It is a transaction that stays open on a database of its own, so the lock is the operating system's: it goes with the process
 * however that ends, and there is no stale file to explain. The number in `lock.pid` is only for the message.
 */
export class DataFolderLock {
  readonly #database: SqliteDatabase;
  readonly #pidFile: string;

  private constructor(database: SqliteDatabase, pidFile: string) {
    this.#database = database;
    this.#pidFile = pidFile;
  }

  /**
   * Takes the lock at once or not at all.
   *
   * @throws DepotError `DATA_FOLDER_LOCKED` naming the folder and the process that has it.
   */
  static acquire(folder: string, open: SqliteOpener): DataFolderLock {
    const path = preparePrivateFile(folder, 'lock.db');
    const pidFile = join(folder, 'lock.pid');
    const database = open(path, { timeout: 0 });
    try {
      database.exec('pragma busy_timeout = 0; pragma locking_mode = exclusive; begin exclusive');
    } catch (cause) {
      database.close();
      if (cause instanceof Error && /locked|busy/i.test(cause.message))
        throw lockedFolder(folder, pidFile, cause);
      throw unusableFolder(folder, cause);
    }
    writeFileSync(pidFile, `${process.pid}\n`, { mode: 0o600 });
    return new DataFolderLock(database, pidFile);
  }

  release(): void {
    rmSync(this.#pidFile, { force: true });
    this.#database.close();
  }
}

function lockedFolder(folder: string, pidFile: string, cause: Error): DepotError {
  const pid = readPid(pidFile);
  const owner =
    pid === undefined ? 'another process' : pid === process.pid ? 'this very process' : `process ${pid}`;
  return new DepotError(
    'DATA_FOLDER_LOCKED',
    `The data folder ${folder} is in use by ${owner}. Stop it first, or choose another folder.`,
    { cause, details: pid === undefined ? { folder } : { folder, pid } },
  );
}

function readPid(pidFile: string): number | undefined {
  try {
    const pid = Number.parseInt(readFileSync(pidFile, 'utf8'), 10);
    return Number.isSafeInteger(pid) ? pid : undefined;
  } catch {
    return undefined; // The other process has taken the lock and not written its number yet.
  }
}
