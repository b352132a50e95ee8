import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createInterface, type Interface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const CHILD = fileURLToPath(new URL('./writer.child.mjs', import.meta.url));

/** What a process said of a path. */
interface Said {
  readonly kind: 'ready' | 'begin' | 'stored' | 'kept' | 'failed';
  readonly path: string;
  /** The beginning of the text. */
  readonly text: string;
  readonly why?: string;
}

/** A process that writes to a mounted change until it is killed. */
export class WriterProcess {
  /** By path, the last text that is on the server or in the journal, as the process was told. */
  readonly acknowledged = new Map<string, string>();
  /** By path, what can be there: the last text that was acknowledged, and each that was tried after it. */
  readonly possible = new Map<string, string[]>();
  readonly failures: string[] = [];
  kept = 0;
  stored = 0;
  readonly #child: ChildProcess;
  readonly #lines: Interface;
  readonly #closed: Promise<unknown>;
  #onReady: () => void = () => {};

  private constructor(args: readonly string[]) {
    const child = spawn(process.execPath, [CHILD, ...args], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    this.#child = child;
    this.#closed = once(child, 'close');
    this.#lines = createInterface({ input: child.stdout });
    this.#lines.on('line', (line) => this.#take(line));
  }

  static async start(...args: readonly string[]): Promise<WriterProcess> {
    const writer = new WriterProcess(args);
    const ready = new Promise<void>((resolve) => {
      writer.#onReady = resolve;
    });
    await Promise.race([ready, writer.#closed.then(() => Promise.reject(new Error('the writer has ended')))]);
    return writer;
  }

  /** Resolves when so many writes are acknowledged as stored. */
  hasStored(count: number): Promise<void> {
    return this.#until(() => this.stored >= count);
  }

  /** Resolves when so many writes are said to be in the journal. */
  hasKept(count: number): Promise<void> {
    return this.#until(() => this.kept >= count);
  }

  /** The process that holds its mount: it outlives the other, to store what is written. */
  async mountProcess(): Promise<number> {
    const children = await readFile(`/proc/${this.#child.pid}/task/${this.#child.pid}/children`, 'utf8');
    for (const pid of children.trim().split(' ')) {
      if ((await readFile(`/proc/${pid}/cmdline`, 'utf8')).includes('file-system.child')) return Number(pid);
    }
    throw new Error('the writer has no process for its mount');
  }

  /** Ends it without a warning. Resolves when all that it said is read. */
  async kill(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.#closed;
  }

  /** Returns the acknowledged writes that are not there: neither the text itself nor one that was tried later. */
  async lost(read: (path: string) => Promise<string>): Promise<string[]> {
    const lost = await Promise.all(
      [...this.acknowledged].map(async ([path, text]) => {
        const found = (await read(path).catch((error: unknown) => String(error))).slice(0, 24);
        if (this.possible.get(path)?.includes(found)) return [];
        return [`${path}: ${JSON.stringify(found)} instead of ${JSON.stringify(text)}`];
      }),
    );
    return lost.flat();
  }

  async #until(isSo: () => boolean): Promise<void> {
    while (!isSo()) {
      const line = once(this.#lines, 'line').then(() => false);
      if (await Promise.race([line, this.#closed.then(() => true)])) throw new Error('the writer has ended');
    }
  }

  #take(line: string): void {
    // The last line of a process that was killed may be half of one.
    if (!line.endsWith('}')) return;
    const { kind, path, text, why = '' } = JSON.parse(line) as Said;
    if (kind === 'ready') this.#onReady();
    else if (kind === 'begin') this.possible.set(path, [...(this.possible.get(path) ?? []), text]);
    else if (kind === 'failed') this.failures.push(why);
    else {
      this.acknowledged.set(path, text);
      this.possible.set(path, [text]);
      this[kind] += 1;
    }
  }
}
