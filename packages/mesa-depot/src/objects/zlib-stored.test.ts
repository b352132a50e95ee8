import { deflateSync, inflateSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readStored, writeStored } from './zlib-stored.js';

/** Lengths around the largest block, which random lengths would never hit. */
const bodies = fc
  .oneof(fc.nat({ max: 300 }), fc.constantFrom(0, 1, 65_534, 65_535, 65_536, 131_070, 131_071, 200_000))
  .chain((length) =>
    fc.nat({ max: 255 }).map((seed) => Uint8Array.from({ length }, (_, at) => (at * 31 + seed) & 255)),
  );

describe('writeStored', () => {
  it('writes a stream that zlib reads', () => {
    fc.assert(
      fc.property(bodies, (body) => {
        expect(Buffer.compare(inflateSync(writeStored(body)), body)).toBe(0);
      }),
    );
  });

  it('adds eleven bytes to a small body', () => {
    expect(writeStored(Buffer.from('hello'))).toHaveLength(5 + 11);
  });
});

describe('readStored', () => {
  it('reads what writeStored writes', () => {
    fc.assert(
      fc.property(bodies, (body) => {
        const read = readStored(writeStored(body));
        expect(read && Buffer.compare(read, body)).toBe(0);
      }),
    );
  });

  it('reads what zlib itself stores at level 0', () => {
    const body = Buffer.alloc(100_000, 'stored');
    expect(Buffer.compare(readStored(deflateSync(body, { level: 0 })) as Uint8Array, body)).toBe(0);
  });

  it('leaves deflated and damaged streams to zlib', () => {
    expect(readStored(deflateSync(Buffer.alloc(1000)))).toBeUndefined();
    const stream = writeStored(Buffer.from('some bytes'));
    for (let at = 0; at < stream.length; at++) {
      const damaged = Uint8Array.from(stream);
      damaged[at] = (damaged[at] as number) ^ 0x40;
      expect([at, readStored(damaged)]).toEqual([at, undefined]);
      expect([at, readStored(stream.subarray(0, at))]).toEqual([at, undefined]);
    }
  });
});
