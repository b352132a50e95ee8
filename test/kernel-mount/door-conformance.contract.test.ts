import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { run } from '../../packages/mesa-sdk/src/fs/kernel/testing/kernel-mounts.js';
import { type DoorMount, DoorMounts } from '../helpers/door-mount.js';

const SCRIPT = fileURLToPath(
  new URL('../../packages/mesa-sdk/src/fs/kernel/testing/conformance.py', import.meta.url),
);

const disk = mkdtempSync(join(tmpdir(), 'mesa-disk-'));
let mounts: DoorMounts;
beforeAll(async () => {
  mounts = await DoorMounts.create();
});
afterAll(async () => {
  await mounts?.close();
  rmSync(disk, { recursive: true, force: true });
});

async function check(folder: string, ...only: string[]): Promise<Record<string, unknown>> {
  const { code, stdout, stderr } = await run('python3', [SCRIPT, folder, ...only], 110_000);
  if (code !== 0) throw new Error(`conformance.py ended with ${code}: ${stderr}`);
  return JSON.parse(stdout) as Record<string, unknown>;
}

describe('programs see in a mounted repository what they see on a disk', () => {
  test('but for names that are no UTF-8 and files beyond 4 GiB, which no repository can hold', {
    timeout: 200_000,
  }, async () => {
    const { names_that_are_not_utf8: _names, size_of_five_gibibytes: _size, ...onDisk } = await check(disk);
    const mounted: DoorMount = await mounts.mount({ name: await mounts.repo() });
    const result = await check(mounted.folder, ...Object.keys(onDisk));
    expect(result).toMatchObject(onDisk);
    expect(mounted.errors).toEqual([]);
    await mounted.close();
  });
});
