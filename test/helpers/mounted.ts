import type { Mesa, MesaFileSystem } from 'mesa-sdk';
import type { ContractSubject } from '../../packages/mesa-sdk/src/fs/testing/file-system-contract.js';

/** A mounted repository under test. */
export interface MountedSubject extends ContractSubject {
  readonly fs: MesaFileSystem;
  /** Returns the id of the change it is at. */
  current(): Promise<string>;
}

let counter = 0;

/** Returns a new repository, mounted, as a filesystem under test. */
export async function createMounted(mesa: Mesa): Promise<MountedSubject> {
  const { name } = await mesa.repos.create({ name: `contract-${++counter}` });
  const fs = await mesa.fs.mount({ repos: [name] });
  const current = async (): Promise<string> => (await fs.change.current({ repo: name })).changeId;
  return { fs, root: `/${name}`, current, [Symbol.asyncDispose]: () => fs.close() };
}
