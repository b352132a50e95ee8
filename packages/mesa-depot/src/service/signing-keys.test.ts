import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SigningKeyService } from './signing-keys.js';
import { createTestDepot, OTHER, type TestDepot } from './testing/test-depot.js';

const X = '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo';
const org = 'acme';

let depot: TestDepot;
let signingKeys: SigningKeyService;
beforeEach(async () => {
  depot = await createTestDepot();
  signingKeys = new SigningKeyService(depot.deps);
});
afterEach(() => depot.close());

describe('create', () => {
  it('registers a public key with every scope unless told otherwise', async () => {
    const created = await signingKeys.create(depot.call(), { org, public_key: X, name: 'deploy' });
    expect(created).toEqual({
      id: expect.stringMatching(/^sk_[0-9a-z]{26}$/),
      name: 'deploy',
      public_key: X,
      scopes: ['read', 'write', 'admin'],
      created_at: '2023-11-14T22:13:20.000Z',
      revoked_at: null,
    });
    expect((await signingKeys.list(depot.call(), { org })).signing_keys).toEqual([created]);
  });

  it.each([
    ['too short', X.slice(1)],
    ['too long', `${X}A`],
    ['standard base64', 'I/+bAYKxCrfVSVTyWQHOg7hcvPapiMlrwIaaPcHURo='],
    ['padded', `${X}=`],
    ['not canonical', `${X.slice(0, -1)}p`],
    ['the neutral point', Buffer.from(`01${'00'.repeat(31)}`, 'hex').toString('base64url')],
    ['all zero', Buffer.alloc(32).toString('base64url')],
    [
      'a point of order 8 with its sign bit set',
      Buffer.from('26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85', 'hex').toString(
        'base64url',
      ),
    ],
  ])('refuses a public key that is %s', async (_, public_key) => {
    await expect(signingKeys.create(depot.call(), { org, public_key })).rejects.toMatchObject({
      code: 'BAD_REQUEST',
      message: expect.stringContaining('`public_key`'),
    });
  });

  it('refuses a key that was registered before, revoked or not, here or elsewhere', async () => {
    const { id } = await signingKeys.create(depot.call(), { org, public_key: X });
    await expect(signingKeys.create(depot.call(), { org, public_key: X })).rejects.toMatchObject({
      code: 'ALREADY_EXISTS',
    });
    await signingKeys.revoke(depot.call(), { org, id });
    await expect(signingKeys.create(depot.call(), { org, public_key: X })).rejects.toMatchObject({
      code: 'ALREADY_EXISTS',
    });
    await expect(
      signingKeys.create(depot.call({ org: OTHER }), { org: 'other', public_key: X }),
    ).rejects.toMatchObject({ code: 'ALREADY_EXISTS' });
  });

  it('grants no more than the caller has', async () => {
    await expect(
      signingKeys.create(depot.call({ scopes: ['write'] }), { org, public_key: X }),
    ).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(
      signingKeys.create(depot.call({ repoIds: ['repo_1'] }), { org, public_key: X }),
    ).rejects.toMatchObject({
      code: 'FORBIDDEN',
      message: expect.stringContaining('restricted to repositories'),
    });
    await expect(
      signingKeys.create(depot.call({ scopes: ['write'] }), { org, public_key: X, scopes: ['read'] }),
    ).resolves.toMatchObject({ scopes: ['read'] });
  });
});

describe('list', () => {
  it('pages from the newest to the oldest and hides all from restricted credentials and other organizations', async () => {
    const names = ['a', 'b', 'c'];
    for (const [index, name] of names.entries()) {
      const public_key = Buffer.alloc(32, index + 7).toString('base64url');
      await signingKeys.create(depot.call(), { org, name, public_key });
    }
    const first = await signingKeys.list(depot.call(), { org, limit: 2 });
    const second = await signingKeys.list(depot.call(), { org, limit: 2, cursor: first.next_cursor ?? '' });
    expect([...first.signing_keys, ...second.signing_keys].map((key) => key.name)).toEqual(['c', 'b', 'a']);
    expect(second).toMatchObject({ has_more: false, next_cursor: null });
    for (const [call, slug] of [
      [depot.call({ repoIds: ['repo_1'] }), org],
      [depot.call({ org: OTHER }), 'other'],
    ] as const) {
      expect(await signingKeys.list(call, { org: slug })).toEqual({
        signing_keys: [],
        has_more: false,
        next_cursor: null,
      });
    }
  });
});

describe('revoke', () => {
  it('works again, keeping the first time, and only on what the caller may manage', async () => {
    const { id } = await signingKeys.create(depot.call(), { org, public_key: X });
    for (const call of [
      depot.call({ repoIds: ['repo_1'] }),
      depot.call({ org: { ...OTHER, slug: 'acme' } }),
    ]) {
      await expect(signingKeys.revoke(call, { org, id })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    }
    await signingKeys.revoke(depot.call(), { org, id });
    depot.advance(1_000);
    expect(await signingKeys.revoke(depot.call(), { org, id })).toEqual({ success: true });
    expect((await signingKeys.list(depot.call(), { org })).signing_keys[0]?.revoked_at).toBe(
      '2023-11-14T22:13:20.000Z',
    );
    await expect(signingKeys.revoke(depot.call(), { org, id: 'sk_none' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });
});
