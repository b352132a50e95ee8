import { randomBytes } from 'node:crypto';
import {
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  symlink,
  truncate,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { blobOid } from '../../blob-oid.js';
import { openDiskCache } from './open-disk-cache.js';

const MINUTE = 60_000;
let path: string;

beforeEach(async () => {
  path = await mkdtemp(join(tmpdir(), 'disk-cache-'));
  const folder = path;
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
});

/** Returns the files of the cache, without those on their way. */
async function filesOf(): Promise<string[]> {
  const all = await readdir(join(path, 'mesa-blobs-1'), { recursive: true, withFileTypes: true });
  return all
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/** Compares at once, where the tests' own comparison would look at byte after byte. */
const isSame = (found: Uint8Array | undefined, bytes: Uint8Array): boolean =>
  found !== undefined && Buffer.from(found).equals(bytes);

const sizes = [
  ['small', 1_000],
  ['large', 900_000],
] as const;

describe.each(sizes)('%s files', (_, size) => {
  it('are there again for the next one who opens the cache', async () => {
    const bytes = randomBytes(size);
    const oid = await blobOid(bytes);
    const first = await openDiskCache({ path });
    expect(first.has(oid)).toBe(false);
    expect(await first.get(oid)).toBeUndefined();
    first.put(oid, bytes);
    expect(first.has(oid)).toBe(true);
    expect(isSame(await first.get(oid), bytes)).toBe(true); // though it is not written yet
    await first.close();
    const next = await openDiskCache({ path });
    expect(next.has(oid)).toBe(true);
    expect(isSame(await next.get(oid), bytes)).toBe(true);
    expect(isSame(await readFile((await filesOf())[0] as string), bytes)).toBe(true);
  });

  it('are told by frame', async () => {
    const oid = 'ab'.repeat(20);
    const cache = await openDiskCache({ path });
    const frames = [randomBytes(size), randomBytes(size)];
    for (const [frame, bytes] of frames.entries()) cache.put(oid, bytes, frame);
    await cache.flush();
    for (const [frame, bytes] of frames.entries())
      expect(isSame(await cache.get(oid, frame), bytes)).toBe(true);
    expect(cache.has(oid, 2)).toBe(false);
    expect(cache.has(oid)).toBe(false);
  });

  it.each([
    ['changed', async (file: string) => writeFile(file, randomBytes(size))],
    ['cut off', async (file: string) => truncate(file, size - 1)],
    ['far too large', async (file: string) => truncate(file, 1024 ** 3)],
    ['empty, as after a power cut', async (file: string) => truncate(file, 0)],
  ])('that are %s count as not there and are removed', async (_damage, damage) => {
    const bytes = randomBytes(size);
    const oid = await blobOid(bytes);
    const cache = await openDiskCache({ path });
    cache.put(oid, bytes);
    cache.put(oid, bytes, 7);
    await cache.flush();
    for (const file of await filesOf()) await damage(file);
    expect(await cache.get(oid)).toBeUndefined();
    expect(await cache.get(oid, 7)).toBeUndefined();
    expect(await filesOf()).toEqual([]);
    cache.put(oid, bytes);
    await cache.flush();
    expect(isSame(await cache.get(oid), bytes)).toBe(true);
  });
});

it('removes what was not used for longest when it is full', async () => {
  const cache = await openDiskCache({ path, maxSizeBytes: 100_000 });
  const oids: string[] = [];
  const add = async (): Promise<void> => {
    const bytes = randomBytes(8_192);
    const oid = await blobOid(bytes);
    oids.push(oid);
    cache.put(oid, bytes);
    await cache.flush();
    // What is written within a moment has one time: this one is as old as its number says.
    const file = join(path, 'mesa-blobs-1', oid.slice(0, 2), oid.slice(2));
    const at = (Date.now() - (100 - oids.length) * 2 * MINUTE) / 1_000;
    await utimes(file, at, at);
  };
  for (let count = 0; count < 12; count++) await add();
  await cache.get(oids[0] as string); // used again
  for (let count = 0; count < 3; count++) await add();
  await cache.flush();
  expect(oids.map((oid) => cache.has(oid))).toEqual(oids.map((_, index) => index === 0 || index > 3));
});

it('takes a limit of others into account, who write to the same folder', async () => {
  const caches = await Promise.all([1, 2].map(() => openDiskCache({ path, maxSizeBytes: 400_000 })));
  for (let count = 0; count < 200; count++) {
    const bytes = randomBytes(4_096);
    caches[count % 2]?.put(await blobOid(bytes), bytes);
    if (count % 10 === 9) await Promise.all(caches.map((cache) => cache.flush()));
  }
  const files = await Promise.all((await filesOf()).map((file) => stat(file)));
  const bytes = files.reduce((sum, { blocks }) => sum + blocks * 512, 0);
  expect(bytes).toBeLessThanOrEqual(450_000);
  expect(bytes).toBeGreaterThan(300_000);
});

it('removes what a killed process left half written', async () => {
  const cache = await openDiskCache({ path });
  const [left, fresh] = ['left', 'fresh'].map((name) => join(path, 'mesa-blobs-1', 'tmp', name)) as [
    string,
    string,
  ];
  await Promise.all([left, fresh].map((file) => writeFile(file, 'half')));
  const old = (Date.now() - 120 * MINUTE) / 1_000;
  await utimes(left, old, old);
  cache.put(await blobOid(new Uint8Array(1)), new Uint8Array(1));
  await cache.flush();
  const files = await filesOf();
  expect(files).not.toContain(left);
  expect(files).toContain(fresh); // of somebody who may be writing it
});

it('is for its user alone', async () => {
  await mkdir(join(path, 'mesa-blobs-1'), { mode: 0o755 });
  const cache = await openDiskCache({ path });
  cache.put(await blobOid(new Uint8Array(1)), new Uint8Array(1));
  await cache.flush();
  const all = await readdir(path, { recursive: true, withFileTypes: true });
  for (const entry of all) {
    const { mode } = await stat(join(entry.parentPath, entry.name));
    expect([entry.name, (mode & 0o777).toString(8)]).toEqual([entry.name, entry.isFile() ? '600' : '700']);
  }
});

it('goes on without a disk that cannot be written, and says nothing', async () => {
  const cache = await openDiskCache({ path });
  const bytes = new Uint8Array(5);
  const oid = await blobOid(bytes);
  await rm(path, { recursive: true });
  cache.put(oid, bytes);
  await cache.flush();
  expect(await cache.get(oid)).toBeUndefined();
  expect(cache.has(oid)).toBe(false);
});

describe('opening', () => {
  it('makes the folders on the way', async () => {
    await openDiskCache({ path: join(path, 'a', 'b') });
    expect(await readdir(join(path, 'a', 'b'))).toEqual(['mesa-blobs-1']);
  });

  it('refuses a path where no folder can be', async () => {
    await writeFile(join(path, 'file'), '');
    await expect(openDiskCache({ path: join(path, 'file') })).rejects.toThrow(
      /`cache.diskCache.path` is `.*file`, where no cache can be kept: ENOTDIR/,
    );
  });

  it('refuses a link in the place of its folder', async () => {
    await mkdir(join(path, 'elsewhere'));
    await symlink('elsewhere', join(path, 'mesa-blobs-1'));
    await expect(openDiskCache({ path })).rejects.toThrow('is not a folder');
  });

  it.skipIf(process.getuid?.() !== 0)('refuses a folder of somebody else', async () => {
    const { chown } = await import('node:fs/promises');
    await mkdir(join(path, 'mesa-blobs-1'));
    await chown(join(path, 'mesa-blobs-1'), 65534, 65534);
    await expect(openDiskCache({ path })).rejects.toThrow('belongs to another user (uid 65534)');
  });

  it.each([0, -1, Number.NaN])('refuses %s as a size', async (maxSizeBytes) => {
    await expect(openDiskCache({ path, maxSizeBytes })).rejects.toMatchObject({ code: 'INVALID_OPTIONS' });
  });
});
