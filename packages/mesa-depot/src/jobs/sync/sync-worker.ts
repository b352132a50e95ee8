import type { SyncRef } from 'mesa-rest';
import type { SyncRun, SyncRuns } from '../../service/sync-runs.js';
import {
  countSyncs,
  nextUpstreamSyncDueAt,
  type Storage,
  voidUpstreamSyncClaims,
} from '../../storage/index.js';
import type { JobLog } from '../job-log.js';
import { retryDelayMs } from '../retry-delay.js';
import { type SetTimer, setNodeTimer } from '../set-timer.js';
import { toSyncFailure } from './sync-failure.js';

/** A sync that fails for reasons that may pass is given up after so many attempts: between four and nine minutes. */
const MAX_ATTEMPTS = 10;
/** How long a claim keeps others off. It is renewed while the attempt lasts; what is left of it has to be waited out after a crash. */
const LEASE_MS = 30_000; // 30 seconds
/** Three renewals may fail before the claim is void. */
const RENEW_MS = 8_000; // 8 seconds
/** One attempt may take this long: enough for a pack of 5 GiB at 3 MiB a second. */
const MAX_ATTEMPT_MS = 30 * 60_000; // 30 minutes

export interface SyncWorkerOptions {
  readonly storage: Storage;
  readonly runs: SyncRuns;
  /** Carries one sync out and returns what became of its refs. What it throws decides about another attempt. */
  runSync(run: SyncRun, signal: AbortSignal): Promise<readonly SyncRef[]>;
  /**
   * Whether no other process works on this storage. What is claimed at the start was then left behind by a crash, and need not be
   * waited for. Default false.
   */
  readonly isAlone?: boolean;
  now(): number;
  random(bytes: number): Uint8Array;
  readonly log?: JobLog;
  /** Syncs of different repositories that run at the same time. Default 8: each may hold a list of refs in memory. */
  readonly concurrency?: number;
  /** How often to look without being woken, since other processes cannot wake this one. Default 1 second. */
  readonly pollMs?: number;
  /** How long an attempt may take. Default 30 minutes. */
  readonly maxAttemptMs?: number;
  /** How long a claim holds without being renewed. Default 30 seconds. */
  readonly leaseMs?: number;
  /** How often a claim is renewed. Default 8 seconds. */
  readonly renewMs?: number;
  /** Default: the timers of Node. */
  readonly setTimer?: SetTimer;
}

/** How many syncs of all repositories are in each state that is not an end. */
export interface SyncMetrics {
  readonly queued: number;
  readonly in_progress: number;
}

/**
 * Carries syncs out, of every repository one at a time and in the order in which they were asked for.
 *
 * What fails for a reason that may pass is tried again, with growing pauses; what cannot succeed fails at once. The state is
 * in the database only: the end of this process puts a sync back, and after a crash another process takes it up once the claim
 * has run out. An attempt that is repeated does no harm, since refs are moved by compare-and-swap on both sides.
 */
export class SyncWorker {
  readonly #options: SyncWorkerOptions;
  readonly #attempts = new Set<Promise<void>>();
  readonly #stopping = new AbortController();
  #loop: Promise<void> | undefined;
  /** Ends the current pause; set while the loop is in one. */
  #endPause: (() => void) | undefined;
  #wasWoken = false;

  constructor(options: SyncWorkerOptions) {
    this.#options = options;
  }

  /** Starts working, with what an earlier process left behind. Idempotent. */
  start(): void {
    this.#loop ??= this.#run();
  }

  /** Says that a sync was queued. Cheap; to be called after the commit. */
  wake(): void {
    this.#wasWoken = true;
    this.#endPause?.();
  }

  /** Starts nothing more, interrupts what is under way and puts it back. Idempotent. */
  async stop(): Promise<void> {
    this.#stopping.abort(new Error('the depot is stopping'));
    this.wake();
    await this.#loop;
    await Promise.all(this.#attempts);
  }

  /** Returns how many syncs wait, and how many are under way in any process. */
  metrics(): Promise<SyncMetrics> {
    return countSyncs(this.#options.storage.read);
  }

  get #isStopping(): boolean {
    return this.#stopping.signal.aborted;
  }

  async #run(): Promise<void> {
    const { storage, log, isAlone = false } = this.#options;
    if (isAlone) {
      await storage.transaction(voidUpstreamSyncClaims).catch((error: unknown) => {
        log?.warn({ err: error }, 'claims of syncs could not be voided; they run out');
      });
    }
    while (!this.#isStopping) {
      this.#wasWoken = false;
      let dueInMs = Number.POSITIVE_INFINITY;
      try {
        dueInMs = await this.#claim();
      } catch (error) {
        this.#options.log?.error({ err: error }, 'claiming syncs failed; it is tried again');
      }
      const { pollMs = 1_000 } = this.#options;
      await this.#pause(Math.min(dueInMs, pollMs));
    }
  }

  /** Starts as many due syncs as there is room for, and returns in how long the next is due, as far as is known. */
  async #claim(): Promise<number> {
    const { storage, runs, now, concurrency = 8, leaseMs = LEASE_MS } = this.#options;
    const limit = concurrency - this.#attempts.size;
    if (limit <= 0) return Number.POSITIVE_INFINITY; // an attempt that ends wakes the loop
    const dueAt = await nextUpstreamSyncDueAt(storage.read);
    if (dueAt === null || this.#isStopping) return Number.POSITIVE_INFINITY;
    if (dueAt > now()) return dueAt - now();
    for (const run of await runs.claim(limit, leaseMs)) this.#begin(run);
    return Number.POSITIVE_INFINITY;
  }

  #begin(run: SyncRun): void {
    const attempt = this.#attempt(run)
      .catch((error: unknown) => {
        // The claim runs out and the sync is tried again.
        this.#options.log?.error({ err: error, sync: run.sync.id }, 'the outcome of a sync was not stored');
      })
      .finally(() => {
        this.#attempts.delete(attempt);
        this.wake();
      });
    this.#attempts.add(attempt);
  }

  async #attempt(run: SyncRun): Promise<void> {
    const { runs, now, random, log, maxAttemptMs = MAX_ATTEMPT_MS } = this.#options;
    const { sync } = run;
    if (sync.attempt > MAX_ATTEMPTS) {
      const error = `The depot ended in the middle of ${MAX_ATTEMPTS} attempts.`;
      return await runs.finish(sync, { status: 'failed', stats: null, error });
    }
    const facts = { sync: sync.id, repo: sync.repoId, direction: sync.direction, attempt: sync.attempt };
    const lost = new AbortController();
    const signal = AbortSignal.any([this.#stopping.signal, lost.signal, AbortSignal.timeout(maxAttemptMs)]);
    const endRenewing = this.#keepRenewing(run, lost);
    try {
      const refs = await this.#options.runSync(run, signal);
      await runs.finish(sync, { status: 'completed', stats: { refs }, error: null });
      log?.debug({ ...facts, refs: refs.length }, 'sync completed');
    } catch (error) {
      if (this.#isStopping) return await runs.release(sync);
      if (lost.signal.aborted) return; // somebody else has it, and says what becomes of it
      const failure = toSyncFailure(error);
      const isFinal = !failure.isTransient || sync.attempt >= MAX_ATTEMPTS;
      const cause = failure.isOurs ? { err: error } : { error: failure.message };
      log?.warn({ ...facts, ...cause }, isFinal ? 'sync failed' : 'sync attempt failed');
      if (isFinal) {
        await runs.finish(sync, { status: 'failed', stats: null, error: failure.message });
        return;
      }
      const fraction = Buffer.from(random(4)).readUInt32BE() / 2 ** 32;
      const delayMs = Math.max(retryDelayMs(sync.attempt, fraction), failure.retryAfterMs ?? 0);
      await runs.retry(sync, failure.message, now() + delayMs);
    } finally {
      endRenewing();
    }
  }

  /** Renews a claim until told to end. Aborts `lost` when somebody else has taken the sync up. */
  #keepRenewing({ sync }: SyncRun, lost: AbortController): () => void {
    const { runs, log, leaseMs = LEASE_MS, renewMs = RENEW_MS, setTimer = setNodeTimer } = this.#options;
    let cancel = (): void => {};
    let isOver = false;
    const renew = async (): Promise<void> => {
      try {
        if (!(await runs.renew(sync, leaseMs)) && !isOver)
          lost.abort(new Error('the sync was taken up elsewhere'));
      } catch (error) {
        log?.warn({ err: error, sync: sync.id }, 'renewing the claim of a sync failed; it is tried again');
      }
      if (!isOver) cancel = setTimer(() => void renew(), renewMs);
    };
    cancel = setTimer(() => void renew(), renewMs);
    return () => {
      isOver = true;
      cancel();
    };
  }

  /** Waits for a time or for `wake`, also for one that came since the loop began its round. */
  async #pause(delayMs: number): Promise<void> {
    if (this.#wasWoken || this.#isStopping) return;
    const { setTimer = setNodeTimer } = this.#options;
    await new Promise<void>((resolve) => {
      const cancel = setTimer(resolve, delayMs);
      this.#endPause = () => {
        cancel();
        resolve();
      };
    });
    this.#endPause = undefined;
  }
}
