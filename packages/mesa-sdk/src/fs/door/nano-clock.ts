/**
 * Returns a clock in nanoseconds since 1970 that never shows the same time twice: programs compare times of files to
 * find out what came first.
 *
 * @param nowMs Clock in milliseconds.
 */
export function nanoClock(nowMs: () => number = Date.now): () => bigint {
  let last = 0n;
  return () => {
    const now = BigInt(Math.floor(nowMs())) * 1_000_000n;
    last = now > last ? now : last + 1n;
    return last;
  };
}
