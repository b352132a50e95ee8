import {
  deleteExpiredIdempotency,
  deleteFinishedDeliveries,
  deleteFinishedSyncs,
  deleteHistory,
  deleteObjects,
  listDeletedRepos,
  purgeRepo,
  releaseLease,
  type Storage,
  type Transaction,
  takeLease,
} from '../storage/index.js';
import type { JobLog } from './job-log.js';
import { type SetTimer, setNodeTimer } from './set-timer.js';

const INTERVAL_MS = 10 * 60_000; // 10 minutes
const KEEP_DELIVERIES_MS = 30 * 24 * 60 * 60_000; // 30 days
const KEEP_SYNCS_MS = 30 * 24 * 60 * 60_000; // 30 days
/** Time in which an operator can still bring back by hand what was deleted by mistake. */
const KEEP_DELETED_REPOS_MS = 24 * 60 * 60_000; // 24 hours
/** Rows removed in one transaction: other writers wait for it. */
const ROWS_PER_TRANSACTION = 1_000;
const REPOS_PER_ROUND = 100;
const LEASE = 'expiry';

export interface ExpiryWorkerOptions {
  readonly storage: Storage;
  /** Name of this process among those on the database, of which one does each round. */
  readonly holder: string;
  now(): number;
  readonly log?: JobLog;
  /** Default: the timers of Node. */
  readonly setTimer?: SetTimer;
}

/** Removes what nobody can ask for any more: old answers, old deliveries and syncs, and what deleted repositories left behind. */
export class ExpiryWorker {
  readonly #options: ExpiryWorkerOptions;
  #round: Promise<void> | undefined;
  #cancel: (() => void) | undefined;
  #isStopping = false;
  #hasLease = false;

  constructor(options: ExpiryWorkerOptions) {
    this.#options = options;
  }

  /** Starts a first round now and another every 10 minutes, unless another process does. Idempotent. */
  start(): void {
    if (this.#round || this.#isStopping) return;
    const { setTimer = setNodeTimer, log } = this.#options;
    this.#round = this.#takeTurn()
      .catch((error: unknown) =>
        log?.error({ err: error }, 'removing expired rows failed; it is tried again'),
      )
      .finally(() => {
        if (this.#isStopping) return;
        this.#cancel = setTimer(() => {
          this.#round = undefined;
          this.start();
        }, INTERVAL_MS);
      });
  }

  /** Waits for the transaction under way. Idempotent. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    this.#cancel?.();
    await this.#round;
    const { storage, holder } = this.#options;
    if (this.#hasLease)
      await storage.transaction((tx) => releaseLease(tx, { name: LEASE, holder })).catch(() => {});
    this.#hasLease = false;
  }

  /** Does one round. */
  async runOnce(): Promise<void> {
    const { storage, now } = this.#options;
    await storage.transaction((tx) => deleteExpiredIdempotency(tx, now()));
    await storage.transaction((tx) => deleteFinishedDeliveries(tx, now() - KEEP_DELIVERIES_MS));
    await storage.transaction((tx) => deleteFinishedSyncs(tx, now() - KEEP_SYNCS_MS));
    await this.#purgeRepos(now() - KEEP_DELETED_REPOS_MS);
  }

  /** Kept until the next round is due. A round that takes longer may meet one of another process: both find less to do. */
  async #takeTurn(): Promise<void> {
    const { storage, holder } = this.#options;
    const request = { name: LEASE, holder, ttlMs: INTERVAL_MS };
    this.#hasLease = (await storage.transaction((tx) => takeLease(tx, request))) !== undefined;
    if (this.#hasLease) await this.runOnce();
  }

  async #purgeRepos(deletedBefore: number): Promise<void> {
    const { storage } = this.#options;
    for (const repo of await listDeletedRepos(storage.read, deletedBefore, REPOS_PER_ROUND)) {
      await this.#removeAll((tx) => deleteObjects(tx, repo.seq, ROWS_PER_TRANSACTION));
      await this.#removeAll((tx) => deleteHistory(tx, repo.id, ROWS_PER_TRANSACTION));
      if (this.#isStopping) return;
      await storage.transaction((tx) => purgeRepo(tx, repo.id));
    }
  }

  /** Calls `remove` until it finds no full batch any more. */
  async #removeAll(remove: (tx: Transaction) => Promise<number>): Promise<void> {
    let removed = ROWS_PER_TRANSACTION;
    while (removed >= ROWS_PER_TRANSACTION && !this.#isStopping) {
      removed = await this.#options.storage.transaction(remove);
    }
  }
}
