import { createDepot, type Depot } from 'mesa-depot';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { checkDepot } from '../helpers/fuzz/check-depot.js';
import { createWorld, ok, VIRTUAL_ROOT, type World } from './world.js';

/** Requests at the edge of what is allowed, and small ones that ask for large work. */
let depot: Depot;
let world: World;
beforeAll(async () => {
  depot = await createDepot();
  world = await createWorld(depot);
});
afterAll(() => depot.close());

const base64 = (text: string): string => Buffer.from(text).toString('base64');

async function newRepo(): Promise<{ org: string; repo: string }> {
  const { name } = ok(await world.send('createRepo', { path: { org: world.org }, body: {} }));
  return { org: world.org, repo: name };
}

async function newChange(
  path: { org: string; repo: string },
  base: string,
  files: unknown[],
): Promise<string> {
  return ok(await world.send('createChange', { path, body: { base_change_id: base, files } })).id;
}

it('the deepest path can be written, read, compared, merged, resolved, amended and exported', async () => {
  const path = await newRepo();
  const deepest = `${'d/'.repeat(2_047)}f`;
  const base = await newChange(path, VIRTUAL_ROOT, [
    { path: deepest, content: base64('0\n') },
    { path: 'top', content: base64('0\n') },
  ]);
  const main = await newChange(path, base, [{ path: deepest, content: base64('1\n') }]);
  const feature = await newChange(path, base, [{ path: deepest, content: base64('2\n') }]);
  ok(await world.send('moveBookmark', { path: { ...path, bookmark: 'main' }, body: { change_id: main } }));
  ok(await world.send('createBookmark', { path, body: { name: 'feature', change_id: feature } }));

  expect(ok(await world.send('getChange', { path: { ...path, change_id: main } })).files).toEqual([deepest]);
  const diff = ok(
    await world.send('getDiff', { path, query: { base_change_id: main, head_change_id: feature } }),
  );
  expect(diff.entries.map((entry: { path: string }) => entry.path)).toEqual([deepest]);
  expect(ok(await world.send('getContent', { path, query: { path: deepest } })).size).toBe(2);

  const merge = { target: 'main', source: 'feature', allow_conflicted: true };
  const { change_id, is_conflicted } = ok(await world.send('mergeBookmark', { path, body: merge }));
  expect(is_conflicted).toBe(true);
  const resolutions = [{ path: deepest, take: 'source' }];
  const resolved = ok(
    await world.send('updateChange', { path: { ...path, change_id }, body: { resolutions } }),
  );
  expect(resolved.is_conflicted).toBe(false);
  const files = [{ path: 'top', content: base64('1\n') }];
  ok(await world.send('updateChange', { path: { ...path, change_id: base }, body: { files } }));
  await checkDepot(depot, world.org, world.send);
});

it('few bytes cannot ask for millions of directories', async () => {
  const path = await newRepo();
  const files = Array.from({ length: 200 }, (_, at) => ({
    path: `${at}/${'d/'.repeat(2_000)}f`,
    symlink: 'x',
  }));
  const answer = await world.send('createChange', { path, body: { base_change_id: VIRTUAL_ROOT, files } });
  expect(answer).toMatchObject({ status: 413, body: { error: { code: 'PAYLOAD_TOO_LARGE' } } });
});

it('tens of thousands of files in one change are listed and compared', async () => {
  const path = await newRepo();
  const files = Array.from({ length: 20_000 }, (_, at) => ({ path: `${at % 100}/${at}`, content: '' }));
  const change_id = await newChange(path, VIRTUAL_ROOT, files);
  const content = ok(await world.send('getContent', { path, query: { change_id, depth: 10 } }));
  expect(content.entries).toHaveLength(20_100);
  const query = { base_change_id: VIRTUAL_ROOT, head_change_id: change_id };
  expect(ok(await world.send('getDiff', { path, query }))).toMatchObject({ truncated: true });
});

it('names of JavaScript are names like others', async () => {
  const tags = { __PROTO__: 'a', constructor: 'b', toString: 'c', valueOf: 'd', hasownproperty: 'e' };
  const { name, tags: kept } = ok(
    await world.send('createRepo', { path: { org: world.org }, body: { tags } }),
  );
  const expected = [
    ['__proto__', 'a'],
    ['constructor', 'b'],
    ['hasownproperty', 'e'],
    ['tostring', 'c'],
    ['valueof', 'd'],
  ];
  expect(Object.entries(kept).sort()).toEqual(expected);
  const path = { org: world.org, repo: name };
  expect(Object.entries(ok(await world.send('getRepo', { path })).tags).sort()).toEqual(expected);
  const filter = {
    path: { org: world.org },
    query: { tags: '{"__proto__":"a","constructor":{"$exists":true}}' },
  };
  expect(ok(await world.send('listRepos', filter)).repos).toHaveLength(1);

  const metadata = { constructor: 'x', toString: 'y', valueOf: null };
  const body = { path: '', metadata };
  expect(ok(await world.send('updateMetadata', { path, body })).metadata).toEqual({
    constructor: 'x',
    toString: 'y',
  });
  expect(Object.keys(Object.prototype)).toEqual([]);
});
