import { EMPTY_TREE_OID, type ObjectReader, type Oid, type TreeEntry } from '../objects/index.js';
import type { ConflictMap, ConflictTerms } from './conflict.js';
import { asDirectory, asFile, type FileEntry } from './file-entry.js';
import { joinPath } from './join-path.js';
import { type MergedPath, mergePath, type PathValue } from './merge-path.js';
import type { MergeTools } from './merge-tools.js';
import { comparePaths } from './path-order.js';
import { MAX_NAME_BYTES, MAX_PATH_BYTES } from './path-rules.js';
import { undisputedSide } from './undisputed-side.js';

/** What a commit holds, as a merge sees it. */
export interface MergeSide {
  readonly treeOid: Oid;
  /** The unresolved files in the tree. Each path has its file in the tree. */
  readonly conflicts: ConflictMap;
}

/** The three sides of a merge: `target` is merged into, `source` is merged from, `base` is what both came from. */
export interface MergeTreesInput {
  readonly base: MergeSide;
  readonly target: MergeSide;
  readonly source: MergeSide;
}

/** A merged tree: clean when it has no conflicts. */
export interface MergedTree extends MergeSide {
  /** In how many files the bytes of both sides had to be merged. */
  readonly contentMerges: number;
}

/**
 * Merges two trees by what each changed since `base`; {@link mergePath} says what becomes of one path.
 * Directories that only one side changed are taken whole and not read. No renames are looked for, as in jj: a
 * file renamed by one side and edited by the other is a conflict at its old path.
 *
 * Where one side has a file and the other a directory of the same name, and both stay, the directory keeps the
 * name. The file moves beside it, to the free name `<name>~target` or `<name>~source` after the side it comes
 * from, as git does with branch names, and is in conflict there: every tree stays one that git can hold, nothing
 * is lost, and taking either side of the conflict keeps or drops the file.
 */
export async function mergeTrees(tools: MergeTools, input: MergeTreesInput): Promise<MergedTree> {
  return new TreeMerge(tools, input).run();
}

type Side = keyof MergeTreesInput;
const SIDES: readonly Side[] = ['base', 'target', 'source'];

/** One directory, or a name in one, on the three sides. */
type Sides<T> = Readonly<Record<Side, T | undefined>>;

class TreeMerge {
  readonly #tools: MergeTools;
  readonly #input: MergeTreesInput;
  /** Paths at or below which a side has a conflict: equal entries do not mean the same state there. */
  readonly #conflicted: ReadonlySet<string>;
  readonly #conflicts = new Map<string, ConflictTerms>();
  #contentMerges = 0;

  constructor(tools: MergeTools, input: MergeTreesInput) {
    this.#tools = tools;
    this.#input = input;
    this.#conflicted = withParents(SIDES.flatMap((side) => [...input[side].conflicts.keys()]));
  }

  async run(): Promise<MergedTree> {
    const roots = mapSides((side) => ({ name: '', mode: '40000' as const, oid: this.#input[side].treeOid }));
    const side = this.#undisputed('', roots);
    const treeOid =
      side === undefined
        ? await this.#mergeDirectory(
            '',
            mapSides((each) => roots[each]?.oid),
          )
        : this.#input[side].treeOid;
    return {
      treeOid: treeOid ?? EMPTY_TREE_OID,
      conflicts: new Map([...this.#conflicts].sort(([a], [b]) => comparePaths(a, b))),
      contentMerges: this.#contentMerges,
    };
  }

  /** Returns the merged directory, or `undefined` when nothing is left of it. */
  async #mergeDirectory(path: string, oids: Sides<Oid>): Promise<Oid | undefined> {
    const trees = {
      base: await readNames(this.#tools.buffer, oids.base),
      target: await readNames(this.#tools.buffer, oids.target),
      source: await readNames(this.#tools.buffer, oids.source),
    };
    const taken = new Set(SIDES.flatMap((side) => [...trees[side].keys()]));
    const merged: TreeEntry[] = [];
    for (const name of [...taken]) {
      const entries = mapSides((side) => trees[side].get(name));
      const entryPath = joinPath(path, name);
      const undisputed = this.#undisputed(entryPath, entries);
      if (undisputed !== undefined) {
        const entry = entries[undisputed];
        if (entry !== undefined) merged.push(entry);
        continue;
      }
      const directory = await this.#mergeSubdirectory(entryPath, entries);
      const file = await this.#mergeFile(entryPath, entries);
      if (directory !== undefined) merged.push({ name, mode: '40000', oid: directory });
      if (file.entry === undefined) continue;
      if (directory === undefined) {
        merged.push({ name, ...file.entry });
        if (file.terms !== undefined) this.#conflicts.set(entryPath, file.terms);
      } else {
        merged.push(await this.#moveAside(path, name, entries, file, file.entry, taken));
      }
    }
    if (merged.length === 0) return undefined;
    // A side that already has exactly these entries spares encoding and storing them again.
    for (const side of ['target', 'source'] as const) {
      if (holdsExactly(trees[side], merged)) return oids[side];
    }
    return this.#tools.buffer.writeTree(merged);
  }

  /** The side from which an entry can be taken whole, without looking into it. */
  #undisputed(path: string, { base, target, source }: Sides<TreeEntry>): 'target' | 'source' | undefined {
    if (this.#conflicted.has(path)) return undefined;
    return undisputedSide(base, target, source, (a, b) => a?.oid === b?.oid && a?.mode === b?.mode);
  }

  async #mergeSubdirectory(path: string, entries: Sides<TreeEntry>): Promise<Oid | undefined> {
    const oids = mapSides((side) => asDirectory(entries[side]));
    if (SIDES.every((side) => oids[side] === undefined)) return undefined;
    return this.#mergeDirectory(path, oids);
  }

  async #mergeFile(path: string, entries: Sides<TreeEntry>): Promise<MergedPath> {
    const value = (side: Side): PathValue => {
      const entry = asFile(entries[side]);
      return { entry, terms: entry && this.#input[side].conflicts.get(path) };
    };
    const merged = await mergePath(this.#tools, value('base'), value('target'), value('source'));
    if (merged.mergedContent) this.#contentMerges += 1;
    return merged;
  }

  /** Keeps a file whose name a directory has taken, in conflict under a name of its own. */
  async #moveAside(
    directory: string,
    name: string,
    entries: Sides<TreeEntry>,
    { terms }: MergedPath,
    entry: FileEntry,
    taken: Set<string>,
  ): Promise<TreeEntry> {
    // The side with the directory cannot have the file as well, so the other side has it.
    const side = asFile(entries.target) === undefined ? 'source' : 'target';
    const newName = freeName(directory, name, side, taken);
    taken.add(newName);
    const sides = terms ?? {
      base: asFile(entries.base),
      target: undefined,
      source: undefined,
      [side]: entry,
    };
    this.#conflicts.set(joinPath(directory, newName), sides);
    const shown = terms === undefined ? await this.#tools.materialise(sides) : entry;
    return { name: newName, ...shown };
  }
}

function mapSides<T>(value: (side: Side) => T | undefined): Sides<T> {
  return { base: value('base'), target: value('target'), source: value('source') };
}

async function readNames(
  reader: ObjectReader,
  tree: Oid | undefined,
): Promise<ReadonlyMap<string, TreeEntry>> {
  if (tree === undefined) return new Map();
  return new Map((await reader.readTree(tree)).map((entry) => [entry.name, entry]));
}

function holdsExactly(tree: ReadonlyMap<string, TreeEntry>, entries: readonly TreeEntry[]): boolean {
  return (
    tree.size === entries.length &&
    entries.every((entry) => {
      const other = tree.get(entry.name);
      return other?.oid === entry.oid && other.mode === entry.mode;
    })
  );
}

/** `paths` and every directory on the way to them, the root included. */
function withParents(paths: readonly string[]): ReadonlySet<string> {
  const found = new Set(paths);
  for (const path of paths) {
    found.add('');
    for (let at = path.indexOf('/'); at !== -1; at = path.indexOf('/', at + 1)) found.add(path.slice(0, at));
  }
  return found;
}

/** Returns a name near `name` that nothing in the directory has, short enough to be edited like any other path. */
function freeName(directory: string, name: string, side: Side, taken: ReadonlySet<string>): string {
  const room = Math.min(MAX_NAME_BYTES, MAX_PATH_BYTES - Buffer.byteLength(directory) - 1);
  for (let n = -1; ; n++) {
    const suffix = n < 0 ? `~${side}` : `~${side}_${n}`;
    const free = cut(name, room - suffix.length) + suffix;
    if (!taken.has(free)) return free;
  }
}

/** Returns the start of `text` that fits into `bytes`, without half a character at its end. */
function cut(text: string, bytes: number): string {
  let kept = '';
  let size = 0;
  for (const character of text) {
    size += Buffer.byteLength(character);
    if (size > bytes) break;
    kept += character;
  }
  return kept;
}
