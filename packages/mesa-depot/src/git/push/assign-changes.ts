import { createHash } from 'node:crypto';
import type { Oid } from '../../objects/index.js';
import { deriveChangeId, toReverseHex, VIRTUAL_ROOT_CHANGE_ID } from '../../vcs/index.js';

/** A commit that needs a change, in an order in which parents come first. */
export interface UnassignedCommit {
  readonly oid: Oid;
  /** Change that it belongs to by its row; undefined for a commit that is new. */
  readonly storedChangeId?: string | undefined;
  /** Change that its header names. */
  readonly namedChangeId?: string | undefined;
  /** False for one that only tags lead to: a tag says nothing about where a change goes on. */
  readonly mayMoveChange: boolean;
}

/** What becomes of a commit. */
export interface Assignment {
  readonly oid: Oid;
  readonly changeId: string;
  /** `created`: the change is new. `moved`: it was at another commit, which `previous` names. */
  readonly outcome: { readonly kind: 'created' } | { readonly kind: 'moved'; readonly previous: Oid };
  /** Why it did not get the change that it belongs to or names. */
  readonly refused?: 'repeated' | 'in_use';
}

/** What an assignment needs to know of the repository. */
export interface ChangeLookup {
  /** Returns the current commits of those changes that exist, by change id. */
  currentCommits(changeIds: readonly string[]): Promise<ReadonlyMap<string, Oid>>;
  /** Returns those of the commits that a bookmark will lead to when the push is done. */
  inUse(commits: readonly Oid[]): Promise<ReadonlySet<Oid>>;
}

/**
 * Gives each commit a change of which it will be the current commit.
 *
 * It is the change that its row names, or its header, or that is derived from its oid. If that change exists it moves
 * to this commit, unless a bookmark still leads to the one where it is: a push moves nothing but what it names. Such a
 * commit, and all but the first of several that name one change, get a change of their own, derived from their oid.
 */
export async function assignChanges(
  commits: readonly UnassignedCommit[],
  lookup: ChangeLookup,
): Promise<Assignment[]> {
  const wanted = commits.map(({ oid, storedChangeId, namedChangeId }) => {
    return storedChangeId ?? namedChangeId ?? deriveChangeId(oid);
  });
  const current = await lookup.currentCommits(wanted);
  const claimed = new Map<string, Oid>();
  for (const [index, { oid, mayMoveChange }] of commits.entries()) {
    const changeId = wanted[index] as string;
    if (claimed.has(changeId) || changeId === VIRTUAL_ROOT_CHANGE_ID) continue;
    if (mayMoveChange || !current.has(changeId)) claimed.set(changeId, oid);
  }
  const inUse = await lookup.inUse([...claimed.keys()].flatMap((changeId) => current.get(changeId) ?? []));

  const assignments: Assignment[] = [];
  const homeless: { readonly oid: Oid; readonly refused: 'repeated' | 'in_use' }[] = [];
  for (const [index, { oid }] of commits.entries()) {
    const changeId = wanted[index] as string;
    const previous = current.get(changeId);
    if (previous !== undefined && (inUse.has(previous) || !claimed.has(changeId))) {
      homeless.push({ oid, refused: 'in_use' });
    } else if (claimed.get(changeId) !== oid) {
      homeless.push({ oid, refused: 'repeated' });
    } else {
      const outcome =
        previous === undefined ? { kind: 'created' as const } : { kind: 'moved' as const, previous };
      assignments.push({ oid, changeId, outcome });
    }
  }
  const taken = new Set(wanted);
  const free = await freeChangeIds(
    homeless.map(({ oid }) => oid),
    taken,
    lookup,
  );
  for (const { oid, refused } of homeless) {
    assignments.push({ oid, changeId: free.get(oid) as string, outcome: { kind: 'created' }, refused });
  }
  return assignments;
}

/** Returns a change id for each commit that no change has: the derived one, or one of a row that begins with it. */
async function freeChangeIds(
  oids: readonly Oid[],
  taken: Set<string>,
  lookup: ChangeLookup,
): Promise<Map<Oid, string>> {
  const free = new Map<Oid, string>();
  let left = [...oids];
  // A forger can take a few of these ids in advance, not all: each would cost a commit.
  for (let attempt = 0; left.length > 0; attempt++) {
    const candidates = left.map((oid) => candidateId(oid, attempt));
    const existing = await lookup.currentCommits(candidates);
    left = left.filter((oid, index) => {
      const changeId = candidates[index] as string;
      if (existing.has(changeId) || taken.has(changeId) || changeId === VIRTUAL_ROOT_CHANGE_ID) return true;
      taken.add(changeId);
      free.set(oid, changeId);
      return false;
    });
  }
  return free;
}

function candidateId(oid: Oid, attempt: number): string {
  if (attempt === 0) return deriveChangeId(oid);
  return toReverseHex(createHash('sha256').update(`${oid} ${attempt}`).digest().subarray(0, 16));
}
