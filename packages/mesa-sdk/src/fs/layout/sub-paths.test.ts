import { expect, test } from 'vitest';
import { SubPaths } from './sub-paths.js';

const shown = new SubPaths(['src/lib', 'docs', 'a/b/c/README.md', 'src/tools']);

test('holds its paths and what is below', () => {
  const held = ['src/lib', 'src/lib/index.ts', 'docs', 'docs/guide/a.md', 'a/b/c/README.md'];
  expect(held.filter((path) => !shown.holds(path))).toEqual([]);
});

test('holds nothing beside, above, or with a name that only begins the same', () => {
  const others = ['', 'src', 'src/library', 'src/main.ts', 'docs2', 'a/b/c', 'a/b/c/README.md2', 'LICENSE'];
  expect(others.filter((path) => shown.holds(path))).toEqual([]);
});

test('knows the directories on the way', () => {
  const all = ['', 'src', 'a', 'a/b', 'a/b/c', 'src/lib', 'docs', 'sr', 'a/b/x'];
  expect(all.filter((path) => shown.isAbove(path))).toEqual(['', 'src', 'a', 'a/b', 'a/b/c']);
  expect(shown.directoriesIn('')).toEqual(['src', 'a']);
  expect(shown.directoriesIn('src')).toEqual([]);
  expect(shown.directoriesIn('a/b')).toEqual(['c']);
});
