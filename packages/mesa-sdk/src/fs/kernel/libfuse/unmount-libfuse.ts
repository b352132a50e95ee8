import { spawnSync } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { onPath } from '../dev-fuse/mount-blockers.js';
import { findFuseMount } from '../dev-fuse/mount-table.js';
import { runProgram } from '../dev-fuse/run-program.js';
import { unmountPath } from '../dev-fuse/unmount-path.js';
import { KernelMountError } from '../kernel-mount-error.js';

/** A program that has just ended may keep its files open for another moment. */
const TRIES = 5;
const BETWEEN_TRIES_MS = 100;

/**
 * Takes a mount off a folder by fusermount, which also ordinary users may, and does nothing where there is none.
 * With `force` also one that is in use: it goes when its process ends.
 *
 * @throws KernelMountError `UNMOUNT_FAILED`.
 */
export async function unmountLibfuse(mountPoint: string, { force = false } = {}): Promise<void> {
  if (!onPath('fusermount')) {
    await unmountPath(mountPoint, { force });
    return;
  }
  for (let left = TRIES; findFuseMount(mountPoint) !== undefined; left -= 1) {
    const { code, stderr } = await runProgram('fusermount', [force ? '-uz' : '-u', '--', mountPoint]);
    // Somebody else may have been quicker, which is as good.
    if (code === 0 || findFuseMount(mountPoint) === undefined) continue;
    if (left > 0 && stderr.includes('busy')) {
      await delay(BETWEEN_TRIES_MS);
      continue;
    }
    const advice = stderr.includes('busy') ? ' End the programs that use it, or unmount with force.' : '';
    throw new KernelMountError('UNMOUNT_FAILED', `${mountPoint} is still mounted: ${stderr}${advice}`);
  }
}

/** Takes a mount off before it returns, in use or not, for a process that ends now. Failing is left at that. */
export function detachNow(mountPoint: string): void {
  const [program, args] = onPath('fusermount')
    ? ['fusermount', ['-uz', '--', mountPoint]]
    : ['umount', ['-i', '-c', '-l', '--', mountPoint]];
  spawnSync(program as string, args as string[], { cwd: '/', stdio: 'ignore' });
}
