/** What is refused before the storage is asked is tried in one way on PostgreSQL, and in all of them on the other engine. */
export function some<T>(ways: readonly T[]): readonly T[] {
  return process.env.MESA_TEST_ENGINE === 'postgres' ? ways.slice(0, 1) : ways;
}
