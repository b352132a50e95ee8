/**
 * Returns how many `?` a statement has, leaving out those in strings, quoted names and comments.
 *
 * Neither SQLite driver tells, and both bind NULL where a value is missing.
 */
export function countParameters(sql: string): number {
  const code = sql.replace(/'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|\/\*[\s\S]*?\*\//g, '');
  return code.split('?').length - 1;
}
