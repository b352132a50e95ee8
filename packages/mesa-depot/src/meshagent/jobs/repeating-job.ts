import type { JobLog } from '../../jobs/job-log.js';
import type { SetTimer } from '../../jobs/set-timer.js';

/** What is done again and again. */
export interface Job {
  /** What it is, as the beginning of a sentence: "delivering webhooks". */
  readonly what: string;
  /** Does what there is to do, and returns how much that was. @param wake Says that there is more. */
  run(wake: () => void): Promise<number>;
  /** How long to wait after a round that found nothing to do. */
  readonly everyMs: number;
}

/** Runs a job, now and every so often; at once after a round that found something. A round that fails changes nothing about that. */
export class RepeatingJob {
  readonly #job: Job;
  readonly #log: JobLog;
  readonly #setTimer: SetTimer;
  #round: Promise<void> | undefined;
  #cancel: (() => void) | undefined;
  #isAskedFor = false;
  #isStopping = false;

  constructor(job: Job, log: JobLog, setTimer: SetTimer) {
    this.#job = job;
    this.#log = log;
    this.#setTimer = setTimer;
  }

  /** Does a round now, or another one after that under way. */
  wake = (): void => {
    if (this.#isStopping) return;
    this.#isAskedFor = true;
    if (this.#round !== undefined) return;
    this.#cancel?.();
    this.#round = this.#run().finally(() => {
      this.#round = undefined;
      if (this.#isStopping) return;
      if (this.#isAskedFor) this.wake();
      else this.#cancel = this.#setTimer(this.wake, this.#job.everyMs);
    });
  };

  /** Waits for the round under way. Idempotent. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    this.#cancel?.();
    await this.#round;
  }

  async #run(): Promise<void> {
    this.#isAskedFor = false;
    try {
      if ((await this.#job.run(this.wake)) > 0) this.#isAskedFor = true;
    } catch (error) {
      this.#log.error({ err: error }, `${this.#job.what} failed; it is tried again`);
    }
  }
}
