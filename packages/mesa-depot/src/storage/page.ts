/** One page of a list. The caller makes a cursor from its last item. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly hasMore: boolean;
}

/** Where a page starts and how long it may be. */
export interface PageRequest {
  /** `seq` of the last item of the page before; null or absent for the first page. */
  readonly after?: number | null;
  readonly limit: number;
}

/** Where a page of a list with the newest first starts and how long it may be. */
export interface NewestFirstRequest {
  /** `seq` of the last item of the page before; null or absent for the first page. */
  readonly before?: number | null;
  readonly limit: number;
}

/** Returns the page of a query that asked for one row more than the limit. */
export function toPage<Row, Item>(
  rows: readonly Row[],
  limit: number,
  toItem: (row: Row) => Item,
): Page<Item> {
  return { items: rows.slice(0, limit).map(toItem), hasMore: rows.length > limit };
}
