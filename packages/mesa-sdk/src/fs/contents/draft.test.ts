import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { spillFiles } from '../node/spill-files.js';
import type { Contents } from './contents.js';
import { Draft } from './draft.js';

const MIB = 1024 * 1024;
const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
const bytes = (written: string): Uint8Array => new TextEncoder().encode(written);

async function gather(contents: Contents): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  for await (const piece of contents.stream()) pieces.push(piece.slice());
  return new Uint8Array(Buffer.concat(pieces));
}

function gitOid(data: Uint8Array): string {
  return createHash('sha1').update(`blob ${data.length}\0`).update(data).digest('hex');
}

describe('a draft', () => {
  test('has holes where nothing was written, and zeros where it was cut', () => {
    const draft = new Draft(spillFiles());
    draft.write(bytes('0123456789'), 0);
    draft.truncate(4);
    draft.truncate(8);
    draft.write(bytes('end'), 10_000);
    expect(text(draft.read(0, 8))).toBe('0123\0\0\0\0');
    expect(draft.size).toBe(10_003);
    expect(draft.read(9_999, 20_000)).toEqual(bytes('\0end'));
    expect(draft.seek(0, 'hole')).toBe(4096);
    expect(draft.seek(4096, 'data')).toBe(8192);
  });

  test('goes to a file when it becomes large, with the same bytes', async () => {
    const draft = new Draft(spillFiles());
    const expected = Buffer.alloc(6 * MIB);
    for (let at = 0; at < expected.length; at += 100_000) {
      const piece = Buffer.alloc(Math.min(100_000, expected.length - at), at % 251);
      piece.copy(expected, at);
      draft.write(piece, at);
    }
    draft.clear(MIB, 2 * MIB);
    expected.fill(0, MIB, 2 * MIB);
    const contents = draft.take();
    expect(contents.bytes).toBeUndefined();
    expect(Buffer.compare(await gather(contents), expected)).toBe(0);
    expect(await contents.oid()).toBe(gitOid(expected));
    contents.release();
    draft.close();
  });

  test('of a few bytes far away takes no room for the rest', async () => {
    const draft = new Draft(spillFiles());
    draft.write(bytes('far'), 3 * 1024 * MIB);
    expect(draft.size).toBe(3 * 1024 * MIB + 3);
    expect(draft.blocks).toBe(8);
    expect(text(draft.read(3 * 1024 * MIB - 1, draft.size))).toBe('\0far');
    draft.close();
  });

  test.each([
    ['in memory', 1000],
    ['in a file', 5 * MIB],
  ])('%s is not seen to change by who has taken it', async (_where, size) => {
    const draft = new Draft(spillFiles());
    draft.write(new Uint8Array(size).fill(1), 0);
    const before = draft.take();
    draft.write(Uint8Array.of(2), 10);
    const after = draft.take();
    draft.truncate(5);
    expect(before.read(10, 11)).toEqual(Uint8Array.of(1));
    expect(after.read(10, 11)).toEqual(Uint8Array.of(2));
    expect([before.size, after.size, draft.size]).toEqual([size, size, 5]);
    expect(await before.oid()).toBe(gitOid(new Uint8Array(size).fill(1)));
    for (const held of [before, after]) held.release();
    draft.close();
  });

  test('gives its contents to many, who each let go of them', () => {
    const draft = new Draft(spillFiles());
    draft.write(new Uint8Array(5 * MIB), 0);
    const [one, other] = [draft.take(), draft.take()];
    expect(one).toBe(other);
    draft.close();
    one.release();
    expect(other.read(0, 1)).toEqual(Uint8Array.of(0));
    other.release();
    expect(() => other.read(0, 1)).toThrow(/closed/);
  });

  test('begins as a copy of what it is to change', async () => {
    async function* source(): AsyncGenerator<Uint8Array> {
      yield bytes('one ');
      yield bytes('two');
    }
    const draft = await Draft.copyOf(source(), spillFiles());
    expect(draft.isChanged).toBe(false);
    expect(text(draft.read(0, 100))).toBe('one two');
    draft.write(bytes('O'), 0);
    expect(draft.isChanged).toBe(true);
  });

  test('that is moved out of memory is the same', () => {
    const draft = new Draft(spillFiles());
    draft.write(bytes('some bytes'), 0);
    const taken = draft.take();
    draft.moveOut();
    expect(draft.take().bytes).toBeUndefined();
    expect(text(draft.read(0, 100))).toBe('some bytes');
    expect(text(taken.read(0, 100))).toBe('some bytes');
    draft.close();
  });
});
