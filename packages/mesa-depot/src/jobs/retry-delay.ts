const FIRST_DELAY_MS = 1_000; // 1 second
const LONGEST_DELAY_MS = 60 * 60_000; // 1 hour

/**
 * Returns how long to wait after the `attempt`-th failure, counted from 1: doubling from a second to an hour, then
 * somewhere between half of that and all of it, so that receivers which failed together are not tried again together.
 *
 * @param fraction Random, from 0 up to 1.
 */
export function retryDelayMs(attempt: number, fraction: number): number {
  const longest = Math.min(FIRST_DELAY_MS * 2 ** (attempt - 1), LONGEST_DELAY_MS);
  return Math.round(longest * (0.5 + fraction / 2));
}
