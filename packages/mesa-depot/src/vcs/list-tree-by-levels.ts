import type { Oid, TreeEntry } from '../objects/index.js';
import { asDirectory } from './file-entry.js';
import { joinPath } from './join-path.js';
import type { PathEntry } from './tree-lookup.js';

/** Reads many trees in few round trips; the map has every oid asked for. */
export interface TreesReader {
  readTrees(oids: readonly Oid[]): Promise<ReadonlyMap<Oid, readonly TreeEntry[]>>;
}

/**
 * Returns what the directory `root` holds down to `depth` levels, level by level: a few round trips for a whole
 * repository, where a walk directory by directory needs one for each. A directory comes before what is in it.
 *
 * Returns undefined when there are more than `maxEntries` below subdirectories; what `root` itself holds is not limited.
 */
export async function listTreeByLevels(
  reader: TreesReader,
  root: Oid,
  { depth, maxEntries = Number.POSITIVE_INFINITY }: { readonly depth: number; readonly maxEntries?: number },
): Promise<PathEntry[] | undefined> {
  const listed: PathEntry[] = [];
  let level: { readonly path: string; readonly oid: Oid }[] = [{ path: '', oid: root }];
  for (let below = 0; below < depth && level.length > 0; below++) {
    const trees = await reader.readTrees([...new Set(level.map(({ oid }) => oid))]);
    const next: typeof level = [];
    for (const directory of level) {
      for (const entry of trees.get(directory.oid) ?? []) {
        const path = joinPath(directory.path, entry.name);
        listed.push({ ...entry, path });
        const oid = asDirectory(entry);
        if (oid !== undefined) next.push({ path, oid });
      }
      // Checked in between: a few objects can stand for a tree of any number of files.
      if (below > 0 && listed.length > maxEntries) return undefined;
    }
    level = next;
  }
  return listed;
}
