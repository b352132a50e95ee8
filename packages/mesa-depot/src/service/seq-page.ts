import type { Page } from '../storage/index.js';
import { decodeCursor, encodeCursor } from './cursor.js';

const DEFAULT_LIMIT = 50;

/** Query parameters that every list takes. */
export interface PageInput {
  readonly cursor?: string;
  /** Default 50. */
  readonly limit?: number;
}

/** Members that every page has beside its items. */
export interface PageInfo {
  next_cursor: string | null;
  has_more: boolean;
}

/**
 * Returns one page of a list that is ordered by `seq`, in either direction.
 *
 * @param fingerprint What tells this list from others, see `encodeCursor`.
 * @param load Returns records beyond the one with `seq` `position`, or from the start for null.
 * @param isVisible Leaves out records that the caller may not see. Pages stay full: more records are loaded instead.
 */
export async function seqPage<Item extends { readonly seq: number }>(
  fingerprint: readonly unknown[],
  { cursor, limit = DEFAULT_LIMIT }: PageInput,
  load: (position: number | null, limit: number) => Promise<Page<Item>>,
  isVisible?: (item: Item) => boolean,
): Promise<{ readonly items: Item[]; readonly info: PageInfo }> {
  let position = cursor === undefined ? null : decodeCursor(fingerprint, cursor, isSeq);
  const found: Item[] = [];
  let loaded: Page<Item>;
  do {
    loaded = await load(position, limit);
    position = loaded.items.at(-1)?.seq ?? position;
    found.push(...(isVisible ? loaded.items.filter(isVisible) : loaded.items));
  } while (isVisible && found.length <= limit && loaded.hasMore);
  const items = found.slice(0, limit);
  // With a filter, that there are more records says nothing: a visible one beyond the page must have been seen.
  const has_more = found.length > limit || loaded.hasMore;
  const last = items.at(-1);
  return {
    items,
    info: { has_more, next_cursor: has_more && last ? encodeCursor(fingerprint, last.seq) : null },
  };
}

function isSeq(position: unknown): position is number {
  return Number.isSafeInteger(position);
}
