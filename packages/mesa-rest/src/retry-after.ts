/**
 * Returns how long `Retry-After` asks to wait, in milliseconds, for both of its forms: seconds and an HTTP date.
 * Undefined when the header is absent or unreadable; 0 for a moment in the past.
 *
 * A date is compared with the answer's own `Date`, where it has one: the clocks of the two sides may differ.
 */
export function parseRetryAfter(headers: Headers, now: number = Date.now()): number | undefined {
  const value = headers.get('retry-after')?.trim();
  if (value === undefined || value === '') return undefined;
  if (/^\d+(?:\.\d+)?$/.test(value)) return Math.ceil(Number(value) * 1000);
  // Date.parse takes almost anything for a date, '-5' too; every HTTP date begins with the day of the week.
  const at = /^[A-Z][a-z]{2,8},? /.test(value) ? Date.parse(value) : Number.NaN;
  if (Number.isNaN(at)) return undefined;
  const sent = Date.parse(headers.get('date') ?? '');
  return Math.max(0, at - (Number.isNaN(sent) ? now : sent));
}
