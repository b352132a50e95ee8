import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTempStorage, type TempStorage } from '../testing/temp-storage.js';
import { getOrgById, getOrgBySlug, insertOrg, listOrgs } from './orgs.js';
import { getOrCreateSetting, getSetting, setSetting } from './settings.js';

let temp: TempStorage;
beforeEach(async () => {
  temp = await createTempStorage();
});
afterEach(() => temp.remove());

describe('settings', () => {
  it('are made once and stay, unless set', async () => {
    const create = (value: string) =>
      temp.storage.transaction((tx) => getOrCreateSetting(tx, 'secret', value));
    expect([await create('first'), await create('second')]).toEqual(['first', 'first']);
    await temp.storage.transaction((tx) => setSetting(tx, 'secret', 'third'));
    expect(await getSetting(temp.storage.read, 'secret')).toBe('third');
    expect(await getSetting(temp.storage.read, 'other')).toBeUndefined();
  });
});

describe('organizations', () => {
  it('have unique slugs', async () => {
    const add = (id: string, slug: string) =>
      temp.storage.transaction((tx) => insertOrg(tx, { id, slug, name: slug, createdAt: 2 }));
    expect([await add('org_2', 'acme'), await add('org_3', 'umbrella')]).toEqual([false, true]);
    expect(await getOrgBySlug(temp.storage.read, 'umbrella')).toMatchObject({ id: 'org_3' });
    expect(await getOrgById(temp.storage.read, 'org_2')).toBeUndefined();
    expect((await listOrgs(temp.storage.read)).map((org) => org.id)).toEqual(['org_1', 'org_3']);
  });
});
