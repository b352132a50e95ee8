import { DepotError } from '../../errors/index.js';
import { ObjectCache, type Oid, StoredObjects } from '../../objects/index.js';
import { requireRepo } from '../../service/access.js';
import { bookmarkMoved, type PushedRef, pushed } from '../../service/events.js';
import type { RepoDraft } from '../../service/repo-draft.js';
import type { RepoWriter } from '../../service/repo-writer.js';
import type { RepoRecord, Storage } from '../../storage/index.js';
import { VIRTUAL_ROOT_CHANGE_ID } from '../../vcs/index.js';
import { type AcceptedUpdate, judgeUpdates } from './judge-updates.js';
import { type Connected, NewHistory } from './new-history.js';
import { PlannedHistory } from './planned-history.js';
import { recordCommits } from './record-commits.js';
import type { Reconciliation, UpdatedRefs, UpdateRefsRequest } from './ref-updates.js';

/** What moving refs needs. */
export interface UpdateRefsDeps {
  readonly storage: Storage;
  readonly cache: ObjectCache;
  readonly writer: RepoWriter;
}

/** From so many new commits on, what is read of them would push everything else out of the shared cache. */
const OWN_CACHE_FROM = 200;
const OWN_CACHE_BYTES = 32 * 1024 * 1024; // 32 MiB

/**
 * Moves branches and tags to commits whose objects are stored, as one operation of the repository. Every update is
 * judged on its own, unless they are atomic: one that is refused does not keep the others back.
 *
 * What the refs lead to and the history does not have yet becomes part of it: each commit is the current commit of a
 * change from then on (see `assignChanges`). No bookmark moves but those that are named. What descends from the commit
 * that a change leaves, and that no bookmark leads to, is rebased, as when the change is amended.
 *
 * @throws DepotError `NOT_FOUND` for the repository, `LOCK_CONFLICT` when other processes keep writing first,
 * `TOO_MANY_DESCENDANTS`.
 */
export async function updateRefs(deps: UpdateRefsDeps, request: UpdateRefsRequest): Promise<UpdatedRefs> {
  const { storage, writer } = deps;
  const { call, org, repo, updates, kind, commits = new Map() } = request;
  const record = await requireRepo(deps, call, org, repo);
  requireSame(record, request.repoId ?? record.id);
  const isLarge = commits.size > OWN_CACHE_FROM;
  const cache = isLarge ? new ObjectCache({ maxBytes: OWN_CACHE_BYTES }) : deps.cache;
  const objects = new StoredObjects({ executor: storage.read, repoSeq: record.seq, cache });
  const look = async (): Promise<{ arriving: NewHistory; connected: Map<Oid, Connected> }> => {
    const arriving = new NewHistory({ executor: storage.read, repoId: record.id, objects, packed: commits });
    const connected = new Map<Oid, Connected>();
    for (const { after } of updates) {
      if (after !== null && !connected.has(after)) connected.set(after, await arriving.check(after));
    }
    return { arriving, connected };
  };
  let looked = await look();
  let lookedAt = record.opSeq;

  return writer.write(call, { org, repo, kind }, async (draft) => {
    requireSame(draft.repo, record.id);
    if (draft.repo.opSeq !== lookedAt) {
      // Another operation came between, which may have removed what nothing referred to.
      looked = await look();
      lookedAt = draft.repo.opSeq;
    }
    const { arriving, connected } = looked;
    const newHistory = (): PlannedHistory => new PlannedHistory(storage.read, draft, arriving.commits);
    const { outcomes, accepted } = await judgeUpdates({
      executor: storage.read,
      draft,
      connected,
      newHistory,
      request,
    });
    if (accepted.length === 0) return { outcomes, reconciliation: NOTHING_RECONCILED };
    const reconciliation = await recordCommits(storage.read, draft, newHistory(), accepted);
    const refs = await moveRefs(draft, accepted);
    if (kind === 'push' && refs.length > 0) draft.events.push(pushed(refs, toCounts(reconciliation)));
    return { outcomes, reconciliation };
  });
}

/** Objects belong to one repository: in another one of the same name they would not be there. */
function requireSame({ id, name }: Pick<RepoRecord, 'id' | 'name'>, expected: string): void {
  if (id === expected) return;
  throw new DepotError(
    'NOT_FOUND',
    `The repository ${JSON.stringify(name)} is another one than before: it was renamed or deleted meanwhile.`,
  );
}

const NOTHING_RECONCILED: Reconciliation = {
  reconciledCommits: 0,
  touchedChanges: 0,
  createdChanges: 0,
  evologEntries: 0,
  invalidChangeIds: 0,
  skippedChanges: 0,
};

/** Puts the moves of bookmarks and tags into the draft, and returns those of bookmarks as the push event tells them. */
async function moveRefs(draft: RepoDraft, accepted: readonly AcceptedUpdate[]): Promise<PushedRef[]> {
  const bookmarks = accepted.filter((update) => update.kind === 'bookmark');
  const ends = bookmarks.flatMap(({ before, after }) => [before ?? [], after ?? []].flat());
  const changeIds = await draft.changeIdsOf(ends);
  const at = (commitOid: Oid | null): { changeId: string; commitOid: Oid | null } => ({
    changeId: changeIds.get(commitOid ?? '') ?? VIRTUAL_ROOT_CHANGE_ID,
    commitOid,
  });
  for (const { name, before, after, exists } of bookmarks) {
    if (after === null) {
      draft.deleteBookmark(name, at(before));
    } else if (!exists) {
      draft.createBookmark(name, at(after));
    } else {
      const [from, to] = [at(before), at(after)];
      draft.moveBookmark(name, after);
      draft.events.push(
        bookmarkMoved(
          draft.bookmarkInfo(name, to.changeId, to.commitOid),
          draft.bookmarkInfo(name, from.changeId, from.commitOid),
        ),
      );
    }
  }
  for (const { kind, name, after, target } of accepted) {
    if (kind !== 'tag') continue;
    const named =
      after === null || target === undefined
        ? null
        : { oid: after, peeledOid: target.oid, peeledType: target.type };
    draft.gitTags.push({ name, target: named });
  }
  return bookmarks.map(({ ref, name, before, after }) => ({ ref, bookmark: name, before, after }));
}

function toCounts(reconciliation: Reconciliation): Parameters<typeof pushed>[1] {
  return {
    reconciled_commit_count: reconciliation.reconciledCommits,
    touched_change_count: reconciliation.touchedChanges,
    changes_created_count: reconciliation.createdChanges,
    evolog_inserted_count: reconciliation.evologEntries,
    invalid_change_id_header_count: reconciliation.invalidChangeIds,
    dirty_change_skip_count: reconciliation.skippedChanges,
  };
}
