import { AbortedError, type RequestOptions, TimeoutError } from 'mesa-rest';

/**
 * Awaits work that several callers share, for no longer than one caller wants to wait. The work itself goes on for
 * the others.
 *
 * @throws {AbortedError} `ABORTED` when the caller's signal aborts.
 * @throws {TimeoutError} `TIMEOUT` when the caller's time is over.
 */
export async function awaitShared<T>(work: Promise<T>, what: string, options: RequestOptions): Promise<T> {
  const { signal, timeoutMs } = options;
  if (signal === undefined && !timeoutMs) return work;
  // The work outlives a caller that gives up: its failure must not become an unhandled rejection.
  work.catch(() => {});
  let onAbort: (() => void) | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  try {
    return await new Promise<T>((resolve, reject) => {
      onAbort = () =>
        reject(new AbortedError(`${what} was aborted by its signal.`, { cause: signal?.reason }));
      if (signal?.aborted) return onAbort();
      signal?.addEventListener('abort', onAbort, { once: true });
      if (timeoutMs && timeoutMs < 2 ** 31) {
        const onTime = (): void =>
          reject(new TimeoutError(`${what} did not finish within ${timeoutMs} ms.`, { timeoutMs }));
        timer = setTimeout(onTime, timeoutMs);
      }
      work.then(resolve, reject);
    });
  } finally {
    clearTimeout(timer);
    if (onAbort) signal?.removeEventListener('abort', onAbort);
  }
}
