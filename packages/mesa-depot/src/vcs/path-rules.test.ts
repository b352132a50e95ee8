import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseFilePath, parsePath } from './path-rules.js';
import { expectDepotError } from './testing/expect-depot-error.js';

const LONG = 'x'.repeat(255);

describe('parseFilePath', () => {
  it.each([
    'a',
    'src/index.ts',
    '.gitignore',
    '.github/workflows/ci.yml',
    '.gitmodules',
    'git',
    'a/git~2',
    '...',
    '..a/b..',
    ' leading and trailing ',
    'tab\tand\nnewline\u007f',
    'back\\slash',
    'ünïcödé/日本語/😀',
    '-rf',
    'con',
    LONG,
    Array.from({ length: 16 }, () => LONG).join('/'),
  ])('accepts %j and leaves it alone', (path) => {
    expect(parseFilePath(path)).toBe(path);
    expect(parsePath(path)).toBe(path);
  });

  it.each([
    ['', 'empty'],
    ['/', 'absolute'],
    ['/etc/passwd', 'absolute'],
    ['a//b', 'empty segment'],
    ['a/', 'empty segment'],
    ['.', '"."'],
    ['./a', '"."'],
    ['a/..', '".."'],
    ['../a', '".."'],
    ['a\0b', 'NUL'],
    ['\ud800', 'Unicode'],
    ['a\udfff/b', 'Unicode'],
    ['.git', 'git'],
    ['.GIT/config', 'git'],
    ['a/.Git/hooks/x', 'git'],
    ['.git ', 'git'],
    ['.git. .', 'git'],
    ['.git::$INDEX_ALLOCATION', 'git'],
    ['git~1', 'git'],
    ['GIT~1/x', 'git'],
    ['.g\u200cit', 'git'],
    ['\ufeff.git', 'git'],
    ['a\\.git', 'git'],
    ['.git\\config', 'git'],
    [`${LONG}x`, '255 bytes'],
    ['ä'.repeat(128), '255 bytes'],
    [`${Array.from({ length: 16 }, () => LONG).join('/')}/x`, '4096 bytes'],
    ['x'.repeat(1_000_000), '4096 bytes'],
  ])('refuses %j', async (path, reason) => {
    const error = await expectDepotError(() => parseFilePath(path), 'INVALID_PATH');
    expect(error.message).toMatch(/^Invalid path ".*: .*\.$/s);
    expect(error.message).toContain(reason);
    expect(error.message.length).toBeLessThan(600);
  });

  it('accepts nothing that a filesystem would resolve to somewhere else', () => {
    const segment = fc.oneof(
      fc.constantFrom('', '.', '..', '.git', '.GIT', '.git ', 'git~1', 'a', 'b.txt', '\0', '😀', '\ud83d'),
      fc.string({ maxLength: 5, unit: 'binary' }),
    );
    const accepts = (path: string) => {
      try {
        return parseFilePath(path) === path;
      } catch {
        return false;
      }
    };
    fc.assert(
      fc.property(fc.array(segment, { maxLength: 5 }), (segments) => {
        const path = segments.join('/');
        if (!accepts(path)) return;
        expect(
          new URL(`file:///r/${path.split('/').map(encodeURIComponent).join('/')}`).pathname.startsWith(
            '/r/',
          ),
        ).toBe(true);
        for (const name of path.split('/')) {
          expect(name).not.toBe('');
          expect(name).not.toMatch(/^\.{1,2}$/);
          expect(name.toLowerCase().trim()).not.toBe('.git');
        }
        expect(Buffer.from(path).toString()).toBe(path);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('parsePath', () => {
  it('takes the empty path as the root', () => {
    expect(parsePath('')).toBe('');
  });

  it('refuses what parseFilePath refuses', async () => {
    await expectDepotError(() => parsePath('/'), 'INVALID_PATH');
  });
});
