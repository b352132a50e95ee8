import type { Sync, SyncCreate, SyncPage } from 'mesa-rest';
import { DepotError } from '../errors/index.js';
import {
  countUnfinishedSyncs,
  enqueueEvents,
  getUpstreamSync,
  insertUpstreamSync,
  listUpstreamSyncs,
  type UpstreamSyncRecord,
} from '../storage/index.js';
import { requireRepo } from './access.js';
import type { Call } from './call.js';
import { type OutboxDeps, syncBecame, toOutbox } from './events.js';
import { type IdempotencyDeps, runOnce } from './idempotency.js';
import { newId } from './new-id.js';
import { type PageInput, seqPage } from './seq-page.js';
import { toRequester } from './sync-requester.js';

/** Runs of one repository that may wait: they are done one after the other, so more would only wait longer. */
const MAX_UNFINISHED = 100;
/** What a full name begins with, where a short one is expected. */
const FULL_NAME = /^refs\/(heads|tags)\//;

interface RepoInput {
  readonly org: string;
  readonly repo: string;
}

/** What starting and showing syncs needs. */
export interface SyncServiceDeps extends IdempotencyDeps, OutboxDeps {
  /** Called after every commit that may have made work for the delivery worker. */
  onCommit?(): void;
  /** Called after every commit that made work for the sync worker. */
  onSyncQueued?(): void;
}

/** The runs that bring a repository and its upstream together. They are carried out by the sync worker. */
export class SyncService {
  readonly #deps: SyncServiceDeps;

  constructor(deps: SyncServiceDeps) {
    this.#deps = deps;
  }

  /**
   * Returns the syncs of a repository, newest first.
   *
   * @throws DepotError `NOT_FOUND`
   */
  async list(call: Call, input: RepoInput & PageInput): Promise<SyncPage> {
    const repo = await requireRepo(this.#deps, call, input.org, input.repo);
    const { items, info } = await seqPage(['syncs', repo.id], input, (before, limit) =>
      listUpstreamSyncs(this.#deps.storage.read, repo.id, { before, limit }),
    );
    return { syncs: items.map(toSync), ...info };
  }

  /**
   * Queues a sync, to be carried out by any process of the depot.
   *
   * @throws DepotError `NOT_FOUND`; `NOT_CONFIGURED` when the repository has no upstream; `BAD_REQUEST` for globs of full names;
   * `RATE_LIMITED` when 100 syncs of the repository are waiting.
   */
  async create(call: Call, input: RepoInput & SyncCreate): Promise<Sync> {
    const refGlobs = toRefGlobs(input.ref_globs);
    return runOnce<Sync>(this.#deps, call, async (record) => {
      const repo = await requireRepo(this.#deps, call, input.org, input.repo);
      if (repo.upstream === null) {
        throw new DepotError(
          'NOT_CONFIGURED',
          `The repository ${JSON.stringify(repo.name)} has no upstream to sync with. Set \`upstream\` on it first.`,
        );
      }
      const createdAt = this.#deps.now();
      const { org } = call.actor;
      const queued = await this.#deps.storage.transaction(async (tx) => {
        if ((await countUnfinishedSyncs(tx, repo.id)) >= MAX_UNFINISHED) {
          throw new DepotError(
            'RATE_LIMITED',
            `${MAX_UNFINISHED} syncs of this repository are waiting. Wait until some of them have finished.`,
            { details: { retry_after_seconds: 10 } },
          );
        }
        const sync = toSync(
          await insertUpstreamSync(tx, {
            id: newId('sync', this.#deps),
            repoId: repo.id,
            direction: input.direction,
            refGlobs,
            requestedBy: toRequester(call.actor),
            createdAt,
          }),
        );
        const events = toOutbox(this.#deps, { occurredAtMs: createdAt, org, repo }, [syncBecame(sync)]);
        await enqueueEvents(tx, { orgId: org.id, repoId: repo.id, events, now: createdAt });
        await record(tx, sync);
        return sync;
      });
      this.#deps.onCommit?.();
      this.#deps.onSyncQueued?.();
      return queued;
    });
  }

  /**
   * Returns one sync of a repository.
   *
   * @throws DepotError `NOT_FOUND`
   */
  async get(call: Call, input: RepoInput & { readonly syncId: string }): Promise<Sync> {
    const repo = await requireRepo(this.#deps, call, input.org, input.repo);
    const sync = await getUpstreamSync(this.#deps.storage.read, repo.id, input.syncId);
    if (!sync) throw new DepotError('NOT_FOUND', `Sync not found: ${JSON.stringify(input.syncId)}`);
    return toSync(sync);
  }
}

/**
 * Returns which refs take part: both globs, of which an empty one matches nothing.
 *
 * @throws DepotError `BAD_REQUEST` for a glob that begins like a full name, which would match nothing.
 */
function toRefGlobs(globs: SyncCreate['ref_globs']): UpstreamSyncRecord['refGlobs'] {
  if (globs === undefined) return { branches: '*', tags: '*' };
  const { branches = '', tags = '' } = globs;
  for (const [member, glob] of Object.entries({ branches, tags })) {
    if (!FULL_NAME.test(glob)) continue;
    throw new DepotError(
      'BAD_REQUEST',
      `\`ref_globs.${member}\` takes short names: ${JSON.stringify(glob.replace(FULL_NAME, ''))}, not ${JSON.stringify(glob)}.`,
    );
  }
  return { branches, tags };
}

/** Returns a sync as the API shows it. */
export function toSync(sync: UpstreamSyncRecord): Sync {
  return {
    id: sync.id,
    repo_id: sync.repoId,
    direction: sync.direction,
    status: sync.status,
    attempt: sync.attempt,
    ref_globs: { ...sync.refGlobs },
    stats: sync.stats as Sync['stats'],
    error: sync.error,
    created_at: new Date(sync.createdAt).toISOString(),
    started_at: toTime(sync.startedAt),
    finished_at: toTime(sync.finishedAt),
  };
}

function toTime(ms: number | null): string | null {
  return ms === null ? null : new Date(ms).toISOString();
}
