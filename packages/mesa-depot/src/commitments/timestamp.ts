/**
 * Returns a time as the wire has it: ISO 8601 in UTC with six digits of a second, for example
 * `2026-05-13T06:47:52.123000Z`. The clock counts milliseconds; what happened in the same one is ordered by the lists.
 *
 * @param ms Milliseconds since 1970.
 */
export function toTimestamp(ms: number): string {
  return new Date(ms).toISOString().replace('Z', '000Z');
}
