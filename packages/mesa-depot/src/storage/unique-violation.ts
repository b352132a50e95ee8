const POSTGRES_UNIQUE_VIOLATION = '23505';

/** Says whether a query failed because a row with that key exists, on any engine. */
export function isUniqueViolation(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if ((error as Error & { code?: unknown }).code === POSTGRES_UNIQUE_VIOLATION) return true;
  // The wording is SQLite's own and stable; one of the two drivers gives no number for statements that return rows.
  return error.message.startsWith('UNIQUE constraint failed');
}
