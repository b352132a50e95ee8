const POSTGRES_FOREIGN_KEY_VIOLATION = '23503';

/** Says whether a query failed because a row that it refers to is not there, on any engine. */
export function isForeignKeyViolation(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if ((error as Error & { code?: unknown }).code === POSTGRES_FOREIGN_KEY_VIOLATION) return true;
  // The wording is SQLite's own and stable; one of the two drivers gives no number for statements that return rows.
  return error.message.startsWith('FOREIGN KEY constraint failed');
}
