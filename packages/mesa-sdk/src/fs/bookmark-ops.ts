import { ConflictError, InvalidOptionsError } from 'mesa-rest';
import type { MountedRepoArgs } from './change-ops.js';
import type { Checkout } from './checkout.js';
import { fsError } from './fs-error.js';

/** Arguments of `fs.bookmark.create`. */
export type BookmarkCreateArgs = MountedRepoArgs & { readonly name: string };
/** Arguments of `fs.bookmark.move`. */
export type BookmarkMoveArgs = MountedRepoArgs & {
  readonly name: string;
  readonly changeId: string;
  /** Whether it may go backwards or sideways. Default false. */
  readonly allowBackwards?: boolean | undefined;
};
/** Arguments of `fs.bookmark.list`. */
export type BookmarkListArgs = MountedRepoArgs;

/** Bookmarks of mounted repositories: `fs.bookmark`. Every call first waits for what was written. */
export class BookmarkOps {
  readonly #find: (repo: string) => Checkout;

  /** @internal */
  constructor(find: (repo: string) => Checkout) {
    this.#find = find;
  }

  /** Creates a bookmark at the change that the repository is at, which stays where it is. @throws {FileSystemError} `EEXIST`. */
  async create({ repo, name }: BookmarkCreateArgs): Promise<void> {
    const checkout = this.#writable(repo, 'fs.bookmark.create');
    await checkout.flush();
    try {
      await checkout.client.createBookmark(name, checkout.revision.changeId);
    } catch (cause) {
      if (cause instanceof ConflictError) throw fsError('EEXIST', 'bookmark', name, { cause });
      throw cause;
    }
  }

  /**
   * Moves a bookmark to a change.
   *
   * @throws {ConflictError} `NOT_FORWARD` when the change does not come after the present one, unless `allowBackwards` is true.
   */
  async move({ repo, name, changeId, allowBackwards = false }: BookmarkMoveArgs): Promise<void> {
    const checkout = this.#writable(repo, 'fs.bookmark.move');
    await checkout.flush();
    await checkout.client.moveBookmark(name, changeId, allowBackwards);
  }

  /** Returns the names of all bookmarks. */
  async list({ repo }: BookmarkListArgs): Promise<string[]> {
    return this.#find(repo).client.listBookmarks();
  }

  #writable(repo: string, what: string): Checkout {
    const checkout = this.#find(repo);
    if (checkout.readOnly)
      throw new InvalidOptionsError(`${what} needs to write, and \`${repo}\` is mounted read-only.`);
    return checkout;
  }
}
