import { randomBytes } from 'node:crypto';
import { inflateSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { frameObjects, unframeObject } from './frame.js';
import { noObjects } from './no-objects.js';
import { ObjectBuffer } from './object-buffer.js';

const MIB = 1024 * 1024;
const KIB64 = 64 * 1024;

async function frame(body: Uint8Array) {
  const buffer = new ObjectBuffer(noObjects);
  buffer.writeBlob(body);
  const [framed] = await frameObjects(buffer.pending);
  if (framed === undefined) throw new Error('nothing was framed');
  return framed;
}

describe('frameObjects', () => {
  it.each([0, 1, KIB64, KIB64 + 1, MIB - 1, MIB, MIB + 1, 3 * MIB, 3 * MIB + 5])(
    'gives back a blob of %i bytes, whether it compresses or not',
    async (length) => {
      for (const body of [Buffer.alloc(length, 'text '), randomBytes(length)]) {
        const framed = await frame(body);
        expect(framed.frames).toHaveLength(Math.max(1, Math.ceil(length / MIB)));
        expect(Buffer.compare(Buffer.concat(framed.frames.map((part) => inflateSync(part))), body)).toBe(0);
        const { type, body: read } = await unframeObject(framed);
        expect([type, Buffer.compare(read, body)]).toEqual(['blob', 0]);
      }
    },
  );

  it('compresses only what is large and shrinks', async () => {
    const bytesOf = async (body: Uint8Array) =>
      (await frame(body)).frames.reduce((sum, part) => sum + part.length, 0);
    expect(await bytesOf(Buffer.alloc(KIB64))).toBeGreaterThan(KIB64);
    expect(await bytesOf(Buffer.alloc(KIB64 + 1))).toBeLessThan(KIB64 / 100);
    const noise = randomBytes(2 * MIB);
    expect(await bytesOf(noise)).toBeLessThan(noise.length + 1000);
  });

  it('frames every object of a buffer, of any type', async () => {
    const buffer = new ObjectBuffer(noObjects);
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => void buffer.writeBlob(bytes)),
      { numRuns: 50 },
    );
    const tree = buffer.writeTree([
      { name: 'a', mode: '100644', oid: buffer.writeBlob(randomBytes(100_000)) },
    ]);
    const who = { name: 'A', email: 'a@b', timestampMs: 0, timezone: '+0000' };
    buffer.writeCommit({ tree, parents: [], author: who, committer: who, message: 'm' });
    const framed = await frameObjects(buffer.pending);
    expect(new Set(framed.map((object) => object.oid))).toEqual(new Set(buffer.pending.keys()));
    for (const object of framed) {
      const { type, body } = await unframeObject(object);
      const pending = buffer.pending.get(object.oid);
      expect([type, Buffer.compare(body, pending?.body ?? new Uint8Array())]).toEqual([pending?.type, 0]);
    }
  });
});

describe('unframeObject', () => {
  it('notices damage', async () => {
    const corrupt = { code: 'OBJECT_CORRUPT' };
    for (const body of [Buffer.from('small'), Buffer.alloc(KIB64 * 2, 'large ')]) {
      const framed = await frame(body);
      const damaged = Uint8Array.from(framed.frames[0] as Uint8Array);
      damaged[damaged.length - 1] = (damaged.at(-1) as number) ^ 1;
      await expect(unframeObject({ ...framed, frames: [damaged] })).rejects.toMatchObject(corrupt);
      await expect(unframeObject({ ...framed, frames: [damaged.subarray(0, 9)] })).rejects.toMatchObject(
        corrupt,
      );
      await expect(unframeObject({ ...framed, size: framed.size + 1 })).rejects.toMatchObject(corrupt);
      await expect(unframeObject({ ...framed, typeCode: 6 })).rejects.toMatchObject(corrupt);
    }
  });
});
