import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Durability, Mesa } from 'mesa-sdk';
import { afterAll, beforeAll, describe } from 'vitest';
import { describeFileSystemContract } from '../../packages/mesa-sdk/src/fs/testing/file-system-contract.js';
import { canMount } from '../helpers/can-mount.js';
import { type DepotProcess, startDepotProcess } from '../helpers/depot-process.js';
import { type MountedFolder, mountFolder } from '../helpers/mounted.js';

/** The contract of filesystems at a folder: through the methods, and as programs see it, with both kinds of server. */

describe.runIf(canMount).each([
  ['the extensions', [], 'server', true],
  ['the extensions, a cache on disk and closing into the journal', [], 'journal', true],
  ['the official operations', ['--official-only'], 'server', false],
] satisfies [string, string[], Durability, boolean][])(
  'A mount at a folder with %s',
  (_mode, flags, durability, symlinks) => {
    let depot: DepotProcess;
    let folder: MountedFolder;
    let scratch: string;
    beforeAll(async () => {
      depot = await startDepotProcess(...flags);
      scratch = await mkdtemp(join(tmpdir(), 'mesa-contract-'));
      const mesa = new Mesa({ apiUrl: depot.apiUrl, apiKey: depot.apiKey });
      const cache = { maxMemoryBytes: 0, diskCache: { path: join(scratch, 'cache') } };
      const journal = { path: join(scratch, 'journal') };
      folder = await mountFolder(mesa, durability === 'server' ? {} : { durability, cache, journal });
    });
    afterAll(async () => {
      await folder?.[Symbol.asyncDispose]();
      await depot?.[Symbol.asyncDispose]();
      await rm(scratch, { recursive: true, force: true });
    });

    describeFileSystemContract('What its methods show', () => folder.create('methods'), { symlinks });
    describeFileSystemContract('What programs see', () => folder.create('kernel'), { symlinks });
  },
);
