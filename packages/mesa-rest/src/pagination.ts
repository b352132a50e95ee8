import { InvalidResponseError } from './errors/invalid-response-error.js';

/** How a list is read page by page. */
export interface PageSource<Page, Item> {
  /** Fetches a page; `cursor` is undefined for the first one. */
  readonly fetch: (cursor: string | undefined) => Promise<Page>;
  /** Returns the items of a page. */
  readonly items: (page: Page) => readonly Item[];
  /** Returns where the next page begins; null or undefined on the last page. Default: `page.next_cursor`. */
  readonly next?: (page: Page) => string | null | undefined;
}

/**
 * A list that is read lazily: awaiting it gives its first page, iterating over it gives every item of every page.
 *
 * Nothing is requested before it is awaited or iterated, and a page only when its first item is asked for. The first
 * page is fetched once, however often it is awaited.
 *
 * @example
 * const page = await mesa.repos.list({ org: 'acme', limit: 20 });
 * console.log(page.repos.length, page.next_cursor);
 *
 * for await (const repo of mesa.repos.list({ org: 'acme' })) console.log(repo.name);
 */
export class PagePromise<Page, Item> implements Promise<Page>, AsyncIterable<Item> {
  readonly #source: PageSource<Page, Item>;
  #first: Promise<Page> | undefined;

  constructor(source: PageSource<Page, Item>) {
    this.#source = source;
  }

  get [Symbol.toStringTag](): string {
    return 'PagePromise';
  }

  // biome-ignore lint/suspicious/noThenProperty: awaiting a list is what this class is for
  then<Fulfilled = Page, Rejected = never>(
    onFulfilled?: ((page: Page) => Fulfilled | PromiseLike<Fulfilled>) | null,
    onRejected?: ((reason: unknown) => Rejected | PromiseLike<Rejected>) | null,
  ): Promise<Fulfilled | Rejected> {
    return this.#firstPage().then(onFulfilled, onRejected);
  }

  catch<Rejected = never>(
    onRejected?: ((reason: unknown) => Rejected | PromiseLike<Rejected>) | null,
  ): Promise<Page | Rejected> {
    return this.#firstPage().catch(onRejected);
  }

  finally(onFinally?: (() => void) | null): Promise<Page> {
    return this.#firstPage().finally(onFinally);
  }

  /** Iterates over every item of this page and of all pages after it. */
  async *[Symbol.asyncIterator](): AsyncGenerator<Item, void, undefined> {
    for await (const page of this.pages()) yield* this.#source.items(page);
  }

  /**
   * Iterates over this page and all pages after it.
   *
   * @throws InvalidResponseError when the server names a page as its own successor, which would never end.
   */
  async *pages(): AsyncGenerator<Page, void, undefined> {
    let page = await this.#firstPage();
    let cursor: string | undefined;
    for (;;) {
      yield page;
      const next = this.#next(page);
      if (next === undefined) return;
      if (next === cursor) {
        throw new InvalidResponseError('The server answered a page that names itself as the next one.', {
          status: 200,
        });
      }
      cursor = next;
      page = await this.#source.fetch(cursor);
    }
  }

  #firstPage(): Promise<Page> {
    this.#first ??= this.#source.fetch(undefined);
    return this.#first;
  }

  #next(page: Page): string | undefined {
    const next = this.#source.next
      ? this.#source.next(page)
      : (page as { next_cursor?: string | null }).next_cursor;
    return next === null || next === undefined || next === '' ? undefined : next;
  }
}
