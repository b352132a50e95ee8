import type { ExactJson } from './exact-json.js';
import { JsonNumber } from './json-number.js';

/** A JSON value as `JSON.parse` gives it. */
export type PlainJson = null | boolean | string | number | PlainJson[] | { [member: string]: PlainJson };

/** Returns a value with plain numbers, to calculate with; what a double cannot hold is rounded. */
export function toPlainJson(value: ExactJson): PlainJson {
  if (value instanceof JsonNumber) return value.valueOf();
  if (typeof value !== 'object' || value === null) return value;
  if (isList(value)) return value.map(toPlainJson);
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, toPlainJson(member)]));
}

function isList(value: object): value is readonly ExactJson[] {
  return Array.isArray(value);
}
