import type { ApiScope } from '../generated/meshagent/types.gen.js';

/** The sections whose members are known, and so is how they are spelled. */
const SECTIONS = [
  'livekit',
  'queues',
  'messaging',
  'database',
  'memory',
  'sync',
  'storage',
  'containers',
  'developer',
  'agents',
  'admin',
  'secrets',
  'tunnels',
  'services',
  'llm',
] as const satisfies readonly (keyof ApiScope)[];

const KNOWN: ReadonlySet<string> = new Set(SECTIONS);

/** Names that clients have for a section, and ours. */
const ALIASES: Readonly<Record<string, string>> = { dataset: 'database' };

/** Deeper than any section goes. */
const MAX_DEPTH = 32;

/**
 * Returns a scope with the members of its known sections in snake_case, and `dataset` as `database`. Clients of some versions
 * write camelCase. Unknown sections stay as they are, and nothing is filled in.
 */
export function normalizeApiScope(scope: Readonly<Record<string, unknown>>): ApiScope {
  return Object.fromEntries(
    Object.entries(scope).map(([name, section]) => {
      const known = ALIASES[name] ?? name;
      return [known, KNOWN.has(known) ? toSnakeCase(section, 0) : section];
    }),
  );
}

function toSnakeCase(value: unknown, depth: number): unknown {
  if (typeof value !== 'object' || value === null || depth > MAX_DEPTH) return value;
  if (Array.isArray(value)) return value.map((item) => toSnakeCase(item, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      name.replace('OAuth', 'Oauth').replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
      toSnakeCase(member, depth + 1),
    ]),
  );
}

/** Returns a scope with everything that exists. */
export function fullApiScope(): ApiScope {
  return Object.fromEntries(SECTIONS.map((section) => [section, {}]));
}

/** Returns what an agent gets by default: everything but `admin`, `secrets` and `tunnels`. */
export function agentDefaultApiScope(): ApiScope {
  const { admin: _admin, secrets: _secrets, tunnels: _tunnels, ...rest } = fullApiScope();
  return rest;
}

/** Returns what a user gets by default: what an agent gets, and `secrets`. */
export function userDefaultApiScope(): ApiScope {
  return { ...agentDefaultApiScope(), secrets: {} };
}
