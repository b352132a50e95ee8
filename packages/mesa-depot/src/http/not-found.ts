import { DepotError } from '../errors/index.js';

/** Tells what is wrong with a request that no route serves. */
export type NotFoundExplainer = (method: string, url: string) => DepotError;

/**
 * Returns an explainer for the operations of a contract: a path that exists with other methods is 405, all else 404.
 *
 * @param prefix Where the paths of the contract begin: `/v1`, or nothing.
 */
export function createNotFoundExplainer(
  operations: Iterable<{ readonly path: string; readonly method: string }>,
  prefix: string,
): NotFoundExplainer {
  const methodsByPath = new Map<string, string[]>();
  for (const { path, method } of operations) {
    methodsByPath.set(path, [...(methodsByPath.get(path) ?? []), method]);
  }
  const patterns = [...methodsByPath].map(([path, methods]) => ({
    pattern: toPattern(prefix + path),
    methods,
  }));
  return (method, url) => {
    const path = url.split('?', 1)[0] ?? '';
    const allowed = [
      ...new Set(patterns.filter(({ pattern }) => pattern.test(path)).flatMap(({ methods }) => methods)),
    ];
    if (allowed.length === 0) {
      const hint = path.startsWith(`${prefix}/`) ? '' : ` The API is below ${prefix}.`;
      return new DepotError('NOT_FOUND', `There is nothing at this path.${hint}`);
    }
    return new DepotError(
      'METHOD_NOT_ALLOWED',
      `This path does not take ${method}; it takes ${allowed.join(', ')}.`,
      {
        details: { allowed },
      },
    );
  };
}

function toPattern(path: string): RegExp {
  return new RegExp(`^${path.replace(/\{\w+\}/g, '[^/]+')}$`);
}
