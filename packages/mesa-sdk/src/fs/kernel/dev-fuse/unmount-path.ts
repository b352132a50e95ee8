import { setTimeout as delay } from 'node:timers/promises';
import { KernelMountError } from '../kernel-mount-error.js';
import { findFuseMount } from './mount-table.js';
import { runProgram } from './run-program.js';

/** "-i": no helper; "-c": the path is not looked up, which a dead server would not answer. */
const QUIETLY = ['-i', '-c'];
/** A program that has just ended may keep its files open for another moment. */
const TRIES = 5;
const BETWEEN_TRIES_MS = 100;

/**
 * Takes the FUSE mount off a folder, and does nothing where there is none.
 *
 * With `force` it cuts the connection: programs that have files open in it get `EIO` or `ENOTCONN`, and a server that
 * does not answer is not waited for. Without, a mount that is in use stays.
 *
 * @throws KernelMountError `UNMOUNT_FAILED`.
 */
export async function unmountPath(mountPoint: string, { force = false } = {}): Promise<void> {
  for (let left = TRIES; findFuseMount(mountPoint) !== undefined; left -= 1) {
    const flags = force ? ['-f', '-l'] : [];
    const { code, stderr } = await runProgram('umount', [...QUIETLY, ...flags, '--', mountPoint]);
    // Somebody else may have been quicker, which is as good.
    if (code === 0 || findFuseMount(mountPoint) === undefined) return;
    if (left > 0 && stderr.includes('busy')) {
      await delay(BETWEEN_TRIES_MS);
      continue;
    }
    const advice = stderr.includes('busy') ? ' End the programs that use it, or unmount with force.' : '';
    throw new KernelMountError('UNMOUNT_FAILED', `${mountPoint} is still mounted: ${stderr}${advice}`);
  }
}
