import { createHash, randomBytes } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ObjectCache } from '../objects/index.js';
import type { Executor, Storage } from '../storage/index.js';
import { BlobService } from './blobs.js';
import { createTestDepot, type TestDepot } from './testing/test-depot.js';

const at = { org: 'acme', repo: 'demo' };
const MIB = 1024 * 1024;

/** Counts the chunks that are read through it. */
function countingChunks(storage: Storage, count: () => void): Storage {
  const read = new Proxy(storage.read, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name);
      if (typeof value !== 'function') return value;
      if (name !== 'executeQuery') return value.bind(target);
      return (query: Parameters<Executor['executeQuery']>[0]) => {
        if ('sql' in query && query.sql.includes('from object_chunks')) count();
        return target.executeQuery(query);
      };
    },
  });
  return { ...storage, read, transaction: storage.transaction.bind(storage), close: () => storage.close() };
}

describe('blobs', () => {
  let depot: TestDepot;
  let blobs: BlobService;
  let chunks = 0;
  beforeEach(async () => {
    depot = await createTestDepot();
    await depot.addRepo('demo');
    await depot.addRepo('other');
    chunks = 0;
    blobs = new BlobService({
      storage: countingChunks(depot.deps.storage, () => {
        chunks += 1;
      }),
      cache: new ObjectCache(),
      spoolFolder: spoolFolder(),
    });
  });
  afterEach(() => depot.close());

  const spoolFolder = (): string => join(depot.folder, 'spool');
  const put = (bytes: Uint8Array, size?: number) =>
    blobs.put(depot.call(), { ...at, bytes: inPieces(bytes), size });
  const read = async (oid: string, from?: number, to?: number): Promise<Buffer> => {
    const blob = await blobs.open(depot.call(), { ...at, oid });
    const parts: Uint8Array[] = [];
    for await (const part of blob.read(from ?? 0, to ?? blob.size)) parts.push(part);
    return Buffer.concat(parts);
  };

  async function* inPieces(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
    for (let from = 0; from < bytes.length; from += 70_001) yield bytes.subarray(from, from + 70_001);
  }
  const gitId = (bytes: Uint8Array): string =>
    createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex');

  it.each([
    ['nothing', 0],
    ['a byte', 1],
    ['a small file', 64 * 1024 + 1],
    ['a frame', MIB],
    ['a frame and a byte', MIB + 1],
    ['more frames than one transaction stores', 9 * MIB + 5],
  ])('are stored under the id that git gives them: %s', async (_, size) => {
    const bytes = Buffer.alloc(size, 'some text\n');
    randomBytes(Math.min(size, 1000)).copy(bytes);
    for (const told of [size, undefined]) {
      expect(await put(bytes, told)).toEqual({ oid: gitId(bytes), size });
    }
    expect((await read(gitId(bytes))).equals(bytes)).toBe(true);
    expect(existsSync(spoolFolder()) ? readdirSync(spoolFolder()) : []).toEqual([]);
  });

  it('are read in parts, and no chunk more than the part needs', async () => {
    const bytes = randomBytes(5 * MIB + 100);
    const { oid } = await put(bytes);
    chunks = 0;
    expect((await read(oid, 2 * MIB - 3, 2 * MIB + 4)).equals(bytes.subarray(2 * MIB - 3, 2 * MIB + 4))).toBe(
      true,
    );
    expect(chunks).toBe(2);
    expect((await read(oid, 5 * MIB)).equals(bytes.subarray(5 * MIB))).toBe(true);
    expect(chunks).toBe(3);
    expect(await read(oid, 7, 7)).toHaveLength(0);
    expect(chunks).toBe(3);
  });

  it('leave nothing when the sender gives up', async () => {
    const broken = (async function* () {
      yield randomBytes(2 * MIB);
      throw new Error('cut');
    })();
    await expect(blobs.put(depot.call(), { ...at, bytes: broken })).rejects.toThrow('cut');
    expect(readdirSync(spoolFolder())).toEqual([]);
  });

  it('of over 4 GiB are refused before a byte is read', async () => {
    const bytes: AsyncIterable<Uint8Array> = {
      [Symbol.asyncIterator]() {
        throw new Error('must not be read');
      },
    };
    await expect(blobs.put(depot.call(), { ...at, bytes, size: 4 * 1024 * MIB + 1 })).rejects.toMatchObject({
      code: 'PAYLOAD_TOO_LARGE',
    });
  });

  it('belong to their repository: the id opens nothing in another one', async () => {
    const { oid } = await put(Buffer.from('secret'));
    const elsewhere = { org: 'acme', repo: 'other' };
    await expect(blobs.open(depot.call(), { ...elsewhere, oid })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    await expect(blobs.read(depot.call(), { ...elsewhere, oids: [oid] })).rejects.toMatchObject({
      code: 'NOT_FOUND',
      details: { missing: [oid] },
    });
  });

  it('are read many at a time, in the order asked, what does not fit left out', async () => {
    const small = await put(Buffer.from('small'));
    const large = await put(Buffer.alloc(16 * MIB, 'x'));
    const empty = await put(Buffer.alloc(0));
    const { byteLength, frames } = await blobs.read(depot.call(), {
      ...at,
      oids: [small.oid, large.oid, empty.oid, small.oid],
    });
    const parts: Uint8Array[] = [];
    for await (const frame of frames) parts.push(frame);
    const expected = [
      Buffer.from(`${small.oid}00000005`, 'hex'),
      Buffer.from('small'),
      Buffer.from(`${large.oid}ffffffff`, 'hex'),
      Buffer.from(`${empty.oid}00000000`, 'hex'),
      Buffer.from(`${small.oid}00000005`, 'hex'),
      Buffer.from('small'),
    ];
    expect(Buffer.concat(parts).equals(Buffer.concat(expected))).toBe(true);
    expect(byteLength).toBe(Buffer.concat(expected).length);
  });
});
