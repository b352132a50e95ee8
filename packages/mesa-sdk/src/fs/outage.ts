import { ApiError, ConnectionError, RateLimitError, TimeoutError } from 'mesa-rest';

const FIRST_WAIT_MS = 100;
const LONGEST_WAIT_MS = 5_000; // 5 seconds

/** Tells whether a request failed for a reason that passes: the network, or a server that is busy or starting. */
export function isOutage(error: unknown): boolean {
  if (error instanceof ConnectionError || error instanceof TimeoutError) return true;
  if (!(error instanceof ApiError)) return false;
  return error.status === 408 || error.status === 429 || error.status >= 500;
}

/**
 * Returns how long to wait before a request is sent again: exponential, with jitter between half and all of it, so that
 * those that failed together do not come back together. Never sooner than the server asks.
 *
 * @param attempt Attempts that failed, from 1.
 */
export function outageDelayMs(attempt: number, error: unknown, random: () => number = Math.random): number {
  const interval = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (attempt - 1));
  const asked = error instanceof RateLimitError ? (error.retryAfterMs ?? 0) : 0;
  return Math.max(asked, interval * (0.5 + random() / 2));
}
