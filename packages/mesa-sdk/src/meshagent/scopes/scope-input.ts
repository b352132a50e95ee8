import type { ApiScope } from 'mesa-rest/meshagent';
import { checkObject } from '../../core/known-members.js';

/** Without the members that have no name: those of which the type knows nothing. */
type Known<T> = { readonly [Name in keyof T as string extends Name ? never : Name]: Closed<T[Name]> };
type Closed<T> = T extends readonly (infer Item)[]
  ? readonly Closed<Item>[]
  : T extends object
    ? Known<T>
    : T;

/** An {@link ApiScope} as it is passed in: lists may be read-only, and only what has a meaning is taken. */
export type ScopeInput = Known<ApiScope>;

/**
 * Returns a scope as it is sent.
 *
 * @throws {InvalidOptionsError} `INVALID_OPTIONS` for what is no object.
 */
export function toScope(scope: ScopeInput): ApiScope {
  checkObject('`permissions`', scope ?? []);
  return scope as ApiScope;
}
