import { chmodSync, closeSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { DepotError } from '../../errors/index.js';

const OWNER_ONLY_FOLDER = 0o700;
const OWNER_ONLY_FILE = 0o600;

/** Makes the data folder where it is missing and closes it to other users: it holds everybody's files and keys. */
export function prepareDataFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: OWNER_ONLY_FOLDER });
    chmodSync(folder, OWNER_ONLY_FOLDER);
  } catch (cause) {
    throw unusableFolder(folder, cause);
  }
}

/**
 * Returns the path of a file in the data folder, made empty where it is missing, readable by its owner only. SQLite gives the
 * files it makes beside it the same mode.
 *
 * An existing file is never opened here: closing it again would drop the lock that SQLite holds on it in this process
 * (https://www.sqlite.org/howtocorrupt.html#_posix_advisory_locks_canceled_by_a_separate_thread_doing_close_).
 */
export function preparePrivateFile(folder: string, name: string): string {
  const path = join(folder, name);
  try {
    closeSync(openSync(path, 'wx', OWNER_ONLY_FILE));
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw unusableFolder(folder, cause);
  }
  try {
    chmodSync(path, OWNER_ONLY_FILE);
  } catch (cause) {
    throw unusableFolder(folder, cause);
  }
  return path;
}

/** Returns the error for a data folder that cannot be used. */
export function unusableFolder(folder: string, cause: unknown): DepotError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new DepotError(
    'DATA_FOLDER_UNUSABLE',
    `The data folder ${folder} cannot be used: ${reason}. Check that it is a folder this user may write to, or choose another one.`,
    { cause },
  );
}
