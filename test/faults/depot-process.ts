import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const CLI = fileURLToPath(new URL('../../packages/mesa-depot/dist/cli.js', import.meta.url));

/** A depot in a process of its own, which can be killed and started again on what it stored. */
export class DepotProcess implements AsyncDisposable {
  readonly #folder: string;
  #child: ChildProcess | undefined;
  #port = 0;
  apiKey = '';
  org = '';

  private constructor(folder: string) {
    this.#folder = folder;
  }

  static async start(): Promise<DepotProcess> {
    const depot = new DepotProcess(await mkdtemp(join(tmpdir(), 'mesa-faults-depot-')));
    await depot.start();
    return depot;
  }

  /** Where it listens; the same for as long as it lives, and after it was killed. */
  get port(): number {
    return this.#port;
  }

  get apiUrl(): string {
    return `http://127.0.0.1:${this.#port}/v1`;
  }

  async start(): Promise<void> {
    const data = join(this.#folder, 'data');
    const args = [CLI, 'serve', '--port', `${this.#port}`, '--json', '--log-level', 'error', '--data', data];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    const started = await Promise.race([
      once(createInterface({ input: child.stdout }), 'line'),
      once(child, 'exit'),
    ]);
    if (typeof started[0] !== 'string') throw new Error(`the depot on ${data} ended with ${started[0]}`);
    const { api_url, api_key, org } = JSON.parse(started[0]);
    this.#child = child;
    this.#port = Number(new URL(api_url).port);
    this.apiKey = api_key ?? this.apiKey;
    this.org = org;
  }

  /** Ends it without a warning, as when the machine does. */
  async kill(): Promise<void> {
    const child = this.#child;
    if (child === undefined) return;
    this.#child = undefined;
    const exited = once(child, 'exit');
    child.kill('SIGKILL');
    await exited;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.kill();
    await rm(this.#folder, { recursive: true, force: true });
  }
}
