import { parse } from 'qs';

/**
 * Returns the members of a query string; `metadata[key]=value` becomes a member of the object `metadata`.
 *
 * Values stay strings; the schema of the operation coerces them. A name given twice becomes an array, which no
 * schema accepts: better a 400 than a guess at which of the two was meant.
 */
export function parseQuery(query: string): Record<string, unknown> {
  return parse(query, {
    depth: 1,
    parseArrays: false,
    plainObjects: true,
    // Node's limit on the size of the request head is the limit here; a lower one would drop pairs silently.
    parameterLimit: Number.POSITIVE_INFINITY,
  });
}

/**
 * Moves every pair that is not a parameter of the operation into `metadata`.
 *
 * Clients of version 0.38 send the metadata filter flat (`?tag=archived`) where the contract says
 * `?metadata[tag]=archived`, so on the one operation with such a filter an unknown name is a part of it.
 */
export function gatherMetadata(
  query: Record<string, unknown>,
  known: ReadonlySet<string>,
): Record<string, unknown> {
  const gathered: Record<string, unknown> = {};
  const metadata: Record<string, unknown> = Object.create(null);
  for (const [name, value] of Object.entries(query)) {
    if (known.has(name)) gathered[name] = value;
    else metadata[name] = value;
  }
  if (Object.keys(metadata).length === 0) return gathered;
  const given = gathered.metadata;
  if (given === undefined) gathered.metadata = metadata;
  else if (typeof given === 'object' && given !== null) gathered.metadata = { ...metadata, ...given };
  return gathered;
}
