import { spawn } from 'node:child_process';
import { findFuseMount } from './mount-table.js';

/**
 * What is on a folder: no FUSE mount, one that answers, one whose server is gone, or one whose server does not answer
 * in time.
 */
export type MountState = 'none' | 'ok' | 'stale' | 'hung';

/**
 * Returns the state of the mount on a folder, given by its absolute path without links.
 *
 * The question is put by a child process, so that neither the event loop nor a thread of Node's pool can hang in a
 * mount whose server is dead, or is this very thread. A mount of this process is asked with the rest of it running.
 */
export function mountState(mountPoint: string, timeoutMs = 2000): Promise<MountState> {
  if (findFuseMount(mountPoint) === undefined) return Promise.resolve('none');
  return new Promise((resolve) => {
    const child = spawn('stat', ['-f', '--', mountPoint], {
      cwd: '/',
      env: { ...process.env, LC_ALL: 'C' },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let complaint = '';
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      resolve('hung');
    }, timeoutMs);
    child.stderr.on('data', (chunk: Buffer) => {
      complaint += chunk.toString();
    });
    child.on('error', () => {
      clearTimeout(timer);
      resolve('hung');
    });
    child.on('close', (code) => {
      clearTimeout(timer);
      if (code === 0) resolve('ok');
      else resolve(/not connected|connection abort/i.test(complaint) ? 'stale' : 'hung');
    });
  });
}
