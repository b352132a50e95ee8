import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { run } from '../../packages/mesa-sdk/src/fs/kernel/testing/kernel-mounts.js';
import { DoorMounts } from '../helpers/door-mount.js';

const SCRIPT = fileURLToPath(
  new URL('../../packages/mesa-sdk/src/fs/kernel/testing/conformance.py', import.meta.url),
);

const disk = mkdtempSync(join(tmpdir(), 'mesa-disk-'));
afterAll(() => rmSync(disk, { recursive: true, force: true }));

async function check(folder: string, ...only: string[]): Promise<Record<string, unknown>> {
  const { code, stdout, stderr } = await run('python3', [SCRIPT, folder, ...only], 110_000);
  if (code !== 0) throw new Error(`conformance.py ended with ${code}: ${stderr}`);
  return JSON.parse(stdout) as Record<string, unknown>;
}

/** No mount of a test lives for longer than two minutes, and each file that is closed is stored: so a few at a time. */
const PARTS = 4;

describe('programs see in a mounted repository what they see on a disk', () => {
  let onDisk: [string, unknown][];
  beforeAll(async () => {
    // But for names that are no UTF-8 and files beyond 4 GiB, which no repository can hold.
    const { names_that_are_not_utf8: _names, size_of_five_gibibytes: _size, ...rest } = await check(disk);
    onDisk = Object.entries(rest);
    expect(onDisk.length).toBeGreaterThanOrEqual(75);
  });

  test.each(Array.from({ length: PARTS }, (_, part) => part + 1))(
    `part %i of ${PARTS}`,
    { timeout: 120_000 },
    async (part) => {
      const wanted = onDisk.filter((_, index) => index % PARTS === part - 1);
      // Mounts of its own, whose watchdogs end with it: the kernel uses the numbers of connections again.
      const mounts = await DoorMounts.create();
      try {
        const { folder, errors, close } = await mounts.mount({ name: await mounts.repo() });
        const result = await check(folder, ...wanted.map(([name]) => name));
        expect(result).toEqual(Object.fromEntries(wanted));
        expect(errors).toEqual([]);
        await close();
      } finally {
        await mounts.close();
      }
    },
  );
});
