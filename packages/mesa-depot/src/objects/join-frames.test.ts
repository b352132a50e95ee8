import { randomBytes } from 'node:crypto';
import { inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { frameObjects } from './frame.js';
import { joinFrames } from './join-frames.js';
import { hashObject } from './oid.js';

const MIB = 1024 * 1024;

async function join(body: Uint8Array): Promise<Buffer> {
  const oid = hashObject('blob', body);
  const [framed] = await frameObjects(new Map([[oid, { type: 'blob', body }]]));
  async function* frames() {
    yield* framed?.frames ?? [];
  }
  const parts: Uint8Array[] = [];
  for await (const part of joinFrames(oid, frames())) parts.push(part);
  return Buffer.concat(parts);
}

describe('joinFrames', () => {
  it('makes one zlib stream of several, whether they are compressed or not', async () => {
    const noise = randomBytes(2 * MIB + 3);
    const text = Buffer.alloc(2 * MIB + 5, 'some text, again and again. ');
    for (const body of [noise, text, Buffer.concat([text, noise, text.subarray(7)])]) {
      const joined = await join(body);
      expect(Buffer.compare(inflateSync(joined), body)).toBe(0);
      expect(joined.byteLength).toBeLessThan(body.byteLength + 1_000);
    }
    expect((await join(text)).byteLength).toBeLessThan(text.byteLength / 100);
  });

  it('notices damage that would not be found otherwise', async () => {
    async function* frames() {
      yield Uint8Array.of(0x78, 0x01, 1, 2, 3);
    }
    const reading = async () => {
      for await (const _ of joinFrames('a'.repeat(40), frames()));
    };
    await expect(reading()).rejects.toMatchObject({ code: 'OBJECT_CORRUPT' });
  });
});
