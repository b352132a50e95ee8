import { PagePromise } from 'mesa-rest';

/**
 * Returns a list that awaits to the page at `cursor` and iterates over every item from there on.
 *
 * @param fetch Fetches the page at a cursor; undefined is the first one.
 */
export function pages<Page, Item>(
  cursor: string | undefined,
  fetch: (cursor: string | undefined) => Promise<{ readonly data: Page }>,
  items: (page: Page) => readonly Item[],
): PagePromise<Page, Item> {
  return new PagePromise<Page, Item>({
    fetch: async (next) => (await fetch(next ?? cursor)).data,
    items,
  });
}
