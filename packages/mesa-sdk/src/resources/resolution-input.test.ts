import { InvalidOptionsError } from 'mesa-rest';
import { describe, expect, test } from 'vitest';
import { type ResolutionInput, toResolution } from './resolution-input.js';

describe('toResolution', () => {
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
    expect(toResolution(resolution, 0)).toEqual(wire);
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
    ['no path', { take: 'source' }, /path` is missing/],
    [
      'a content that is not base64',
      { path: 'a', content: 'plain' },
      /resolutions\[0\]\.content` is not base64.*`text`/,
    ],
  ])('refuses %s', (_, resolution, message) => {
    expect(() => toResolution(resolution as ResolutionInput, 0)).toThrow(InvalidOptionsError);
    expect(() => toResolution(resolution as ResolutionInput, 0)).toThrow(message);
  });
});
