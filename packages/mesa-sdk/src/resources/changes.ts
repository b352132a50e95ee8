import {
  type Change,
  type ChangeCreate,
  type ChangeDetail,
  type ChangePage,
  type ChangeUpdate,
  type ChangeVersion,
  type ChangeVersionPage,
  createChange,
  getChange,
  type IdentityInput,
  InvalidOptionsError,
  listChanges,
  listChangeVersions,
  type PagePromise,
  type RequestOptions,
  updateChange,
} from 'mesa-rest';
import type { Author } from '../core/authors.js';
import { type PageInput, type RepoInput, toBody } from '../core/input.js';
import { checkMembers } from '../core/known-members.js';
import { pages } from '../core/pages.js';
import type { Session } from '../core/session.js';
import { type FileInput, toFileOperations } from './file-input.js';
import { type ResolutionInput, toResolutions } from './resolution-input.js';

/** Input of `changes.list`. */
export interface ChangeListInput extends RepoInput, PageInput {
  /** Bookmark whose history is listed. Default: the default bookmark of the repository. */
  readonly bookmark?: string | undefined;
}

/** Names a change. */
export interface ChangeIdInput extends RepoInput {
  readonly change_id: string;
}

interface Attribution {
  /** Who wrote the change. Default: derived from the credential. */
  readonly author?: IdentityInput | undefined;
  /** Who stored the change. Default: the author. */
  readonly committer?: IdentityInput | undefined;
  /** Who wrote the change, the main author first. Needed by clients with a private key, and refused by others. */
  readonly authors?: readonly Author[] | undefined;
}

/** Input of `changes.create`. */
export interface ChangeCreateInput extends RepoInput, Attribution {
  /** Parent of the new change; `VIRTUAL_ROOT_CHANGE_ID` for the first change of an empty repository. */
  readonly base_change_id: string;
  /** Absent or empty means no description. */
  readonly message?: string | undefined;
  /** Applied together or not at all. */
  readonly files?: readonly FileInput[] | undefined;
}

/** Input of `changes.update`: either `files` or `resolutions`, or neither. */
export type ChangeUpdateInput = ChangeIdInput &
  Attribution & {
    /** Absent keeps the description, empty clears it. */
    readonly message?: string | undefined;
    /** Optimistic lock: the update is refused with `STALE_COMMIT` when the change is at another commit by now. */
    readonly base_commit_oid?: string | undefined;
  } & (
    | {
        /** Refused on a conflicted change. */
        readonly files?: readonly FileInput[] | undefined;
        readonly resolutions?: undefined;
      }
    | {
        readonly files?: undefined;
        /** Answers to conflicts of the change; may cover a part of them. */
        readonly resolutions: readonly ResolutionInput[];
      }
  );

/** Changes: units of work, each a stable id over an evolving commit. */
export class ChangesResource {
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
  }

  /** Lists the changes that can be reached from a bookmark, descendants before their ancestors. */
  list(input: ChangeListInput, options: RequestOptions = {}): PagePromise<ChangePage, Change> {
    const { limit, bookmark } = input;
    return pages(
      input.cursor,
      async (cursor) => {
        checkMembers('changes.list', input, ['repo', 'bookmark', 'cursor', 'limit', 'org']);
        const path = await this.#session.repoPath(input, options);
        return listChanges({ ...this.#session.call(options), path, query: { cursor, limit, bookmark } });
      },
      (page) => page.changes,
    );
  }

  /**
   * Creates a change. No bookmark moves: publish it with `bookmarks.move`.
   *
   * @throws {InvalidOptionsError} `INVALID_OPTIONS` for a `content` that is not base64; readable text goes into `text`.
   * @example
   * ```ts
   * const change = await mesa.changes.create({
   *   repo: 'demo',
   *   base_change_id: VIRTUAL_ROOT_CHANGE_ID,
   *   message: 'Add README',
   *   author: { name: 'Ada', email: 'ada@example.com' },
   *   files: [{ path: 'README.md', text: '# Demo\n' }],
   * });
   * ```
   */
  async create(input: ChangeCreateInput, options: RequestOptions = {}): Promise<Change> {
    const { org: _, repo: __, authors, files, ...rest } = input;
    const body = toBody<ChangeCreate>({ ...rest, files: toFileOperations(files) });
    const signed = this.#session.withAuthors('changes.create', authors, options);
    const path = await this.#session.repoPath(input, options);
    return (await createChange({ ...this.#session.post(signed), path, body })).data;
  }

  /** Returns a change with the paths it touches and those in conflict. */
  async get(input: ChangeIdInput, options: RequestOptions = {}): Promise<ChangeDetail> {
    checkMembers('changes.get', input, ['repo', 'change_id', 'org']);
    const path = await this.#path(input, options);
    return (await getChange({ ...this.#session.call(options), path })).data;
  }

  /**
   * Amends a change: a new commit of the same change. Its descendants are rebased and its bookmarks follow.
   *
   * @throws {ConflictError} `STALE_COMMIT` when `base_commit_oid` is given and the change has moved on; `MERGE_CONFLICT`
   * for files on a conflicted change.
   */
  async update(input: ChangeUpdateInput, options: RequestOptions = {}): Promise<Change> {
    const { org: _, repo: __, change_id: ___, authors, files, resolutions, ...rest } = input;
    if (files !== undefined && resolutions !== undefined) {
      throw new InvalidOptionsError('changes.update takes either `files` or `resolutions`; it has both.');
    }
    const body = toBody<ChangeUpdate>({
      ...rest,
      files: toFileOperations(files),
      resolutions: toResolutions(resolutions),
    });
    const signed = this.#signUpdate(authors, resolutions !== undefined, options);
    const path = await this.#path(input, options);
    return (await updateChange({ ...this.#session.call(signed), path, body })).data;
  }

  /** The same as `update`. */
  patch(input: ChangeUpdateInput, options: RequestOptions = {}): Promise<Change> {
    return this.update(input, options);
  }

  /** Lists the commits that a change went through, newest first. An extension of the depot. */
  evolog(
    input: ChangeIdInput & PageInput,
    options: RequestOptions = {},
  ): PagePromise<ChangeVersionPage, ChangeVersion> {
    return pages(
      input.cursor,
      async (cursor) => {
        checkMembers('changes.evolog', input, ['repo', 'change_id', 'cursor', 'limit', 'org']);
        const path = await this.#path(input, options);
        return listChangeVersions({
          ...this.#session.call(options),
          path,
          query: { cursor, limit: input.limit },
        });
      },
      (page) => page.versions,
    );
  }

  /** Resolving conflicts keeps the authors that a change has, so naming others would be lost. */
  #signUpdate(
    authors: readonly Author[] | undefined,
    resolves: boolean,
    options: RequestOptions,
  ): RequestOptions {
    if (!resolves) return this.#session.withAuthors('changes.update', authors, options);
    if (authors === undefined) return options;
    throw new InvalidOptionsError(
      'changes.update with `resolutions` keeps the authors of the change; leave `authors` out.',
    );
  }

  async #path(
    input: ChangeIdInput,
    options: RequestOptions,
  ): Promise<{ org: string; repo: string; change_id: string }> {
    return { ...(await this.#session.repoPath(input, options)), change_id: input.change_id };
  }
}
