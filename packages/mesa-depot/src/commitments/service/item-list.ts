import type { WireObject } from './to-wire.js';

/** Part of a list, and how many items all of it has. */
export interface ItemList {
  readonly items: readonly WireObject[];
  readonly total: number;
}

/** Returns records as the wire has them, with how many there are. */
export async function listOf<Row>(
  records: Promise<readonly Row[]>,
  total: Promise<number>,
  toWire: (record: Row) => WireObject,
): Promise<ItemList> {
  const [rows, count] = await Promise.all([records, total]);
  return { items: rows.map(toWire), total: count };
}
