import { HttpRefusal } from './http-refusal.js';
import type { Operation } from './operations.js';

/**
 * Returns a function that tells what to answer to a request that no route took: the path without its slash at the end, the
 * methods that the path has, or that there is nothing.
 *
 * @param prefix Path that the operations are below.
 */
export function createUnknownPathExplainer(
  operations: readonly Operation[],
  prefix: string,
): (url: string) => HttpRefusal | { readonly location: string } {
  const methodsOf = (path: string): string[] =>
    operations.filter((operation) => toPattern(operation.path).test(path)).map(({ method }) => method);
  return (url) => {
    const [path = '', query] = url.slice(prefix.length).split(/\?(.*)/s, 2);
    const methods = methodsOf(path);
    if (methods.length > 0) return new HttpRefusal(405, 'Method Not Allowed', { allow: methods.join(', ') });
    const bare = path.replace(/\/+$/, '');
    if (bare !== path && methodsOf(bare).length > 0) {
      return { location: `${prefix}${bare}${query === undefined ? '' : `?${query}`}` };
    }
    return new HttpRefusal(404, 'Not Found');
  };
}

function toPattern(path: string): RegExp {
  return new RegExp(`^${path.replace(/\{\w+\}/g, '[^/]+')}$`);
}
