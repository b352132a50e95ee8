import { chmod, lstat, mkdir, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { InvalidOptionsError } from 'mesa-rest';
import type { DiskCache } from '../../blobs/disk-cache.js';
import type { DiskCacheOptions } from './disk-cache-options.js';
import { FileDiskCache } from './file-disk-cache.js';

/** The cache's own folder: whatever else is where the caller points is left alone. */
const FOLDER = 'mesa-blobs-1';

/**
 * Opens a cache on disk of the bytes of files. Processes can share it, also while one of them is killed: a file gets its
 * name when it is complete, what is read is checked, and there is no index that could be wrong.
 *
 * @throws {InvalidOptionsError} `INVALID_OPTIONS` when the folder cannot be made or written, or is open to other users.
 */
export async function openDiskCache(options: DiskCacheOptions): Promise<DiskCache> {
  const { path, maxSizeBytes } = options;
  if (maxSizeBytes !== undefined && !(maxSizeBytes > 0)) {
    throw new InvalidOptionsError(
      `\`cache.diskCache.maxSizeBytes\` is ${String(maxSizeBytes)}; it must be more than 0. Leave \`diskCache\` out for none.`,
    );
  }
  const folder = join(path, FOLDER);
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await requirePrivate(folder);
    await mkdir(join(folder, 'tmp'), { recursive: true, mode: 0o700 });
    const probe = join(folder, 'tmp', `probe-${process.pid}-${Math.random().toString(36).slice(2)}`);
    await (await open(probe, 'wx', 0o600)).close();
    await rm(probe, { force: true });
  } catch (error) {
    if (error instanceof InvalidOptionsError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new InvalidOptionsError(
      `\`cache.diskCache.path\` is \`${path}\`, where no cache can be kept: ${reason}. Name a folder that this user may write.`,
    );
  }
  return new FileDiskCache(folder, options);
}

/** Whoever else may write there could make up frames, and who may read sees the files of private repositories. */
async function requirePrivate(folder: string): Promise<void> {
  const uid = process.getuid?.();
  if (uid === undefined) return; // Windows: the folder has the access rules of the user's folder around it.
  const found = await lstat(folder);
  // Through a link that somebody else put there, our files would be put wherever he likes.
  if (!found.isDirectory()) {
    throw new InvalidOptionsError(
      `\`cache.diskCache.path\`: \`${folder}\` is not a folder. Remove it, or name another folder.`,
    );
  }
  if (found.uid !== uid) {
    throw new InvalidOptionsError(
      `\`cache.diskCache.path\`: \`${folder}\` belongs to another user (uid ${found.uid}). Name a folder of your own.`,
    );
  }
  if ((found.mode & 0o077) !== 0) await chmod(folder, 0o700);
}
