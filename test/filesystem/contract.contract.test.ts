import { createDepot, type Depot } from 'mesa-depot';
import { Mesa } from 'mesa-sdk';
import { afterAll, beforeAll, describe } from 'vitest';
import { describeFileSystemContract } from '../../packages/mesa-sdk/src/fs/testing/file-system-contract.js';
import { createMounted } from '../helpers/mounted.js';
import { createRealDirectory } from '../helpers/real-directory.js';

describe('filesystems', () => {
  let depot: Depot;
  let official: Depot;
  beforeAll(async () => {
    [depot, official] = await Promise.all([createDepot(), createDepot({ officialOnly: true })]);
  });
  afterAll(() => Promise.all([depot?.close(), official?.close()]));

  const mesa = ({ apiUrl, apiKey }: Depot): Mesa => new Mesa({ apiUrl, apiKey });

  describeFileSystemContract('The disk', createRealDirectory, { symlinks: true });
  describeFileSystemContract('MesaFS with the extensions', () => createMounted(mesa(depot)), {
    symlinks: true,
  });
  describeFileSystemContract('MesaFS with the official operations', () => createMounted(mesa(official)), {
    symlinks: false,
  });
});
