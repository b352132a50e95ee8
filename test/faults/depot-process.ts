import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { freePort } from '../../packages/mesa-depot/src/storage/testing/free-port.js';

const CLI = fileURLToPath(new URL('../../packages/mesa-depot/dist/cli.js', import.meta.url));

/** What a depot is started with besides its port and folder. */
export interface DepotProcessOptions {
  readonly flags?: readonly string[];
  /** Variables added to the environment of this process. */
  readonly env?: Readonly<Record<string, string>>;
}

/** A depot in a process of its own, which can be killed and started again on what it stored. */
export class DepotProcess implements AsyncDisposable {
  readonly #folder: string;
  readonly #options: DepotProcessOptions;
  #child: ChildProcess | undefined;
  #port = 0;
  apiKey = '';
  org = '';
  /** Where it was asked for. */
  meshagentUrl: string | undefined;
  meshagentToken: string | undefined;

  private constructor(folder: string, options: DepotProcessOptions) {
    this.#folder = folder;
    this.#options = options;
  }

  static async start(options: DepotProcessOptions = {}): Promise<DepotProcess> {
    const depot = new DepotProcess(await mkdtemp(join(tmpdir(), 'mesa-faults-depot-')), options);
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
    if (this.#port === 0) this.#port = await freePort();
    const data = join(this.#folder, 'data');
    const { flags = [], env = {} } = this.#options;
    const args = [CLI, 'serve', '--port', `${this.#port}`, '--json', '--log-level', 'error', '--data', data];
    const child = spawn(process.execPath, [...args, ...flags], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, ...env },
    });
    const started = await Promise.race([
      once(createInterface({ input: child.stdout }), 'line'),
      once(child, 'exit'),
    ]);
    if (typeof started[0] !== 'string') throw new Error(`the depot on ${data} ended with ${started[0]}`);
    const { api_key, org, meshagent_url, meshagent_token } = JSON.parse(started[0]);
    this.#child = child;
    this.apiKey = api_key ?? this.apiKey;
    this.org = org;
    this.meshagentUrl = meshagent_url;
    this.meshagentToken = meshagent_token;
  }

  /** Ends it without a warning, as when the machine does. */
  kill(): Promise<void> {
    return this.#end('SIGKILL');
  }

  /** Ends it as an operator does: it takes no new requests, and answers those it has. */
  stop(): Promise<void> {
    return this.#end('SIGTERM');
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#child;
    if (child === undefined) return;
    this.#child = undefined;
    const exited = once(child, 'exit');
    child.kill(signal);
    await exited;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.kill();
    await rm(this.#folder, { recursive: true, force: true });
  }
}
