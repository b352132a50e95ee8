import { InvalidRequestError } from './errors/invalid-request-error.js';

/**
 * Returns the query string of a call: members in their order, arrays repeated (`name=a&name=b`), objects as
 * `name[key]=value`; undefined and null are left out, empty strings are sent.
 *
 * The generated serialiser writes the keys of objects as they are, so that a key with `&` or `=` would add
 * parameters of its own to the request; here they are encoded.
 *
 * @throws InvalidRequestError for an object within an object, which has no form in a query
 */
export function serializeQuery(query: Readonly<Record<string, unknown>>): string {
  const pairs: string[] = [];
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined || value === null) continue;
    if (Array.isArray(value)) {
      for (const item of value) push(pairs, encodeURIComponent(name), name, item);
    } else if (typeof value === 'object' && !(value instanceof Date)) {
      for (const [key, item] of Object.entries(value)) {
        push(pairs, `${encodeURIComponent(name)}[${encodeURIComponent(key)}]`, `${name}.${key}`, item);
      }
    } else {
      push(pairs, encodeURIComponent(name), name, value);
    }
  }
  return pairs.join('&');
}

function push(pairs: string[], encodedName: string, name: string, value: unknown): void {
  if (value === undefined || value === null) return;
  if (typeof value === 'object' && !(value instanceof Date)) {
    throw new InvalidRequestError(
      `The query parameter '${name}' is an object; pass a string, for example as JSON.`,
    );
  }
  const text = value instanceof Date ? value.toISOString() : String(value);
  pairs.push(`${encodedName}=${encodeURIComponent(text)}`);
}
