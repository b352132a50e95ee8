import { expect, it } from 'vitest';
import { insertOrg, listOrgs } from '../storage/index.js';
import { createPostgresDatabase, describeOnEngines } from '../storage/testing/temp-storage.js';
import { backupDepot, checkDepot, collectDepotGarbage, migrateDepot, restoreDepot } from './maintain.js';
import { openReader, openStorage, type StoragePlace } from './open-storage.js';
import { temporaryFolder } from './testing/temporary-folder.js';

const org = (slug: string) => ({ id: `org_${slug}`, slug, name: slug, createdAt: 0 });

describeOnEngines('the storage of a depot', (engine) => {
  const makePlace = async (): Promise<StoragePlace> => ({
    folder: temporaryFolder(),
    databaseUrl: engine === 'sqlite' ? undefined : await createPostgresDatabase(),
  });

  it('is read as it was when a snapshot was taken, and only read', async () => {
    const place = await makePlace();
    const storage = await openStorage(place);
    await storage.transaction((tx) => insertOrg(tx, org('one')));
    const snapshot = await openReader(place, { isSnapshot: true });
    const reader = await openReader(place);
    await storage.transaction((tx) => insertOrg(tx, org('two')));
    expect(await listOrgs(snapshot.read)).toHaveLength(1);
    expect(await listOrgs(reader.read)).toHaveLength(2);
    await expect(reader.read.deleteFrom('orgs').execute()).rejects.toThrow();
    await expect(snapshot.read.deleteFrom('orgs').execute()).rejects.toThrow();
    await snapshot.close();
    await reader.close();
    await storage.close();
  });

  it('is maintained while somebody has it open', async () => {
    const [place, other] = [await makePlace(), await makePlace()];
    const storage = await openStorage(place);
    await storage.transaction((tx) => insertOrg(tx, org('one')));
    expect(await collectDepotGarbage(place, {})).toEqual({ repos: 0, objects: 0, bytes: 0, strays: 0 });
    expect(await checkDepot(place, () => {})).toEqual({ repos: 0, objects: 0, problems: 0 });
    const file = `${place.folder}/backup`;
    expect(await backupDepot(place, file)).toMatchObject({ rows: 1, largeFiles: 0 });
    await storage.close();
    expect(await restoreDepot(other, file, () => {})).toMatchObject({ rows: 1, problems: 0 });
    expect(await migrateDepot(other)).toEqual([]);
  });
});
