import type { Oid } from '../../objects/index.js';
import { changeCreated, changeEvolved } from '../../service/events.js';
import type { RepoDraft } from '../../service/repo-draft.js';
import { toChange } from '../../service/to-change.js';
import { type Executor, getChanges, listTargetsFor } from '../../storage/index.js';
import { NO_CONFLICTS, type RewrittenCommit } from '../../vcs/index.js';
import { type Assignment, assignChanges } from './assign-changes.js';
import type { AcceptedUpdate } from './judge-updates.js';
import type { ArrivingCommit, PlannedHistory } from './planned-history.js';
import type { Reconciliation } from './ref-updates.js';

/** Commits whose events are made at once. */
const EVENTS_AT_ONCE = 500;

/**
 * Makes what refs will lead to part of the history: rows of commits, the changes that they are, and the rebase of what
 * descends from where those changes were.
 */
export async function recordCommits(
  executor: Executor,
  draft: RepoDraft,
  history: PlannedHistory,
  accepted: readonly AcceptedUpdate[],
): Promise<Reconciliation> {
  const { tips, byBookmark } = await arriveAll(draft, history, accepted);
  const commits = history.arriving;
  const moved = new Map(
    accepted.flatMap(({ kind, name, after }) => (kind === 'bookmark' ? [[name, after] as const] : [])),
  );
  const repoId = draft.repo.id;
  const assignments = await assignChanges(
    commits.map(({ oid, row, packed }) => ({
      oid,
      storedChangeId: row?.changeId,
      namedChangeId: packed?.changeId,
      mayMoveChange: byBookmark.has(oid),
    })),
    {
      async currentCommits(changeIds) {
        const changes = await getChanges(executor, repoId, changeIds);
        return new Map([...changes].map(([changeId, { commitOid }]) => [changeId, commitOid]));
      },
      inUse: (oids) => history.inUse(oids, moved, tips),
    },
  );
  const byOid = new Map(commits.map((commit) => [commit.oid, commit]));
  const replaced = await adopt(draft, byOid, assignments);
  await addEvents(executor, draft, byOid, assignments);
  const rebased = replaced.size === 0 ? [] : await draft.rebaseDescendants(replaced);
  draft.detail.rebased = rebased.flatMap(({ changeId }) => changeId ?? []);

  const count = (test: (assignment: Assignment) => boolean): number => assignments.filter(test).length;
  return {
    reconciledCommits: assignments.length,
    touchedChanges: draft.changes.length,
    createdChanges: count(({ outcome }) => outcome.kind === 'created'),
    evologEntries: draft.changes.length,
    invalidChangeIds:
      commits.filter(({ packed }) => packed?.hasInvalidChangeId === true).length +
      count(({ refused }) => refused === 'repeated'),
    skippedChanges: count(({ refused }) => refused === 'in_use'),
  };
}

async function arriveAll(
  draft: RepoDraft,
  history: PlannedHistory,
  accepted: readonly AcceptedUpdate[],
): Promise<{ readonly tips: Oid[]; readonly byBookmark: ReadonlySet<Oid> }> {
  const tips: Oid[] = [];
  const byBookmark = new Set<Oid>();
  const tipsOf = (kind: AcceptedUpdate['kind']): Oid[] =>
    accepted.flatMap((update) =>
      update.kind === kind && update.target?.type === 'commit' ? update.target.oid : [],
    );
  for (const tip of tipsOf('bookmark')) {
    for (const oid of await history.arrive(tip)) byBookmark.add(oid);
    tips.push(tip);
  }
  for (const tip of tipsOf('tag')) {
    tips.push(tip);
    // A tag may stay on a former commit of a change: it names what was, and not where the change goes on.
    if (!(await draft.view.commits([tip])).has(tip)) await history.arrive(tip);
  }
  return { tips, byBookmark };
}

/** Puts commits and their changes into the draft, and returns what took the place of which commit. */
async function adopt(
  draft: RepoDraft,
  commits: ReadonlyMap<Oid, ArrivingCommit>,
  assignments: readonly Assignment[],
): Promise<Map<Oid, RewrittenCommit>> {
  const replaced = new Map<Oid, RewrittenCommit>();
  for (const { oid, changeId, outcome } of assignments) {
    const { parents, generation, tree: treeOid, row } = commits.get(oid) as ArrivingCommit;
    let commit: RewrittenCommit = { oid, parents, generation, treeOid, changeId, conflicts: NO_CONFLICTS };
    if (row === undefined) draft.adoptCommit(commit);
    else if (row.changeId !== changeId) draft.reassignCommit(oid, changeId);
    draft.changes.push({ changeId, commitOid: oid, created: outcome.kind === 'created' });
    if (outcome.kind === 'created') continue;
    // One that comes back may have come back with its conflicts.
    if (row?.isConflicted) commit = { ...commit, ...(await draft.view.states([oid])).get(oid) };
    replaced.set(outcome.previous, commit);
  }
  return replaced;
}

/** Adds the events of changes for targets that want them. A first push has too many to make them for nobody. */
async function addEvents(
  executor: Executor,
  draft: RepoDraft,
  commits: ReadonlyMap<Oid, ArrivingCommit>,
  assignments: readonly Assignment[],
): Promise<void> {
  const { id: repoId, orgId } = draft.repo;
  const isWanted = async (type: string): Promise<boolean> =>
    (await listTargetsFor(executor, { orgId, repoId, type })).length > 0;
  const wanted = {
    created: await isWanted('change.created'),
    moved: await isWanted('change.evolved'),
  };
  const told = assignments.filter(({ outcome }) => wanted[outcome.kind]);
  for (let at = 0; at < told.length; at += EVENTS_AT_ONCE) {
    const part = told.slice(at, at + EVENTS_AT_ONCE);
    const objects = await draft.view.objects.readCommits(part.map(({ oid }) => oid));
    const records = await getChanges(
      executor,
      repoId,
      part.map(({ changeId }) => changeId),
    );
    const parentIds = await draft.changeIdsOf(part.flatMap(({ oid }) => commits.get(oid)?.parents ?? []));
    for (const { oid, changeId, outcome } of part) {
      const { parents, row } = commits.get(oid) as ArrivingCommit;
      const commit = objects.get(oid);
      if (commit === undefined) throw new Error(`the commit ${oid} was not read`);
      const facts = {
        changeId,
        commitOid: oid,
        isConflicted: row?.isConflicted ?? false,
        parentChangeIds: parents.map((parent) => parentIds.get(parent) ?? ''),
        createdAt: records.get(changeId)?.createdAt ?? draft.now,
        updatedAt: draft.now,
      };
      const change = toChange(facts, commit);
      draft.events.push(
        outcome.kind === 'created' ? changeCreated(change) : changeEvolved(change, outcome.previous),
      );
    }
  }
}
