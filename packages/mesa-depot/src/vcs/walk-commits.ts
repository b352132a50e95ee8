import type { Oid } from '../objects/index.js';
import { type CommitGraph, type NamedCommit, newestFirst, readCommits } from './commit-graph.js';
import { PriorityQueue } from './priority-queue.js';

/** Some commits of a walk, and where it goes on. */
export interface CommitPage {
  readonly commits: readonly NamedCommit[];
  /** What to pass to the next call; empty when the history is exhausted. */
  readonly frontier: readonly Oid[];
}

/**
 * Returns up to `limit` commits reachable from `frontier`, each before all that it descends from: highest
 * generation first, then by oid. Start with the tips, go on with the frontier that a page returns, at any later
 * time and in any process.
 *
 * Whatever leads to a commit has a higher generation and was given out before it. So no commit is met again, the
 * frontier is all that has to be remembered, and a page costs what is on the page.
 *
 * @throws DepotError `OBJECT_MISSING` for a commit that the graph does not know.
 */
export async function walkCommits(
  graph: CommitGraph,
  frontier: readonly Oid[],
  limit: number,
): Promise<CommitPage> {
  const queue = new PriorityQueue<NamedCommit>(newestFirst);
  const queued = new Set<Oid>();
  const add = async (oids: readonly Oid[]): Promise<void> => {
    const fresh = oids.filter((oid) => !queued.has(oid) && queued.add(oid));
    for (const commit of await readCommits(graph, fresh)) queue.push(commit);
  };

  await add(frontier);
  const commits: NamedCommit[] = [];
  while (commits.length < limit) {
    const commit = queue.pop();
    if (commit === undefined) break;
    queued.delete(commit.oid);
    commits.push(commit);
    await add(commit.parents);
  }
  return { commits, frontier: [...queued] };
}
