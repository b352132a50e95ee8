import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { KernelMounts, run, VARIANTS } from './testing/kernel-mounts.js';

const SCRIPT = fileURLToPath(new URL('./testing/conformance.py', import.meta.url));

let mounts: KernelMounts;
let onDisk: Record<string, unknown>;

async function check(folder: string): Promise<Record<string, unknown>> {
  const { code, stdout, stderr } = await run('python3', [SCRIPT, folder]);
  if (code !== 0) throw new Error(`conformance.py ended with ${code}: ${stderr}`);
  return JSON.parse(stdout) as Record<string, unknown>;
}

beforeAll(async () => {
  mounts = await KernelMounts.create();
  onDisk = await check(mounts.folder());
}, 60_000);
afterAll(() => mounts?.close(), 30_000);

describe('programs see on a mount what they see on a disk', () => {
  test('whose own checks all come to an end', () => {
    expect(Object.keys(onDisk).length).toBeGreaterThanOrEqual(59);
    expect(Object.entries(onDisk).filter(([, result]) => String(result).startsWith('broke off'))).toEqual([]);
  });

  test.each(VARIANTS)('with the filesystem in the %s', { timeout: 90_000 }, async (variant) => {
    const mount = await mounts.mount(variant, { allowOther: true });
    expect(await check(mount.mountPoint)).toEqual(onDisk);
    await mount.unmount();
  });

  test('with nothing remembered by the kernel', { timeout: 90_000 }, async () => {
    const mount = await mounts.mount('module', { allowOther: true, entryTtlMs: 0, attributesTtlMs: 0 });
    expect(await check(mount.mountPoint)).toEqual(onDisk);
    await mount.unmount();
  });

  test('with writes gathered by the kernel, but for what its cache hides', { timeout: 90_000 }, async () => {
    const mount = await mounts.mount('module', { allowOther: true, writebackCache: true });
    const {
      // Times are then the kernel's own, which are those of its last tick and may lie before the filesystem's.
      what_changes_which_time: _times,
      // Where data is not handed over yet, nobody knows of holes: the whole file counts as data.
      seeking_data_and_holes: _holes,
      ...others
    } = onDisk;
    expect(await check(mount.mountPoint)).toMatchObject(others);
    await mount.unmount();
  });
});
