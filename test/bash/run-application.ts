import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { ROOT } from '../helpers/run.js';
import type { ShellWorld } from './shell-world.js';

const CHILD = fileURLToPath(new URL('script.child.ts', import.meta.url));

/** Runs an application that runs a script in the sandbox, behind a program that starts it; returns what is printed. */
export async function runApplication(
  { depot, repo }: ShellWorld,
  before: readonly string[],
  script: string,
): Promise<string> {
  const [program = '', ...args] = before;
  const child = spawn(program, [...args, process.execPath, '--import', 'tsx', CHILD, repo, script], {
    cwd: ROOT,
    env: { PATH: process.env.PATH, MESA_API_URL: depot.apiUrl, MESA_API_KEY: depot.apiKey },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (printed += chunk));
  await once(child, 'close');
  return printed;
}
