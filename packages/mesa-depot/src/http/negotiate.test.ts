import { describe, expect, it } from 'vitest';
import { negotiate } from './negotiate.js';

const both = ['application/json', 'application/octet-stream'];

describe('negotiate', () => {
  it.each([
    [undefined, 'application/json'],
    ['*/*', 'application/json'],
    ['application/*', 'application/json'],
    ['application/octet-stream', 'application/octet-stream'],
    ['application/json;q=0.1, application/octet-stream', 'application/octet-stream'],
    ['text/html,application/xhtml+xml,*/*;q=0.8', 'application/json'],
    ['application/json;q=0, */*', 'application/octet-stream'],
    ['APPLICATION/OCTET-STREAM', 'application/octet-stream'],
  ])('answers Accept %s with %s', (accept, expected) => {
    expect(negotiate(accept, both)).toBe(expected);
  });

  it.each(['text/html', 'application/json;q=0, application/octet-stream;q=0', 'nonsense', 'image/*'])(
    'refuses Accept %s',
    (accept) => {
      expect(() => negotiate(accept, both)).toThrow(
        expect.objectContaining({ code: 'NOT_ACCEPTABLE', details: { available: both } }),
      );
    },
  );
});
