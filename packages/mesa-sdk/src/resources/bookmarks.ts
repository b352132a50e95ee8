import {
  type Bookmark,
  type BookmarkCreate,
  type BookmarkMerge,
  type BookmarkMergeResult,
  type BookmarkPage,
  createBookmark,
  deleteBookmark,
  getBookmark,
  listBookmarks,
  type MovedBookmark,
  mergeBookmark,
  moveBookmark,
  type PagePromise,
  type RequestOptions,
  type Success,
} from 'mesa-rest';
import type { Author } from '../core/authors.js';
import { type Input, type PageInput, type RepoInput, toBody } from '../core/input.js';
import { checkMembers } from '../core/known-members.js';
import { pages } from '../core/pages.js';
import type { Session } from '../core/session.js';
import { type ResolutionInput, toResolutions } from './resolution-input.js';

/** Input of `bookmarks.list`. */
export interface BookmarkListInput extends RepoInput, PageInput {
  /** Pattern on names: `*` is any run of characters, also slashes, and `?` any one. */
  readonly glob?: string | undefined;
}

/** Names a bookmark. */
export interface BookmarkInput extends RepoInput {
  readonly bookmark: string;
}

/** Input of `bookmarks.create`. */
export type BookmarkCreateInput = RepoInput & Input<BookmarkCreate>;

/** Input of `bookmarks.move`. */
export interface BookmarkMoveInput extends BookmarkInput {
  /** Change to point at; the virtual root is allowed. */
  readonly change_id: string;
  /** Whether the move may also go backwards or sideways in history. Default false. */
  readonly allow_backwards?: boolean | undefined;
}

/** Input of `bookmarks.merge`. */
export type BookmarkMergeInput = RepoInput &
  Omit<Input<BookmarkMerge>, 'resolutions'> & {
    /** Answers to the conflicts of an earlier attempt, applied before conflicts are reported. */
    readonly resolutions?: readonly ResolutionInput[] | undefined;
    /** Who merges. Needed by clients with a private key, and refused by others. */
    readonly authors?: readonly Author[] | undefined;
  };

/** Bookmarks: named pointers to changes, and merges of them. */
export class BookmarksResource {
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
  }

  /** Lists bookmarks, oldest first. */
  list(input: BookmarkListInput, options: RequestOptions = {}): PagePromise<BookmarkPage, Bookmark> {
    const { limit, glob } = input;
    return pages(
      input.cursor,
      async (cursor) => {
        checkMembers('bookmarks.list', input, ['repo', 'glob', 'cursor', 'limit', 'org']);
        const path = await this.#session.repoPath(input, options);
        return listBookmarks({ ...this.#session.call(options), path, query: { cursor, limit, glob } });
      },
      (page) => page.bookmarks,
    );
  }

  /** Creates a bookmark that points to a change. */
  async create(input: BookmarkCreateInput, options: RequestOptions = {}): Promise<Bookmark> {
    const { org: _, repo: __, ...body } = input;
    const path = await this.#session.repoPath(input, options);
    return (
      await createBookmark({ ...this.#session.post(options), path, body: toBody<BookmarkCreate>(body) })
    ).data;
  }

  /** Returns a bookmark. */
  async get(input: BookmarkInput, options: RequestOptions = {}): Promise<Bookmark> {
    checkMembers('bookmarks.get', input, ['repo', 'bookmark', 'org']);
    const path = await this.#path(input, options);
    return (await getBookmark({ ...this.#session.call(options), path })).data;
  }

  /**
   * Moves a bookmark forward to a change.
   *
   * @throws {ConflictError} `NOT_FORWARD` when the change does not come after the present one, unless `allow_backwards` is true.
   */
  async move(input: BookmarkMoveInput, options: RequestOptions = {}): Promise<MovedBookmark> {
    checkMembers('bookmarks.move', input, ['repo', 'bookmark', 'change_id', 'allow_backwards', 'org']);
    const { change_id, allow_backwards = false } = input;
    const path = await this.#path(input, options);
    return (
      await moveBookmark({ ...this.#session.call(options), path, body: { change_id, allow_backwards } })
    ).data;
  }

  /** Deletes a bookmark; the changes it pointed to stay. */
  async delete(input: BookmarkInput, options: RequestOptions = {}): Promise<Success> {
    checkMembers('bookmarks.delete', input, ['repo', 'bookmark', 'org']);
    const path = await this.#path(input, options);
    return (await deleteBookmark({ ...this.#session.call(options), path })).data;
  }

  /**
   * Merges `source` into `target` with a merge commit.
   *
   * @throws {ConflictError} `MERGE_CONFLICT` when both changed the same lines and neither `resolutions` nor
   * `allow_conflicted` covers it; `details.conflicted_entries` lists the paths with their hunk ids.
   * @example
   * ```ts
   * await mesa.bookmarks.merge({ repo: 'demo', source: 'feature', target: 'main', delete_source: true });
   * ```
   */
  async merge(input: BookmarkMergeInput, options: RequestOptions = {}): Promise<BookmarkMergeResult> {
    const { org: _, repo: __, authors, resolutions, ...rest } = input;
    const body = toBody<BookmarkMerge>({ ...rest, resolutions: toResolutions(resolutions) });
    const signed = this.#session.withAuthors('bookmarks.merge', authors, options);
    const path = await this.#session.repoPath(input, options);
    return (await mergeBookmark({ ...this.#session.post(signed), path, body })).data;
  }

  async #path(
    input: BookmarkInput,
    options: RequestOptions,
  ): Promise<{ org: string; repo: string; bookmark: string }> {
    return { ...(await this.#session.repoPath(input, options)), bookmark: input.bookmark };
  }
}
