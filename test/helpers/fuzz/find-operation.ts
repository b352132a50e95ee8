import type { Operation } from '../load-spec.js';
import { OPERATIONS } from '../spec.js';
import type { WireRequest } from './wire-request.js';

/** The operation that a request calls, and the parameters in its path. */
export interface CalledOperation<Scope extends string = string> {
  readonly operation: Operation<Scope>;
  readonly path: Readonly<Record<string, string>>;
}

/** Returns which operation a request calls, undefined for none. */
export type OperationFinder<Scope extends string = string> = (
  request: Pick<WireRequest, 'method' | 'target'>,
  prefix?: string,
) => CalledOperation<Scope> | undefined;

/**
 * Returns a finder of operations: a path of the specification that has more literal segments wins. It takes the first segment of
 * the paths that it is given, where there is one that they all begin with.
 */
export function createOperationFinder<Scope extends string>(
  operations: readonly Operation<Scope>[],
): OperationFinder<Scope> {
  const templates = [...new Set(operations.map(({ path }) => path))].map(
    (path) => [path.slice(1).split('/'), operations.filter((operation) => operation.path === path)] as const,
  );
  return ({ method, target }, prefix) => {
    const [path = ''] = target.split(/[?#]/, 1);
    const [start, ...all] = path.split('/').map(decode);
    if (start !== '' || (prefix !== undefined && all[0] !== prefix)) return undefined;
    const segments = prefix === undefined ? all : all.slice(1);
    // Every operation that can be asked with GET can be asked with HEAD.
    const name = method === 'HEAD' ? 'get' : method.toLowerCase();
    let best: (CalledOperation<Scope> & { readonly literals: number }) | undefined;
    for (const [template, candidates] of templates) {
      const values = match(template, segments);
      if (values === undefined) continue;
      const literals = template.length - Object.keys(values).length;
      const operation = candidates.find((candidate) => candidate.method === name);
      if (operation !== undefined && literals >= (best?.literals ?? 0))
        best = { operation, path: values, literals };
    }
    return best;
  };
}

/** Finds operations of `openapi/depot.yaml`. */
export const findOperation = createOperationFinder(OPERATIONS);

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
