import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { KernelMounts, run } from '../testing/kernel-mounts.js';
import { libfuseBlockers } from './libfuse-blockers.js';

const SCRIPT = fileURLToPath(new URL('../testing/conformance.py', import.meta.url));

/** What differs from a disk on every mount through libfuse 2, and why JavaScript cannot help it. */
const CANNOT = {
  rename_no_replace: 'libfuse 2 refuses the flags of renameat2',
  rename_exchange: 'libfuse 2 refuses the flags of renameat2',
  rmdir_after_unlink_of_an_open_file:
    'libfuse 2 knows an open file by its path, which is gone with its folder',
  making_files_in_a_removed_folder: 'libfuse 2 knows a folder by its path, which is gone',
  times_to_the_nanosecond: 'the binding passes milliseconds, and the time of access for both times',
  times_before_1970: 'the binding passes times without a sign',
  times_of_links_and_folders: 'the binding passes milliseconds',
  one_time_alone: 'libfuse 2 drops a request that sets one time only',
  allocating: 'the binding has no fallocate',
  punching_holes: 'the binding has no fallocate',
  seeking_data_and_holes: 'libfuse 2 has no lseek: the whole file counts as data',
  files_without_a_name: 'libfuse 2 has no O_TMPFILE',
  names_that_are_not_utf8: 'the binding decodes names',
  shell_tools: 'the binding loses the time of change that "cp -a" sets',
  packing_and_unpacking: 'libfuse 2 drops the time of change that tar sets',
} as const;

/** What differs as long as the kernel remembers attributes, or when two things happen within a millisecond. */
const MAY_NOT = {
  what_changes_which_time:
    'the binding passes milliseconds: a change right after another shows no later time',
  hard_link_of_a_symbolic_link:
    'names of one file are different files to libfuse, so the kernel keeps old attributes',
  hard_links: 'as above',
} as const;

let mounts: KernelMounts;
let onDisk: Record<string, unknown>;

async function check(folder: string): Promise<Record<string, unknown>> {
  const { code, stdout, stderr } = await run('python3', [SCRIPT, folder]);
  if (code !== 0) throw new Error(`conformance.py ended with ${code}: ${stderr}`);
  return JSON.parse(stdout) as Record<string, unknown>;
}

/** Returns the names of the checks that came out otherwise than on the disk, but for those that may. */
async function differences(folder: string): Promise<string[]> {
  const found = await check(folder);
  return Object.keys(onDisk)
    .filter((name) => !Object.hasOwn(MAY_NOT, name))
    .filter((name) => JSON.stringify(found[name]) !== JSON.stringify(onDisk[name]))
    .sort();
}

describe.skipIf(libfuseBlockers().length > 0)(
  'programs see on a mount of libfuse what they see on a disk',
  () => {
    beforeAll(async () => {
      mounts = await KernelMounts.create();
      onDisk = await check(mounts.folder());
    }, 60_000);
    afterAll(() => mounts?.close(), 30_000);

    const expected = Object.keys(CANNOT).sort();

    test('but for what libfuse cannot do, with the filesystem in its own process', {
      timeout: 90_000,
    }, async () => {
      const mount = await mounts.mountLibfuse({ allowOther: true });
      expect(await differences(mount.mountPoint)).toEqual(expected);
      await mount.unmount();
    });

    test('and with an object of this thread', { timeout: 90_000 }, async () => {
      const fs = new mounts.memory.MemoryFileSystem();
      const mount = await mounts.mountLibfuseObject(fs, { allowOther: true });
      expect(await differences(mount.mountPoint)).toEqual(expected);
      await mount.unmount();
    });
  },
);
