import { ConflictError, InvalidOptionsError } from 'mesa-rest';
import type { BookmarkCreateArgs, BookmarkListArgs, BookmarkMoveArgs, BookmarkOps } from './bookmark-ops.js';
import type { Checkout } from './checkout.js';
import { fsError } from './fs-error.js';

/** Bookmarks of repositories whose checkouts are in this thread. */
export class CheckoutBookmarkOps implements BookmarkOps {
  readonly #find: (repo: string) => Checkout;

  /** @internal */
  constructor(find: (repo: string) => Checkout) {
    this.#find = find;
  }

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

  async move({ repo, name, changeId, allowBackwards = false }: BookmarkMoveArgs): Promise<void> {
    const checkout = this.#writable(repo, 'fs.bookmark.move');
    await checkout.flush();
    await checkout.client.moveBookmark(name, changeId, allowBackwards);
  }

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
