import { mkdtemp, realpath, rmdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FsMountOptions, Mesa, MesaFileSystem } from 'mesa-sdk';
import { onTestFinished } from 'vitest';
import type { ContractSubject } from '../../packages/mesa-sdk/src/fs/testing/file-system-contract.js';
import { diskFileSystem } from './real-directory.js';

/** A mounted repository under test. */
export interface MountedSubject extends ContractSubject {
  readonly fs: MesaFileSystem;
  /** Returns the id of the change it is at. */
  current(): Promise<string>;
}

let counter = 0;

/** Returns a new repository, mounted, as a filesystem under test. */
export async function createMounted(
  mesa: Mesa,
  options: Omit<FsMountOptions, 'repos'> = {},
): Promise<MountedSubject> {
  const { name } = await mesa.repos.create({ name: `contract-${++counter}` });
  const fs = await mesa.fs.mount({ repos: [name], ...options });
  const current = async (): Promise<string> => (await fs.change.current({ repo: name })).changeId;
  return { fs, root: `/${name}`, current, [Symbol.asyncDispose]: () => fs.close() };
}

/** A repository at a folder, in which every filesystem under test is a new directory: mounting takes its time. */
export interface MountedFolder extends AsyncDisposable {
  /** Returns an empty directory, through the methods of the filesystem or as programs see it. */
  create(through: 'methods' | 'kernel'): Promise<ContractSubject>;
}

/** Mounts a new repository at a folder. */
export async function mountFolder(
  mesa: Mesa,
  options: Omit<FsMountOptions, 'repos' | 'mountPoint'> = {},
): Promise<MountedFolder> {
  const { name } = await mesa.repos.create({ name: `contract-${++counter}` });
  const folder = await makeFolder();
  const mounted = await mesa.fs.mount({ repos: [name], mountPoint: folder, ...options });
  return {
    async create(through) {
      const root = `/${name}/${++counter}`;
      await mounted.mkdir(root);
      const fs = through === 'methods' ? mounted : diskFileSystem(folder);
      return { fs, root, [Symbol.asyncDispose]: async () => {} };
    },
    async [Symbol.asyncDispose]() {
      await mounted.close();
      await rmdir(folder);
    },
  };
}

/** Returns the path, without links, of a new folder to mount at; it is gone at the end of the test. */
export async function newMountPoint(): Promise<string> {
  const folder = await makeFolder();
  onTestFinished(() => rmdir(folder).catch(() => {}));
  return folder;
}

/** Returns the path, without links, of a new folder to mount at. */
async function makeFolder(): Promise<string> {
  return realpath(await mkdtemp(join(tmpdir(), 'mesa-mount-')));
}
