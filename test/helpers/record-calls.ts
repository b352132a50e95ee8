import type { Mesa } from 'mesa-sdk';

/**
 * Notes the name of every method that is called on the namespaces of a client, for example `repos.list`, and
 * returns the client.
 */
export function recordCalls(mesa: Mesa, called: Set<string>): Mesa {
  for (const [name, resource] of Object.entries(mesa)) {
    if (typeof resource !== 'object' || resource === null) continue;
    for (const method of Object.getOwnPropertyNames(Object.getPrototypeOf(resource))) {
      const original: unknown = resource[method];
      if (method === 'constructor' || typeof original !== 'function') continue;
      Object.defineProperty(resource, method, {
        configurable: true,
        value: (...input: unknown[]) => {
          called.add(`${name}.${method}`);
          return original.apply(resource, input);
        },
      });
    }
  }
  return mesa;
}
