import { GitProtocolError } from '../wire/index.js';

/** What a partial clone leaves out. Objects that are asked for by name are given in any case. */
export interface ObjectFilter {
  /** Files of this many bytes or more are left out; 0 leaves out all. */
  readonly maxBlobBytes: number;
  /** Trees and files this deep are left out: 0 leaves out all, 1 all but the trees of commits. */
  readonly maxDepth: number;
}

/** Leaves out nothing. */
export const NO_FILTER: ObjectFilter = {
  maxBlobBytes: Number.POSITIVE_INFINITY,
  maxDepth: Number.POSITIVE_INFINITY,
};

const UNITS: Readonly<Record<string, number>> = { '': 1, k: 1024, m: 1024 ** 2, g: 1024 ** 3 };

/**
 * Returns the filter that a client asks for: `blob:none`, `blob:limit=<n>[kmg]`, `tree:<depth>`, or several as
 * `combine:<filter>+<filter>`, each of them percent-encoded.
 *
 * @throws GitProtocolError for any other: `sparse:` would make every clone read a file of rules, and `object:type=` has no
 *   use with a clone that can be worked in.
 */
export function parseObjectFilter(spec: string): ObjectFilter {
  if (spec === 'blob:none') return { ...NO_FILTER, maxBlobBytes: 0 };
  const [, bytes, unit] = /^blob:limit=(\d{1,15})([kmg]?)$/.exec(spec) ?? [];
  if (bytes !== undefined && unit !== undefined) {
    return { ...NO_FILTER, maxBlobBytes: Number(bytes) * (UNITS[unit] ?? 1) };
  }
  const depth = /^tree:(\d{1,15})$/.exec(spec)?.[1];
  if (depth !== undefined) return { ...NO_FILTER, maxDepth: Number(depth) };
  if (spec.startsWith('combine:')) {
    const parts = spec.slice('combine:'.length).split('+').map(decode);
    // git itself never nests them, and a filter that did could go on for ever.
    if (parts.every((part) => !part.startsWith('combine:'))) return parts.map(parseObjectFilter).reduce(both);
  }
  throw new GitProtocolError(
    `the filter ${JSON.stringify(spec.slice(0, 100))} is not supported: use blob:none, blob:limit=<bytes> or tree:<depth>`,
  );
}

function both(a: ObjectFilter, b: ObjectFilter): ObjectFilter {
  return {
    maxBlobBytes: Math.min(a.maxBlobBytes, b.maxBlobBytes),
    maxDepth: Math.min(a.maxDepth, b.maxDepth),
  };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
