import type { Sync, SyncCreate, SyncPage } from 'mesa-rest';
import { DepotError } from '../errors/index.js';
import {
  getUpstreamSync,
  listUpstreamSyncs,
  type Storage,
  type UpstreamSyncRecord,
} from '../storage/index.js';
import { requireRepo } from './access.js';
import type { Call } from './call.js';
import { type PageInput, seqPage } from './seq-page.js';

interface RepoInput {
  readonly org: string;
  readonly repo: string;
}

/** The runs that bring a repository and its upstream together. */
export class SyncService {
  readonly #storage: Storage;

  constructor({ storage }: { readonly storage: Storage }) {
    this.#storage = storage;
  }

  /**
   * Returns the syncs of a repository, newest first.
   *
   * @throws DepotError `NOT_FOUND`
   */
  async list(call: Call, input: RepoInput & PageInput): Promise<SyncPage> {
    const repo = await requireRepo({ storage: this.#storage }, call, input.org, input.repo);
    const { items, info } = await seqPage(['syncs', repo.id], input, (before, limit) =>
      listUpstreamSyncs(this.#storage.read, repo.id, { before, limit }),
    );
    return { syncs: items.map(toSync), ...info };
  }

  /**
   * Refuses to start a sync: this depot has no worker that would carry it out, and a run that stays queued for ever would be
   * worse than an answer.
   *
   * @throws DepotError `NOT_FOUND`; `NOT_CONFIGURED` saying whether the repository lacks an upstream or the server a worker.
   */
  async create(call: Call, input: RepoInput & SyncCreate): Promise<Sync> {
    const repo = await requireRepo({ storage: this.#storage }, call, input.org, input.repo);
    throw new DepotError(
      'NOT_CONFIGURED',
      repo.upstream === null
        ? `The repository ${JSON.stringify(repo.name)} has no upstream to sync with. Set \`upstream\` on it first.`
        : 'This server stores upstreams but does not run syncs.',
    );
  }

  /**
   * Returns one sync of a repository.
   *
   * @throws DepotError `NOT_FOUND`
   */
  async get(call: Call, input: RepoInput & { readonly syncId: string }): Promise<Sync> {
    const repo = await requireRepo({ storage: this.#storage }, call, input.org, input.repo);
    const sync = await getUpstreamSync(this.#storage.read, repo.id, input.syncId);
    if (!sync) throw new DepotError('NOT_FOUND', `Sync not found: ${JSON.stringify(input.syncId)}`);
    return toSync(sync);
  }
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
