import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** A depot in a process of its own. */
export interface DepotProcess extends AsyncDisposable {
  readonly apiUrl: string;
  readonly apiKey: string;
  readonly org: string;
  /** Where it was asked for. */
  readonly meshagentUrl: string | undefined;
  readonly meshagentToken: string | undefined;
}

const CLI = fileURLToPath(new URL('../../packages/mesa-depot/dist/cli.js', import.meta.url));

/**
 * Starts `mesa-depot serve` on a temporary folder, for tests that use a mount in ways that block their process: a depot in
 * the same process would be blocked too, and the mount would wait for it for ever.
 */
export async function startDepotProcess(...flags: string[]): Promise<DepotProcess> {
  const folder = await mkdtemp(join(tmpdir(), 'mesa-depot-'));
  const args = [CLI, 'serve', '--port', '0', '--json', '--log-level', 'warn', '--data', join(folder, 'data')];
  const child = spawn(process.execPath, [...args, ...flags], { stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = once(child, 'exit');
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM');
    await exited;
    await rm(folder, { recursive: true, force: true });
  };
  const line = once(createInterface({ input: child.stdout }), 'line');
  const started = await Promise.race([line, exited]);
  if (typeof started[0] !== 'string') {
    await stop();
    throw new Error(`the depot ended with code ${started[0]} before it was ready`);
  }
  const told = JSON.parse(started[0]);
  const { api_url: apiUrl, api_key: apiKey, org, meshagent_url, meshagent_token } = told;
  const meshagent = { meshagentUrl: meshagent_url, meshagentToken: meshagent_token };
  return { apiUrl, apiKey, org, ...meshagent, [Symbol.asyncDispose]: stop };
}
