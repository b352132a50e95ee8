/**
 * Waits for `work` and returns what it returns, or throws what it throws. Until then it gives a sign every `intervalMs`,
 * so that neither a client nor a proxy on the way takes silence for the end.
 *
 * A generator that is given up leaves the work behind: abort it by other means.
 */
export async function* whileWorking<Sign, Result>(
  work: Promise<Result>,
  intervalMs: number,
  sign: () => Sign,
): AsyncGenerator<Sign, Result, undefined> {
  const settled = work.then(
    () => true,
    () => true,
  );
  for (;;) {
    let timer: NodeJS.Timeout | undefined;
    const tick = new Promise<false>((resolve) => {
      timer = setTimeout(resolve, intervalMs, false);
    });
    const isDone = await Promise.race([settled, tick]);
    clearTimeout(timer);
    if (isDone) return await work;
    yield sign();
  }
}
