import { expect, it } from 'vitest';
import { quotePath } from './quote-path.js';

it.each([
  ['plain/path with spaces.txt', 'plain/path with spaces.txt'],
  ['tab\tand "quotes"', '"tab\\tand \\"quotes\\""'],
  ['back\\slash', '"back\\\\slash"'],
  ['café', '"caf\\303\\251"'],
  ['line\nend\x01\x7f', '"line\\nend\\001\\177"'],
  // A byte that is not UTF-8, as `bytesToText` reads it.
  ['\udcff', '"\\377"'],
])('prints %j as git does', (path, quoted) => {
  expect(quotePath(path)).toBe(quoted);
});
