import type { RepoEvent } from 'mesa-rest';
import { DepotError } from '../errors/index.js';
import {
  getOpSeqs,
  listChangeMoves,
  listOperations,
  type OperationRecord,
  type Storage,
} from '../storage/index.js';
import { requireRepo } from './access.js';
import type { Call } from './call.js';
import { OperationWatch } from './operation-watch.js';

/** What the feed needs. */
export interface FeedDeps {
  readonly storage: Storage;
}

/** What a feed tells. */
export type FeedItem =
  /** Always the first: number of the operation that the feed goes on from. */
  | { readonly type: 'start'; readonly opSeq: number }
  | { readonly type: 'operation'; readonly event: RepoEvent }
  /** Nothing happened for a while. */
  | { readonly type: 'heartbeat' };

/** How a feed ends, and who may have it. */
export interface FeedOptions {
  /** Ends the feed. */
  readonly signal: AbortSignal;
  /** Authenticates the caller again and rejects when the access is gone, for example with a revoked key. */
  readonly reauthenticate: () => Promise<Call['actor']>;
}

const HEARTBEAT_MS = 15_000; // 15 seconds
const RECHECK_MS = 3_000; // 3 seconds
const OPERATIONS_AT_ONCE = 100;
const MAX_FEEDS = 1_000;
const MAX_FEEDS_PER_CREDENTIAL = 100;

/** Tells what happens in repositories, as it happens. */
export class FeedService {
  readonly #storage: Storage;
  readonly #watch: OperationWatch;
  readonly #open = new Map<string, number>();

  constructor({ storage }: FeedDeps) {
    this.#storage = storage;
    this.#watch = new OperationWatch((repoIds) => getOpSeqs(storage.read, repoIds));
  }

  /** To be called after every commit of this process; those of other processes are found by looking. */
  wake(): void {
    this.#watch.wake();
  }

  /**
   * Yields every operation of a repository after a number, in order and without gaps, and goes on until the signal
   * aborts, the repository is gone or the caller has no access to it any more.
   *
   * @throws DepotError `NOT_FOUND`; `BAD_REQUEST` for a number that the repository has not come to; `RATE_LIMITED` when
   * too many feeds are open.
   */
  async *watch(
    call: Call,
    { org, repo: name, after }: { readonly org: string; readonly repo: string; readonly after?: number },
    { signal, reauthenticate }: FeedOptions,
  ): AsyncGenerator<FeedItem, void, undefined> {
    const repo = await requireRepo({ storage: this.#storage }, call, org, name);
    if (after !== undefined && after > repo.opSeq) {
      throw new DepotError(
        'BAD_REQUEST',
        `\`after\` is ${after}, and the repository has come to ${repo.opSeq}. Read it anew and watch from its \`op_seq\`.`,
        { details: { op_seq: repo.opSeq } },
      );
    }
    const release = this.#admit(call.actor.credentialId);
    try {
      let last = after ?? repo.opSeq;
      yield { type: 'start', opSeq: last };
      let heartbeatAt = performance.now() + HEARTBEAT_MS;
      let recheckAt = performance.now() + RECHECK_MS;
      while (!signal.aborted) {
        if (performance.now() >= recheckAt) {
          if (!(await this.#mayWatch(call, repo.id, { org, name, reauthenticate }))) return;
          recheckAt = performance.now() + RECHECK_MS;
        }
        const mark = this.#watch.mark();
        const page = await listOperations(this.#storage.read, repo.id, {
          after: last,
          limit: OPERATIONS_AT_ONCE,
        });
        for (const event of await this.#toEvents(repo.id, page.items)) {
          last = event.op_seq;
          yield { type: 'operation', event };
          if (signal.aborted) return;
        }
        if (page.items.length > 0) heartbeatAt = performance.now() + HEARTBEAT_MS;
        if (page.hasMore) continue;
        if (performance.now() >= heartbeatAt) {
          yield { type: 'heartbeat' };
          heartbeatAt = performance.now() + HEARTBEAT_MS;
        }
        const timeoutMs = Math.max(0, Math.min(heartbeatAt, recheckAt) - performance.now());
        await this.#watch.wait({ id: repo.id, after: last, mark, timeoutMs, signal });
      }
    } finally {
      release();
    }
  }

  #admit(credentialId: string): () => void {
    const own = this.#open.get(credentialId) ?? 0;
    const all = [...this.#open.values()].reduce((sum, count) => sum + count, 0);
    if (own >= MAX_FEEDS_PER_CREDENTIAL || all >= MAX_FEEDS) {
      throw new DepotError('RATE_LIMITED', 'Too many feeds are open. Close one before opening another.', {
        details: { retry_after_seconds: 5 },
      });
    }
    this.#open.set(credentialId, own + 1);
    return () => {
      const left = (this.#open.get(credentialId) ?? 1) - 1;
      if (left === 0) this.#open.delete(credentialId);
      else this.#open.set(credentialId, left);
    };
  }

  async #mayWatch(
    call: Call,
    repoId: string,
    {
      org,
      name,
      reauthenticate,
    }: { readonly org: string; readonly name: string } & Pick<FeedOptions, 'reauthenticate'>,
  ): Promise<boolean> {
    try {
      const actor = await reauthenticate();
      return (await requireRepo({ storage: this.#storage }, { ...call, actor }, org, name)).id === repoId;
    } catch (error) {
      // Whatever is wrong, the client finds out by asking again.
      if (error instanceof DepotError) return false;
      throw error;
    }
  }

  async #toEvents(repoId: string, operations: readonly OperationRecord[]): Promise<RepoEvent[]> {
    const [first, last] = [operations[0], operations.at(-1)];
    if (first === undefined || last === undefined) return [];
    const moves = await listChangeMoves(this.#storage.read, repoId, { from: first.opSeq, to: last.opSeq });
    return operations.map(({ opSeq, kind, detail, createdAt }) => ({
      op_seq: opSeq,
      kind,
      changes: moves
        .filter((move) => move.opSeq === opSeq)
        .map(({ changeId, commitOid, previousCommitOid }) => ({
          change_id: changeId,
          commit_oid: commitOid,
          previous_commit_oid: previousCommitOid,
        })),
      bookmarks: (detail.bookmarks as RepoEvent['bookmarks'] | undefined) ?? [],
      at: new Date(createdAt).toISOString(),
    }));
  }
}
