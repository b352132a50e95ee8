import type { Oid } from '../objects/index.js';
import { type CommitGraph, readCommits } from './commit-graph.js';

/**
 * Tells whether `ancestor` is `descendant` itself or reachable from it through parents. Looks at no commit below
 * the ancestor's generation.
 */
export async function isAncestor(graph: CommitGraph, ancestor: Oid, descendant: Oid): Promise<boolean> {
  if (ancestor === descendant) return true;
  const [goal] = await readCommits(graph, [ancestor]);
  const seen = new Set([descendant]);
  let level: readonly Oid[] = [descendant];
  while (goal !== undefined && level.length > 0) {
    const next: Oid[] = [];
    for (const { parents, generation } of await readCommits(graph, level)) {
      // Its ancestors have lower generations still.
      if (generation <= goal.generation) continue;
      for (const parent of parents) {
        if (parent === ancestor) return true;
        if (!seen.has(parent)) next.push(parent);
        seen.add(parent);
      }
    }
    level = next;
  }
  return false;
}
