import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ApiKeyService } from './api-keys.js';
import { AuthService } from './auth.js';
import { createTestDepot, OTHER, type TestDepot } from './testing/test-depot.js';

let depot: TestDepot;
let apiKeys: ApiKeyService;
let auth: AuthService;
beforeEach(async () => {
  depot = await createTestDepot();
  apiKeys = new ApiKeyService(depot.deps);
  auth = new AuthService(depot.deps);
});
afterEach(() => depot.close());

const org = 'acme';

describe('create', () => {
  it('returns a key that works, with read and write for the whole organization unless told otherwise', async () => {
    const created = await apiKeys.create(depot.call(), { org });
    expect(created).toEqual({
      id: expect.stringMatching(/^key_[0-9a-z]{26}$/),
      key: expect.stringMatching(/^mesa_[0-9A-Za-z]{40}$/),
      name: null,
      scopes: ['read', 'write'],
      repo_ids: null,
      tags: {},
      created_at: '2023-11-14T22:13:20.000Z',
    });
    expect(await auth.authenticate(`Bearer ${created.key}`)).toMatchObject({
      keyId: created.id,
      scopes: ['read', 'write'],
      repoIds: null,
    });
  });

  it('keeps name, scopes, repositories, expiry and tags', async () => {
    const repo = await depot.addRepo('one');
    const created = await apiKeys.create(depot.call(), {
      org,
      name: 'ci',
      scopes: ['admin', 'read'],
      repo_ids: [repo],
      expires_in_seconds: 100,
      tags: { Team: 'Agents' },
    });
    expect(created).toMatchObject({
      name: 'ci',
      scopes: ['read', 'admin'],
      repo_ids: [repo],
      tags: { team: 'Agents' },
    });
    expect(created).not.toHaveProperty('expires_at');
    expect((await apiKeys.list(depot.call(), { org })).api_keys).toEqual([
      {
        id: created.id,
        name: 'ci',
        scopes: ['read', 'admin'],
        repo_ids: [repo],
        metadata: null,
        tags: { team: 'Agents' },
        last_used_at: null,
        expires_at: '2023-11-14T22:15:00.000Z',
        revoked_at: null,
        created_at: created.created_at,
      },
    ]);
  });

  it('gives the same key again to a retry, secret included', async () => {
    const idempotency = { key: 'k', requestHash: new Uint8Array(32), secret: Buffer.from('mesa_admin') };
    const first = await apiKeys.create(depot.call({}, idempotency), { org, name: 'ci' });
    expect(await apiKeys.create(depot.call({}, idempotency), { org, name: 'ci' })).toEqual(first);
    expect((await apiKeys.list(depot.call(), { org })).api_keys).toHaveLength(1);
  });

  it('does not grant scopes that the caller lacks', async () => {
    const call = depot.call({ scopes: ['write'] });
    await expect(apiKeys.create(call, { org, scopes: ['admin'] })).rejects.toMatchObject({
      code: 'FORBIDDEN',
      message: expect.stringContaining('`admin` is not among `write`'),
    });
    await expect(apiKeys.create(call, { org, scopes: ['read'] })).resolves.toBeDefined();
  });

  it('does not grant repositories that the caller lacks', async () => {
    const [mine, other] = [await depot.addRepo('mine'), await depot.addRepo('other')];
    const call = depot.call({ repoIds: [mine] });
    await expect(apiKeys.create(call, { org })).rejects.toMatchObject({
      code: 'FORBIDDEN',
      message: expect.stringContaining('`repo_ids`'),
    });
    await expect(apiKeys.create(call, { org, repo_ids: [mine, other] })).rejects.toMatchObject({
      code: 'NOT_FOUND',
      details: { repo_ids: [other] },
    });
    await expect(apiKeys.create(call, { org, repo_ids: [mine] })).resolves.toMatchObject({
      repo_ids: [mine],
    });
  });

  it('names repositories that do not exist or belong to others', async () => {
    const foreign = await depot.addRepo('two', OTHER);
    await expect(
      apiKeys.create(depot.call(), { org, repo_ids: ['repo_none', foreign] }),
    ).rejects.toMatchObject({
      code: 'NOT_FOUND',
      message: `No such repository: "repo_none", "${foreign}"`,
    });
    expect((await apiKeys.list(depot.call(), { org })).api_keys).toEqual([]);
  });
});

describe('list', () => {
  it('pages from the newest to the oldest, also while keys are added', async () => {
    for (let index = 0; index < 5; index++) await apiKeys.create(depot.call(), { org, name: `k${index}` });
    const names: Array<string | null> = [];
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof apiKeys.list>> = await apiKeys.list(depot.call(), {
        org,
        limit: 2,
        ...(cursor && { cursor }),
      });
      expect(page.has_more).toBe(page.next_cursor !== null);
      names.push(...page.api_keys.map((key) => key.name));
      cursor = page.next_cursor;
      await apiKeys.create(depot.call(), { org, name: 'later' });
    } while (cursor);
    expect(names).toEqual(['k4', 'k3', 'k2', 'k1', 'k0']);
  });

  it('refuses a cursor of other filters, and has no next page after a full last one', async () => {
    for (let index = 0; index < 2; index++) await apiKeys.create(depot.call(), { org });
    const { next_cursor } = await apiKeys.list(depot.call(), { org, limit: 1 });
    const cursor = next_cursor ?? '';
    await expect(apiKeys.list(depot.call(), { org, cursor, status: 'active' })).rejects.toMatchObject({
      code: 'INVALID_CURSOR',
    });
    expect(await apiKeys.list(depot.call(), { org, cursor, limit: 1 })).toMatchObject({
      has_more: false,
      next_cursor: null,
    });
    expect(await apiKeys.list(depot.call(), { org, limit: 2 })).toMatchObject({
      has_more: false,
      next_cursor: null,
    });
  });

  it('filters by name, state, scope and repository', async () => {
    const repo = await depot.addRepo('one');
    await apiKeys.create(depot.call(), { org, name: 'CI main', scopes: ['read'] });
    await apiKeys.create(depot.call(), { org, name: 'ci 100%', scopes: ['write'], repo_ids: [repo] });
    const { id } = await apiKeys.create(depot.call(), { org, name: 'old', scopes: ['admin'] });
    await apiKeys.revoke(depot.call(), { org, id });
    await apiKeys.create(depot.call(), { org, name: 'short', expires_in_seconds: 100 });
    depot.advance(100_000);
    const names = async (filter: object) =>
      (await apiKeys.list(depot.call(), { org, ...filter })).api_keys.map((key) => key.name);
    expect(await names({ query: 'CI' })).toEqual(['ci 100%', 'CI main']);
    expect(await names({ query: '%' })).toEqual(['ci 100%']);
    expect(await names({ status: 'active' })).toEqual(['ci 100%', 'CI main']);
    expect(await names({ status: 'revoked' })).toEqual(['old']);
    expect(await names({ status: 'expired' })).toEqual(['short']);
    expect(await names({ status: 'all' })).toHaveLength(4);
    expect(await names({ scope: 'admin' })).toEqual(['old']);
    expect(await names({ scope: 'write' })).toEqual(['short', 'old', 'ci 100%']);
    expect(await names({ scope: 'read', status: 'active' })).toEqual(['ci 100%', 'CI main']);
    expect(await names({ repo_id: repo })).toEqual(['ci 100%']);
  });

  it('shows a restricted credential only keys within its own repositories, in full pages', async () => {
    const [mine, other] = [await depot.addRepo('mine'), await depot.addRepo('other')];
    for (let index = 0; index < 3; index++) {
      await apiKeys.create(depot.call(), { org, name: `mine${index}`, repo_ids: [mine] });
      await apiKeys.create(depot.call(), { org, name: 'other', repo_ids: [other] });
      await apiKeys.create(depot.call(), { org, name: 'both', repo_ids: [mine, other] });
      await apiKeys.create(depot.call(), { org, name: 'all' });
    }
    const call = depot.call({ repoIds: [mine] });
    const first = await apiKeys.list(call, { org, limit: 2 });
    expect(first.api_keys.map((key) => key.name)).toEqual(['mine2', 'mine1']);
    expect(first.has_more).toBe(true);
    const second = await apiKeys.list(call, { org, limit: 2, cursor: first.next_cursor ?? '' });
    expect(second.api_keys.map((key) => key.name)).toEqual(['mine0']);
    expect(second).toMatchObject({ has_more: false, next_cursor: null });
  });
});

describe('update', () => {
  it('changes tags and answers the resulting ones', async () => {
    const { id } = await apiKeys.create(depot.call(), { org, tags: { a: '1', b: '2' } });
    expect(await apiKeys.update(depot.call(), { org, id, tags: { A: '9', b: null, c: '3' } })).toEqual({
      tags: { a: '9', c: '3' },
    });
    expect((await apiKeys.list(depot.call(), { org })).api_keys[0]?.tags).toEqual({ a: '9', c: '3' });
  });

  it('finds no key of another organization or beyond the restriction', async () => {
    const foreign = await apiKeys.create(depot.call({ org: OTHER }), { org: 'other' });
    const { id } = await apiKeys.create(depot.call(), { org });
    await expect(apiKeys.update(depot.call(), { org, id: foreign.id, tags: {} })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    await expect(
      apiKeys.update(depot.call({ repoIds: ['repo_1'] }), { org, id, tags: {} }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(
      apiKeys.update(depot.call(), { org: 'other', id: foreign.id, tags: {} }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('revoke', () => {
  it('works at once and again, keeping the first time', async () => {
    const { id, key } = await apiKeys.create(depot.call(), { org });
    expect(await apiKeys.revoke(depot.call(), { org, id })).toEqual({ success: true });
    await expect(auth.authenticate(`Bearer ${key}`)).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
    depot.advance(1_000);
    expect(await apiKeys.revoke(depot.call(), { org, id })).toEqual({ success: true });
    expect((await apiKeys.list(depot.call(), { org })).api_keys[0]?.revoked_at).toBe(
      '2023-11-14T22:13:20.000Z',
    );
  });

  it('finds no key that the caller may not manage', async () => {
    const foreign = await apiKeys.create(depot.call({ org: OTHER }), { org: 'other' });
    const { id } = await apiKeys.create(depot.call(), { org });
    for (const [call, target] of [
      [depot.call(), foreign.id],
      [depot.call(), 'key_none'],
      [depot.call({ repoIds: ['repo_1'] }), id],
    ] as const) {
      await expect(apiKeys.revoke(call, { org, id: target })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    }
    expect((await apiKeys.list(depot.call(), { org, status: 'active' })).api_keys).toHaveLength(1);
  });
});
