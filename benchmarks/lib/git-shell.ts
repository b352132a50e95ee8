import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** A shell that runs git for us. */
export interface GitShell extends AsyncDisposable {
  /** Runs a script in `cwd` and waits for its end. Its output goes nowhere. */
  run(cwd: string, script: string): Promise<void>;
}

/** Git as it is out of the box, whatever the settings of who runs the benchmark. */
const ENVIRONMENT = {
  PATH: process.env.PATH,
  HOME: '/nonexistent',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_COUNT: '2',
  GIT_CONFIG_KEY_0: 'init.defaultBranch',
  GIT_CONFIG_VALUE_0: 'main',
  // It would start in the middle of somebody else's turn.
  GIT_CONFIG_KEY_1: 'gc.auto',
  GIT_CONFIG_VALUE_1: '0',
  GIT_AUTHOR_NAME: 'Ada',
  GIT_AUTHOR_EMAIL: 'ada@example.com',
  GIT_COMMITTER_NAME: 'Ada',
  GIT_COMMITTER_EMAIL: 'ada@example.com',
};

/**
 * Starts a shell, to be given many scripts. Starting a process takes the longer the larger the one that starts it is, and this
 * one holds a server: from a small shell git starts as fast as it does for people.
 */
export function openGitShell(): GitShell {
  const shell: ChildProcess = spawn('sh', { env: ENVIRONMENT, stdio: ['pipe', 'pipe', 'inherit'] });
  if (!shell.stdin || !shell.stdout) throw new Error('the shell has no pipes');
  const { stdin, stdout } = shell;
  const lines = createInterface({ input: stdout });
  return {
    async run(cwd, script) {
      const answer = once(lines, 'line');
      stdin.write(`( set -e; cd '${cwd}'\n${script}\n) </dev/null >/dev/null; echo $?\n`);
      const [code] = await answer;
      if (code !== '0') throw new Error(`exit code ${code} of: ${script}`);
    },
    async [Symbol.asyncDispose]() {
      stdin.end();
      await once(shell, 'close');
    },
  };
}
