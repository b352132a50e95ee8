import { spawnSync } from 'node:child_process';
import { findFuseMount } from './mount-table.js';

/*
 * A connection is also cut by a file in a filesystem of the kernel's own, which need not be mounted. It is, for a
 * moment and where nobody else sees it.
 */
const ABORT =
  'mount -t fusectl none /sys/fs/fuse/connections && echo 1 > "/sys/fs/fuse/connections/$1/abort"';

/**
 * Cuts a connection before it returns, for a process that ends now: with its mount, or alone where somebody has
 * detached the mount while files were open. Failing is left at that.
 */
export function cutNow(mountPoint: string, connection: number): void {
  const [program, args] =
    findFuseMount(mountPoint)?.minor === connection
      ? ['umount', ['-i', '-c', '-f', '-l', '--', mountPoint]]
      : ['unshare', ['--mount', 'sh', '-c', ABORT, 'mesa-abort', String(connection)]];
  spawnSync(program as string, args as string[], { cwd: '/', stdio: 'ignore' });
}
