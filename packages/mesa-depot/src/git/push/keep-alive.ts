import { whileWorking } from '../while-working.js';

/** How long a client is left without a sign of life, as in git (receive.keepAlive). */
const MAX_SILENCE_MS = 5_000; // 5 seconds

/** A packet of the band for progress that carries none: clients ignore it. */
const SIGN_OF_LIFE: Uint8Array = Buffer.from('0005\x02');

/** Yields a packet without meaning every few seconds until work is done, then returns what it gave. */
export function keepAlive<Result>(
  work: Promise<Result>,
  intervalMs: number = MAX_SILENCE_MS,
): AsyncGenerator<Uint8Array, Result, undefined> {
  return whileWorking(work, intervalMs, () => SIGN_OF_LIFE);
}
