import { chmodSync, closeSync, mkdirSync, openSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DepotError } from '../../errors/index.js';

const OWNER_ONLY_FOLDER = 0o700;
const OWNER_ONLY_FILE = 0o600;

/**
 * Makes the data folder where it is missing, closed to other users: it holds everybody's files and keys. A folder that
 * is there keeps its mode, for it may hold other things too; the files in it are closed one by one.
 *
 * A new folder tells git to leave it out: it is often made inside of a project, and holds an admin key.
 */
export function prepareDataFolder(folder: string): void {
  try {
    if (makeFolder(folder)) writeFileSync(join(folder, '.gitignore'), '*\n', { mode: OWNER_ONLY_FILE });
  } catch (cause) {
    throw unusableFolder(folder, cause);
  }
}

/** Returns whether the folder was missing. Not `mkdirSync` with `recursive`: below `/proc` that never returns. */
function makeFolder(folder: string): boolean {
  const found = statSync(folder, { throwIfNoEntry: false });
  if (found?.isDirectory()) return false;
  if (found !== undefined) throw new Error(`${folder} is not a folder`);
  const parent = dirname(folder);
  if (parent !== folder) makeFolder(parent);
  mkdirSync(folder, { mode: OWNER_ONLY_FOLDER });
  return true;
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
