import { InvalidOptionsError } from 'mesa-rest';
import { describe, expect, test } from 'vitest';
import { type ResolutionInput, toResolutions } from './resolution-input.js';

describe('toResolutions', () => {
  test.each<[string, ResolutionInput, unknown]>([
    ['a side', { path: 'a', take: 'source' }, { path: 'a', take: 'source' }],
    [
      'base64',
      { path: 'a', content: 'YQ==', encoding: 'base64' },
      { path: 'a', content: 'YQ==', encoding: 'base64' },
    ],
    ['text', { path: 'a', text: 'a' }, { path: 'a', content: 'YQ==', encoding: 'base64' }],
    ['bytes', { path: 'a', bytes: Uint8Array.of(0x61) }, { path: 'a', content: 'YQ==', encoding: 'base64' }],
    [
      'hunks',
      {
        path: 'a',
        hunks: [
          { hunk_id: '1', take: 'target' },
          { hunk_id: '2', text: 'a' },
        ],
      },
      {
        path: 'a',
        hunks: [
          { hunk_id: '1', take: 'target' },
          { hunk_id: '2', content: 'YQ==', encoding: 'base64' },
        ],
      },
    ],
  ])('takes %s', (_, resolution, wire) => {
    expect(toResolutions([resolution])).toEqual([wire]);
  });

  test.each<[string, object, RegExp]>([
    ['nothing', { path: 'a' }, /resolutions\[0\] \("a"\) needs exactly one of .*`hunks`; it has none/],
    ['a side and a text', { path: 'a', take: 'source', text: '' }, /it has `text` and `take`/],
    [
      'a hunk with nothing',
      { path: 'a', hunks: [{ hunk_id: '1' }] },
      /resolutions\[0\]\.hunks\[0\] needs exactly one/,
    ],
    ['a hunk without an id', { path: 'a', hunks: [{ take: 'source' }] }, /hunk_id` is missing/],
    ['hunks that are no list', { path: 'a', hunks: { hunk_id: '1', take: 'source' } }, /must be an array/],
    ['a member that nobody reads', { path: 'a', take: 'source', side: 'x' }, /does not take `side`/],
    ['no path', { take: 'source' }, /path` is missing/],
    [
      'a content that is not base64',
      { path: 'a', content: 'plain' },
      /resolutions\[0\]\.content` is not base64.*`text`/,
    ],
  ])('refuses %s', (_, resolution, message) => {
    expect(() => toResolutions([resolution as ResolutionInput])).toThrow(InvalidOptionsError);
    expect(() => toResolutions([resolution as ResolutionInput])).toThrow(message);
  });

  test('refuses one resolution in place of a list', () => {
    const one = { path: 'a', take: 'source' } as unknown as ResolutionInput[];
    expect(() => toResolutions(one)).toThrow(/`resolutions` is an object; it must be an array/);
    expect(toResolutions(undefined)).toBeUndefined();
  });
});
