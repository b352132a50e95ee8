import type {
  BulkUpdateCount,
  Repo,
  RepoCreate,
  RepoPage,
  RepoTagsBulkUpdate,
  RepoUpdate,
  Success,
  TagsPatch,
} from 'mesa-rest';
import { DepotError } from '../errors/index.js';
import {
  applyRepoWrite,
  deleteRepo,
  enqueueEvents,
  getBookmark,
  getReposByIds,
  insertRepo,
  latestUpstreamSyncs,
  listDefaultTips,
  listRepos,
  type RepoRecord,
  type Transaction,
  writeBookmarks,
} from '../storage/index.js';
import { parseBookmarkName, parseRepoName, VIRTUAL_ROOT_CHANGE_ID } from '../vcs/index.js';
import { requireOrg, requireRepo } from './access.js';
import type { Call } from './call.js';
import {
  bookmarkCreated,
  bookmarkInfo,
  type EventDraft,
  type RepoInfo,
  repoCreated,
  repoDeleted,
  repoUpdated,
  toOutbox,
} from './events.js';
import { runOnce } from './idempotency.js';
import { newId, newUlid } from './new-id.js';
import type { RepoWriter, RepoWriterDeps } from './repo-writer.js';
import { type PageInput, seqPage } from './seq-page.js';
import { parseTagFilter } from './tag-filter.js';
import { applyTagsPatch, toTags } from './tags.js';
import { readUpstream, toUpstream, type UpstreamDeps, writeUpstream } from './upstream.js';

interface OrgInput {
  readonly org: string;
}

interface RepoInput extends OrgInput {
  readonly repo: string;
}

/** What the repository service needs. */
export interface RepoServiceDeps extends RepoWriterDeps, UpstreamDeps {}

/** Creates, lists, changes and deletes repositories. */
export class RepoService {
  readonly #deps: RepoServiceDeps;
  readonly #writer: RepoWriter;

  constructor(deps: RepoServiceDeps, writer: RepoWriter) {
    this.#deps = deps;
    this.#writer = writer;
  }

  /** Returns the repositories that the credential may see, oldest first. */
  async list(call: Call, input: OrgInput & PageInput & { tags?: string }): Promise<RepoPage> {
    requireOrg(call, input.org);
    const { org, repoIds } = call.actor;
    const tags = input.tags === undefined ? {} : { tags: parseTagFilter(input.tags) };
    const { items, info } = await seqPage(['repos', org.id, repoIds, input.tags], input, (after, limit) =>
      listRepos(this.#deps.storage.read, { orgId: org.id, repoIds, after, limit, ...tags }),
    );
    return { repos: await this.#toRepos(org.slug, items), ...info };
  }

  /** Creates a repository with its default bookmark at the virtual root. */
  async create(call: Call, input: OrgInput & RepoCreate): Promise<Repo> {
    requireOrg(call, input.org);
    const { org, repoIds } = call.actor;
    if (repoIds !== null) {
      throw new DepotError('FORBIDDEN', 'A credential that is restricted to repositories cannot create one.');
    }
    const name = parseRepoName(input.name ?? `repo-${newUlid(this.#deps)}`);
    const defaultBookmark = parseBookmarkName(input.default_bookmark ?? 'main');
    const tags = toTags(input.tags ?? {});
    const id = newId('repo', this.#deps);
    const upstream = input.upstream
      ? writeUpstream(this.#deps, input.upstream, { id, upstream: null })
      : null;
    return runOnce<Repo>(this.#deps, call, async (record) => {
      const createdAt = this.#deps.now();
      const created = await this.#deps.storage.transaction(async (tx) => {
        const repo = await insertRepo(tx, {
          id,
          orgId: org.id,
          name,
          defaultBookmark,
          tags,
          upstream,
          createdAt,
        });
        if (!repo) throw nameTaken(name);
        await writeBookmarks(
          tx,
          id,
          [{ name: defaultBookmark, commitOid: null, mustBe: 'absent' }],
          createdAt,
        );
        const info = toRepoInfo(repo, VIRTUAL_ROOT_CHANGE_ID);
        await this.#enqueue(tx, call, repo, [
          repoCreated(info),
          bookmarkCreated(bookmarkInfo(defaultBookmark, true, VIRTUAL_ROOT_CHANGE_ID, null)),
        ]);
        const result: Repo = {
          ...info,
          org: org.slug,
          upstream: toUpstream(readUpstream(this.#deps, repo), undefined),
        };
        await record(tx, result);
        return result;
      });
      this.#deps.onCommit?.();
      return created;
    });
  }

  async get(call: Call, input: RepoInput): Promise<Repo> {
    const repo = await requireRepo(this.#deps, call, input.org, input.repo);
    return this.#toRepo(input.org, repo);
  }

  /** Renames a repository, chooses another default bookmark, changes tags, or attaches or removes an upstream. */
  async update(call: Call, input: RepoInput & RepoUpdate): Promise<Repo> {
    const name = input.name === undefined ? undefined : parseRepoName(input.name);
    return this.#writer.write(call, { ...input, kind: 'repo.update' }, async (draft) => {
      const before = draft.repo;
      if (input.default_bookmark !== undefined) await draft.bookmark(input.default_bookmark);
      const patch = {
        ...(name === undefined ? {} : { name }),
        ...(input.default_bookmark === undefined ? {} : { defaultBookmark: input.default_bookmark }),
        ...(input.tags === undefined ? {} : { tags: applyTagsPatch(before.tags, input.tags) }),
        ...(input.upstream === undefined
          ? {}
          : { upstream: input.upstream && writeUpstream(this.#deps, input.upstream, before) }),
      };
      const after = { ...before, ...patch };
      const info = await this.#info(after);
      const result = { ...(await this.#toRepo(input.org, after)), ...info };
      if (Object.keys(patch).length > 0) {
        draft.repoPatch = patch;
        draft.events.push(repoUpdated(info, await this.#info(before)));
      }
      return result;
    });
  }

  /** Deletes a repository for good. Its rows are removed in the background. */
  async delete(call: Call, input: RepoInput): Promise<Success> {
    const repo = await requireRepo(this.#deps, call, input.org, input.repo);
    const info = await this.#info(repo);
    await this.#deps.storage.transaction(async (tx) => {
      if (!(await deleteRepo(tx, repo.id, this.#deps.now()))) {
        throw new DepotError('NOT_FOUND', `Repository not found: ${JSON.stringify(input.repo)}`);
      }
      await this.#enqueue(tx, call, repo, [repoDeleted(info)]);
    });
    this.#deps.onCommit?.();
    return { success: true };
  }

  /** Sets or removes one tag on many repositories, on all or on none. */
  async bulkUpdateTags(call: Call, input: OrgInput & RepoTagsBulkUpdate): Promise<BulkUpdateCount> {
    requireOrg(call, input.org);
    if (input.action === 'set' && input.value === undefined) {
      throw new DepotError('BAD_REQUEST', '`value` is needed to set a tag.');
    }
    const patch: TagsPatch = toTagPatch(input);
    return runOnce<BulkUpdateCount>(this.#deps, call, async (record) => {
      const count = await this.#deps.storage.transaction(async (tx) => {
        const repos = await this.#requireRepos(tx, call, input.repo_ids);
        const tips = await listDefaultTips(
          tx,
          repos.map(({ id }) => id),
        );
        for (const repo of repos) {
          const tags = applyTagsPatch(repo.tags, patch);
          if (JSON.stringify(tags) === JSON.stringify(repo.tags)) continue;
          const before = toRepoInfo(repo, tips.get(repo.id) ?? VIRTUAL_ROOT_CHANGE_ID);
          await this.#patchTags(tx, call, repo, tags, repoUpdated({ ...before, tags }, before));
        }
        const result = { updated: repos.length };
        await record(tx, result);
        return result;
      });
      this.#deps.onCommit?.();
      return count;
    });
  }

  async #requireRepos(tx: Transaction, call: Call, ids: readonly string[]): Promise<RepoRecord[]> {
    const { org, repoIds } = call.actor;
    const found = await getReposByIds(tx, org.id, ids);
    // In order of id: two calls that lock the same repositories in different orders would wait for each other.
    return [...new Set(ids)].sort().map((id) => {
      const repo = found.get(id);
      if (!repo || (repoIds !== null && !repoIds.includes(id))) {
        throw new DepotError(
          'NOT_FOUND',
          `Repository not found: no repository has the id ${JSON.stringify(id)}`,
        );
      }
      return repo;
    });
  }

  async #enqueue(
    tx: Transaction,
    call: Call,
    repo: RepoRecord,
    events: readonly EventDraft[],
  ): Promise<void> {
    const now = this.#deps.now();
    const { org } = call.actor;
    await enqueueEvents(tx, {
      orgId: org.id,
      repoId: repo.id,
      now,
      events: toOutbox(this.#deps, { occurredAtMs: now, org, repo }, events),
    });
  }

  /** An operation of the repository like any other: whoever plans to write to it meanwhile has to plan again. */
  async #patchTags(
    tx: Transaction,
    call: Call,
    repo: RepoRecord,
    tags: RepoRecord['tags'],
    event: EventDraft,
  ): Promise<void> {
    const { org, credentialId } = call.actor;
    const now = this.#deps.now();
    const outcome = await applyRepoWrite(tx, {
      repoId: repo.id,
      expectedOpSeq: repo.opSeq,
      now,
      operation: { actor: credentialId, kind: 'repo.update', detail: {} },
      repoPatch: { tags },
      events: toOutbox(this.#deps, { occurredAtMs: now, org, repo }, [event]),
    });
    if (outcome === 'stale') {
      throw new DepotError(
        'LOCK_CONFLICT',
        `Another writer changed the repository ${JSON.stringify(repo.name)}. Send the request again.`,
      );
    }
  }

  async #info(repo: RepoRecord): Promise<RepoInfo> {
    const bookmark = await getBookmark(this.#deps.storage.read, repo.id, repo.defaultBookmark);
    return toRepoInfo(repo, bookmark?.changeId ?? VIRTUAL_ROOT_CHANGE_ID);
  }

  async #toRepo(org: string, repo: RepoRecord): Promise<Repo> {
    const [result] = await this.#toRepos(org, [repo]);
    if (!result) throw new Error('a repository without a view');
    return result;
  }

  async #toRepos(org: string, repos: readonly RepoRecord[]): Promise<Repo[]> {
    const ids = repos.map(({ id }) => id);
    const { read } = this.#deps.storage;
    const syncs = await latestUpstreamSyncs(
      read,
      repos.filter(({ upstream }) => upstream !== null).map(({ id }) => id),
    );
    const tips = await listDefaultTips(read, ids);
    return repos.map((repo) => ({
      ...toRepoInfo(repo, tips.get(repo.id) ?? VIRTUAL_ROOT_CHANGE_ID),
      org,
      upstream: toUpstream(readUpstream(this.#deps, repo), syncs.get(repo.id)),
    }));
  }
}

function toRepoInfo(repo: RepoRecord, headChangeId: string): RepoInfo {
  return {
    id: repo.id,
    name: repo.name,
    default_bookmark: repo.defaultBookmark,
    head_change_id: headChangeId,
    created_at: new Date(repo.createdAt).toISOString(),
    tags: { ...repo.tags },
  };
}

function toTagPatch(input: RepoTagsBulkUpdate): TagsPatch {
  return { [input.key]: input.action === 'set' ? (input.value ?? '') : null };
}

function nameTaken(name: string): DepotError {
  return new DepotError('ALREADY_EXISTS', `A repository named ${JSON.stringify(name)} already exists.`);
}
