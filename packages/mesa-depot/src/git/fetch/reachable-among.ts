import type { Oid } from '../../objects/index.js';
import type { History, WalkedCommit } from './history.js';

/** Returns those of `targets` that are reachable from `tips`, themselves included. Unknown commits are passed over. */
export async function reachableAmong(
  history: History,
  tips: readonly Oid[],
  targets: readonly Oid[],
  signal?: AbortSignal,
): Promise<Set<Oid>> {
  const wanted = new Set(targets);
  const found = new Set<Oid>();
  for (const { oid } of await regionAbove(history, tips, targets, signal)) {
    if (wanted.has(oid)) found.add(oid);
  }
  return found;
}

/** Says whether each of `tips` is, or descends from, one of `targets`. False without targets. */
export async function allReachOne(
  history: History,
  tips: readonly Oid[],
  targets: readonly Oid[],
  signal?: AbortSignal,
): Promise<boolean> {
  if (targets.length === 0) return false;
  const reaching = new Set(targets);
  const region = await regionAbove(history, tips, targets, signal);
  // Oldest first, so that parents are judged before their children.
  region.sort((a, b) => a.generation - b.generation);
  for (const { oid, parents } of region) {
    if (parents.some((parent) => reaching.has(parent))) reaching.add(oid);
  }
  return tips.every((oid) => reaching.has(oid));
}

/** Returns the commits reachable from `tips` that are not older, by generation, than all of `targets`. */
async function regionAbove(
  history: History,
  tips: readonly Oid[],
  targets: readonly Oid[],
  signal: AbortSignal | undefined,
): Promise<WalkedCommit[]> {
  const generations = [...(await history.walk(targets)).values()].map(({ generation }) => generation);
  let lowest = Number.POSITIVE_INFINITY;
  for (const generation of generations) lowest = Math.min(lowest, generation);
  const seen = new Set<Oid>(tips);
  const region: WalkedCommit[] = [];
  let frontier = [...seen];
  while (frontier.length > 0) {
    signal?.throwIfAborted();
    const next: Oid[] = [];
    for (const commit of (await history.walk(frontier)).values()) {
      if (commit.generation < lowest) continue;
      region.push(commit);
      for (const parent of commit.parents) {
        if (seen.has(parent)) continue;
        seen.add(parent);
        next.push(parent);
      }
    }
    frontier = next;
  }
  return region;
}
