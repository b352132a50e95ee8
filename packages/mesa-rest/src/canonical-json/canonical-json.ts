import { CanonicalJsonError } from './canonical-json-error.js';
import { canonicalNumber } from './canonical-number.js';
import { compareCodePoints } from './compare-code-points.js';
import { JsonNumber } from './json-number.js';

/**
 * Returns the canonical JSON of a value, whose UTF-8 bytes are what envelopes are signed as: members sorted by code point
 * at every depth, no blanks, nothing escaped that need not be, numbers as Python writes them. It is not RFC 8785.
 *
 * A {@link JsonNumber} counts as it was written; a `number` as `JSON.stringify` would write it, so `40000` and `1.5` stay
 * and `1e-7` becomes `1e-07`; a `bigint` as an integer. As with `JSON.stringify`, `toJSON` is asked, members that are
 * undefined are left out, and undefined items of a list are null.
 *
 * @throws {CanonicalJsonError} `NOT_CANONICAL` for a number that is not finite, half a surrogate pair, a function or
 * symbol, a cycle, and undefined alone.
 * @example
 * ```ts
 * canonicalJson({ b: 1e-7, a: new JsonNumber('1.0') }); // {"a":1.0,"b":1e-07}
 * ```
 */
export function canonicalJson(value: unknown): string {
  return write(value, '', []);
}

/** @param above The objects and lists that the value is in. */
function write(given: unknown, key: string, above: unknown[]): string {
  if (given instanceof JsonNumber) return canonicalNumber(given.text);
  const value = plainOf(given, key);
  switch (typeof value) {
    case 'string':
      return quote(value);
    case 'number':
      return writeNumber(value);
    case 'boolean':
    case 'bigint':
      return String(value);
    case 'object':
      return value === null ? 'null' : writeNested(value, above);
    default:
      throw new CanonicalJsonError(
        `JSON has nothing for ${typeof value === 'undefined' ? 'undefined' : `a ${typeof value}`}.`,
      );
  }
}

/** What stands for a value: the answer of its `toJSON`, if it has one. */
function plainOf(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const { toJSON } = value as { toJSON?: unknown };
  return typeof toJSON === 'function' ? toJSON.call(value, key) : value;
}

function writeNumber(value: number): string {
  if (!Number.isFinite(value)) throw new CanonicalJsonError(`JSON has no number for ${value}.`);
  return canonicalNumber(JSON.stringify(value));
}

function writeNested(value: object, above: unknown[]): string {
  if (above.includes(value)) throw new CanonicalJsonError('A value contains itself.');
  above.push(value);
  const text = Array.isArray(value) ? writeList(value, above) : writeObject(value, above);
  above.pop();
  return text;
}

function writeList(list: readonly unknown[], above: unknown[]): string {
  return `[${Array.from(list, (item, index) => (item === undefined ? 'null' : write(item, String(index), above))).join(',')}]`;
}

function writeObject(object: object, above: unknown[]): string {
  const members = Object.entries(object)
    .filter(([, value]) => value !== undefined)
    .sort(([a], [b]) => compareCodePoints(a, b));
  return `{${members.map(([name, value]) => `${quote(name)}:${write(value, name, above)}`).join(',')}}`;
}

/** `JSON.stringify` escapes what has to be, in the same way, and half a surrogate pair on top. */
function quote(text: string): string {
  if (!text.isWellFormed()) {
    throw new CanonicalJsonError('A text holds half a surrogate pair, which has no bytes in UTF-8.');
  }
  return JSON.stringify(text);
}
