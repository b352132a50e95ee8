import { afterEach, beforeEach, expect, it } from 'vitest';
import {
  createTempStorage,
  describeOnEngines,
  type Engine,
  type TempStorage,
} from '../testing/temp-storage.js';
import {
  type ApiKeyListRequest,
  getApiKey,
  getApiKeyBySecret,
  insertApiKey,
  listApiKeys,
  type NewApiKey,
  revokeApiKey,
  touchApiKeys,
  updateApiKeyTags,
} from './api-keys.js';
import {
  getSigningKey,
  getSigningKeyByPublicKey,
  insertSigningKey,
  listSigningKeys,
  revokeSigningKey,
} from './signing-keys.js';

let temp: TempStorage;
const useStorage = (engine: Engine): void => {
  beforeEach(async () => {
    temp = await createTempStorage(engine);
  });
  afterEach(() => temp.remove());
};

const NOW = 1_000;

describeOnEngines('API keys', (engine) => {
  useStorage(engine);
  let count = 0;
  const add = (fields: Partial<NewApiKey> = {}) =>
    temp.storage.transaction((tx) =>
      insertApiKey(tx, {
        id: `key_${++count}`,
        orgId: 'org_1',
        name: null,
        secretSha256: Buffer.alloc(32, count),
        scopes: ['read'],
        repoIds: null,
        tags: {},
        expiresAt: null,
        createdAt: 5,
        ...fields,
      }),
    );
  const ids = async (filter: Partial<ApiKeyListRequest>): Promise<string[]> => {
    const page = await listApiKeys(temp.storage.read, { orgId: 'org_1', limit: 50, now: NOW, ...filter });
    return page.items.map((key) => key.id);
  };
  beforeEach(() => {
    count = 0;
  });

  it('are found by the hash of their secret', async () => {
    const key = await add({
      name: 'CI',
      scopes: ['read', 'write'],
      repoIds: ['repo_1'],
      tags: { a: 'b' },
      expiresAt: 9,
    });
    expect(key).toMatchObject({
      name: 'CI',
      scopes: ['read', 'write'],
      repoIds: ['repo_1'],
      tags: { a: 'b' },
      lastUsedAt: null,
    });
    expect(await getApiKeyBySecret(temp.storage.read, Buffer.alloc(32, 1))).toEqual(key);
    expect(await getApiKeyBySecret(temp.storage.read, Buffer.alloc(32, 2))).toBeUndefined();
    expect(await getApiKey(temp.storage.read, 'key_1')).toEqual(key);
  });

  it('list newest first, by status', async () => {
    await add();
    await add({ expiresAt: NOW });
    await add({ expiresAt: NOW + 1 });
    await add({ expiresAt: NOW });
    await temp.storage.transaction((tx) => revokeApiKey(tx, 'org_1', 'key_4', 7));
    expect(await ids({})).toEqual(['key_4', 'key_3', 'key_2', 'key_1']);
    expect(await ids({ status: 'all', limit: 2 })).toEqual(['key_4', 'key_3']);
    expect(await ids({ status: 'active' })).toEqual(['key_3', 'key_1']);
    expect(await ids({ status: 'expired' })).toEqual(['key_2']);
    expect(await ids({ status: 'revoked' })).toEqual(['key_4']);
    expect(await ids({ orgId: 'org_2' })).toEqual([]);
  });

  it('list by part of the name, scope and repository', async () => {
    await add({ name: 'Écran 100%', scopes: ['read'] });
    await add({ name: 'deploy_key', scopes: ['admin', 'write'], repoIds: ['repo_1', 'repo_2'] });
    await add({ name: "it's", repoIds: ['repo_10'] });
    expect(await ids({ query: 'éCRAN' })).toEqual(['key_1']);
    expect(await ids({ query: '%' })).toEqual(['key_1']);
    expect(await ids({ query: 'y_k' })).toEqual(['key_2']);
    expect(await ids({ query: "'" })).toEqual(['key_3']);
    expect(await ids({ anyScope: ['write'] })).toEqual(['key_2']);
    expect(await ids({ anyScope: ['read', 'admin'] })).toEqual(['key_3', 'key_2', 'key_1']);
    expect(await ids({ repoId: 'repo_1' })).toEqual(['key_2']);
    expect(await ids({ repoId: 'repo_' })).toEqual([]);
  });

  it('are revoked once, and only in their organization', async () => {
    await add();
    const revoke = (orgId: string, now: number) =>
      temp.storage.transaction((tx) => revokeApiKey(tx, orgId, 'key_1', now));
    expect([await revoke('org_2', 1), await revoke('org_1', 2), await revoke('org_1', 3)]).toEqual([
      false,
      true,
      true,
    ]);
    expect(await getApiKey(temp.storage.read, 'key_1')).toMatchObject({ revokedAt: 2 });
  });

  it('remember the latest use and take new tags', async () => {
    await add();
    await temp.storage.transaction((tx) =>
      touchApiKeys(
        tx,
        new Map([
          ['key_1', 20],
          ['key_9', 5],
        ]),
      ),
    );
    await temp.storage.transaction((tx) => touchApiKeys(tx, new Map([['key_1', 10]])));
    const update = (id: string) =>
      temp.storage.transaction((tx) => updateApiKeyTags(tx, 'org_1', id, { x: 'y' }));
    expect([await update('key_1'), await update('key_9')]).toEqual([true, false]);
    expect(await getApiKey(temp.storage.read, 'key_1')).toMatchObject({ lastUsedAt: 20, tags: { x: 'y' } });
  });
});

describeOnEngines('signing keys', (engine) => {
  useStorage(engine);
  const add = (id: string, byte: number) =>
    temp.storage.transaction((tx) =>
      insertSigningKey(tx, {
        id,
        orgId: 'org_1',
        name: 'ci',
        publicKey: Buffer.alloc(32, byte),
        scopes: ['read'],
        createdAt: 5,
      }),
    );

  it('are registered once, found, listed and revoked', async () => {
    const key = await add('sk_1', 1);
    expect(await add('sk_2', 1)).toBeUndefined();
    await add('sk_3', 3);
    const { read } = temp.storage;
    expect(await getSigningKey(read, 'sk_1')).toEqual(key);
    expect(await getSigningKeyByPublicKey(read, Buffer.alloc(32, 1))).toEqual(key);
    expect(await getSigningKeyByPublicKey(read, Buffer.alloc(32, 2))).toBeUndefined();
    const page = await listSigningKeys(read, { orgId: 'org_1', limit: 1 });
    expect([page.items.map((item) => item.id), page.hasMore]).toEqual([['sk_3'], true]);
    const revoke = (now: number) =>
      temp.storage.transaction((tx) => revokeSigningKey(tx, 'org_1', 'sk_1', now));
    expect([await revoke(6), await revoke(7)]).toEqual([true, true]);
    expect(await getSigningKey(read, 'sk_1')).toMatchObject({ revokedAt: 6 });
  });
});
