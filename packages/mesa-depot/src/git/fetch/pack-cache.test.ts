import { describe, expect, it } from 'vitest';
import { PackCache, packKey } from './pack-cache.js';

const MIB = 1024 * 1024;

async function* chunksOf(...sizes: number[]): AsyncGenerator<Uint8Array> {
  for (const size of sizes) yield Buffer.alloc(size, 'x');
}
async function drain(chunks: AsyncIterable<Uint8Array>, atMost = Number.POSITIVE_INFINITY): Promise<number> {
  let bytes = 0;
  for await (const { byteLength } of chunks) {
    bytes += byteLength;
    if (bytes >= atMost) break;
  }
  return bytes;
}

describe('PackCache', () => {
  it('passes a pack on and keeps it, if it is whole and not too large', async () => {
    const packs = new PackCache();
    expect(await drain(packs.keep('a', 7, chunksOf(MIB, 10)))).toBe(MIB + 10);
    expect(packs.get('a')).toMatchObject({ objectCount: 7, chunks: { length: 2 } });
    expect(await drain(packs.keep('large', 7, chunksOf(9 * MIB, 9 * MIB)))).toBe(18 * MIB);
    expect(packs.get('large')).toBeUndefined();
    await drain(packs.keep('half', 7, chunksOf(10, 10)), 10);
    expect(packs.get('half')).toBeUndefined();
  });

  it('forgets what was not asked for lately', async () => {
    const packs = new PackCache();
    for (const key of ['a', 'b', 'c']) {
      await drain(packs.keep(key, 1, chunksOf(15 * MIB)));
      expect(packs.get(key)).toBeDefined();
    }
    expect(packs.get('a')).toBeUndefined();
  });

  it('tells apart what is not the same', () => {
    expect(packKey({ a: ['1', '2'], b: [] })).not.toBe(packKey({ a: ['1'], b: ['2'] }));
    expect(packKey({ filter: [0, Number.POSITIVE_INFINITY] })).not.toBe(
      packKey({ filter: [Number.POSITIVE_INFINITY, 0] }),
    );
  });
});
