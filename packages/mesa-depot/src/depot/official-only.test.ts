import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDepot, type Depot } from './create-depot.js';
import { call, changeOf } from './testing/depot-client.js';

describe('a depot of the official operations alone', () => {
  let depot: Depot;
  let change: string;
  beforeAll(async () => {
    depot = await createDepot({ officialOnly: true });
    await call(depot, 'POST', '/acme/repos', { name: 'r' });
    change = (await call(depot, 'POST', '/acme/r/changes', changeOf({ 'a.txt': 'a' }))).json.id;
    await call(depot, 'PATCH', '/acme/r/bookmarks/main', { change_id: change });
  });
  afterAll(() => depot.close());

  it('has no extensions', async () => {
    for (const path of ['/capabilities', '/acme/r/revision', '/acme/r/events', '/acme/signing-keys']) {
      expect(await call(depot, 'GET', path), path).toMatchObject({
        status: 404,
        json: { error: { code: 'NOT_FOUND' } },
      });
    }
    expect(await call(depot, 'POST', `/acme/r/changes/${change}/batch`, {})).toMatchObject({ status: 404 });
    expect(await call(depot, 'PATCH', '/acme/r/metadata', {})).toMatchObject({ status: 404 });
  });

  it('serves what is official', async () => {
    expect(await call(depot, 'GET', `/acme/r/content?change_id=${change}&path=a.txt`)).toMatchObject({
      status: 200,
      json: { type: 'file' },
    });
    expect(
      await call(depot, 'PATCH', `/acme/r/changes/${change}`, {
        files: [{ path: 'b.txt', content: 'Yg==', action: 'upsert' }],
      }),
    ).toMatchObject({ status: 200 });
  });

  it('refuses extension members as members that it does not know', async () => {
    const refused = await call(depot, 'PATCH', `/acme/r/changes/${change}`, {
      files: [{ path: 'link', symlink: 'a.txt' }],
    });
    expect(refused).toMatchObject({ status: 400, json: { error: { code: 'BAD_REQUEST' } } });
    expect(
      await call(depot, 'PATCH', '/acme/r/bookmarks/main', { change_id: change, allow_backwards: true }),
    ).toMatchObject({
      status: 400,
      json: { error: { message: expect.stringContaining('allow_backwards') } },
    });
    for (const path of ['/acme/r/content?ref=main', '/acme/r/diff?base=main&head=main']) {
      expect(await call(depot, 'GET', path), path).toMatchObject({ status: 400 });
    }
  });

  it('shares nothing with one that has extensions', async () => {
    await using other = await createDepot();
    expect(await call(other, 'GET', '/capabilities')).toMatchObject({
      status: 200,
      json: { extensions: ['revision', 'trees', 'blobs', 'batch', 'events'] },
    });
    await call(other, 'POST', '/acme/repos', { name: 'r' });
    expect(await call(other, 'GET', '/acme/r/content?ref=main')).toMatchObject({ status: 200 });
    expect(await call(depot, 'GET', '/acme/r/content?ref=main')).toMatchObject({ status: 400 });
  });
});
