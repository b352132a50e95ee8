import { textToBytes } from '../objects/index.js';

/**
 * Compares two names or paths by their bytes, as git does.
 *
 * JavaScript's own comparison is by UTF-16 units. That is the same order except where surrogates are involved:
 * those of characters above U+FFFF, and the escapes that stand for bytes which are not UTF-8.
 */
export function comparePaths(a: string, b: string): number {
  const shared = Math.min(a.length, b.length);
  for (let i = 0; i < shared; i++) {
    const left = a.charCodeAt(i);
    const right = b.charCodeAt(i);
    if (left === right) continue;
    if (isSurrogate(left) || isSurrogate(right)) return Buffer.compare(textToBytes(a), textToBytes(b));
    return left - right;
  }
  return a.length - b.length;
}

function isSurrogate(unit: number): boolean {
  return (unit & 0xf800) === 0xd800;
}
