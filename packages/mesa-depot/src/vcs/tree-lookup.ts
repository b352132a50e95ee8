import type { ObjectReader, Oid, TreeEntry } from '../objects/index.js';
import { asDirectory } from './file-entry.js';
import { joinPath } from './join-path.js';

/** An entry of a tree with its whole path. */
export interface PathEntry extends TreeEntry {
  readonly path: string;
}

/**
 * Returns what `path` holds in the tree `root`, or `undefined` when nothing is there (also below a file).
 * The empty path is the root directory itself, whose name is empty.
 *
 * Reads the directories on the way and no others.
 */
export async function lookupPath(
  reader: ObjectReader,
  root: Oid,
  path: string,
): Promise<PathEntry | undefined> {
  let found: TreeEntry | undefined = { name: '', mode: '40000', oid: root };
  if (path === '') return { ...found, path };
  for (const name of path.split('/')) {
    const directory = asDirectory(found);
    if (directory === undefined) return undefined;
    found = (await reader.readTree(directory)).find((entry) => entry.name === name);
  }
  return found && { ...found, path };
}

/**
 * Returns what each of `paths` holds in the tree `root`; a path that holds nothing is not in the map.
 * A directory shared by several paths is read once.
 */
export async function lookupPaths(
  reader: ObjectReader,
  root: Oid,
  paths: readonly string[],
): Promise<Map<string, PathEntry>> {
  const directories = new Map<Oid, Promise<ReadonlyMap<string, TreeEntry>>>();
  const read = (oid: Oid): Promise<ReadonlyMap<string, TreeEntry>> => {
    let entries = directories.get(oid);
    if (entries === undefined) {
      entries = reader.readTree(oid).then((tree) => new Map(tree.map((entry) => [entry.name, entry])));
      directories.set(oid, entries);
    }
    return entries;
  };

  const result = new Map<string, PathEntry>();
  for (const path of paths) {
    let found: TreeEntry | undefined = { name: '', mode: '40000', oid: root };
    for (const name of path === '' ? [] : path.split('/')) {
      const directory = asDirectory(found);
      found = directory === undefined ? undefined : (await read(directory)).get(name);
      if (found === undefined) break;
    }
    if (found !== undefined) result.set(path, { ...found, path });
  }
  return result;
}

/** Where and how deep {@link listTree} goes. */
export interface ListTreeOptions {
  /** The path that `tree` itself has, put before every path listed. Default: the root. */
  readonly path?: string;
  /** Levels to list: 1 (the default) is what the directory holds, 0 is nothing, `Infinity` is everything. */
  readonly depth?: number;
  /**
   * What `tree` itself holds is listed whole; of what is below, no directory more is read once there are more entries than
   * that. Default: no limit.
   */
  readonly maxEntries?: number;
}

/**
 * Returns what the directory `tree` holds, directories before what is in them, in the order of
 * `git ls-tree -r -t`. More than `maxEntries` entries below directories mean that the list is not whole: a few objects
 * can stand for a tree of any number of files.
 */
export async function listTree(
  reader: ObjectReader,
  tree: Oid,
  { path = '', depth = 1, maxEntries = Number.POSITIVE_INFINITY }: ListTreeOptions = {},
): Promise<PathEntry[]> {
  if (depth <= 0) return [];
  const listed: PathEntry[] = [];
  for (const entry of await reader.readTree(tree)) {
    const entryPath = joinPath(path, entry.name);
    listed.push({ ...entry, path: entryPath });
    const directory = asDirectory(entry);
    if (directory === undefined || depth === 1 || listed.length > maxEntries) continue;
    const left = { path: entryPath, depth: depth - 1, maxEntries: maxEntries - listed.length };
    for (const below of await listTree(reader, directory, left)) listed.push(below);
  }
  return listed;
}
