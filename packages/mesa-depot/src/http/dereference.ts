import type { OpenApiDocument } from './openapi.js';

/**
 * Returns `value` with every `$ref` into `document` replaced by what it refers to.
 *
 * Validators get schemas without references, so that the branches of an `anyOf` can be looked at and compiled alone.
 * The contract has no recursive schema; one would be refused here.
 */
export function dereference<T>(document: OpenApiDocument, value: unknown, open: readonly string[] = []): T {
  if (Array.isArray(value)) return value.map((item) => dereference(document, item, open)) as T;
  if (typeof value !== 'object' || value === null) return value as T;
  const { $ref } = value as { $ref?: unknown };
  if (typeof $ref === 'string') {
    if (open.includes($ref)) throw new Error(`openapi: ${$ref} refers to itself`);
    return dereference(document, lookUp(document, $ref), [...open, $ref]);
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [key, dereference(document, member, open)]),
  ) as T;
}

function lookUp(document: OpenApiDocument, ref: string): unknown {
  const [root, ...path] = ref.split('/');
  let target: unknown = root === '#' ? document : undefined;
  for (const key of path) target = (target as Record<string, unknown> | undefined)?.[key];
  if (target === undefined) throw new Error(`openapi: ${ref} refers to nothing`);
  return target;
}
