import { DepotError } from '../../errors/index.js';
import type { Oid } from '../../objects/index.js';
import { newestFirst } from '../../vcs/commit-graph.js';
import { PriorityQueue } from '../../vcs/priority-queue.js';
import type { History, WalkedCommit } from './history.js';

/** From where to where {@link findMissingCommits} walks. */
export interface CommitRange {
  /** Commits that the other side wants, with all that they descend from. */
  readonly wants: readonly Oid[];
  /** Commits that it has, likewise. Unknown ones are passed over. */
  readonly haves: readonly Oid[];
  /** Commits whose parents do not count: those of the other side stop there. */
  readonly cut?: ReadonlySet<Oid>;
  readonly signal?: AbortSignal;
}

/** What {@link findMissingCommits} found. */
export interface MissingCommits {
  /** What the other side lacks, each before all that it descends from. */
  readonly commits: readonly WalkedCommit[];
  /** Commits that the other side has next to those: what is in their trees need not be sent. */
  readonly edges: readonly WalkedCommit[];
}

/** So many of the commits that the other side named are edges, whether or not they are next to a missing one. */
const MAX_NAMED_EDGES = 16;

interface Found {
  readonly commit: WalkedCommit;
  isHad: boolean;
}

/**
 * Returns the commits that are reachable from `wants` and not from `haves`.
 *
 * The walk goes from the highest generation down, so a commit is known to be had before it is passed, and ends
 * when all that is left is had. It costs what is missing, and what the other side has above the oldest of that.
 *
 * @throws DepotError `OBJECT_MISSING` when a parent is not in the history.
 */
export async function findMissingCommits(history: History, range: CommitRange): Promise<MissingCommits> {
  const { wants, haves, cut, signal } = range;
  const queue = new PriorityQueue<Found>((a, b) => newestFirst(a.commit, b.commit));
  const found = new Map<Oid, Found>();
  let missingInQueue = 0;

  const add = async (oids: readonly Oid[], isHad: boolean, mayBeUnknown = false): Promise<void> => {
    const fresh: Oid[] = [];
    for (const oid of oids) {
      const known = found.get(oid);
      if (known === undefined) fresh.push(oid);
      else if (isHad && !known.isHad) {
        // It is still in the queue: whatever leads to it comes out before it.
        known.isHad = true;
        missingInQueue -= 1;
      }
    }
    if (fresh.length === 0) return;
    const commits = await history.walk(fresh);
    for (const oid of new Set(fresh)) {
      const commit = commits.get(oid);
      if (commit === undefined) {
        if (mayBeUnknown) continue;
        throw new DepotError('OBJECT_MISSING', `The commit ${oid} is not in the history of this repository.`);
      }
      const entry = { commit, isHad };
      found.set(oid, entry);
      queue.push(entry);
      if (!isHad) missingInQueue += 1;
    }
  };

  await add(haves, true, true);
  const named = haves.flatMap((oid) => found.get(oid)?.commit ?? []);
  await add(wants, false);
  const commits: WalkedCommit[] = [];
  while (missingInQueue > 0) {
    signal?.throwIfAborted();
    const next = queue.pop();
    if (next === undefined) break;
    const { commit, isHad } = next;
    if (!isHad) {
      missingInQueue -= 1;
      commits.push(commit);
    }
    if (cut?.has(commit.oid) !== true) await add(commit.parents, isHad);
  }

  const edges = new Set(named.sort(newestFirst).slice(0, MAX_NAMED_EDGES));
  for (const commit of commits) {
    if (cut?.has(commit.oid) === true) continue;
    for (const parent of commit.parents) {
      const other = found.get(parent);
      if (other?.isHad === true) edges.add(other.commit);
    }
  }
  return { commits, edges: [...edges] };
}
