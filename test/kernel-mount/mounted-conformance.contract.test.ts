import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { run } from '../../packages/mesa-sdk/src/fs/kernel/testing/kernel-mounts.js';
import { canMount } from '../helpers/can-mount.js';
import { KernelMounted } from '../helpers/kernel-mounted.js';

const SCRIPT = fileURLToPath(
  new URL('../../packages/mesa-sdk/src/fs/kernel/testing/conformance.py', import.meta.url),
);

async function check(folder: string, only: readonly string[] = []): Promise<Record<string, unknown>> {
  const { code, stdout, stderr } = await run('python3', [SCRIPT, folder, ...only], 110_000);
  if (code !== 0) throw new Error(`conformance.py ended with ${code}: ${stderr}`);
  return JSON.parse(stdout) as Record<string, unknown>;
}

test.skipIf(!canMount)(
  'programs see on a mount of an application what they see on a disk',
  { timeout: 200_000 },
  async () => {
    const disk = mkdtempSync(join(tmpdir(), 'mesa-disk-'));
    const mounted = await KernelMounted.create();
    try {
      const {
        // What no repository can hold.
        names_that_are_not_utf8: _names,
        size_of_five_gibibytes: _size,
        // Thousands of files one after the other, each of which is stored before the next is made.
        listing_two_thousand_names: _listing,
        removing_while_listing: _removing,
        ...onDisk
      } = await check(disk);
      expect(await check(await mounted.folder('conformance'), Object.keys(onDisk))).toEqual(onDisk);
    } finally {
      await mounted.close();
      rmSync(disk, { recursive: true, force: true });
    }
  },
);
