import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEmbeddedStorage } from '../embedded/open-embedded-storage.js';
import { insertOrg } from '../queries/orgs.js';
import { insertRepo, type NewRepo, type RepoRecord } from '../queries/repos.js';
import type { Storage } from '../storage.js';

/** A real storage in a temporary folder. */
export interface TempStorage {
  readonly storage: Storage;
  readonly folder: string;
  /** Closes the storage and removes its folder. */
  remove(): Promise<void>;
}

/** Opens a storage with the organization `org_1` in a new temporary folder. */
export async function createTempStorage(): Promise<TempStorage> {
  const folder = mkdtempSync(join(tmpdir(), 'mesa-storage-'));
  const storage = await openEmbeddedStorage({ folder });
  await storage.transaction((tx) => insertOrg(tx, { id: 'org_1', slug: 'acme', name: 'Acme', createdAt: 1 }));
  return {
    storage,
    folder,
    remove: async () => {
      await storage.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Stores a repository of `org_1`, named like its id unless said otherwise. */
export async function addRepo(
  storage: Storage,
  id: string,
  fields: Partial<NewRepo> = {},
): Promise<RepoRecord> {
  const repo = await storage.transaction((tx) =>
    insertRepo(tx, {
      id,
      orgId: 'org_1',
      name: id,
      defaultBookmark: 'main',
      tags: {},
      upstream: null,
      createdAt: 1,
      ...fields,
    }),
  );
  if (repo === undefined) throw new Error(`The name of ${id} is taken.`);
  return repo;
}
