import type { JobLog } from '../../jobs/job-log.js';
import { type SetTimer, setNodeTimer } from '../../jobs/set-timer.js';
import type { MeshagentServices } from '../service/services.js';
import { type Job, RepeatingJob } from './repeating-job.js';

/** How often to look whether something is due: other processes cannot wake this one. */
const LOOK_MS = 1_000; // 1 second
/** How often to look for what is left behind. */
const SWEEP_MS = 60_000; // 1 minute

export interface MeshagentWorkerOptions {
  readonly services: Pick<MeshagentServices, 'tasks' | 'webhooks' | 'sessions' | 'files'>;
  readonly log: JobLog;
  /** Default: the timers of Node. */
  readonly setTimer?: SetTimer;
}

/**
 * Does what has to be done without being asked for: runs scheduled tasks, delivers webhooks, ends sessions that nobody is in,
 * and removes what nobody needs any more. None waits for the others. What is due is in the database only, and of several processes
 * one does each thing.
 */
export class MeshagentWorker {
  readonly #services: MeshagentWorkerOptions['services'];
  readonly #jobs: readonly RepeatingJob[];

  constructor({ services, log, setTimer = setNodeTimer }: MeshagentWorkerOptions) {
    const { files, sessions, tasks, webhooks } = services;
    const jobs: Job[] = [
      { what: 'running scheduled tasks', run: () => tasks.runDue(), everyMs: LOOK_MS },
      { what: 'delivering webhooks', run: (wake) => webhooks.beginDue(wake), everyMs: LOOK_MS },
      { what: 'ending idle sessions', run: () => sessions.endIdle(), everyMs: SWEEP_MS },
      { what: 'removing cut uploads', run: () => files.removeAbandoned(), everyMs: SWEEP_MS },
      { what: 'removing old deliveries', run: () => webhooks.removeOld(), everyMs: SWEEP_MS },
    ];
    this.#services = services;
    this.#jobs = jobs.map((job) => new RepeatingJob(job, log, setTimer));
  }

  /** Begins with all of it. Idempotent. */
  start(): void {
    for (const job of this.#jobs) job.wake();
  }

  /** Waits for what is under way, which ends within seconds. Idempotent. */
  async stop(): Promise<void> {
    await Promise.all(this.#jobs.map((job) => job.stop()));
    await this.#services.webhooks.settle();
  }
}
