import type { ListWindow } from '../store/list-window.js';
import type { WireObject } from './to-wire.js';

/** Part of a list, and how many items all of it has. */
export interface ItemList {
  readonly items: readonly WireObject[];
  readonly total: number;
}

/** How a list is read. */
export interface ListSource<Row> {
  read(window: ListWindow): Promise<readonly Row[]>;
  count(): Promise<number>;
  toWire(record: Row): WireObject;
}

/** Returns part of a list. All items are counted only where what was read does not say how many there are. */
export async function listOf<Row>(
  window: ListWindow,
  { count, read, toWire }: ListSource<Row>,
): Promise<ItemList> {
  const rows = await read(window);
  const isWhole = window.offset === 0 && rows.length < window.limit;
  return { items: rows.map(toWire), total: isWhole ? rows.length : await count() };
}
