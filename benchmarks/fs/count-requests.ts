import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** Names of the requests, by their numbers in linux/fuse.h. */
const NAMES: Readonly<Record<number, string>> = {
  1: 'LOOKUP',
  3: 'GETATTR',
  4: 'SETATTR',
  9: 'MKDIR',
  10: 'UNLINK',
  11: 'RMDIR',
  12: 'RENAME',
  14: 'OPEN',
  15: 'READ',
  16: 'WRITE',
  17: 'STATFS',
  18: 'RELEASE',
  20: 'FSYNC',
  22: 'GETXATTR',
  25: 'FLUSH',
  27: 'OPENDIR',
  28: 'READDIR',
  29: 'RELEASEDIR',
  35: 'CREATE',
  44: 'READDIRPLUS',
  45: 'RENAME2',
};

/**
 * Counts what the kernel asks the process that holds a mount, by watching it read the device with strace. FORGETs are
 * left out: the kernel sends them when it likes.
 */
export async function countRequests(
  pid: number,
  work: () => Promise<void>,
): Promise<ReadonlyMap<string, number>> {
  const folder = mkdtempSync(join(tmpdir(), 'mesa-bench-strace-'));
  const output = join(folder, 'trace');
  const args = ['-f', '-xx', '-s', '8', '-e', 'trace=read', '-P', '/dev/fuse', '-o', output, '-p', `${pid}`];
  const strace = spawn('strace', args, { stdio: ['ignore', 'ignore', 'pipe'] });
  try {
    await attached(strace);
    await work();
    // The release of a file comes after its close has returned.
    await delay(300);
  } finally {
    const ended = new Promise((resolve) => strace.once('close', resolve));
    strace.kill('SIGINT');
    await ended;
  }
  const counts = new Map<string, number>();
  // The number of a request stands behind its length, each in four bytes of which only the first two are ever used.
  const bytes = String.raw`"(?:\\x[0-9a-f]{2}){4}\\x([0-9a-f]{2})\\x([0-9a-f]{2})`;
  for (const [, low = '', high = ''] of readFileSync(output, 'utf8').matchAll(new RegExp(bytes, 'g'))) {
    const name = NAMES[Number.parseInt(high + low, 16)];
    if (name !== undefined) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  rmSync(folder, { recursive: true });
  return counts;
}

/** strace says when it has begun to watch the last thread. */
async function attached(strace: ChildProcess): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    strace.stderr?.on('data', (text) => {
      if (String(text).includes('attached')) resolve();
    });
    strace.once('error', reject);
    strace.once('close', () => reject(new Error('strace ended before it was attached')));
  });
  await delay(200);
}
