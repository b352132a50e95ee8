import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { KernelMountError } from 'mesa-sdk';

/**
 * Mounts a repository as a folder of this machine; where the machine cannot, as a filesystem in this process. `cleanUps` gets
 * what unmounts it. Returns the filesystem and the folder of the repository, which is undefined in this process.
 */
export async function mountRepo(mesa, repo, folder, cleanUps) {
  const mountPoint = join(folder, 'mount');
  await mkdir(mountPoint);
  const options = { repos: [repo], journal: { path: join(folder, 'journal') } };
  let fs;
  let reason;
  try {
    fs = await mesa.fs.mount({ ...options, mountPoint });
  } catch (error) {
    if (!(error instanceof KernelMountError)) throw error;
    reason = error.message;
    fs = await mesa.fs.mount(options);
  }
  cleanUps.push(() => fs.close());
  return { fs, reason, folder: reason === undefined ? join(mountPoint, repo) : undefined, mountPoint };
}

/** Tells whether something is mounted at a folder. */
export async function isMounted(folder) {
  const mounts = await readFile('/proc/self/mounts', 'utf8').catch(() => '');
  return mounts.split('\n').some((line) => line.split(' ')[1] === folder);
}
