import { DepotError } from '../errors/index.js';
import { API_PREFIX, type Operation } from './operation.js';

/** Tells what is wrong with a request that no route serves. */
export type NotFoundExplainer = (method: string, url: string) => DepotError;

/**
 * Returns an explainer for the operations of the contract: a path that exists with other methods is 405, all else 404.
 */
export function createNotFoundExplainer(operations: Iterable<Operation>): NotFoundExplainer {
  const methodsByPath = new Map<string, string[]>();
  for (const { path, method } of operations) {
    methodsByPath.set(path, [...(methodsByPath.get(path) ?? []), method]);
  }
  const patterns = [...methodsByPath].map(([path, methods]) => ({ pattern: toPattern(path), methods }));
  return (method, url) => {
    const path = url.split('?', 1)[0] ?? '';
    const allowed = [
      ...new Set(patterns.filter(({ pattern }) => pattern.test(path)).flatMap(({ methods }) => methods)),
    ];
    if (allowed.length === 0) {
      const hint = path.startsWith(`${API_PREFIX}/`) ? '' : ` The API is below ${API_PREFIX}.`;
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
  return new RegExp(`^${API_PREFIX}${path.replace(/\{\w+\}/g, '[^/]+')}$`);
}
