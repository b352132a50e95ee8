import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

/** The built program: child processes cannot run TypeScript. */
const CLI = fileURLToPath(new URL('../../../dist/cli.js', import.meta.url));

/** How long a depot may take to start on a busy machine. */
const START_TIMEOUT_MS = 20_000;

/** A running `mesa-depot`. */
export interface CliProcess {
  readonly child: ChildProcess;
  /** What was printed so far. */
  readonly stdout: string;
  readonly stderr: string;
  /** Resolves at the end of the process; a signal that ended it shows as its name. */
  readonly ended: Promise<number | string>;
  /** Waits until stdout holds `text`. */
  waitFor(text: string): Promise<void>;
}

/** Starts `mesa-depot` with arguments; whatever is left of it is killed when the test ends. */
export function startCli(args: readonly string[], cwd?: string): CliProcess {
  if (!existsSync(CLI)) throw new Error(`${CLI} is missing: run \`pnpm build\` first.`);
  const child = spawn(process.execPath, [CLI, ...args], { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    stdout += chunk;
  });
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    stderr += chunk;
  });
  // `close` comes after all output was read, `exit` may come before.
  const ended = once(child, 'close').then(([code, signal]) => (code ?? signal) as number | string);
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  return {
    child,
    ended,
    get stdout() {
      return stdout;
    },
    get stderr() {
      return stderr;
    },
    async waitFor(text) {
      const deadline = Date.now() + START_TIMEOUT_MS;
      while (!stdout.includes(text)) {
        if (child.exitCode !== null || Date.now() > deadline) {
          throw new Error(`no ${JSON.stringify(text)} in stdout:\n${stdout}\nstderr:\n${stderr}`);
        }
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
    },
  };
}

/** Runs `mesa-depot` to its end. */
export async function runCli(
  args: readonly string[],
  cwd?: string,
): Promise<{ code: number | string; stdout: string; stderr: string }> {
  const cli = startCli(args, cwd);
  const code = await cli.ended;
  return { code, stdout: cli.stdout, stderr: cli.stderr };
}

/** What `serve --json` prints. */
export interface ServeLine {
  readonly api_url: string;
  readonly vcs_url: string;
  readonly commitments_url?: string;
  readonly meshagent_url?: string;
  readonly meshagent_token?: string;
  readonly org: string;
  readonly api_key: string;
  readonly pid: number;
}

/** Starts `mesa-depot serve --json` on a free port and waits until it is ready. */
export async function startServe(
  data: string,
  ...args: string[]
): Promise<CliProcess & { readonly line: ServeLine }> {
  const cli = startCli(['serve', '--json', '--port', '0', '--data', data, ...args]);
  await cli.waitFor('\n');
  return Object.create(cli, { line: { value: JSON.parse(cli.stdout) as ServeLine } });
}
