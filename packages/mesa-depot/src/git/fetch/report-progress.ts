/** How often a client that waits is told how far the work is: often enough that no proxy thinks the connection dead. */
const INTERVAL_MS = 1_000; // 1 second

/**
 * Waits for `work` and returns what it returns, and meanwhile gives what `line` says, now and then.
 *
 * A generator that is given up leaves the work behind: abort it by other means.
 */
export async function* reportProgress<Result>(
  work: Promise<Result>,
  line: () => string,
): AsyncGenerator<string, Result, undefined> {
  const settled = work.then(
    () => true,
    () => true,
  );
  for (;;) {
    let timer: NodeJS.Timeout | undefined;
    const tick = new Promise<false>((resolve) => {
      timer = setTimeout(resolve, INTERVAL_MS, false);
    });
    const isDone = await Promise.race([settled, tick]);
    clearTimeout(timer);
    if (isDone) return await work;
    yield line();
  }
}
