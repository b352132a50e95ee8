import { MAX_JSON_DEPTH } from '../limits.js';
import { invalid, MeshagentError } from '../meshagent-error.js';

/** NUL, which not every database can store. */
const NUL = '\0';

/**
 * Refuses what no operation has a use for and what could fail deep inside: NUL in any text, and more nesting than a stack may
 * take.
 *
 * @throws MeshagentError `invalid_request`
 */
export function requirePlainInput(part: 'path' | 'query' | 'body', input: unknown): void {
  const pending: { readonly value: unknown; readonly depth: number }[] = [{ value: input, depth: 0 }];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { value, depth } = next;
    if (typeof value === 'string') requireNoNul(part, value);
    if (typeof value !== 'object' || value === null) continue;
    if (depth >= MAX_JSON_DEPTH) {
      throw new MeshagentError(
        'invalid_request',
        `The request body is nested more than ${MAX_JSON_DEPTH} deep.`,
      );
    }
    for (const [name, member] of Object.entries(value)) {
      requireNoNul(part, name);
      pending.push({ value: member, depth: depth + 1 });
    }
  }
}

function requireNoNul(part: string, text: string): void {
  if (text.includes(NUL)) throw invalid(part, 'must not have the character NUL in it');
}
