import { InvalidOptionsError } from 'mesa-rest';

/** What the value of a tag has to be: equal to a text, one of several, or as one operator says. Case is ignored. */
export type TagCondition =
  | string
  | readonly string[]
  | { readonly $eq: string }
  | { readonly $in: readonly string[] }
  | { readonly $contains: string }
  | { readonly $starts_with: string }
  | { readonly $ends_with: string }
  | { readonly $exists: boolean };

/**
 * Filter on the tags of repositories. Several members all have to match.
 *
 * @example
 * ```ts
 * { env: 'prod' }
 * { env: ['prod', 'staging'], team: { $starts_with: 'agents-' } }
 * { $or: [{ env: 'prod' }, { $not: { owner: { $exists: true } } }] }
 * ```
 */
export interface TagFilter {
  readonly $and?: readonly TagFilter[];
  readonly $or?: readonly TagFilter[];
  readonly $not?: TagFilter;
  readonly [tag: string]: TagCondition | TagFilter | readonly TagFilter[] | undefined;
}

/**
 * Returns a tag filter as it is on the wire: a text as it is, an object as compact JSON, undefined for one that asks nothing.
 *
 * @throws {InvalidOptionsError} `INVALID_OPTIONS` when it is neither a text nor an object.
 */
export function toTagsParameter(filter: string | TagFilter | undefined): string | undefined {
  if (filter === undefined || typeof filter === 'string') return filter || undefined;
  if (filter === null || typeof filter !== 'object' || Array.isArray(filter)) {
    throw new InvalidOptionsError(
      '`tags` is neither a text such as `env:prod,team:agents` nor an object with one member per tag.',
    );
  }
  const json = JSON.stringify(filter);
  return json === '{}' ? undefined : json;
}
