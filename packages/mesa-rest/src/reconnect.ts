import { AbortedError } from './errors/aborted-error.js';
import { ConnectionError } from './errors/connection-error.js';
import { RateLimitError } from './errors/rate-limit-error.js';
import { ServerError } from './errors/server-error.js';
import { TimeoutError } from './errors/timeout-error.js';

const FIRST_WAIT_MS = 250;
const MAX_WAIT_MS = 15_000; // 15 seconds

/** Tells whether another attempt may do better. */
export function mayPass(error: unknown): boolean {
  return [ConnectionError, TimeoutError, ServerError, RateLimitError].some((type) => error instanceof type);
}

/**
 * Waits before the next connection, longer each time and not all clients at once.
 *
 * @param failures number of connections that failed in a row, from 1
 * @throws AbortedError as soon as the signal aborts
 */
export async function waitToReconnect(failures: number, signal: AbortSignal | undefined): Promise<void> {
  const ms =
    Math.min(MAX_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(failures - 1, 10)) * (0.5 + Math.random() / 2);
  await new Promise<void>((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    if (signal?.aborted) done();
    else signal?.addEventListener('abort', done, { once: true });
  });
  if (signal?.aborted) throw new AbortedError('The feed was aborted by its signal.');
}
