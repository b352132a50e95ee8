import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { onTestFinished } from 'vitest';

const run = promisify(execFile);

/** What a git command printed, and how it ended. */
export interface GitRun {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A folder with real git in it, deaf to the settings of the machine. It runs beside the test, which may hold the server. */
export interface GitClient {
  readonly folder: string;
  /** Runs git in a folder below, and returns what it printed on stdout. Throws what it printed when it fails. */
  git(at: string, ...args: readonly string[]): Promise<string>;
  /** Runs git and returns how that went. */
  try(at: string, ...args: readonly string[]): Promise<GitRun>;
}

/** Makes a folder for git commands; it is removed when the test ends, unless said otherwise. */
export function createGitClient(
  whenDone: (remove: () => void) => void = (remove) => onTestFinished(remove),
): GitClient {
  const folder = mkdtempSync(join(tmpdir(), 'mesa-git-client-'));
  whenDone(() => rmSync(folder, { recursive: true, force: true }));
  const attempt = async (at: string, ...args: readonly string[]): Promise<GitRun> => {
    const options = {
      cwd: join(folder, at),
      maxBuffer: 256 * 1024 * 1024,
      env: {
        PATH: process.env.PATH ?? '',
        HOME: folder,
        LC_ALL: 'C',
        GIT_CONFIG_NOSYSTEM: '1',
        GIT_TERMINAL_PROMPT: '0',
        GIT_AUTHOR_NAME: 'Ada',
        GIT_AUTHOR_EMAIL: 'ada@example.com',
        GIT_COMMITTER_NAME: 'Ada',
        GIT_COMMITTER_EMAIL: 'ada@example.com',
      },
    };
    try {
      return { code: 0, ...(await run('git', [...args], options)) };
    } catch (error) {
      const { code, stdout, stderr } = error as { code?: unknown; stdout?: string; stderr?: string };
      if (typeof code !== 'number') throw error;
      return { code, stdout: stdout ?? '', stderr: stderr ?? '' };
    }
  };
  return {
    folder,
    try: attempt,
    async git(at, ...args) {
      const { code, stdout, stderr } = await attempt(at, ...args);
      if (code !== 0) throw new Error(`git ${args.join(' ')} ended with ${code}:\n${stdout}${stderr}`);
      return stdout;
    },
  };
}
