import { describe, expect, it } from 'vitest';
import { InvalidResponseError, MesaRest, NotFoundError, PagePromise } from './index.js';
import { repoPage } from './testing/samples.js';
import { sendError, sendJson, startServer } from './testing/test-server.js';

interface Page {
  numbers: number[];
  next_cursor: string | null;
}

function pages(...all: number[][]): { list: PagePromise<Page, number>; cursors: (string | undefined)[] } {
  const cursors: (string | undefined)[] = [];
  const list = new PagePromise<Page, number>({
    fetch: async (cursor) => {
      cursors.push(cursor);
      const at = Number(cursor ?? 0);
      return { numbers: all[at] ?? [], next_cursor: at + 1 < all.length ? String(at + 1) : null };
    },
    items: (page) => page.numbers,
  });
  return { list, cursors };
}

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

describe('PagePromise', () => {
  it('requests nothing before it is used', async () => {
    const { list, cursors } = pages([1]);
    await Promise.resolve();
    expect(cursors).toEqual([]);
    expect(list[Symbol.toStringTag]).toBe('PagePromise');
  });

  it('is the first page when awaited, fetched once', async () => {
    const { list, cursors } = pages([1, 2], [3]);
    expect(await list).toEqual({ numbers: [1, 2], next_cursor: '1' });
    expect(await list.then((page) => page.numbers)).toEqual([1, 2]);
    await list.finally(() => {});
    expect(cursors).toEqual([undefined]);
  });

  it('gives every item of every page, empty pages included', async () => {
    const { list, cursors } = pages([1, 2], [], [3]);
    expect(await collect(list)).toEqual([1, 2, 3]);
    expect(cursors).toEqual([undefined, '1', '2']);
  });

  it('fetches no page before one of its items is asked for', async () => {
    const { list, cursors } = pages([1, 2], [3]);
    for await (const item of list) if (item === 2) break;
    expect(cursors).toEqual([undefined]);
  });

  it('gives whole pages', async () => {
    const { list } = pages([1], [2]);
    expect((await collect(list.pages())).map((page) => page.numbers)).toEqual([[1], [2]]);
  });

  it('hands on failures to whoever waits', async () => {
    const list = new PagePromise({ fetch: () => Promise.reject(new Error('gone')), items: () => [] });
    await expect(list).rejects.toThrow('gone');
    await expect(collect(list)).rejects.toThrow('gone');
    expect(await list.catch(() => 'caught')).toBe('caught');
  });

  it('refuses a page that names itself as the next one', async () => {
    const list = new PagePromise({ fetch: async () => ({ next_cursor: 'same' }), items: () => [] });
    await expect(collect(list)).rejects.toBeInstanceOf(InvalidResponseError);
  });

  it('reads cursors of another name', async () => {
    const list = new PagePromise({
      fetch: async (cursor: string | undefined) => ({
        items: [cursor ?? 'first'],
        after: cursor ? undefined : 'b',
      }),
      items: (page) => page.items,
      next: (page) => page.after,
    });
    expect(await collect(list)).toEqual(['first', 'b']);
  });
});

describe('list methods', () => {
  it('walk all pages of a server with their filters', async () => {
    const server = await startServer((request, response) => {
      const cursor = new URL(request.url, 'http://x').searchParams.get('cursor');
      sendJson(response, 200, cursor === null ? repoPage(['a', 'b'], 'c 1&2') : repoPage(['c']));
    });
    const mesa = new MesaRest({ apiKey: 'k', serverUrl: server.url, validateResponses: true });
    const repos = await collect(mesa.repos.list({ org: 'acme', limit: 2, tags: 'env:prod' }));
    expect(repos.map(({ name }) => name)).toEqual(['a', 'b', 'c']);
    expect(server.received.map(({ url }) => url)).toEqual([
      '/v1/acme/repos?limit=2&tags=env%3Aprod',
      '/v1/acme/repos?cursor=c%201%262&limit=2&tags=env%3Aprod',
    ]);
  });

  it('start at a cursor of an earlier page', async () => {
    const server = await startServer((_, response) => sendJson(response, 200, repoPage(['z'])));
    const mesa = new MesaRest({ apiKey: 'k', serverUrl: server.url });
    const page = await mesa.repos.list({ org: 'acme', cursor: 'here' });
    expect(page.next_cursor).toBeNull();
    expect(server.received[0]?.url).toBe('/v1/acme/repos?cursor=here');
  });

  it('fail like any other method', async () => {
    const server = await startServer((_, response) => sendError(response, 404, 'NOT_FOUND'));
    const mesa = new MesaRest({ apiKey: 'k', serverUrl: server.url });
    await expect(mesa.repos.list({ org: 'acme' })).rejects.toBeInstanceOf(NotFoundError);
  });
});
