import { type Expression, type ExpressionBuilder, type SqlBool, sql } from 'kysely';
import type { DatabaseSchema } from '../database-schema.js';
import { contains, endsWith, startsWith } from './text-match.js';

/** A condition on the tags of a repository. Keys and values are in lower case: tag filters ignore case. */
export type RepoTagFilter =
  | { readonly kind: 'and' | 'or'; readonly filters: readonly RepoTagFilter[] }
  | { readonly kind: 'not'; readonly filter: RepoTagFilter }
  | { readonly kind: 'exists'; readonly key: string }
  | {
      readonly kind: 'match';
      readonly key: string;
      readonly operator: 'in' | 'contains' | 'starts_with' | 'ends_with';
      /** One of them has to match. */
      readonly values: readonly string[];
    };

/** Returns a tag that every repository has which the filter lets through; undefined where there is none of one value. */
export function requiredTag(
  filter: RepoTagFilter,
): { readonly key: string; readonly value: string } | undefined {
  if (filter.kind === 'and') {
    for (const part of filter.filters) {
      const tag = requiredTag(part);
      if (tag !== undefined) return tag;
    }
  }
  if (filter.kind !== 'match' || filter.operator !== 'in' || filter.values.length !== 1) return undefined;
  return { key: filter.key, value: filter.values[0] as string };
}

type Repos = ExpressionBuilder<DatabaseSchema, 'repos'>;

/** Returns the filter as a condition on rows of `repos`: every test of a tag is a subquery on `repo_tags`. */
export function matchesTags(eb: Repos, filter: RepoTagFilter): Expression<SqlBool> {
  switch (filter.kind) {
    case 'and':
      return eb.and(filter.filters.map((part) => matchesTags(eb, part)));
    case 'or':
      return eb.or(filter.filters.map((part) => matchesTags(eb, part)));
    case 'not':
      return eb.not(matchesTags(eb, filter.filter));
    case 'exists':
      return eb.exists(tagsNamed(eb, filter.key).select(sql.lit(1).as('one')));
    case 'match':
      return eb.exists(
        tagsNamed(eb, filter.key)
          .select(sql.lit(1).as('one'))
          .where((tag) => tag.or(filter.values.map((value) => valueTest(tag, filter.operator, value)))),
      );
  }
}

function tagsNamed(eb: Repos, key: string) {
  return eb
    .selectFrom('repo_tags')
    .whereRef('repo_tags.repo_id', '=', 'repos.id')
    .where('repo_tags.key', '=', key);
}

function valueTest(
  tag: ExpressionBuilder<DatabaseSchema, 'repos' | 'repo_tags'>,
  operator: 'in' | 'contains' | 'starts_with' | 'ends_with',
  value: string,
): Expression<SqlBool> {
  const column = tag.ref('repo_tags.value_folded');
  switch (operator) {
    case 'in':
      return tag('repo_tags.value_folded', '=', value);
    case 'contains':
      return contains(column, value);
    case 'starts_with':
      return startsWith(column, value);
    case 'ends_with':
      return endsWith(column, value);
  }
}
