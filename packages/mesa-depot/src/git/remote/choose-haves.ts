import type { Oid } from '../../objects/index.js';
import { type CommitGraph, walkCommits } from '../../vcs/index.js';

/** How far back commits are offered. Below that a server that knows none of them sends all. */
const MAX_WALK = 4_096;
/** Bookmarks and tags that are offered for themselves. */
const MAX_TIPS = 512;
/** The newest commits are all offered, since a short push or pull is the rule. */
const DENSE = 64;
/** Then each gap is a tenth of what was passed, so that a server sends at most a tenth more than it needs to. */
const GAP = 1.1;

/**
 * Returns commits that are here, to offer to a server that has some of the same history: those that it is known to have had, tips,
 * and ancestors of the tips with growing gaps. A few hundred at most, whatever the history.
 *
 * @param likely Commits that the server had when it was last asked. They must be in the history.
 */
export async function chooseHaves(
  graph: CommitGraph,
  tips: readonly Oid[],
  likely: readonly Oid[],
): Promise<Oid[]> {
  const { commits } = await walkCommits(graph, [...new Set(tips)], MAX_WALK);
  const haves = new Set([...likely.slice(0, MAX_TIPS), ...tips.slice(0, MAX_TIPS)]);
  for (let at = 0; at < commits.length; at = at < DENSE ? at + 1 : Math.ceil(at * GAP)) {
    const oid = commits[at]?.oid;
    if (oid !== undefined) haves.add(oid);
  }
  return [...haves];
}
