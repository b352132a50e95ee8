import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDepot, type Depot } from 'mesa-depot';
import { Mesa } from 'mesa-sdk';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';

let depot: Depot;
beforeAll(async () => {
  depot = await createDepot();
});
afterAll(() => depot?.close());

/** Returns a client and the bytes of files that it was sent since the last look. */
function countingMesa(): { mesa: Mesa; fetched: () => number } {
  let fetched = 0;
  const mesa = new Mesa({
    apiUrl: depot.apiUrl,
    apiKey: depot.apiKey,
    fetch: async (input, init) => {
      const response = await fetch(input, init);
      if (!response.url.includes('/blobs')) return response;
      const bytes = await response.arrayBuffer();
      fetched += bytes.byteLength;
      return new Response(bytes, response);
    },
  });
  return {
    mesa,
    fetched: () => {
      const now = fetched;
      fetched = 0;
      return now;
    },
  };
}

async function temporaryFolder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'mount-cache-'));
  onTestFinished(() => rm(path, { recursive: true, force: true }));
  return path;
}

/** Resolves when the cache has as many files, all of them written. */
async function filesOf(path: string, count: number): Promise<string[]> {
  for (;;) {
    const all = await readdir(path, { recursive: true });
    const files = all
      .filter((name) => /[/\\][0-9a-f]{2}[/\\][0-9a-f]{38}$/.test(name))
      .map((name) => join(path, name));
    if (files.length >= count) return files;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

it('keeps files from one mount to the next, fetches damaged ones again, and is for one user only', async () => {
  const { mesa, fetched } = countingMesa();
  const path = await temporaryFolder();
  const { name } = await mesa.repos.create({ name: 'cached' });
  const texts = ['a', 'b', 'c'].map((letter) => letter.repeat(1_000));
  {
    await using fs = await mesa.fs.mount({ repos: [name] });
    await Promise.all(texts.map((text, index) => fs.writeFile(`/cached/${index}`, text)));
    await fs.change.checkpoint({ repo: name, message: 'Files' });
  }
  const readAll = async (): Promise<string[]> => {
    await using fs = await mesa.fs.mount({ repos: [name], cache: { diskCache: { path } } });
    return Promise.all(texts.map((_, index) => fs.readFile(`/cached/${index}`)));
  };
  fetched();
  expect(await readAll()).toEqual(texts);
  expect(fetched()).toBeGreaterThan(3_000);
  const files = await filesOf(path, 3);
  expect(await readAll()).toEqual(texts);
  expect(fetched()).toBe(0);
  await writeFile(files[0] as string, 'x'.repeat(1_000));
  expect(await readAll()).toEqual(texts);
  expect(fetched()).toBe(1_000);
  if (process.platform !== 'win32') {
    expect((await stat(join(path, 'mesa-blobs-1'))).mode & 0o777).toBe(0o700);
    for (const file of files) expect((await stat(file)).mode & 0o777).toBe(0o600);
  }
});

it.each([
  [{}, '`cache.diskCache.path` is missing'],
  [{ path: '' }, '`cache.diskCache.path` is missing'],
  [{ path: 'x', maxSizeBytes: -1 }, '`cache.diskCache.maxSizeBytes` is -1'],
  [{ path: '/dev/null' }, 'where no cache can be kept'],
])('refuses the disk cache %o', async (diskCache, message) => {
  const { mesa } = countingMesa();
  await mesa.repos.create({ name: 'refused' }).catch(() => {});
  const mounted = mesa.fs.mount({ repos: ['refused'], cache: { diskCache: diskCache as { path: string } } });
  await expect(mounted).rejects.toMatchObject({
    code: 'INVALID_OPTIONS',
    message: expect.stringContaining(message),
  });
});
