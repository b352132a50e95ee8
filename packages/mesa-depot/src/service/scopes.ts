import type { Scope } from 'mesa-rest';

/** Every scope, weakest first: each includes those before it. */
export const SCOPES: readonly Scope[] = ['read', 'write', 'admin'];

/** Tells whether `held` allows what `needed` allows. `admin` includes `write`, which includes `read`. */
export function includesScope(held: readonly Scope[], needed: Scope): boolean {
  return held.some((scope) => SCOPES.indexOf(scope) >= SCOPES.indexOf(needed));
}

/**
 * Returns what both lists allow, for example `['read', 'write']` for a token that asks for `admin` and a key that has
 * `read` and `write`. A scope stays when one list names it and the other includes it.
 */
export function clampScopes(asked: readonly Scope[], held: readonly Scope[]): Scope[] {
  return SCOPES.filter(
    (scope) =>
      (asked.includes(scope) && includesScope(held, scope)) ||
      (held.includes(scope) && includesScope(asked, scope)),
  );
}

/** Returns the known scopes among `names`, weakest first and once each. */
export function toScopes(names: readonly unknown[]): Scope[] {
  return SCOPES.filter((scope) => names.includes(scope));
}
