/** Oids or ids that one statement may name: within the parameter limit of every engine. */
export const MAX_IDS_PER_STATEMENT = 2_000;

/** Returns slices of at most `size` items. */
export function inBatches<Item>(items: readonly Item[], size: number = MAX_IDS_PER_STATEMENT): Item[][] {
  const batches: Item[][] = [];
  for (let at = 0; at < items.length; at += size) batches.push(items.slice(at, at + size));
  return batches;
}
