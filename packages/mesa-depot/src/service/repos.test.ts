import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { updateRepo } from '../storage/index.js';
import { VIRTUAL_ROOT_CHANGE_ID } from '../vcs/index.js';
import { base64, createServiceFixture, type ServiceFixture } from './testing/service-fixture.js';

const org = 'acme';

describe('repositories', () => {
  let fixture: ServiceFixture;
  beforeEach(async () => {
    fixture = await createServiceFixture();
  });
  afterEach(() => fixture[Symbol.asyncDispose]());

  const create = (input: object) => fixture.services.repos.create(fixture.call, { org, ...input });
  const names = async (tags?: string): Promise<string[]> => {
    const page = await fixture.services.repos.list(fixture.call, {
      org,
      limit: 100,
      ...(tags ? { tags } : {}),
    });
    return page.repos.map(({ name }) => name);
  };

  it('starts empty, with a default bookmark at the virtual root', async () => {
    const repo = await create({ name: 'demo', default_bookmark: 'trunk', tags: { Env: 'Prod' } });
    expect(repo).toMatchObject({
      name: 'demo',
      org,
      default_bookmark: 'trunk',
      head_change_id: VIRTUAL_ROOT_CHANGE_ID,
      upstream: null,
      tags: { env: 'Prod' },
    });
    const at = { org, repo: 'demo' };
    expect(await fixture.services.repos.get(fixture.call, at)).toEqual(repo);
    expect(await fixture.services.bookmarks.get(fixture.call, { ...at, bookmark: 'trunk' })).toEqual({
      name: 'trunk',
      change_id: VIRTUAL_ROOT_CHANGE_ID,
      is_default: true,
    });
    expect(await fixture.services.content.get(fixture.call, at)).toMatchObject({ type: 'dir', entries: [] });
  });

  it('makes up a name, refuses one that is taken, reserved or malformed', async () => {
    expect((await create({})).name).toMatch(/^repo-[0-9a-z]{26}$/);
    await create({ name: 'demo' });
    await expect(create({ name: 'demo' })).rejects.toMatchObject({ code: 'ALREADY_EXISTS' });
    for (const name of ['repos', 'api-keys', '../x', 'a b', 'x.git']) {
      await expect(create({ name })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
    }
  });

  it('is updated member by member', async () => {
    await create({ name: 'demo', tags: { a: '1', b: '2' } });
    const update = (input: object) =>
      fixture.services.repos.update(fixture.call, { org, repo: 'demo', ...input });
    expect((await update({ tags: { a: null, c: '3' } })).tags).toEqual({ b: '2', c: '3' });
    await expect(update({ default_bookmark: 'nope' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const change = await fixture.services.changes.create(fixture.call, {
      org,
      repo: 'demo',
      base_change_id: VIRTUAL_ROOT_CHANGE_ID,
      files: [{ path: 'a', content: base64('a') }],
    });
    await fixture.services.bookmarks.create(fixture.call, {
      org,
      repo: 'demo',
      name: 'next',
      change_id: change.id,
    });
    expect(await update({ default_bookmark: 'next' })).toMatchObject({
      default_bookmark: 'next',
      head_change_id: change.id,
    });
    expect((await update({ name: 'renamed' })).name).toBe('renamed');
    expect(await names()).toEqual(['renamed']);
  });

  it('answers a retried rename under its idempotency key, and tells webhooks the new name', async () => {
    await create({ name: 'demo' });
    const { services, call } = fixture;
    await services.webhookTargets.create(call, { org, url: 'http://127.0.0.1:9/', events: ['repo.updated'] });
    const idempotency = { key: 'k', requestHash: new Uint8Array([1]), secret: new Uint8Array([2]) };
    const rename = () =>
      services.repos.update(
        { ...call, idempotency },
        { org, repo: 'demo', name: 'renamed', default_bookmark: 'main' },
      );
    expect(await rename()).toEqual(await rename());
    const [delivery, ...others] = await fixture.storage.read
      .selectFrom('webhook_deliveries')
      .select('body')
      .execute();
    expect(others).toEqual([]);
    expect(JSON.parse(delivery?.body ?? '')).toMatchObject({
      repository: { name: 'renamed', url: 'http://127.0.0.1:8790/v1/acme/renamed' },
      data: { before: { name: 'demo' }, after: { name: 'renamed' } },
    });
  });

  it('keeps the credential of an upstream encrypted, and never shows it', async () => {
    const upstream = {
      url: 'https://git.example.com/a.git',
      auth: { kind: 'token' as const, token: 'very-secret-token' },
    };
    const repo = await create({ name: 'demo', upstream });
    expect(repo.upstream).toEqual({ url: upstream.url, auth_kind: 'token', latest_sync: null });
    const rows = await fixture.storage.read.selectFrom('repos').select('upstream').execute();
    expect(JSON.stringify(rows)).not.toContain('very-secret-token');
    const thief = await create({ name: 'thief' });
    const stolen = rows[0]?.upstream ?? null;
    await fixture.storage.transaction((tx) => updateRepo(tx, thief.id, { upstream: stolen }));
    await expect(fixture.services.repos.get(fixture.call, { org, repo: 'thief' })).rejects.toMatchObject({
      code: 'INTERNAL_ERROR',
    });
    const update = (value: object | null) =>
      fixture.services.repos.update(fixture.call, { org, repo: 'demo', upstream: value as never });
    const moved = await update({ url: 'https://git.example.com/b.git' });
    expect(moved.upstream?.auth_kind).toBe('token');
    expect(
      (await update({ url: 'https://git.example.com/b.git', auth: null })).upstream?.auth_kind,
    ).toBeNull();
    expect((await update(null)).upstream).toBeNull();
  });

  it('frees its name when it is deleted', async () => {
    await create({ name: 'demo' });
    await fixture.services.repos.delete(fixture.call, { org, repo: 'demo' });
    await expect(fixture.services.repos.get(fixture.call, { org, repo: 'demo' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    await create({ name: 'demo' });
  });

  it('is found by tags, in both forms of the filter, whatever the case', async () => {
    await create({ name: 'one', tags: { env: 'prod', team: 'agents' } });
    await create({ name: 'two', tags: { env: 'staging', team: 'Agents' } });
    await create({ name: 'three', tags: { env: 'production' } });
    await create({ name: 'none' });
    const filter = (value: unknown): string => JSON.stringify(value);
    expect(await names('ENV:Prod,team:agents')).toEqual(['one']);
    expect(await names(filter({ team: 'AGENTS' }))).toEqual(['one', 'two']);
    expect(await names(filter({ env: ['prod', 'staging'] }))).toEqual(['one', 'two']);
    expect(await names(filter({ env: { $STARTS_WITH: 'prod' } }))).toEqual(['one', 'three']);
    expect(await names(filter({ env: { $ends_with: 'ing' } }))).toEqual(['two']);
    expect(await names(filter({ env: { $contains: 'duct' } }))).toEqual(['three']);
    expect(await names(filter({ team: { $exists: false } }))).toEqual(['three', 'none']);
    expect(await names(filter({ $or: [{ env: 'staging' }, { env: { $eq: 'production' } }] }))).toEqual([
      'two',
      'three',
    ]);
    expect(await names(filter({ env: { $exists: true }, $not: { team: 'agents' } }))).toEqual(['three']);
    expect(await names(filter({}))).toEqual(['one', 'two', 'three', 'none']);
    expect(await names(filter({ env: { $contains: '%' } }))).toEqual([]);
  });

  it('says what is wrong with a tag filter', async () => {
    for (const tags of [
      'env',
      ':x',
      '{',
      '{"a":1}',
      '{"$and":{}}',
      '{"$nor":[]}',
      '{"a":{"$gt":"1"}}',
      '{"a":[]}',
      JSON.stringify({ $and: Array.from({ length: 2_000 }, () => ({})) }),
    ]) {
      await expect(names(tags)).rejects.toMatchObject({
        code: 'BAD_REQUEST',
        message: expect.stringContaining('The tag filter is not valid'),
      });
    }
  });

  it('has one tag set on many, all or none', async () => {
    const ids = [(await create({ name: 'one' })).id, (await create({ name: 'two' })).id];
    const update = (input: object) =>
      fixture.services.repos.bulkUpdateTags(fixture.call, {
        org,
        action: 'set',
        key: 'Env',
        repo_ids: ids,
        ...input,
      });
    expect(await update({ value: 'prod' })).toEqual({ updated: 2 });
    expect(await names('env:prod')).toEqual(['one', 'two']);
    await expect(update({ value: 'x', repo_ids: [...ids, 'repo_nope'] })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    await expect(update({})).rejects.toMatchObject({ code: 'BAD_REQUEST' });
    expect(await update({ action: 'remove', repo_ids: [ids[0] ?? ''] })).toEqual({ updated: 1 });
    expect(await names('env:prod')).toEqual(['two']);
  });

  it('keeps tags that are set on it alone and on many at the same time', async () => {
    const { id } = await create({ name: 'demo' });
    await Promise.all([
      fixture.services.repos.update(fixture.call, { org, repo: 'demo', tags: { alone: '1' } }),
      fixture.services.repos.bulkUpdateTags(fixture.call, {
        org,
        repo_ids: [id],
        action: 'set',
        key: 'many',
        value: '1',
      }),
    ]);
    const { tags } = await fixture.services.repos.get(fixture.call, { org, repo: 'demo' });
    expect(tags).toEqual({ alone: '1', many: '1' });
  });

  it('is not seen by a credential of another organization or of other repositories', async () => {
    const repo = await create({ name: 'demo' });
    const other = await create({ name: 'other' });
    const stranger = fixture.callAs({ org: { id: 'org_2', slug: 'evil', name: 'Evil' } });
    const narrow = fixture.callAs({ repoIds: [other.id] });
    for (const call of [stranger, narrow]) {
      await expect(fixture.services.repos.get(call, { org, repo: 'demo' })).rejects.toMatchObject({
        code: 'NOT_FOUND',
      });
    }
    expect((await fixture.services.repos.list(narrow, { org })).repos.map(({ id }) => id)).toEqual([
      other.id,
    ]);
    await expect(fixture.services.repos.create(narrow, { org })).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(
      fixture.services.repos.bulkUpdateTags(narrow, {
        org,
        repo_ids: [repo.id],
        action: 'set',
        key: 'a',
        value: 'b',
      }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});
