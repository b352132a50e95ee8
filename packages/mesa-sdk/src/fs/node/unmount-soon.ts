import { setTimeout as delay } from 'node:timers/promises';
import { type FuseMount, KernelMountError } from '../kernel/index.js';

/** How long programs may keep files open in a mount that is to go. */
const GRACE_MS = 2_000;
const BETWEEN_TRIES_MS = 100;

/**
 * Takes a mount away. Programs that have files open in it get a moment, and errors after that, which is reported.
 *
 * @throws {KernelMountError} `UNMOUNT_FAILED`.
 */
export async function unmountSoon(
  mount: FuseMount | undefined,
  report: (problem: string) => void,
): Promise<void> {
  const until = Date.now() + GRACE_MS;
  while (mount !== undefined) {
    try {
      return await mount.unmount();
    } catch (error) {
      if (!(error instanceof KernelMountError)) throw error;
      if (Date.now() < until) {
        await delay(BETWEEN_TRIES_MS);
        continue;
      }
      report(`${mount.mountPoint} was closed while programs used it: they get errors from now on.`);
      return await mount.unmount({ force: true });
    }
  }
}
