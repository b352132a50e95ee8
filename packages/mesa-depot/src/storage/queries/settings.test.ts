import { afterEach, beforeEach, expect, it } from 'vitest';
import {
  createTempStorage,
  describeOnEngines,
  type Engine,
  type TempStorage,
} from '../testing/temp-storage.js';
import { getOrgById, getOrgBySlug, insertOrg, listOrgs } from './orgs.js';
import { getOrCreateSetting, getSetting, setSetting } from './settings.js';

let temp: TempStorage;
const useStorage = (engine: Engine): void => {
  beforeEach(async () => {
    temp = await createTempStorage(engine);
  });
  afterEach(() => temp.remove());
};

describeOnEngines('settings', (engine) => {
  useStorage(engine);
  it('are made once and stay, unless set', async () => {
    const create = (value: string) =>
      temp.storage.transaction((tx) => getOrCreateSetting(tx, 'secret', value));
    expect([await create('first'), await create('second')]).toEqual(['first', 'first']);
    await temp.storage.transaction((tx) => setSetting(tx, 'secret', 'third'));
    expect(await getSetting(temp.storage.read, 'secret')).toBe('third');
    expect(await getSetting(temp.storage.read, 'other')).toBeUndefined();
  });
});

describeOnEngines('organizations', (engine) => {
  useStorage(engine);
  it('have unique slugs', async () => {
    const add = (id: string, slug: string) =>
      temp.storage.transaction((tx) => insertOrg(tx, { id, slug, name: slug, createdAt: 2 }));
    expect([await add('org_2', 'acme'), await add('org_3', 'umbrella')]).toEqual([false, true]);
    expect(await getOrgBySlug(temp.storage.read, 'umbrella')).toMatchObject({ id: 'org_3' });
    expect(await getOrgById(temp.storage.read, 'org_2')).toBeUndefined();
    expect((await listOrgs(temp.storage.read)).map((org) => org.id)).toEqual(['org_1', 'org_3']);
  });
});
