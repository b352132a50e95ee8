import { InvalidOptionsError } from 'mesa-rest';
import { describe, expect, test } from 'vitest';
import { type FileInput, toFileOperations } from './file-input.js';

describe('toFileOperations', () => {
  test.each<[string, FileInput, unknown]>([
    [
      'base64',
      { path: 'a', content: 'YQ==' },
      { path: 'a', action: 'upsert', content: 'YQ==', encoding: 'base64' },
    ],
    [
      'base64 with everything',
      { path: 'a', action: 'upsert', content: '', encoding: 'base64', mode: '100755' },
      { path: 'a', action: 'upsert', content: '', encoding: 'base64', mode: '100755' },
    ],
    [
      'text',
      { path: 'a', text: 'Hej då ☃' },
      { path: 'a', action: 'upsert', content: 'SGVqIGTDpSDimIM=', encoding: 'base64' },
    ],
    [
      'an empty text',
      { path: 'a', text: '' },
      { path: 'a', action: 'upsert', content: '', encoding: 'base64' },
    ],
    [
      'bytes',
      { path: 'a', bytes: Uint8Array.of(0, 255) },
      { path: 'a', action: 'upsert', content: 'AP8=', encoding: 'base64' },
    ],
    [
      'a part of a larger buffer',
      { path: 'a', bytes: Buffer.from('xabcx').subarray(1, 4) },
      { path: 'a', action: 'upsert', content: 'YWJj', encoding: 'base64' },
    ],
    ['a symbolic link', { path: 'a', symlink: '../b' }, { path: 'a', action: 'upsert', symlink: '../b' }],
    ['a deletion', { path: 'a', action: 'delete' }, { path: 'a', action: 'delete' }],
    [
      'members that are undefined',
      { path: 'a', text: 'x', mode: undefined, action: undefined },
      { path: 'a', action: 'upsert', content: 'eA==', encoding: 'base64' },
    ],
  ])('takes %s', (_, file, operation) => {
    expect(toFileOperations([file])).toEqual([operation]);
  });

  test('refuses a content that is not base64, and names text', () => {
    const fine: FileInput = { path: 'a', text: '' };
    expect(() => toFileOperations([fine, fine, { path: 'hello.txt', content: 'Hello, world!' }])).toThrow(
      /`files\[2\]\.content` is not base64\. Pass readable text as `text`/,
    );
  });

  test.each<[string, object, RegExp]>([
    ['nothing', { path: 'a' }, /needs exactly one of .* it has none/],
    ['two forms', { path: 'a', text: '', bytes: new Uint8Array() }, /it has `text` and `bytes`/],
    ['a deletion with a content', { path: 'a', action: 'delete', text: '' }, /deleted and has `text`/],
    ['another encoding', { path: 'a', content: 'a', encoding: 'utf8' }, /Pass readable text as `text`/],
    ['an encoding of a text', { path: 'a', text: 'YQ==', encoding: 'base64' }, /goes with `content`/],
    ['an action that there is not', { path: 'a', action: 'remove' }, /is "remove"; it must be "upsert" or/],
    ['a member that nobody reads', { path: 'a', text: '', executable: true }, /does not take `executable`/],
    ['the mode of a link', { path: 'a', symlink: 'b', mode: '100755' }, /a symbolic link have none/],
    ['a path that is missing', { text: '' }, /`files\[0\]\.path` is missing/],
    ['bytes that are a text', { path: 'a', bytes: 'abc' }, /is not a Uint8Array/],
    ['a text that is bytes', { path: 'a', text: Uint8Array.of(1) }, /is not a string/],
    ['a private key as path', { path: 'mesa_private_key_acme_x', text: '' }, /looks like a private key/],
  ])('refuses %s', (_, file, message) => {
    expect(() => toFileOperations([file as FileInput])).toThrow(InvalidOptionsError);
    expect(() => toFileOperations([file as FileInput])).toThrow(message);
  });

  test('refuses one file in place of a list', () => {
    const file = { path: 'a', text: '' } as unknown as FileInput[];
    expect(() => toFileOperations(file)).toThrow(/`files` is an object; it must be an array/);
    expect(toFileOperations(undefined)).toBeUndefined();
  });

  test('is a union that the compiler checks', () => {
    // @ts-expect-error two forms at once
    const two: FileInput = { path: 'a', text: 'x', content: 'eA==' };
    // @ts-expect-error a deletion has no bytes
    const both: FileInput = { path: 'a', action: 'delete', bytes: new Uint8Array() };
    // @ts-expect-error no form at all
    const none: FileInput = { path: 'a' };
    expect([two, both, none]).toHaveLength(3);
  });
});
