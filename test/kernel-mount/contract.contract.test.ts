import { Mesa } from 'mesa-sdk';
import { afterAll, beforeAll, describe } from 'vitest';
import { describeFileSystemContract } from '../../packages/mesa-sdk/src/fs/testing/file-system-contract.js';
import { canMount } from '../helpers/can-mount.js';
import { type DepotProcess, startDepotProcess } from '../helpers/depot-process.js';
import { type MountedFolder, mountFolder } from '../helpers/mounted.js';

/** The contract of filesystems at a folder: through the methods, and as programs see it, with both kinds of server. */

describe.runIf(canMount).each([
  ['the extensions', [], true],
  ['the official operations', ['--official-only'], false],
])('A mount at a folder with %s', (_mode, flags, symlinks) => {
  let depot: DepotProcess;
  let folder: MountedFolder;
  beforeAll(async () => {
    depot = await startDepotProcess(...flags);
    folder = await mountFolder(new Mesa({ apiUrl: depot.apiUrl, apiKey: depot.apiKey }));
  });
  afterAll(async () => {
    await folder?.[Symbol.asyncDispose]();
    await depot?.[Symbol.asyncDispose]();
  });

  describeFileSystemContract('What its methods show', () => folder.create('methods'), { symlinks });
  describeFileSystemContract('What programs see', () => folder.create('kernel'), { symlinks });
});
