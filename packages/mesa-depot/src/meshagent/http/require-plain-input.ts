import { MAX_JSON_DEPTH } from '../limits.js';
import { invalid, MeshagentError } from '../meshagent-error.js';
import { isStorable } from '../require-storable.js';

/**
 * Refuses what no operation has a use for and what could fail deep inside: NUL and half a surrogate pair in any text, and more nesting
 * than a stack may take.
 *
 * @param maxValues How many values may be in it, objects and lists included. Default: as many as like.
 * @throws MeshagentError `invalid_request`, `payload_too_large`
 */
export function requirePlainInput(
  part: 'path' | 'query' | 'body',
  input: unknown,
  maxValues: number = Number.POSITIVE_INFINITY,
): void {
  const pending: { readonly value: unknown; readonly depth: number }[] = [{ value: input, depth: 0 }];
  let values = 0;
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { value, depth } = next;
    values += 1;
    if (values > maxValues) {
      throw new MeshagentError(
        'payload_too_large',
        `The request body has more than ${maxValues} values in it.`,
      );
    }
    if (typeof value === 'string') requireText(part, value);
    if (typeof value !== 'object' || value === null) continue;
    if (depth >= MAX_JSON_DEPTH) {
      throw new MeshagentError(
        'invalid_request',
        `The request body is nested more than ${MAX_JSON_DEPTH} deep.`,
      );
    }
    for (const [name, member] of Object.entries(value)) {
      requireText(part, name);
      pending.push({ value: member, depth: depth + 1 });
    }
  }
}

function requireText(part: string, text: string): void {
  if (!isStorable(text)) throw invalid(part, 'must not have NUL or half a surrogate pair in it');
}
