import {
  type BulkUpdateCount,
  bulkUpdateRepoTags,
  createRepo,
  deleteRepo,
  getRepo,
  getRepoUpstreamSync,
  listRepos,
  listRepoUpstreamSyncs,
  type PagePromise,
  type Repo,
  type RepoCreate,
  type RepoPage,
  type RepoTagsBulkUpdate,
  type RepoUpdate,
  type RequestOptions,
  type Success,
  type Sync,
  type SyncCreate,
  type SyncPage,
  syncUpstream,
  updateRepo,
} from 'mesa-rest';
import { type Input, type OrgInput, type PageInput, type RepoInput, toBody } from '../core/input.js';
import { checkMembers } from '../core/known-members.js';
import { pages } from '../core/pages.js';
import { refusePrivateKey } from '../core/private-key-text.js';
import type { Session } from '../core/session.js';
import { type TagFilter, toTagsParameter } from './tag-filter.js';

/** Input of `repos.list`. */
export interface RepoListInput extends OrgInput, PageInput {
  /** Filter on tags: an object with one member per tag, or a text such as `env:prod,team:agents`. */
  readonly tags?: string | TagFilter | undefined;
}

/** Input of `repos.create`. */
export type RepoCreateInput = OrgInput & Input<RepoCreate>;

/** Input of `repos.update`. `name` is the new name. */
export type RepoUpdateInput = RepoInput & Input<RepoUpdate>;

/** Input of `repos.bulkUpdateTags`. */
export type RepoTagsBulkUpdateInput = OrgInput & Input<RepoTagsBulkUpdate>;

/** Input of `repos.syncUpstream`. */
export type SyncUpstreamInput = RepoInput & Input<SyncCreate>;

/** Names one run of an upstream synchronisation. */
export interface UpstreamSyncInput extends RepoInput {
  readonly syncId: string;
}

/** Repositories and their upstreams. */
export class ReposResource {
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
  }

  /**
   * Lists repositories, oldest first.
   *
   * @example
   * ```ts
   * for await (const repo of mesa.repos.list({ tags: { env: ['prod', 'staging'] } })) console.log(repo.name);
   * ```
   */
  list(input: RepoListInput = {}, options: RequestOptions = {}): PagePromise<RepoPage, Repo> {
    return pages(
      input.cursor,
      async (cursor) => {
        checkMembers('repos.list', input, ['tags', 'cursor', 'limit', 'org']);
        const tags = toTagsParameter(input.tags);
        const path = await this.#session.orgPath(input, options);
        return listRepos({
          ...this.#session.call(options),
          path,
          query: { cursor, limit: input.limit, tags },
        });
      },
      (page) => page.repos,
    );
  }

  /** Creates a repository; without a name the server makes one. Its default bookmark is at the virtual root. */
  async create(input: RepoCreateInput = {}, options: RequestOptions = {}): Promise<Repo> {
    const { org: _, ...rest } = input;
    const body = toBody<RepoCreate>(rest);
    if (body.name !== undefined) refusePrivateKey(body.name, '`name`');
    const path = await this.#session.orgPath(input, options);
    return (await createRepo({ ...this.#session.post(options), path, body })).data;
  }

  /** Returns a repository. */
  async get(input: RepoInput, options: RequestOptions = {}): Promise<Repo> {
    checkMembers('repos.get', input, ['repo', 'org']);
    const path = await this.#session.repoPath(input, options);
    return (await getRepo({ ...this.#session.call(options), path })).data;
  }

  /**
   * Changes a repository; absent members keep their value. In `tags` a text sets and null removes a tag; `upstream` null
   * removes the upstream, and its `auth` left out keeps the stored credential.
   */
  async update(input: RepoUpdateInput, options: RequestOptions = {}): Promise<Repo> {
    const { org: _, repo: __, ...rest } = input;
    const body = toBody<RepoUpdate>(rest);
    if (body.name !== undefined) refusePrivateKey(body.name, '`name`');
    const path = await this.#session.repoPath(input, options);
    return (await updateRepo({ ...this.#session.call(options), path, body })).data;
  }

  /** Deletes a repository for good, with its history. */
  async delete(input: RepoInput, options: RequestOptions = {}): Promise<Success> {
    checkMembers('repos.delete', input, ['repo', 'org']);
    const path = await this.#session.repoPath(input, options);
    return (await deleteRepo({ ...this.#session.call(options), path })).data;
  }

  /** Sets or removes one tag on up to 100 repositories, all or none. */
  async bulkUpdateTags(
    input: RepoTagsBulkUpdateInput,
    options: RequestOptions = {},
  ): Promise<BulkUpdateCount> {
    const { org: _, ...body } = input;
    const path = await this.#session.orgPath(input, options);
    return (
      await bulkUpdateRepoTags({
        ...this.#session.call(options),
        path,
        body: toBody<RepoTagsBulkUpdate>(body),
      })
    ).data;
  }

  /** Queues a synchronisation with the upstream. Ask for its progress with `getUpstreamSync`. */
  async syncUpstream(input: SyncUpstreamInput, options: RequestOptions = {}): Promise<Sync> {
    const { org: _, repo: __, ...body } = input;
    const path = await this.#session.repoPath(input, options);
    return (await syncUpstream({ ...this.#session.post(options), path, body: toBody<SyncCreate>(body) }))
      .data;
  }

  /** Returns one run of an upstream synchronisation. */
  async getUpstreamSync(input: UpstreamSyncInput, options: RequestOptions = {}): Promise<Sync> {
    checkMembers('repos.getUpstreamSync', input, ['repo', 'syncId', 'org']);
    const path = { ...(await this.#session.repoPath(input, options)), syncId: input.syncId };
    return (await getRepoUpstreamSync({ ...this.#session.call(options), path })).data;
  }

  /** Lists the runs of upstream synchronisations, newest first. */
  listUpstreamSyncs(input: RepoInput & PageInput, options: RequestOptions = {}): PagePromise<SyncPage, Sync> {
    return pages(
      input.cursor,
      async (cursor) => {
        checkMembers('repos.listUpstreamSyncs', input, ['repo', 'cursor', 'limit', 'org']);
        const path = await this.#session.repoPath(input, options);
        return listRepoUpstreamSyncs({
          ...this.#session.call(options),
          path,
          query: { cursor, limit: input.limit },
        });
      },
      (page) => page.syncs,
    );
  }
}
