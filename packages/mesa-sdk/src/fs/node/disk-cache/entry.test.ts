import fc from 'fast-check';
import { expect, it } from 'vitest';
import { blobOid } from '../../blob-oid.js';
import { entryOf } from './entry.js';

const file = (parts: readonly Uint8Array[]): Uint8Array => new Uint8Array(Buffer.concat(parts));

it('gives back what was sealed, and never something else', async () => {
  const frame = fc.option(fc.nat(1_000_000), { nil: undefined });
  await fc.assert(
    fc.asyncProperty(
      fc.uint8Array({ maxLength: 300 }),
      frame,
      fc.nat(),
      fc.nat(255),
      async (bytes, n, at, by) => {
        const entry = entryOf(await blobOid(bytes), n);
        const whole = file(entry.seal(bytes));
        expect(entry.open(whole)).toEqual(new Uint8Array(bytes));
        if (whole.length > 0) expect(entry.open(whole.subarray(0, -1))).toBeUndefined();
        expect(entry.open(Buffer.concat([whole, Buffer.of(0)]))).toBeUndefined();
        if (whole.length === 0 || by === 0) return;
        const index = at % whole.length;
        whole[index] = (whole[index] as number) ^ by;
        expect(entry.open(whole)).toBeUndefined();
      },
    ),
  );
});

it('takes no frame for another one', async () => {
  const bytes = new Uint8Array(10);
  const oid = await blobOid(bytes);
  const sealed = file(entryOf(oid, 3).seal(bytes));
  expect(entryOf(oid, 3).open(sealed)).toEqual(bytes);
  expect(entryOf(oid, 4).open(sealed)).toBeUndefined();
  expect(entryOf('0'.repeat(40), 3).open(sealed)).toBeUndefined();
});

it.each(['../../etc/passwd', '', 'A'.repeat(40), `${'a'.repeat(39)}/`, `${'a'.repeat(40)}\n`])(
  'makes no path of %j',
  (oid) => {
    expect(() => entryOf(oid, undefined)).toThrow('is not the id of a git object');
  },
);

it.each([-1, 0.5, Number.NaN])('makes no path of the frame %s', (frame) => {
  expect(() => entryOf('a'.repeat(40), frame)).toThrow('is not the number of a frame');
});
