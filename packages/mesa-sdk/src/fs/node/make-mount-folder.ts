import { mkdtemp, rmdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MountFolder } from '../kernel-mounter.js';

/** Makes a folder to mount at, which only the user of this process can look into. */
export async function makeMountFolder(): Promise<MountFolder> {
  const path = await mkdtemp(join(tmpdir(), 'mesa-mount-'));
  // Not what is in it: were something still mounted there, that would be somebody's files.
  return { path, remove: () => rmdir(path).catch(() => {}) };
}
