import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Contents } from './contents/contents.js';
import { memoryContents } from './contents/memory-contents.js';
import { requestsOf } from './official-requests.js';
import type { WriteOperation } from './repo-client.js';

const MIB = 1024 * 1024;
const nothing = memoryContents(new Uint8Array());
const put = (path: string, size: number, content: Contents | undefined = nothing): WriteOperation => ({
  action: 'put',
  path,
  mode: '100644',
  oid: 'a'.repeat(40),
  size,
  content,
  sourcePath: path,
  before: undefined,
});
const remove = (path: string): WriteOperation => ({
  action: 'delete',
  path,
  before: { oid: 'a'.repeat(40), mode: '100644' },
});
const pathsOf = (parts: WriteOperation[][]): string[][] => parts.map((part) => part.map(({ path }) => path));

it('leaves a batch that fits as it is', () => {
  const batch = [put('a', 10 * MIB), remove('b'), put('c', 10 * MIB)];
  expect(requestsOf(batch, 'r')).toEqual([batch]);
  expect(requestsOf([], 'r')).toEqual([]);
});

it('copies before what they are copied from can be gone', () => {
  const batch = [
    remove('old'),
    put('a', 40 * MIB),
    { ...put('new', 40 * MIB), content: undefined } as WriteOperation,
  ];
  expect(pathsOf(requestsOf(batch, 'r'))).toEqual([['new', 'old'], ['a']]);
});

it('fits into bodies of 64 MiB, whatever is in the batch', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.string({ maxLength: 100 }), fc.nat(47 * MIB)), { maxLength: 30 }),
      (files) => {
        const batch = files.map(([path, size]) => put(path, size));
        const parts = requestsOf(batch, 'r');
        expect(parts.flat()).toEqual(batch);
        for (const part of parts) {
          expect(part.length).toBeGreaterThan(0);
          const body = part.map(({ path, ...rest }) => {
            const size = 'size' in rest ? rest.size : 0;
            const head = { path, action: 'upsert', content: '', encoding: 'base64', mode: '100644' };
            return Buffer.byteLength(JSON.stringify(head)) + 1 + Math.ceil(size / 3) * 4;
          });
          expect(body.reduce((sum, bytes) => sum + bytes, 200)).toBeLessThanOrEqual(64 * MIB);
        }
      },
    ),
  );
});

it('refuses a file that no request has room for, and says which', () => {
  expect(() => requestsOf([put('a', 1), put('dir/big', 48 * MIB)], 'r')).toThrow(
    /^EFBIG: file too large, write '\/r\/dir\/big'.*47 MiB/,
  );
});
