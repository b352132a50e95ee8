import type { Oid, StoredObjects, TreeEntry } from '../../objects/index.js';
import { OidSet } from '../../objects/oid-set.js';
import { EventLoopShare } from '../../storage/embedded/event-loop-share.js';
import type { WalkedCommit } from './history.js';
import { NO_FILTER, type ObjectFilter } from './object-filter.js';

/** What {@link findMissingObjects} starts from. */
export interface ObjectRange {
  /** Commits to send. */
  readonly commits: readonly Pick<WalkedCommit, 'oid' | 'tree'>[];
  /** Tags, trees and files that were asked for by name. */
  readonly others?: {
    readonly tags: readonly Oid[];
    readonly trees: readonly Oid[];
    readonly blobs: readonly Oid[];
  };
  /** Commits that the other side has: what is in their trees is not sent. */
  readonly edges?: readonly Pick<WalkedCommit, 'tree'>[];
  /** Default: none. */
  readonly filter?: ObjectFilter;
  readonly signal?: AbortSignal;
  /** Told now and then how many objects were found. */
  onProgress?(count: number): void;
}

/** Trees of one query, and about how many names may be in them: they are decoded in one go. */
const TREES_AT_ONCE = 2_000;
const NAMES_AT_ONCE = 20_000;
const BLOBS_AT_ONCE = 2_000;

/** Trees of one place in many commits: those to send, and those that the other side has there. */
interface Place {
  readonly trees: Oid[];
  readonly edges: readonly Oid[];
}

/**
 * Returns the objects to send, each once: commits, tags, trees, and then files, as git likes to read them.
 *
 * Trees are walked level by level through all commits together, each tree once, in batches. Where the other side has a tree at
 * the same place, what that one holds is left out, and what is equal is not looked into: the walk costs what differs.
 * What was moved to another folder may be sent though the other side has it, as git does too.
 */
export async function findMissingObjects(objects: StoredObjects, range: ObjectRange): Promise<OidSet> {
  const { commits, others, edges = [], filter = NO_FILTER, signal, onProgress } = range;
  const wanted = new OidSet();
  const had = new OidSet();
  const blobs = new OidSet();
  const share = new EventLoopShare();
  let treesRead = 0;
  let namesRead = 0;
  for (const { oid } of commits) wanted.add(oid);
  for (const oid of others?.tags ?? []) wanted.add(oid);

  const edgeTrees = unique(edges.map(({ tree }) => tree));
  let level: Place[] = [{ trees: unique(commits.map(({ tree }) => tree)), edges: edgeTrees }];
  const named = others?.trees ?? [];
  // What was asked for by name is wanted even where the other side seems to have it: it says that it does not.
  for (const oid of named) wanted.add(oid);
  if (named.length > 0) level.push({ trees: unique(named), edges: [] });

  for (let depth = 0; depth < filter.maxDepth && level.length > 0; depth += 1) {
    for (const place of level) for (const oid of place.edges) had.add(oid);
    const edgeChildren = await readEdges(level);
    const isLastLevel = depth + 1 >= filter.maxDepth;
    const next = new Map<string, Place>();
    const anywhere: Place = { trees: [], edges: [] };
    const queued = new OidSet();
    for (const [index, place] of level.entries()) {
      const children = edgeChildren[index] as ReadonlyMap<string, Set<Oid>>;
      const isNamed = depth === 0 && index === 1;
      const fresh = place.trees.filter((oid) => isNamed || (!had.has(oid) && wanted.add(oid)));
      // Its trees are wanted all the same; what is in them is not.
      if (isLastLevel) continue;
      for await (const entries of readTrees(fresh)) {
        for (const entry of entries) descend(entry, children, `${index}/${entry.name}`);
        onProgress?.(wanted.size + blobs.size);
      }
    }
    level = [...next.values(), anywhere].filter(({ trees }) => trees.length > 0);

    function descend({ name, mode, oid }: TreeEntry, children: ReadonlyMap<string, Set<Oid>>, key: string) {
      // A submodule is a commit of another repository.
      if (mode === '160000' || had.has(oid)) return;
      if (mode !== '40000') {
        if (filter.maxBlobBytes > 0) blobs.add(oid);
        return;
      }
      if (wanted.has(oid) || !queued.add(oid)) return;
      const there = children.get(name);
      if (there === undefined) {
        anywhere.trees.push(oid);
        return;
      }
      let place = next.get(key);
      if (place === undefined) {
        place = { trees: [], edges: [...there] };
        next.set(key, place);
      }
      place.trees.push(oid);
    }
  }

  await addBlobs();
  for (const oid of others?.blobs ?? []) wanted.add(oid);
  onProgress?.(wanted.size);
  return wanted;

  /** Gives the entries of trees in the order of their oids, and others a turn now and then: a clone may read millions. */
  async function* readTrees(oids: readonly Oid[]): AsyncGenerator<readonly TreeEntry[], void, undefined> {
    for (let at = 0; at < oids.length; ) {
      signal?.throwIfAborted();
      const names = treesRead === 0 ? NAMES_AT_ONCE / 100 : namesRead / treesRead;
      const count = Math.max(1, Math.min(TREES_AT_ONCE, Math.floor(NAMES_AT_ONCE / (names + 1))));
      const batch = oids.slice(at, at + count);
      const trees = await objects.readTrees(batch);
      for (const oid of batch) {
        const entries = trees.get(oid) ?? [];
        treesRead += 1;
        namesRead += entries.length;
        yield entries;
      }
      at += batch.length;
      await share.pauseIfSpent();
    }
  }

  /** Notes what is in the trees that the other side has, and returns their subtrees by name. */
  async function readEdges(places: readonly Place[]): Promise<Map<string, Set<Oid>>[]> {
    const all = unique(places.flatMap((place) => place.edges));
    const trees = new Map<Oid, readonly TreeEntry[]>();
    let at = 0;
    for await (const entries of readTrees(all)) trees.set(all[at++] as Oid, entries);
    return places.map((place) => {
      const children = new Map<string, Set<Oid>>();
      for (const { name, mode, oid } of place.edges.flatMap((edge) => trees.get(edge) ?? [])) {
        if (mode === '160000') continue;
        had.add(oid);
        if (mode !== '40000') continue;
        const there = children.get(name);
        if (there === undefined) children.set(name, new Set([oid]));
        else there.add(oid);
      }
      return children;
    });
  }

  async function addBlobs(): Promise<void> {
    const { maxBlobBytes } = filter;
    for (const batch of blobs.batches(BLOBS_AT_ONCE)) {
      signal?.throwIfAborted();
      await share.pauseIfSpent();
      // Found before the walk came to where the other side has them.
      const missing = batch.filter((oid) => !had.has(oid));
      const sizes = Number.isFinite(maxBlobBytes) ? await objects.blobSizes(missing) : undefined;
      for (const oid of missing) {
        if (sizes === undefined || (sizes.get(oid) ?? 0) < maxBlobBytes) wanted.add(oid);
      }
    }
  }
}

function unique(oids: readonly Oid[]): Oid[] {
  return [...new Set(oids)];
}
