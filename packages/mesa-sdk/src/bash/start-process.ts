import type { Readable, Writable } from 'node:stream';
import { execa } from 'execa';

/** A program to start. */
export interface ProcessStart {
  readonly file: string;
  readonly args: readonly string[];
  /** All of its environment. */
  readonly env: Readonly<Record<string, string>>;
  /** What it reads from the descriptors 3, 4, …; undefined for one that it writes, null for one that stays open to be written. */
  readonly more: readonly (string | Uint8Array | undefined | null)[];
}

/** A program that was started. */
export interface StartedProcess {
  readonly pid: number | undefined;
  readonly stdin: Writable;
  readonly stdout: Readable;
  readonly stderr: Readable;
  /** Descriptors that it writes, in their order. These and its outputs are paused. */
  readonly written: readonly Readable[];
  /** Descriptors that stay open to be written, in their order. */
  readonly open: readonly Writable[];
  /** Resolves when it has ended, however that was; rejects when it could not be started. Its output may still come. */
  readonly exited: Promise<{ readonly code: number | null; readonly signal: NodeJS.Signals | null }>;
  /** Kills it, and what it started that is still of its group. */
  kill(): void;
  /**
   * Kills it and closes its descriptors. A sandbox that is killed while it is being made can leave a bash behind that nobody kills:
   * it ends when it reads that no script comes, and keeps this process no longer than that.
   */
  discard(): void;
}

/**
 * Starts a program in a process group of its own. Its directory is `/` until it changes it itself: one that stepped into a mount
 * that this process serves would wait for it before it had begun.
 */
export function startProcess({ file, args, env, more }: ProcessStart): StartedProcess {
  const child = execa(file, args, {
    cwd: '/',
    env: { ...env },
    extendEnv: false,
    detached: true,
    reject: false,
    buffer: false,
    encoding: 'buffer',
    stdio: ['pipe', 'pipe', 'pipe', ...more.map(() => 'pipe' as const)],
  });
  const written: Readable[] = [];
  const open: Writable[] = [];
  for (const [index, text] of more.entries()) {
    const stream = child.stdio[index + 3] as unknown as Readable & Writable;
    // A program need not read what it is given.
    stream.on('error', () => {});
    if (text === undefined) written.push(stream);
    else if (text === null) open.push(stream);
    else stream.end(text);
  }
  child.stdin.on('error', () => {});
  // Nothing of the output is let go before somebody reads it.
  for (const stream of [child.stdout, child.stderr, ...written]) stream.pause();
  const kill = (): void => {
    if (child.pid === undefined) return;
    try {
      process.kill(-child.pid, 'SIGKILL');
    } catch {
      // It has ended.
    }
  };
  const exited = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve, reject) => {
    child.once('exit', (code, signal) => resolve({ code, signal }));
    child.once('error', reject);
  });
  exited.catch(() => {});
  return {
    pid: child.pid,
    stdin: child.stdin as unknown as Writable,
    stdout: child.stdout as unknown as Readable,
    stderr: child.stderr as unknown as Readable,
    written,
    open,
    exited,
    kill,
    discard() {
      kill();
      for (const stream of child.stdio) stream?.destroy();
    },
  };
}
