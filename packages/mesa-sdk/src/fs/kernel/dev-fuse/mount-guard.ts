import { type ChildProcess, spawn } from 'node:child_process';
import { findFuseMount } from './mount-table.js';

/*
 * Reads until the pipe from us ends, which it does however we end, and then takes the mount off: but only if the one
 * on this folder is still ours, by the number of its connection.
 */
const SCRIPT = `read -r _
grep -qF -- "$2" /proc/self/mountinfo && exec umount -i -c -f -l -- "$1"`;

/**
 * A small shell that outlives this process and unmounts for it, so that `kill -9` leaves no mount behind on which
 * every call fails.
 */
export class MountGuard {
  readonly #child: ChildProcess;

  constructor(mountPoint: string) {
    const entry = findFuseMount(mountPoint);
    const line = ` 0:${entry?.minor} / ${entry?.escapedPath} `;
    this.#child = spawn('sh', ['-c', SCRIPT, 'mesa-mount-guard', mountPoint, line], {
      cwd: '/',
      // A group of its own: Ctrl-C in the terminal ends the process, and must not end its guard.
      detached: true,
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    this.#child.on('error', () => {});
    this.#child.unref();
    (this.#child.stdin as unknown as { unref(): void }).unref();
  }

  /** Ends the guard, when the mount is gone. */
  dismiss(): void {
    this.#child.kill('SIGKILL');
    this.#child.stdin?.destroy();
  }
}
