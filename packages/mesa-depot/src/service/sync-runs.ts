import {
  claimUpstreamSyncs,
  enqueueEvents,
  finishUpstreamSync,
  getOrgById,
  getRepoById,
  type OrgRecord,
  type RepoRecord,
  renewUpstreamSync,
  requeueUpstreamSync,
  type Storage,
  type Transaction,
  type UpstreamSyncClaim,
  type UpstreamSyncEnd,
  type UpstreamSyncRecord,
} from '../storage/index.js';
import { type OutboxDeps, syncBecame, toOutbox } from './events.js';
import { toSync } from './syncs.js';

/** What moving syncs from one state to the next needs. */
export interface SyncRunsDeps extends OutboxDeps {
  readonly storage: Storage;
  /** Called after every commit that may have made work for the delivery worker. */
  onCommit?(): void;
}

/** A sync that was taken up, and where it belongs. */
export interface SyncRun {
  readonly sync: UpstreamSyncRecord;
  readonly repo: RepoRecord;
  readonly org: OrgRecord;
}

const REPO_DELETED = { status: 'failed', stats: null, error: 'The repository was deleted.' } as const;

/**
 * The states of syncs: queued, in progress, completed or failed. Each change is one transaction with its webhook event.
 *
 * An attempt that is to be repeated goes back to queued without an event: for whoever watches, the run goes on.
 */
export class SyncRuns {
  readonly #deps: SyncRunsDeps;

  constructor(deps: SyncRunsDeps) {
    this.#deps = deps;
  }

  /** Takes up to `limit` syncs up that are due, at most one of each repository. */
  async claim(limit: number, leaseMs: number): Promise<SyncRun[]> {
    const { storage, now } = this.#deps;
    const runs = await storage.transaction(async (tx) => {
      const claimed: SyncRun[] = [];
      for (const sync of await claimUpstreamSyncs(tx, { now: now(), leaseMs, limit })) {
        const run = await this.#tell(tx, sync);
        if (run) claimed.push(run);
        else await finishUpstreamSync(tx, sync, REPO_DELETED, now());
      }
      return claimed;
    });
    if (runs.length > 0) this.#deps.onCommit?.();
    return runs;
  }

  /** Prolongs a claim. Returns false when somebody else has taken the sync up. */
  renew(claim: UpstreamSyncClaim, leaseMs: number): Promise<boolean> {
    const { storage, now } = this.#deps;
    return storage.transaction((tx) => renewUpstreamSync(tx, claim, now() + leaseMs));
  }

  /** Ends a sync. Does nothing when somebody else has taken it up. */
  async finish(claim: UpstreamSyncClaim, end: UpstreamSyncEnd): Promise<void> {
    const { storage, now } = this.#deps;
    await storage.transaction(async (tx) => {
      const sync = await finishUpstreamSync(tx, claim, end, now());
      if (sync) await this.#tell(tx, sync);
    });
    this.#deps.onCommit?.();
  }

  /** Puts a sync back, to be tried again at `nextAttemptAt`. */
  async retry(claim: UpstreamSyncClaim, error: string, nextAttemptAt: number): Promise<void> {
    await this.#deps.storage.transaction((tx) =>
      requeueUpstreamSync(tx, claim, { error, nextAttemptAt, counts: true }),
    );
  }

  /** Puts a sync back that was interrupted by the end of this process: the next one takes it up at once. */
  async release(claim: UpstreamSyncClaim): Promise<void> {
    const { storage, now } = this.#deps;
    await storage.transaction((tx) =>
      requeueUpstreamSync(tx, claim, { error: null, nextAttemptAt: now(), counts: false }),
    );
  }

  /** Returns what the sync belongs to, or undefined when that was deleted: nobody is told then. */
  async #tell(tx: Transaction, sync: UpstreamSyncRecord): Promise<SyncRun | undefined> {
    const repo = await getRepoById(tx, sync.repoId);
    const org = repo && (await getOrgById(tx, repo.orgId));
    if (!org) return undefined;
    const now = this.#deps.now();
    const events = toOutbox(this.#deps, { occurredAtMs: now, org, repo }, [syncBecame(toSync(sync))]);
    await enqueueEvents(tx, { orgId: org.id, repoId: repo.id, events, now });
    return { sync, repo, org };
  }
}
