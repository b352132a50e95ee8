import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BlobCache } from '../blob-cache.js';
import { blobOid } from '../blob-oid.js';
import type { RepoClient, Revision } from '../repo-client.js';
import { type BlobRef, BlobStore } from './blob-store.js';
import type { DiskCache } from './disk-cache.js';
import { FRAME_BYTES as F } from './frames.js';

const MIB = 1024 * 1024;
const revision: Revision = { changeId: 'z'.repeat(32), commitOid: '0'.repeat(40) };

/** Bytes that differ from place to place. */
const made = (size: number): Uint8Array => {
  const bytes = new Uint8Array(size);
  const numbers = new DataView(bytes.buffer);
  for (let at = 0; at + 4 <= size; at += 4) numbers.setUint32(at, Math.imul(at + size, 2654435761));
  return bytes;
};

/** A server of some files that counts what it is asked for. */
class CountingClient {
  readonly features: RepoClient['features'];
  readonly requests: string[] = [];
  bytes = 0;
  fails = false;
  readonly #files = new Map<string, Uint8Array>();

  constructor({ ranges = true } = {}) {
    this.features = { symlinks: true, metadata: true, ranges };
  }

  async add(bytes: Uint8Array): Promise<BlobRef> {
    const oid = await blobOid(bytes);
    this.#files.set(oid, bytes);
    return { oid, size: bytes.length, path: oid };
  }

  async readBlob(_revision: Revision, path: string, oid: string): Promise<Uint8Array> {
    expect(path).toBe(oid);
    this.requests.push('whole');
    return this.#answer(this.#bytesOf(oid));
  }

  async readBlobRange(
    _: Revision,
    _path: string,
    oid: string,
    from: number,
    to: number,
  ): Promise<Uint8Array> {
    this.requests.push(`${from / F}-${to % F === 0 ? to / F : 'end'}`);
    return this.#answer(this.#bytesOf(oid).slice(from, to));
  }

  #bytesOf(oid: string): Uint8Array {
    return this.#files.get(oid) as Uint8Array;
  }

  async #answer(bytes: Uint8Array): Promise<Uint8Array> {
    await new Promise((resolve) => setTimeout(resolve, 1));
    if (this.fails) throw new Error('no network');
    this.bytes += bytes.length;
    return bytes;
  }
}

/** A disk cache in memory. */
class MapDiskCache implements DiskCache {
  readonly kept = new Map<string, Uint8Array>();
  has = (oid: string, frame?: number): boolean => this.kept.has(`${oid}.${frame ?? ''}`);
  get = (oid: string, frame?: number): Uint8Array | undefined => this.kept.get(`${oid}.${frame ?? ''}`);
  put = (oid: string, bytes: Uint8Array, frame?: number): void => {
    this.kept.set(`${oid}.${frame ?? ''}`, bytes);
  };
  flush = (): Promise<void> => Promise.resolve();
  close = (): Promise<void> => Promise.resolve();
}

const setUp = ({
  memoryBytes = 64 * MIB,
  ranges = true,
  disk,
}: {
  memoryBytes?: number;
  ranges?: boolean;
  disk?: DiskCache;
} = {}) => {
  const client = new CountingClient({ ranges });
  const store = new BlobStore({ client, memory: new BlobCache(memoryBytes), disk });
  return { client, store };
};

const isSame = (one: Uint8Array, other: Uint8Array): boolean => Buffer.compare(one, other) === 0;

describe('a whole file', () => {
  it('is fetched once, also when several ask at the same time', async () => {
    const { client, store } = setUp();
    const bytes = made(5000);
    const ref = await client.add(bytes);
    expect(store.known(ref.oid)).toBeUndefined();
    const found = await Promise.all([1, 2, 3].map(() => store.read(revision, ref)));
    for (const one of found) expect(one).toEqual(bytes);
    expect(store.known(ref.oid)).toEqual(bytes);
    expect(store.readRange(revision, ref, 10, 20)).toEqual(bytes.subarray(10, 20));
    expect(client.requests).toEqual(['whole']);
  });

  it('is asked for again after a failure, which nobody else gets', async () => {
    const { client, store } = setUp();
    const ref = await client.add(made(10));
    client.fails = true;
    const both = [store.read(revision, ref), store.read(revision, ref)];
    for (const one of both) await expect(one).rejects.toThrow('no network');
    client.fails = false;
    expect((await store.read(revision, ref)).length).toBe(10);
    expect(client.requests).toHaveLength(2);
  });

  it('of many bytes comes in several requests, each of which is done soon', async () => {
    const { client, store } = setUp();
    const bytes = made(40 * MIB + 3);
    const ref = await client.add(bytes);
    expect(isSame(await store.read(revision, ref), bytes)).toBe(true);
    expect(client.requests).toEqual(['0-8', '8-16', '16-24', '24-32', '32-40', '40-end']);
    expect(client.bytes).toBe(bytes.length);
  });

  it('of many bytes asks for no more once a part of it has failed', async () => {
    const { client, store } = setUp();
    const ref = await client.add(made(40 * MIB));
    client.fails = true;
    await expect(store.read(revision, ref)).rejects.toThrow('no network');
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(client.requests).toHaveLength(3);
  });

  it('is not asked for when it was written here', async () => {
    const { client, store } = setUp();
    const bytes = made(100);
    const ref = await client.add(bytes);
    store.put(ref.oid, bytes);
    expect(await store.read(revision, ref)).toBe(bytes);
    expect(client.requests).toEqual([]);
  });
});

describe('a part of a large file', () => {
  it('costs its frame only, for all who ask for it at the same time', async () => {
    const { client, store } = setUp();
    const bytes = made(20 * MIB);
    const ref = await client.add(bytes);
    const found = await Promise.all([
      store.readRange(revision, ref, 10 * MIB, 10 * MIB + 4096),
      store.readRange(revision, ref, 10 * MIB + 8000, 10 * MIB + 9000),
    ]);
    expect(isSame(found[0] as Uint8Array, bytes.subarray(10 * MIB, 10 * MIB + 4096))).toBe(true);
    expect(client.requests[0]).toBe('10-11');
    const again = store.readRange(revision, ref, 10 * MIB, 10 * MIB + 4096);
    expect(again).toBeInstanceOf(Uint8Array);
    expect(client.bytes).toBeLessThanOrEqual(2 * MIB);
  });

  it('across frames comes in one request, and one frame is not fetched twice', async () => {
    const { client, store } = setUp();
    const bytes = made(8 * MIB + 5);
    const ref = await client.add(bytes);
    await store.readRange(revision, ref, 2 * MIB + 1, 2 * MIB + 2);
    const found = await store.readRange(revision, ref, MIB - 3, 4 * MIB + 7);
    expect(isSame(found, bytes.subarray(MIB - 3, 4 * MIB + 7))).toBe(true);
    expect(client.requests).toEqual(['2-3', '0-2', '3-5']);
    expect((await store.readRange(revision, ref, 8 * MIB, 9 * MIB)).length).toBe(5);
    expect(client.requests.at(-1)).toBe('8-end');
    expect(store.readRange(revision, ref, 9 * MIB, 10 * MIB)).toEqual(new Uint8Array(0));
  });

  it('is read ahead of who reads on, so that the requests are few and each byte comes once', async () => {
    const { client, store } = setUp();
    const bytes = made(40 * MIB);
    const ref = await client.add(bytes);
    let waits = 0;
    for (let at = 0; at < bytes.length; at += 128 * 1024) {
      const piece = store.readRange(revision, ref, at, at + 128 * 1024);
      if (piece instanceof Promise) waits += 1;
      else await new Promise((resolve) => setImmediate(resolve));
      expect(isSame(await piece, bytes.subarray(at, at + 128 * 1024))).toBe(true);
    }
    expect(client.bytes).toBe(bytes.length);
    expect(client.requests.length).toBeLessThanOrEqual(15);
    expect(waits).toBeLessThanOrEqual(20);
  });

  it('costs one frame at a time without a cache, not one for every read', async () => {
    const { client, store } = setUp({ memoryBytes: 0 });
    const bytes = made(4 * MIB);
    const ref = await client.add(bytes);
    for (let at = 0; at < bytes.length; at += 64 * 1024)
      await store.readRange(revision, ref, at, at + 64 * 1024);
    expect(client.requests).toEqual(['0-1', '1-2', '2-3', '3-4']);
  });

  it('keeps memory within its bound', async () => {
    const memory = new BlobCache(8 * MIB);
    const client = new CountingClient();
    const store = new BlobStore({ client, memory });
    const ref = await client.add(made(40 * MIB));
    for (let at = 0; at < ref.size; at += MIB) {
      await store.readRange(revision, ref, at, at + MIB);
      expect(memory.bytes).toBeLessThanOrEqual(8 * MIB);
    }
    expect(client.bytes).toBe(40 * MIB);
  });

  it('of a server without ranges costs the file once, whatever the size of the cache', async () => {
    const { client, store } = setUp({ memoryBytes: MIB, ranges: false });
    const bytes = made(10 * MIB);
    const ref = await client.add(bytes);
    for (let at = 0; at < bytes.length; at += MIB / 2) {
      const found = await store.readRange(revision, ref, at, at + MIB / 2);
      expect(isSame(found, bytes.subarray(at, at + MIB / 2))).toBe(true);
    }
    expect(client.requests).toEqual(['whole']);
  });

  it('is what it is, however it is read', async () => {
    const { client, store } = setUp({ memoryBytes: 6 * MIB });
    const bytes = made(9 * MIB + 123);
    const ref = await client.add(bytes);
    const place = fc.integer({ min: 0, max: bytes.length + 10 });
    const reads = fc.array(fc.tuple(place, fc.integer({ min: 0, max: 3 * MIB })), {
      minLength: 1,
      maxLength: 12,
    });
    await fc.assert(
      fc.asyncProperty(reads, async (ranges) => {
        await Promise.all(
          ranges.map(async ([from, length]) => {
            const found = await store.readRange(revision, ref, from, from + length);
            expect(isSame(found, bytes.subarray(from, from + length))).toBe(true);
          }),
        );
      }),
      { numRuns: 30 },
    );
  });
});

describe('a disk cache', () => {
  it('has everything that was read, for a store that begins with an empty memory', async () => {
    const disk = new MapDiskCache();
    const first = setUp({ disk });
    const [small, large] = [made(500), made(5 * MIB + 1)];
    const refs = [await first.client.add(small), await first.client.add(large)] as const;
    await first.store.read(revision, refs[0]);
    for (let at = 0; at < large.length; at += MIB)
      await first.store.readRange(revision, refs[1], at, at + MIB);

    const next = setUp({ disk });
    expect(next.store.readRange(revision, refs[0], 0, 500)).toEqual(small); // at once
    const found = await next.store.readRange(revision, refs[1], MIB - 1, 3 * MIB);
    expect(isSame(found, large.subarray(MIB - 1, 3 * MIB))).toBe(true);
    expect(isSame(await next.store.read(revision, refs[1]), large)).toBe(true);
    expect(next.client.requests).toEqual([]);
  });

  it('is asked for each frame, and the server for those that are missing', async () => {
    const disk = new MapDiskCache();
    const { client, store } = setUp({ disk });
    const bytes = made(4 * MIB);
    const ref = await client.add(bytes);
    disk.put(ref.oid, bytes.slice(MIB, 2 * MIB), 1);
    disk.put(ref.oid, new Uint8Array(3), 3); // not the length of a frame
    expect(isSame(await store.readRange(revision, ref, 0, 4 * MIB), bytes)).toBe(true);
    expect(client.requests).toEqual(['0-1', '2-4']);
  });

  it('that holds frames of something else is not believed for the whole file', async () => {
    const disk = new MapDiskCache();
    const { client, store } = setUp({ disk });
    const bytes = made(2 * MIB);
    const ref = await client.add(bytes);
    for (const frame of [0, 1]) disk.put(ref.oid, new Uint8Array(MIB), frame);
    expect(isSame(await store.read(revision, ref), bytes)).toBe(true);
    expect(client.requests).toEqual(['whole']);
  });

  it('has the frames of what a server without ranges answered', async () => {
    const disk = new MapDiskCache();
    const { client, store } = setUp({ disk, ranges: false, memoryBytes: 0 });
    const bytes = made(5 * MIB);
    const ref = await client.add(bytes);
    for (let at = 0; at < bytes.length; at += MIB)
      expect(isSame(await store.readRange(revision, ref, at, at + MIB), bytes.subarray(at, at + MIB))).toBe(
        true,
      );
    expect(client.requests).toEqual(['whole']);
  });
});

describe('fetching ahead', () => {
  it('brings small files that are neither here nor on disk, and shares them with who reads them', async () => {
    const disk = new MapDiskCache();
    const { client, store } = setUp({ disk });
    const refs = await Promise.all([100, 200, 300, 2 * MIB].map((size) => client.add(made(size))));
    const [known, kept, wanted] = refs as [BlobRef, BlobRef, BlobRef];
    store.put(known.oid, made(100));
    disk.put(kept.oid, made(200));
    store.prefetch(revision, refs);
    store.prefetch(revision, refs);
    expect(await store.read(revision, wanted)).toEqual(made(300));
    expect(client.requests).toEqual(['whole']);
  });

  it('that fails fails nobody', async () => {
    const { client, store } = setUp();
    const ref = await client.add(made(100));
    client.fails = true;
    store.prefetch(revision, [ref]);
    await new Promise((resolve) => setTimeout(resolve, 5));
    client.fails = false;
    expect(await store.read(revision, ref)).toEqual(made(100));
  });
});
