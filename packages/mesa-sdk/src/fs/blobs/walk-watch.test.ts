import { expect, it } from 'vitest';
import { WalkWatch } from './walk-watch.js';

const listAll = (watch: WalkWatch, paths: readonly string[]): (string | undefined)[] =>
  paths.map((path) => watch.listed(path));

it('names a directory when the third of its directories is listed', () => {
  expect(listAll(new WalkWatch(), ['', 'a', 'b', 'c', 'd', 'e/f'])).toEqual([
    undefined,
    undefined,
    undefined,
    '',
    undefined,
    undefined,
  ]);
});

it('names the uppermost one', () => {
  const watch = new WalkWatch();
  expect(listAll(watch, ['', 'p', 'p/a', 'p/b', 'p/c'])).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
    'p',
  ]);
});

it('names the one above when the walk goes on beside one that was named', () => {
  const watch = new WalkWatch();
  expect(listAll(watch, ['', 'p', 'p/a', 'p/a/1', 'p/a/2', 'p/a/3']).at(-1)).toBe('p/a');
  expect(listAll(watch, ['p/a/4', 'p/b', 'p/b/1', 'q', 'r'])).toEqual([
    undefined,
    'p',
    undefined,
    '',
    undefined,
  ]);
});

it('takes going to a place, however deep, for no walk', () => {
  const watch = new WalkWatch();
  expect(listAll(watch, ['', 'a', 'a/b', 'a/b/c', 'a/b/c/d', 'a/b/c/d/e'])).not.toContain('');
  expect(listAll(watch, ['x', 'x/y'])).toEqual([undefined, undefined]);
});

it('sees the walk through a tree with few directories in each', () => {
  const watch = new WalkWatch();
  const paths = ['a', 'a/a', 'a/a/a', 'a/a/b', 'a/b', 'a/b/a', 'a/b/b', 'b', 'b/a'];
  expect(listAll(watch, paths).filter((path) => path !== undefined)).toEqual(['']);
});

it('names what is below one that is too large, and never that again', () => {
  const watch = new WalkWatch();
  listAll(watch, ['', 'a', 'b', 'c']);
  watch.noteTooLarge('');
  expect(listAll(watch, ['d', 'e', 'f', 'f/a', 'f/b', 'f/c'])).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
    undefined,
    'f',
  ]);
});

it('begins anew when it is reset', () => {
  const watch = new WalkWatch();
  listAll(watch, ['a', 'b', 'c']);
  watch.reset();
  expect(listAll(watch, ['a', 'b', 'c'])).toEqual([undefined, undefined, '']);
});
