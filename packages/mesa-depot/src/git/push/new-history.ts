import { DepotError } from '../../errors/index.js';
import {
  decodeTag,
  EMPTY_TREE_OID,
  type ObjectType,
  type Oid,
  objectMissing,
  type StoredObjects,
  type TreeEntry,
  wrongObjectType,
} from '../../objects/index.js';
import { EventLoopShare } from '../../storage/embedded/event-loop-share.js';
import { type CommitRecord, type Executor, getCommits } from '../../storage/index.js';
import { toPackedCommit } from '../pack/check-commit.js';
import type { PackedCommit } from '../pack/ingested-pack.js';

/** Commits whose trees are checked together, from the roots down: fewer round trips. */
const COMMITS_AT_ONCE = 500;
/** Trees that are compared at once, and the bytes that they may have. */
const TREES_AT_ONCE = 200;
const TREE_BYTES_AT_ONCE = 16 * 1024 * 1024; // 16 MiB
const BLOBS_AT_ONCE = 2_000;
/** Oids that are remembered as looked up. Beyond it some are looked up again. */
const MAX_REMEMBERED = 500_000;

/** What a ref is to point at, annotations of tags followed to their end. */
export interface RefTarget {
  readonly type: Exclude<ObjectType, 'tag'>;
  readonly oid: Oid;
}

/** What an object that a ref is to point at leads to: all of it is there, or something is missing. */
export type Connected =
  | { readonly isComplete: true; readonly target: RefTarget }
  | { readonly isComplete: false; readonly reason: string };

/** What looking into a history works with. */
export interface NewHistoryDeps {
  readonly executor: Executor;
  readonly repoId: string;
  readonly objects: StoredObjects;
  /** Commits that were just stored, so that they need not be read back. */
  readonly packed: ReadonlyMap<Oid, PackedCommit>;
}

/**
 * The commits that refs are to lead to and that the history of the repository does not have yet. Each is checked before
 * it is let in: its parents, its tree and everything below are stored, down to what the history has already.
 *
 * That an object is stored says nothing of what it refers to: it may be what a push left that was broken off. So trees
 * are walked, where they differ from those of their parents.
 */
export class NewHistory {
  readonly #deps: NewHistoryDeps;
  readonly #commits = new Map<Oid, PackedCommit>();
  /** Commits that came in the pack and are in the history all the same. */
  #packedRows: Promise<ReadonlyMap<Oid, CommitRecord>> | undefined;
  readonly #rows = new Map<Oid, Pick<CommitRecord, 'tree'>>();
  readonly #trees = new Set<Oid>();
  readonly #blobs = new Set<Oid>();

  constructor(deps: NewHistoryDeps) {
    this.#deps = deps;
  }

  /** The commits that are complete, with all that they descend from and that is new. */
  get commits(): ReadonlyMap<Oid, PackedCommit> {
    return this.#commits;
  }

  /** Looks at everything that an object leads to. */
  async check(oid: Oid): Promise<Connected> {
    try {
      const target = await this.#peel(oid);
      if (target.type === 'commit') await this.#takeIn(target.oid);
      if (target.type === 'tree') await this.#checkTrees([{ tree: target.oid, bases: [] }]);
      return { isComplete: true, target };
    } catch (error) {
      if (!(error instanceof DepotError)) throw error;
      if (error.code !== 'OBJECT_MISSING' && error.code !== 'OBJECT_CORRUPT') throw error;
      return { isComplete: false, reason: `missing necessary objects: ${error.message.replace(/\.$/, '')}` };
    }
  }

  async #peel(start: Oid): Promise<RefTarget> {
    let oid = start;
    let expected: ObjectType | undefined;
    for (;;) {
      const type = await this.#typeOf(oid);
      if (expected !== undefined && type !== expected) throw wrongObjectType(oid, type, expected);
      if (type !== 'tag') return { type, oid };
      const tag = decodeTag((await this.#deps.objects.readObject(oid)).body);
      expected = tag.targetType;
      oid = tag.target;
    }
  }

  async #typeOf(oid: Oid): Promise<ObjectType> {
    if (this.#deps.packed.has(oid)) return 'commit';
    const found = (await this.#deps.objects.find([oid])).get(oid);
    if (found === undefined) throw objectMissing(oid);
    return found.type;
  }

  async #takeIn(tip: Oid): Promise<void> {
    const found = await this.#walk(tip);
    const order = parentsFirst(tip, found);
    for (let at = 0; at < order.length; at += COMMITS_AT_ONCE) {
      const pairs = order.slice(at, at + COMMITS_AT_ONCE).map((oid) => {
        const { tree, parents } = found.get(oid) as PackedCommit;
        const bases = parents.flatMap((parent) => this.#treeOf(parent, found) ?? []);
        return { tree, bases };
      });
      await this.#checkTrees(pairs);
    }
    for (const oid of order) this.#commits.set(oid, found.get(oid) as PackedCommit);
  }

  #treeOf(oid: Oid, found: ReadonlyMap<Oid, PackedCommit>): Oid | undefined {
    return (found.get(oid) ?? this.#commits.get(oid) ?? this.#rows.get(oid))?.tree;
  }

  /** Finds the commits that a tip descends from and that are neither in the history nor taken in. */
  async #walk(tip: Oid): Promise<Map<Oid, PackedCommit>> {
    const found = new Map<Oid, PackedCommit>();
    let level = [tip];
    const share = new EventLoopShare();
    while (level.length > 0) {
      await share.pauseIfSpent();
      const fresh = level.filter((oid) => !found.has(oid) && !this.#commits.has(oid));
      const rows = await this.#findRows(fresh);
      const next = new Set<Oid>();
      for (const oid of fresh) {
        const row = rows.get(oid);
        if (row !== undefined) {
          this.#rows.set(oid, row);
          continue;
        }
        const commit = this.#deps.packed.get(oid) ?? (await this.#readCommit(oid));
        found.set(oid, commit);
        for (const parent of commit.parents) if (!found.has(parent)) next.add(parent);
      }
      level = [...next];
    }
    return found;
  }

  /** A history is mostly one line, so those that came in the pack are looked up together and not one by one. */
  async #findRows(oids: readonly Oid[]): Promise<ReadonlyMap<Oid, CommitRecord>> {
    const { executor, repoId, packed } = this.#deps;
    this.#packedRows ??= getCommits(executor, repoId, [...packed.keys()]);
    const packedRows = await this.#packedRows;
    const rows = new Map<Oid, CommitRecord>();
    const others: Oid[] = [];
    for (const oid of oids) {
      const row = packedRows.get(oid);
      if (row !== undefined) rows.set(oid, row);
      else if (!packed.has(oid)) others.push(oid);
    }
    if (others.length > 0)
      for (const [oid, row] of await getCommits(executor, repoId, others)) rows.set(oid, row);
    return rows;
  }

  async #readCommit(oid: Oid): Promise<PackedCommit> {
    const { type, body } = await this.#deps.objects.readObject(oid);
    if (type !== 'commit') throw wrongObjectType(oid, type, 'commit');
    return toPackedCommit(body);
  }

  /**
   * Checks trees and everything below them. What one of its bases has under the same name is there, since the bases are
   * checked: they come before in the same list, or long ago.
   */
  async #checkTrees(trees: readonly ComparedTree[]): Promise<void> {
    let level = this.#unchecked(trees);
    const checked: Oid[] = [];
    while (level.length > 0) {
      const next: ComparedTree[] = [];
      for await (const part of this.#batches(level)) {
        // One by one: there may be more than a call takes arguments.
        for (const pair of await this.#compare(part)) next.push(pair);
        for (const { tree } of part) checked.push(tree);
      }
      level = this.#unchecked(next, checked);
    }
    remember(this.#trees, checked);
  }

  /** Looks at the entries that no base has, and returns the trees among them. */
  async #compare(trees: readonly ComparedTree[]): Promise<ComparedTree[]> {
    const oids = new Set(trees.flatMap(({ tree, bases }) => [tree, ...bases]));
    const entries = await this.#deps.objects.readTrees([...oids]);
    const blobs = new Set<Oid>();
    const below: ComparedTree[] = [];
    for (const { tree, bases } of trees) {
      const cursors = bases.map((base) => new TreeCursor(entries.get(base) ?? []));
      for (const entry of entries.get(tree) ?? []) {
        const others = cursors.map((cursor) => cursor.seek(entry.name));
        // A submodule is a commit of another repository.
        if (entry.mode === '160000') continue;
        const isTree = entry.mode === '40000';
        const alike = others.filter((other) => other !== undefined && (other.mode === '40000') === isTree);
        if (alike.some((other) => other?.oid === entry.oid)) continue;
        if (isTree) below.push({ tree: entry.oid, bases: alike.flatMap((other) => other?.oid ?? []) });
        else blobs.add(entry.oid);
      }
    }
    await this.#checkBlobs(blobs);
    return below;
  }

  /** Cuts a list so that what is read for a part fits into memory. */
  async *#batches(trees: readonly ComparedTree[]): AsyncGenerator<ComparedTree[], void, undefined> {
    for (let at = 0; at < trees.length; at += TREES_AT_ONCE) {
      const part = trees.slice(at, at + TREES_AT_ONCE);
      const sizes = await this.#deps.objects.find(part.flatMap(({ tree, bases }) => [tree, ...bases]));
      let batch: ComparedTree[] = [];
      let bytes = 0;
      for (const compared of part) {
        // The cache may still have what the store has no more.
        if (!sizes.has(compared.tree) && compared.tree !== EMPTY_TREE_OID) throw objectMissing(compared.tree);
        for (const oid of [compared.tree, ...compared.bases]) bytes += sizes.get(oid)?.size ?? 0;
        batch.push(compared);
        if (bytes < TREE_BYTES_AT_ONCE) continue;
        yield batch;
        batch = [];
        bytes = 0;
      }
      if (batch.length > 0) yield batch;
    }
  }

  #unchecked(trees: readonly ComparedTree[], checked: readonly Oid[] = []): ComparedTree[] {
    const seen = new Set(checked);
    return trees.filter(({ tree, bases }) => {
      if (this.#trees.has(tree) || seen.has(tree) || bases.includes(tree)) return false;
      seen.add(tree);
      return true;
    });
  }

  async #checkBlobs(oids: ReadonlySet<Oid>): Promise<void> {
    const fresh = [...oids].filter((oid) => !this.#blobs.has(oid));
    for (let at = 0; at < fresh.length; at += BLOBS_AT_ONCE) {
      const part = fresh.slice(at, at + BLOBS_AT_ONCE);
      const found = await this.#deps.objects.find(part);
      for (const oid of part) {
        const type = found.get(oid)?.type;
        if (type === undefined) throw objectMissing(oid);
        if (type !== 'blob') throw wrongObjectType(oid, type, 'blob');
      }
    }
    remember(this.#blobs, fresh);
  }
}

/** A tree, and trees with which it has most in common. */
interface ComparedTree {
  readonly tree: Oid;
  readonly bases: readonly Oid[];
}

/** Returns what a tip descends from, among these commits, in such an order that no commit comes before its parents. */
export function parentsFirst(tip: Oid, commits: ReadonlyMap<Oid, Pick<PackedCommit, 'parents'>>): Oid[] {
  const order: Oid[] = [];
  const seen = new Set<Oid>();
  const stack: { readonly oid: Oid; readonly isDone: boolean }[] = [{ oid: tip, isDone: false }];
  for (let top = stack.pop(); top !== undefined; top = stack.pop()) {
    const { oid, isDone } = top;
    if (isDone) {
      order.push(oid);
      continue;
    }
    const commit = commits.get(oid);
    if (commit === undefined || seen.has(oid)) continue;
    seen.add(oid);
    stack.push({ oid, isDone: true });
    for (const parent of commit.parents) stack.push({ oid: parent, isDone: false });
  }
  return order;
}

/** How far a name is looked for. One that is not found is looked into as if it were new, which is right as well. */
const MAX_LOOKAHEAD = 50;

/** Goes through the entries of a tree beside another one in the same order, most of which are the same. */
class TreeCursor {
  readonly #entries: readonly TreeEntry[];
  #next = 0;

  constructor(entries: readonly TreeEntry[]) {
    this.#entries = entries;
  }

  /** Returns the entry of a name, which comes after that of the last one, or undefined when it is not near. */
  seek(name: string): TreeEntry | undefined {
    const end = Math.min(this.#next + MAX_LOOKAHEAD, this.#entries.length);
    for (let at = this.#next; at < end; at++) {
      const entry = this.#entries[at];
      if (entry?.name !== name) continue;
      this.#next = at + 1;
      return entry;
    }
    return undefined;
  }
}

function remember(set: Set<Oid>, oids: readonly Oid[]): void {
  if (set.size > MAX_REMEMBERED) set.clear();
  for (const oid of oids) set.add(oid);
}
