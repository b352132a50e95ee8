import { OPERATIONS, type Operation } from '../spec.js';
import type { WireRequest } from './wire-request.js';

/** The operation that a request calls, and the parameters in its path. */
export interface CalledOperation {
  readonly operation: Operation;
  readonly path: Readonly<Record<string, string>>;
}

/**
 * Returns which operation of the specification a request calls, undefined for none: a path of the specification that
 * has more literal segments wins.
 */
export function findOperation({ method, target }: WireRequest, prefix: string): CalledOperation | undefined {
  const [path = ''] = target.split(/[?#]/, 1);
  const [start, first, ...segments] = path.split('/').map(decode);
  if (start !== '' || first !== prefix) return undefined;
  // Every operation that can be asked with GET can be asked with HEAD.
  const name = method === 'HEAD' ? 'get' : method.toLowerCase();
  let best: (CalledOperation & { readonly literals: number }) | undefined;
  for (const [template, operations] of templates) {
    const values = match(template, segments);
    if (values === undefined) continue;
    const literals = template.length - Object.keys(values).length;
    const operation = operations.find((candidate) => candidate.method === name);
    if (operation !== undefined && literals >= (best?.literals ?? 0))
      best = { operation, path: values, literals };
  }
  return best;
}

const templates = [...new Set(OPERATIONS.map(({ path }) => path))].map(
  (path) => [path.slice(1).split('/'), OPERATIONS.filter((operation) => operation.path === path)] as const,
);

function match(
  template: readonly string[],
  segments: readonly (string | undefined)[],
): Record<string, string> | undefined {
  if (template.length !== segments.length) return undefined;
  const values: Record<string, string> = {};
  for (const [index, part] of template.entries()) {
    const segment = segments[index];
    if (segment === undefined) return undefined;
    if (part.startsWith('{')) values[part.slice(1, -1)] = segment;
    else if (part !== segment) return undefined;
  }
  return values;
}

function decode(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}
