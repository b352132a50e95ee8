import { type Expression, type SqlBool, sql } from 'kysely';

/*
 * Substring tests that mean the same on every engine. LIKE does not: SQLite ignores the case of ASCII letters and
 * PostgreSQL does not, both give `%` and `_` a meaning, and a pattern with many wildcards takes exponential time.
 */

/** True where the text contains the part, case-sensitively. Every text contains the empty part. */
export function contains(text: Expression<string | null>, part: string): Expression<SqlBool> {
  return part === ''
    ? sql<SqlBool>`${text} is not null`
    : sql<SqlBool>`replace(${text}, ${part}, '') <> ${text}`;
}

/** True where the text starts with the part, case-sensitively. */
export function startsWith(text: Expression<string | null>, part: string): Expression<SqlBool> {
  const length = sql.lit(codePoints(part));
  return sql<SqlBool>`substr(${text}, 1, ${length}) = ${part}`;
}

/** True where the text ends with the part, case-sensitively. */
export function endsWith(text: Expression<string | null>, part: string): Expression<SqlBool> {
  const length = sql.lit(codePoints(part));
  return sql<SqlBool>`(length(${text}) >= ${length} and substr(${text}, length(${text}) - ${length} + 1) = ${part})`;
}

/** True where a JSON array of strings, stored as text, has the item. */
export function jsonArrayHas(array: Expression<string | null>, item: string): Expression<SqlBool> {
  return contains(array, JSON.stringify(item));
}

function codePoints(text: string): number {
  return [...text].length;
}
