import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDepot, type Depot } from 'mesa-depot';
import { Mesa, type MountCacheOptions } from 'mesa-sdk';
import { afterAll, beforeAll, describe } from 'vitest';
import { describeFileSystemContract } from '../../packages/mesa-sdk/src/fs/testing/file-system-contract.js';
import { createMounted } from '../helpers/mounted.js';
import { createRealDirectory } from '../helpers/real-directory.js';

describe('filesystems', () => {
  let depot: Depot;
  let official: Depot;
  let cacheFolder: string;
  beforeAll(async () => {
    cacheFolder = await mkdtemp(join(tmpdir(), 'mesa-contract-cache-'));
    [depot, official] = await Promise.all([createDepot(), createDepot({ officialOnly: true })]);
  });
  afterAll(async () => {
    await Promise.all([depot?.close(), official?.close()]);
    await rm(cacheFolder, { recursive: true, force: true });
  });

  const mesa = ({ apiUrl, apiKey }: Depot): Mesa => new Mesa({ apiUrl, apiKey });

  describeFileSystemContract('The disk', createRealDirectory, { symlinks: true });
  describeFileSystemContract('MesaFS with the extensions', () => createMounted(mesa(depot)), {
    symlinks: true,
  });
  describeFileSystemContract('MesaFS with the official operations', () => createMounted(mesa(official)), {
    symlinks: false,
  });
  // Nothing stays in memory, so that what is read once more comes from the disk.
  const cache = (): MountCacheOptions => ({ maxMemoryBytes: 0, diskCache: { path: cacheFolder } });
  describeFileSystemContract(
    'MesaFS with the extensions and a cache on disk',
    () => createMounted(mesa(depot), { cache: cache() }),
    { symlinks: true },
  );
  describeFileSystemContract(
    'MesaFS with the official operations and a cache on disk',
    () => createMounted(mesa(official), { cache: cache() }),
    { symlinks: false },
  );
});
