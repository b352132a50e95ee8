const LONGEST_MS = 60 * 60_000; // 1 hour

/**
 * Returns how long a server asks to be left alone, in milliseconds and at most an hour: `Retry-After` is a number of seconds or
 * a date (RFC 9110, 10.2.3). Undefined when there is none, or none that can be read.
 */
export function retryAfterMs(header: string | undefined, nowMs: number): number | undefined {
  if (header === undefined) return undefined;
  const ms = /^\d{1,9}$/.test(header) ? Number(header) * 1_000 : Date.parse(header) - nowMs;
  return Number.isNaN(ms) ? undefined : Math.min(Math.max(ms, 0), LONGEST_MS);
}
