import { Worker } from 'node:worker_threads';
import type { TextJob, TextJobResult } from './text-job.js';
import type { TextWorkerMessage, TextWorkerRequest } from './text-worker.js';

/** Enough for texts of many times the size that is ever sent; a job that needs more is given up. */
const WORKER_MEMORY_MB = 512;

/** Options of {@link TextWorkerPool}. */
export interface TextWorkerPoolOptions {
  /** The built `text-worker.js`. */
  readonly workerUrl: URL;
  readonly maxWorkers: number;
  /** How long a job may run, from its own start, in milliseconds. Waiting for a free worker does not count. */
  readonly budgetMs: number;
  /** How many steps a job may take. */
  readonly maxSteps: number;
}

interface Waiting {
  readonly job: TextJob;
  readonly resolve: (result: TextJobResult) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Runs jobs in worker threads, in the order they come.
 *
 * Threads start when they are needed, and idle ones do not keep the process alive. One whose job is over its time is
 * killed; the job's answer is `too_large`, and the next job gets a new thread.
 */
export class TextWorkerPool {
  readonly #options: TextWorkerPoolOptions;
  readonly #queue: Waiting[] = [];
  readonly #idle: Worker[] = [];
  readonly #all = new Set<Worker>();
  readonly #ready = new WeakSet<Worker>();
  #closed = false;

  constructor(options: TextWorkerPoolOptions) {
    this.#options = options;
  }

  /** Returns what the job gives. Rejects when the pool is closed or the worker cannot be started. */
  run<Job extends TextJob>(job: Job): Promise<TextJobResult<Job>> {
    return new Promise<TextJobResult>((resolve, reject) => {
      if (this.#closed) {
        reject(closedError());
        return;
      }
      this.#queue.push({ job, resolve, reject });
      this.#dispatch();
    }) as Promise<TextJobResult<Job>>;
  }

  /** Ends all threads; jobs not done are rejected. May be called more than once. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const waiting of this.#queue.splice(0)) waiting.reject(closedError());
    await Promise.all([...this.#all].map((worker) => worker.terminate()));
  }

  #dispatch(): void {
    while (this.#queue.length > 0) {
      if (this.#idle.length === 0 && this.#all.size >= this.#options.maxWorkers) return;
      const waiting = this.#queue.shift() as Waiting;
      try {
        this.#work(this.#idle.pop() ?? this.#start(), waiting);
      } catch (error) {
        waiting.reject(error);
      }
    }
  }

  #start(): Worker {
    const worker = new Worker(this.#options.workerUrl, {
      resourceLimits: { maxOldGenerationSizeMb: WORKER_MEMORY_MB },
    });
    this.#all.add(worker);
    // A failure concerns the job at hand, which listens too; an idle worker that fails is only replaced.
    worker.on('error', () => {});
    worker.once('exit', () => {
      this.#all.delete(worker);
      const index = this.#idle.indexOf(worker);
      if (index !== -1) this.#idle.splice(index, 1);
      if (!this.#closed) this.#dispatch();
    });
    return worker;
  }

  #work(worker: Worker, { job, resolve, reject }: Waiting): void {
    let timer: NodeJS.Timeout | undefined;
    const stop = (): void => {
      clearTimeout(timer);
      worker.off('message', onMessage).off('error', onError).off('exit', onExit);
    };
    const startClock = (): void => {
      timer = setTimeout(() => {
        stop();
        resolve('too_large');
        void worker.terminate();
      }, this.#options.budgetMs);
    };
    const onMessage = (message: TextWorkerMessage): void => {
      if ('ready' in message) {
        this.#ready.add(worker);
        startClock();
        return;
      }
      stop();
      worker.unref();
      this.#idle.push(worker);
      resolve(message.result);
      this.#dispatch();
    };
    const onError = (error: NodeJS.ErrnoException): void => {
      stop();
      if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') resolve('too_large');
      else reject(error);
    };
    const onExit = (): void => {
      stop();
      reject(this.#closed ? closedError() : new Error('A text worker ended without an answer.'));
    };
    worker.on('message', onMessage).on('error', onError).on('exit', onExit);
    worker.ref();
    // A new thread is not on the clock yet: starting may take long on a busy machine.
    if (this.#ready.has(worker)) startClock();
    const buffers: ArrayBuffer[] = [];
    const request: TextWorkerRequest = { job: copyJob(job, buffers), maxSteps: this.#options.maxSteps };
    worker.postMessage(request, buffers);
  }
}

/** Returns a job whose bytes can be handed over: in buffers that nothing else uses. */
function copyJob(job: TextJob, buffers: ArrayBuffer[]): TextJob {
  const own = (bytes: Uint8Array): Uint8Array => {
    const copy = new Uint8Array(bytes);
    buffers.push(copy.buffer);
    return copy;
  };
  return job.kind === 'edits'
    ? { ...job, old: own(job.old), new: own(job.new) }
    : { ...job, base: own(job.base), target: own(job.target), source: own(job.source) };
}

function closedError(): Error {
  return new Error('The text engine is closed; create a new one to compare texts.');
}
