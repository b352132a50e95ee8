import { mkdir, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** No upload takes this long: what is older was left by a process that was killed. */
const LEFT_BEHIND_AFTER_MS = 24 * 60 * 60_000; // 24 hours

/**
 * Makes the folder for bytes on their way into the storage. Each process has its own, because those on one database may share a
 * data folder; what killed ones left there is removed.
 */
export async function makeSpoolFolder(dataFolder: string, isShared: boolean, now: number): Promise<string> {
  const all = join(dataFolder, 'spool');
  if (!isShared) await rm(all, { recursive: true, force: true });
  await mkdir(all, { recursive: true, mode: 0o700 });
  for (const name of await readdir(all)) {
    const folder = join(all, name);
    const { mtimeMs } = await stat(folder).catch(() => ({ mtimeMs: now }));
    if (now - mtimeMs > LEFT_BEHIND_AFTER_MS) await rm(folder, { recursive: true, force: true });
  }
  return mkdtemp(join(all, `${process.pid}-`));
}
