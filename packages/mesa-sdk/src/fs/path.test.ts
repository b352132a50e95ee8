import { posix } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isWithin, joinPath, normalizePath, resolvePath, splitPath } from './path.js';

const name = fc.constantFrom('.', '..', '', 'a', 'b', '...', '.a', ' ', 'é', 'a b');
const path = fc.array(name, { maxLength: 8 }).map((names) => names.join('/'));

describe('normalizePath', () => {
  test('is what Node makes of an absolute path', () => {
    fc.assert(
      fc.property(path, (text) => {
        const node = posix.normalize(`/${text}`);
        expect(normalizePath(text)).toBe(node.length > 1 ? node.replace(/\/$/, '') : node);
      }),
    );
  });

  test('changes nothing the second time', () => {
    fc.assert(fc.property(path, (text) => normalizePath(normalizePath(text)) === normalizePath(text)));
  });

  test('never leaves the root', () => {
    expect(normalizePath('/../../x')).toBe('/x');
    expect(normalizePath('')).toBe('/');
    fc.assert(fc.property(path, (text) => !splitPath(text).includes('..')));
  });
});

test('resolvePath is what Node resolves', () => {
  fc.assert(
    fc.property(path, path, (base, text) => {
      expect(resolvePath(base, text)).toBe(posix.resolve('/', posix.normalize(`/${base}`), text));
    }),
  );
});

test('joinPath and isWithin agree', () => {
  expect(joinPath('', 'a')).toBe('a');
  expect(joinPath('a', 'b')).toBe('a/b');
  expect(isWithin('/a/b', '/a')).toBe(true);
  expect(isWithin('/ab', '/a')).toBe(false);
  expect(isWithin('/a', '/')).toBe(true);
  fc.assert(
    fc.property(path, (text) =>
      isWithin(joinPath(normalizePath(`/x/${text}`), 'y'), normalizePath(`/x/${text}`)),
    ),
  );
});
