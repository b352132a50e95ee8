/**
 * Returns the side to take when at most one of them differs from the base, or both say the same; `undefined` when
 * both changed, differently.
 */
export function undisputedSide<T>(
  base: T,
  target: T,
  source: T,
  same: (a: T, b: T) => boolean,
): 'target' | 'source' | undefined {
  if (same(target, source) || same(base, source)) return 'target';
  return same(base, target) ? 'source' : undefined;
}
