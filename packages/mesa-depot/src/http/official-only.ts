import type { OpenApiDocument } from './openapi.js';

type Node = Record<string, unknown>;

/**
 * Returns the contract without what is marked `x-mesa-extension`: operations, parameters, and members of bodies, which a
 * server of this contract does not know and therefore refuses.
 */
export function withoutExtensions(document: OpenApiDocument): OpenApiDocument {
  const isExtension = (node: unknown): boolean => {
    const target = dereferenceOnce(document, node);
    return (target as Node | undefined)?.['x-mesa-extension'] === true;
  };
  const strip = (node: unknown): unknown => {
    if (Array.isArray(node)) return node.filter((item) => !isExtension(item)).map(strip);
    if (typeof node !== 'object' || node === null) return node;
    const entries = Object.entries(node).filter(([, value]) => Array.isArray(value) || !isExtension(value));
    const copy: Node = Object.fromEntries(entries.map(([key, value]) => [key, strip(value)]));
    if (Array.isArray(copy.required) && typeof copy.properties === 'object' && copy.properties !== null) {
      const { properties } = copy;
      copy.required = copy.required.filter((name) => String(name) in (properties as Node));
    }
    return copy;
  };
  const paths = Object.entries(strip(document.paths) as OpenApiDocument['paths']);
  return {
    ...document,
    paths: Object.fromEntries(paths.filter(([, methods]) => Object.keys(methods).length > 0)),
    components: strip(document.components) as OpenApiDocument['components'],
  };
}

function dereferenceOnce(document: OpenApiDocument, node: unknown): unknown {
  const reference = (node as { $ref?: unknown } | null | undefined)?.$ref;
  if (typeof reference !== 'string') return node;
  return reference
    .slice(2)
    .split('/')
    .reduce<unknown>((found, key) => (found as Node | undefined)?.[key], document);
}
