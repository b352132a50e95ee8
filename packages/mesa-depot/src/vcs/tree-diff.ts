import { DepotError } from '../errors/index.js';
import { EMPTY_TREE_OID, type ObjectReader, type Oid, type TreeEntry } from '../objects/index.js';
import { asDirectory, asFile, type FileEntry, sameFile } from './file-entry.js';
import { joinPath } from './join-path.js';
import { comparePaths } from './path-order.js';

/** A path that two trees hold differently; a side that lacks it is `undefined`, never both. */
export interface TreeChange {
  readonly path: string;
  readonly before: FileEntry | undefined;
  readonly after: FileEntry | undefined;
}

/**
 * Yields every file path that the trees `before` and `after` hold differently, ordered by bytes as
 * `git diff-tree -r` does. Renames are not looked for.
 *
 * Equal directories are not read, and a consumer that stops early reads no further.
 */
export async function* treeChanges(
  reader: ObjectReader,
  before: Oid,
  after: Oid,
): AsyncGenerator<TreeChange, void, undefined> {
  if (before === after) return;
  // A stack of its own: a path has up to 2,048 names, and so many generators in each other overflow the one of the engine.
  const open = [await openDirectory(reader, before, after, '')];
  for (let at = open.at(-1); at !== undefined; at = open.at(-1)) {
    const { value: step, done } = at.steps.next();
    if (done) {
      open.pop();
      continue;
    }
    const path = joinPath(at.path, step.name);
    const old = at.old.get(step.name);
    const now = at.now.get(step.name);
    if (step.isDirectory) {
      const oldTree = asDirectory(old) ?? EMPTY_TREE_OID;
      open.push(await openDirectory(reader, oldTree, asDirectory(now) ?? EMPTY_TREE_OID, path));
    } else {
      yield { path, before: asFile(old), after: asFile(now) };
    }
  }
}

/** The most files that are compared at a time. A few objects can stand for a tree of any number of files. */
const MAX_TREE_CHANGES = 1_000_000;

/**
 * Returns all that {@link treeChanges} yields.
 *
 * @throws DepotError `PAYLOAD_TOO_LARGE` over a million.
 */
export async function diffTrees(reader: ObjectReader, before: Oid, after: Oid): Promise<TreeChange[]> {
  const changes: TreeChange[] = [];
  for await (const change of treeChanges(reader, before, after)) {
    if (changes.length >= MAX_TREE_CHANGES) {
      throw new DepotError(
        'PAYLOAD_TOO_LARGE',
        `The two differ in more than ${MAX_TREE_CHANGES} files, which is too many to compare.`,
      );
    }
    changes.push(change);
  }
  return changes;
}

/** A directory whose differences are being told. */
interface OpenDirectory {
  readonly path: string;
  readonly old: ReadonlyMap<string, TreeEntry>;
  readonly now: ReadonlyMap<string, TreeEntry>;
  /** What is left to tell. */
  readonly steps: Iterator<Step, undefined>;
}

async function openDirectory(
  reader: ObjectReader,
  before: Oid,
  after: Oid,
  path: string,
): Promise<OpenDirectory> {
  const old = byName(await reader.readTree(before));
  const now = byName(await reader.readTree(after));
  return { path, old, now, steps: steps(old, now).values() };
}

interface Step {
  readonly name: string;
  readonly isDirectory: boolean;
  readonly sortName: string;
}

function byName(entries: readonly TreeEntry[]): ReadonlyMap<string, TreeEntry> {
  return new Map(entries.map((entry) => [entry.name, entry]));
}

/**
 * The differing files and directories of two directories in order. A name that is a file on one side and a
 * directory on the other gives two steps, and what sorts between `name` and `name/` comes between them.
 */
function steps(old: ReadonlyMap<string, TreeEntry>, now: ReadonlyMap<string, TreeEntry>): Step[] {
  const found: Step[] = [];
  for (const name of new Set([...old.keys(), ...now.keys()])) {
    const a = old.get(name);
    const b = now.get(name);
    if (!sameFile(asFile(a), asFile(b))) found.push({ name, isDirectory: false, sortName: name });
    if (asDirectory(a) !== asDirectory(b)) found.push({ name, isDirectory: true, sortName: `${name}/` });
  }
  return found.sort((a, b) => comparePaths(a.sortName, b.sortName));
}
