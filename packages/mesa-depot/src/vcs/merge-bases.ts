import type { Oid } from '../objects/index.js';
import { type CommitGraph, type NamedCommit, readCommits } from './commit-graph.js';
import { PriorityQueue } from './priority-queue.js';

const LEFT = 1;
const RIGHT = 2;
/** An ancestor of a common ancestor, and so not a best one. */
const STALE = 4;

interface MetCommit extends NamedCommit {
  /** How many commits were met before it. */
  readonly place: number;
}

/**
 * Returns the best common ancestors of `left` and `right`, each one commit or several that count as merged: those
 * that no other common ancestor descends from, as `git merge-base --all`. None when the histories are unrelated,
 * several after a criss-cross merge. The order depends on the shape of the history alone and not on object ids, so
 * that it stays when commits are rewritten: highest generation first, then as met on the way down, left side first.
 *
 * Paints both histories downwards by generation. A commit is looked at after all that descends from it, so its
 * paint is final and it is visited once.
 */
export async function mergeBases(
  graph: CommitGraph,
  left: readonly Oid[],
  right: readonly Oid[],
): Promise<Oid[]> {
  const paint = new Map<Oid, number>();
  const queue = new PriorityQueue<MetCommit>((a, b) => b.generation - a.generation || a.place - b.place);
  let places = 0;
  let live = 0; // commits in the queue that are not stale
  const isLive = (colour: number | undefined) => colour !== undefined && (colour & STALE) === 0;

  const add = async (oids: readonly Oid[], colour: number): Promise<void> => {
    const fresh: Oid[] = [];
    for (const oid of oids) {
      const before = paint.get(oid);
      const after = (before ?? 0) | colour;
      paint.set(oid, after);
      if (before === undefined) fresh.push(oid);
      live += Number(isLive(after)) - Number(isLive(before));
    }
    for (const commit of await readCommits(graph, fresh)) {
      queue.push({ ...commit, place: places++ });
    }
  };

  await add(left, LEFT);
  await add(right, RIGHT);
  const bases: Oid[] = [];
  while (live > 0) {
    const commit = queue.pop();
    if (commit === undefined) break;
    let colour = paint.get(commit.oid) ?? 0;
    if (isLive(colour)) live -= 1;
    if (colour === (LEFT | RIGHT)) {
      bases.push(commit.oid);
      colour |= STALE;
    }
    await add(commit.parents, colour);
  }
  return bases;
}
