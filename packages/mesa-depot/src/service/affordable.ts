/**
 * Returns the items that cost at most `budget` together. Cheap ones come first, so that a large item takes nothing
 * from the small ones; of equal ones the first.
 */
export function affordable<Item>(
  items: readonly Item[],
  costOf: (item: Item) => number,
  budget: number,
): ReadonlySet<Item> {
  const afforded = new Set<Item>();
  let left = budget;
  for (const [item, cost] of items.map((item) => [item, costOf(item)] as const).sort((a, b) => a[1] - b[1])) {
    left -= cost;
    if (left < 0) break;
    afforded.add(item);
  }
  return afforded;
}
