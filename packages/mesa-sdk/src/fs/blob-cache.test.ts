import { expect, test } from 'vitest';
import { BlobCache } from './blob-cache.js';
import { blobOid } from './blob-oid.js';

test('keeps what was used last, within its bytes', () => {
  const cache = new BlobCache(10);
  cache.set('a', new Uint8Array(4));
  cache.set('b', new Uint8Array(4));
  cache.get('a');
  cache.set('c', new Uint8Array(4));
  expect([cache.get('a')?.length, cache.get('b'), cache.get('c')?.length]).toEqual([4, undefined, 4]);
  expect(cache.bytes).toBe(8);
});

test('does not keep what is too large for it, and nothing at all with 0', () => {
  const cache = new BlobCache(10);
  cache.set('large', new Uint8Array(6));
  expect(cache.get('large')).toBeUndefined();
  const none = new BlobCache(0);
  none.set('a', new Uint8Array(1));
  expect(none.get('a')).toBeUndefined();
});

test('blobOid is that of git', async () => {
  expect(await blobOid(new Uint8Array())).toBe('e69de29bb2d1d6434b8b29ae775ad8c2e48c5391');
  expect(await blobOid(new TextEncoder().encode('hello\n'))).toBe('ce013625030ba8dba906f756967f9e9ca394464a');
});
