import { Mutex } from 'async-mutex';
import { DepotError } from '../errors/index.js';
import { frameAndPlace, type ObjectCache, type Oid } from '../objects/index.js';
import {
  applyRepoWrite,
  lockRepo,
  type RepoRecord,
  type RepoWrite,
  type Storage,
  type Transaction,
} from '../storage/index.js';
import { VIRTUAL_ROOT_CHANGE_ID } from '../vcs/index.js';
import type { TextEngine } from '../vcs/text/index.js';
import { requireRepo } from './access.js';
import type { Call } from './call.js';
import { toOutbox } from './events.js';
import { type RecordResult, runOnce } from './idempotency.js';
import { RepoDraft } from './repo-draft.js';
import { RepoView } from './repo-view.js';

/** What writing to repositories needs. */
export interface RepoWriterDeps {
  readonly storage: Storage;
  readonly cache: ObjectCache;
  readonly text: TextEngine;
  readonly instanceKey: Uint8Array;
  now(): number;
  random(bytes: number): Uint8Array;
  apiOrigin(): string;
  /** Called after every commit that may have made work for the delivery worker. */
  onCommit?(): void;
}

/** Which repository to write to, and what to call the operation in its log. */
export interface WriteTarget {
  readonly org: string;
  readonly repo: string;
  readonly kind: string;
}

/** How often a plan is made again because another process wrote first. */
const MAX_ATTEMPTS = 20;
/**
 * Attempts that make nobody wait. Among processes that write the same repository all the time, some would lose each of their
 * attempts; from then on they plan while others wait.
 */
const OPTIMISTIC_ATTEMPTS = 2;

/** What a plan came to. */
interface Planned<Result> {
  readonly draft: RepoDraft;
  readonly result: Result;
  readonly write: RepoWrite;
}

/**
 * The one way to change a repository: a plan is made outside any transaction, then stored by a short one that fails
 * if another writer came between. Writers of this process take turns for each repository, so that a plan is
 * made again only when another process wrote.
 */
export class RepoWriter {
  readonly #deps: RepoWriterDeps;
  readonly #mutexes = new Map<string, { readonly mutex: Mutex; users: number }>();

  constructor(deps: RepoWriterDeps) {
    this.#deps = deps;
  }

  /**
   * Stores what `plan` puts into the draft, all of it or nothing, and returns what `plan` returns.
   *
   * @throws DepotError `NOT_FOUND` for the repository, `LOCK_CONFLICT` when other processes keep writing first, and
   * whatever the plan throws.
   */
  async write<Result>(
    call: Call,
    target: WriteTarget,
    plan: (draft: RepoDraft) => Promise<Result>,
  ): Promise<Result> {
    // A retry of what renamed the repository must find its answer, so that comes before the name is looked up.
    return runOnce<Result>(this.#deps, call, async (record) => {
      const repo = await requireRepo(this.#deps, call, target.org, target.repo);
      // Who had to wait for another writer would plan from a state that is gone.
      return this.#exclusively(repo.id, ({ hasWaited }) =>
        this.#store(call, target, plan, record, repo.id, hasWaited ? undefined : repo),
      );
    });
  }

  async #store<Result>(
    call: Call,
    target: WriteTarget,
    plan: (draft: RepoDraft) => Promise<Result>,
    record: RecordResult<Result>,
    repoId: string,
    known: RepoRecord | undefined,
  ): Promise<Result> {
    const { storage } = this.#deps;
    const placed = new Map<Oid, string>();
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      const make = async (repo?: RepoRecord): Promise<Planned<Result>> =>
        this.#plan(
          call,
          target,
          plan,
          repo ?? (await requireRepo(this.#deps, call, target.org, target.repo)),
          placed,
        );
      let planned: Planned<Result>;
      let outcome: 'stale' | 'applied';
      if (attempt < OPTIMISTIC_ATTEMPTS) {
        planned = await make(attempt === 0 ? known : undefined);
        outcome = await storage.transaction((tx) => this.#apply(tx, planned, record));
      } else {
        [planned, outcome] = await storage.transaction(async (tx) => {
          await lockRepo(tx, repoId);
          const own = await make();
          return [own, await this.#apply(tx, own, record)] as const;
        });
      }
      if (outcome === 'stale') continue;
      planned.draft.view.objects.remember(planned.draft.objects.pending);
      this.#deps.onCommit?.();
      return planned.result;
    }
    throw new DepotError(
      'LOCK_CONFLICT',
      `Other writers kept changing the repository ${JSON.stringify(target.repo)}. Send the request again.`,
    );
  }

  async #plan<Result>(
    call: Call,
    target: WriteTarget,
    plan: (draft: RepoDraft) => Promise<Result>,
    repo: RepoRecord,
    placed: Map<Oid, string>,
  ): Promise<Planned<Result>> {
    const draft = new RepoDraft(this.#deps, call, new RepoView(this.#deps, repo));
    const result = await plan(draft);
    return { draft, result, write: await this.#toWrite(draft, repo, target.kind, placed) };
  }

  async #apply<Result>(
    tx: Transaction,
    { draft, write, result }: Planned<Result>,
    record: RecordResult<Result>,
  ): Promise<'stale' | 'applied'> {
    if (!draft.isEmpty && (await applyRepoWrite(tx, write)) === 'stale') return 'stale';
    await record(tx, result);
    return 'applied';
  }

  async #toWrite(
    draft: RepoDraft,
    repo: RepoRecord,
    kind: string,
    placed: Map<Oid, string>,
  ): Promise<RepoWrite> {
    const { storage } = this.#deps;
    const { pending } = draft.objects;
    const { org, credentialId } = draft.call.actor;
    const named = { id: repo.id, name: draft.repoPatch?.name ?? repo.name };
    return {
      repoId: repo.id,
      expectedOpSeq: repo.opSeq,
      now: draft.now,
      operation: { actor: credentialId, kind, detail: await toDetail(draft) },
      objects: draft.isEmpty ? [] : await frameAndPlace(storage, repo.seq, pending, placed),
      commits: draft.commits,
      reassigned: draft.reassigned,
      conflicts: draft.conflicts,
      changes: draft.changes,
      bookmarks: draft.bookmarks,
      gitTags: draft.gitTags,
      pathMetadata: draft.pathMetadata,
      ...(draft.repoPatch ? { repoPatch: draft.repoPatch } : {}),
      events: toOutbox(this.#deps, { occurredAtMs: draft.now, org, repo: named }, draft.events),
    };
  }

  async #exclusively<Result>(
    repoId: string,
    work: (turn: { readonly hasWaited: boolean }) => Promise<Result>,
  ): Promise<Result> {
    const entry = this.#mutexes.get(repoId) ?? { mutex: new Mutex(), users: 0 };
    this.#mutexes.set(repoId, entry);
    const hasWaited = entry.users > 0;
    entry.users += 1;
    try {
      return await entry.mutex.runExclusive(() => work({ hasWaited }));
    } finally {
      entry.users -= 1;
      if (entry.users === 0) this.#mutexes.delete(repoId);
    }
  }
}

/** Bookmarks keep no history, so the operation that moved one says where to: the feed of the repository tells it. */
async function toDetail(draft: RepoDraft): Promise<Readonly<Record<string, unknown>>> {
  if (draft.bookmarks.length === 0) return draft.detail;
  const oids = draft.bookmarks.flatMap((bookmark) => (bookmark.deleted ? [] : (bookmark.commitOid ?? [])));
  const changeIds = await draft.changeIdsOf(oids);
  const bookmarks = draft.bookmarks.map((bookmark) => ({
    name: bookmark.name,
    change_id: bookmark.deleted ? null : (changeIds.get(bookmark.commitOid ?? '') ?? VIRTUAL_ROOT_CHANGE_ID),
  }));
  return { ...draft.detail, bookmarks };
}
