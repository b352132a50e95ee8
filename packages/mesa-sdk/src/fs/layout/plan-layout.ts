import type { PlannedMount } from '../mount-plan.js';
import { entriesOf, type PlacedEntry } from './check-layout.js';
import type { Layout } from './layout.js';

/**
 * Returns the mounts that a layout describes, which was checked. Its paths are all that there is: no other name leads to a
 * repository.
 */
export function planLayout(layout: Layout, org: string): PlannedMount[] {
  const placed = entriesOf(layout);
  const names = placed.map((one) => namesOf(one, org));
  return placed.map(({ path, entry }, index): PlannedMount => {
    const { branchedFrom } = entry;
    // What names several repositories names none: which of them would be a matter of luck.
    const others = new Set(names.filter((_, at) => at !== index).flat());
    return {
      repo: entry.name,
      names: (names[index] as string[]).filter((name) => !others.has(name)),
      path,
      aliases: [],
      readOnly: entry.mode === 'ro',
      start: entry.at,
      branchedFrom: branchedFrom && {
        from:
          branchedFrom.bookmark === undefined
            ? { changeId: branchedFrom.changeId }
            : { bookmark: branchedFrom.bookmark },
        bookmark: branchedFrom.as?.bookmark,
        message: branchedFrom.as?.describe ?? '',
      },
      subPaths: entry.subPaths,
    };
  });
}

function namesOf({ path, entry: { name, alias } }: PlacedEntry, org: string): string[] {
  return [...new Set([...(alias === undefined ? [] : [alias]), name, `${org}/${name}`, path])];
}
