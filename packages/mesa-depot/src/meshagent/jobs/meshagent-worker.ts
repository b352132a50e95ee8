import type { JobLog } from '../../jobs/job-log.js';
import { type SetTimer, setNodeTimer } from '../../jobs/set-timer.js';
import type { MeshagentServices } from '../service/services.js';

/** How often to look whether something is due: other processes cannot wake this one. */
const LOOK_MS = 1_000; // 1 second
/** How often to look for what is left behind. */
const SWEEP_MS = 60_000; // 1 minute

export interface MeshagentWorkerOptions {
  readonly services: Pick<MeshagentServices, 'tasks' | 'webhooks' | 'sessions' | 'files'>;
  readonly log: JobLog;
  now(): number;
  /** Default: the timers of Node. */
  readonly setTimer?: SetTimer;
}

/**
 * Does what has to be done without being asked for: runs scheduled tasks, delivers webhooks, ends sessions that nobody is in,
 * and removes what cut uploads left. What is due is in the database only, and of several processes one does each thing.
 */
export class MeshagentWorker {
  readonly #options: MeshagentWorkerOptions;
  #round: Promise<void> | undefined;
  #cancel: (() => void) | undefined;
  #isStopping = false;
  #sweptAt = 0;

  constructor(options: MeshagentWorkerOptions) {
    this.#options = options;
  }

  /** Starts a round now and another every second. Idempotent. */
  start(): void {
    if (this.#round || this.#isStopping) return;
    const { setTimer = setNodeTimer } = this.#options;
    this.#round = this.#work().finally(() => {
      if (this.#isStopping) return;
      this.#cancel = setTimer(() => {
        this.#round = undefined;
        this.start();
      }, LOOK_MS);
    });
  }

  /** Waits for the round under way, which ends within seconds. Idempotent. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    this.#cancel?.();
    await this.#round;
  }

  async #work(): Promise<void> {
    const { files, sessions, tasks, webhooks } = this.#options.services;
    await this.#attempt('running scheduled tasks', () => tasks.runDue());
    if (!this.#isStopping) await this.#attempt('delivering webhooks', () => webhooks.deliverDue());
    const now = this.#options.now();
    if (this.#isStopping || now - this.#sweptAt < SWEEP_MS) return;
    this.#sweptAt = now;
    await this.#attempt('ending idle sessions', () => sessions.endIdle());
    await this.#attempt('removing cut uploads', () => files.removeAbandoned());
  }

  /** One thing that fails does not keep the others from their turn. */
  async #attempt(what: string, work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.#options.log.error({ err: error }, `${what} failed; it is tried again`);
    }
  }
}
