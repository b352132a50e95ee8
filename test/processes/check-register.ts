/** What a client did to the register, and when by one clock. */
export type RegisterOperation = {
  readonly invokedAt: number;
  /** Infinity when no answer came: it may have had its effect, at any time after it was invoked, or none. */
  readonly returnedAt: number;
} & (
  | {
      /** Sets the register to `to` if it is `from`. No two of them have the same `to`. */
      readonly kind: 'swap';
      readonly from: string;
      readonly to: string;
      readonly isAcknowledged: boolean;
    }
  | { readonly kind: 'read'; readonly value: string }
);

/**
 * Returns what is wrong with a history of a register that was read and compared-and-swapped by many at once; nothing if it is
 * linearizable.
 *
 * Every value is written once, so the swaps that had an effect are one chain from the first value to the last, and that chain is
 * the only order they can have had. What remains is that it agrees with the clock: nothing that was over before
 * something else began may come after it in the chain. (In general the question takes exponential time: Wing and Gong, 1993.)
 */
export function checkRegister(
  operations: readonly RegisterOperation[],
  first: string,
  last: string,
): string[] {
  const swaps = operations.filter((operation) => operation.kind === 'swap');
  const observed = new Set([
    last,
    ...operations.flatMap((operation) =>
      operation.kind === 'read' ? operation.value : operation.isAcknowledged ? operation.from : [],
    ),
  ]);
  const problems: string[] = [];
  const next = new Map<string, (typeof swaps)[number]>();
  // A swap without an answer took effect if somebody saw its value, or one that came of it: from the end to the start.
  for (const swap of [...swaps].sort((a, b) => b.invokedAt - a.invokedAt)) {
    if (!swap.isAcknowledged && !observed.has(swap.to)) continue;
    observed.add(swap.from);
    const other = next.get(swap.from);
    if (other !== undefined)
      problems.push(`lost update: ${swap.to} and ${other.to} both replaced ${swap.from}`);
    next.set(swap.from, swap);
  }

  const positions = new Map([[first, 0]]);
  const chain: (typeof swaps)[number][] = [];
  for (let at = next.get(first); at !== undefined && !positions.has(at.to); at = next.get(at.to)) {
    chain.push(at);
    positions.set(at.to, chain.length);
  }
  if ((chain.at(-1)?.to ?? first) !== last)
    problems.push(`the last value is ${last}, not the end of the chain`);
  for (const swap of swaps) {
    if (swap.isAcknowledged && !positions.has(swap.to))
      problems.push(`ghost: ${swap.to} was acknowledged and is not in the chain`);
  }

  const placed = operations.flatMap((operation) => {
    const isRead = operation.kind === 'read';
    if (!isRead && !next.has(operation.from)) return [];
    const position = positions.get(isRead ? operation.value : operation.to);
    if (position !== undefined) return [{ ...operation, position: isRead ? position + 0.5 : position }];
    if (isRead) problems.push(`ghost: ${operation.value} was read and never written`);
    return [];
  });
  return [...problems, ...againstTheClock(placed)];
}

interface Placed {
  readonly invokedAt: number;
  readonly returnedAt: number;
  readonly position: number;
}

/** Finds what comes before something in the chain that was over before it began. */
function againstTheClock(operations: readonly Placed[]): string[] {
  const byReturn = [...operations].sort((a, b) => a.returnedAt - b.returnedAt);
  const problems: string[] = [];
  let at = 0;
  let latest = Number.NEGATIVE_INFINITY;
  for (const operation of [...operations].sort((a, b) => a.invokedAt - b.invokedAt)) {
    for (; (byReturn[at]?.returnedAt ?? Number.POSITIVE_INFINITY) < operation.invokedAt; at++) {
      latest = Math.max(latest, byReturn[at]?.position ?? latest);
    }
    if (operation.position < latest) {
      problems.push(
        `stale: position ${operation.position} at ${operation.invokedAt}, after ${latest} was over`,
      );
    }
  }
  return problems;
}
