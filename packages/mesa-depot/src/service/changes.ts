import { isDeepStrictEqual } from 'node:util';
import type {
  Change,
  ChangeCreate,
  ChangeDetail,
  ChangePage,
  ChangeUpdate,
  ChangeVersionPage,
} from 'mesa-rest';
import { DepotError } from '../errors/index.js';
import type { Commit, Oid } from '../objects/index.js';
import {
  type ChangeRecord,
  type ChangeVersionRecord,
  getChanges,
  listChangeVersions,
} from '../storage/index.js';
import { diffTrees, editTree, type NamedCommit, newChangeId, VIRTUAL_ROOT_CHANGE_ID } from '../vcs/index.js';
import { requireRepo } from './access.js';
import { newAuthorship, parseMessage, toIdentity } from './authorship.js';
import type { Call } from './call.js';
import { decodeCursor, encodeCursor } from './cursor.js';
import { toTreeEdits, withoutEdited } from './file-operations.js';
import { isHistoryCursor, readHistory, startOfHistory } from './history-page.js';
import type { CommitFields, RepoDraft } from './repo-draft.js';
import { RepoView } from './repo-view.js';
import type { RepoWriter, RepoWriterDeps } from './repo-writer.js';
import { requireChange, rootIsNoChange } from './require-change.js';
import { conflictPaths, resolveConflicts } from './resolutions.js';
import type { PageInput } from './seq-page.js';
import { toChange } from './to-change.js';

interface RepoInput {
  readonly org: string;
  readonly repo: string;
}

interface ChangeInput extends RepoInput {
  readonly change_id: string;
}

/** Creates, amends and lists changes. */
export class ChangeService {
  readonly #deps: RepoWriterDeps;
  readonly #writer: RepoWriter;

  constructor(deps: RepoWriterDeps, writer: RepoWriter) {
    this.#deps = deps;
    this.#writer = writer;
  }

  /** Returns the changes reachable from a bookmark, descendants before their ancestors. */
  async list(call: Call, input: RepoInput & PageInput & { bookmark?: string }): Promise<ChangePage> {
    const view = await this.#view(call, input);
    const bookmark = input.bookmark ?? view.repo.defaultBookmark;
    const list = ['changes', view.repo.id, bookmark];
    const from =
      input.cursor === undefined
        ? startOfHistory((await view.atBookmark(bookmark)).commitOid)
        : decodeCursor(list, input.cursor, isHistoryCursor);
    const page = await readHistory(this.#deps.storage.read, view, from, input.limit ?? 50);
    return {
      changes: await this.#toChanges(view, page.commits),
      next_cursor: page.next && encodeCursor(list, page.next),
      has_more: page.next !== null,
    };
  }

  /** Creates a change on top of another one. Moves no bookmark. */
  async create(call: Call, input: RepoInput & ChangeCreate): Promise<Change> {
    return this.#writer.write(call, { ...input, kind: 'change.create' }, async (draft) => {
      const base = await draft.view.atChange(input.base_change_id);
      const edits = await toTreeEdits(draft.objects, base.treeOid, input.files ?? []);
      const changeId = newChangeId(this.#deps.random);
      draft.detail.change_id = changeId;
      return draft.createChange(changeId, {
        ...newAuthorship(call.actor, input, draft.now),
        treeOid: await editTree(draft.objects, base.treeOid, edits),
        conflicts: withoutEdited(await draft.view.conflicts(base), edits),
        parents: base.commitOid === null ? [] : [base.commitOid],
      });
    });
  }

  /** Returns a change with the paths that it touches and those that are in conflict. */
  async get(call: Call, input: ChangeInput): Promise<ChangeDetail> {
    const view = await this.#view(call, input);
    const revision = await view.atChange(input.change_id);
    if (revision.commitOid === null) throw rootIsNoChange();
    const commit = (await view.commits([revision.commitOid])).get(revision.commitOid);
    const [change] = await this.#toChanges(view, commit ? [commit] : []);
    if (!commit || !change) throw new DepotError('NOT_FOUND', `Change not found: ${input.change_id}`);
    const parent = await view.atCommit(commit.parents[0] ?? null);
    const [touched, conflicts] = await Promise.all([
      diffTrees(view.objects, parent.treeOid, revision.treeOid),
      view.conflicts(revision),
    ]);
    return { ...change, files: touched.map(({ path }) => path), conflicts: [...conflicts.keys()] };
  }

  /**
   * Amends a change: message, people, files, or the resolution of its conflicts. Nothing is written when the result
   * would be the commit that is there.
   */
  async update(call: Call, input: ChangeInput & ChangeUpdate): Promise<Change> {
    if (input.files !== undefined && input.resolutions !== undefined) {
      throw new DepotError('BAD_REQUEST', 'Give `files` or `resolutions`, not both.');
    }
    return this.#writer.write(call, { ...input, kind: 'change.update' }, async (draft) => {
      const record = await requireChange(this.#deps.storage, draft.repo.id, input.change_id);
      if (input.base_commit_oid !== undefined && input.base_commit_oid !== record.commitOid) {
        throw new DepotError(
          'STALE_COMMIT',
          `The change ${record.changeId} has moved on to ${record.commitOid}. Read it again and repeat the update on that commit.`,
          { details: { current_commit_oid: record.commitOid } },
        );
      }
      draft.detail.change_id = record.changeId;
      const fields = await this.#amended(draft, record, input);
      if (fields) return draft.amendChange(record, fields);
      const nodes = await draft.view.commits([record.commitOid]);
      const [unchanged] = await this.#toChanges(draft.view, [...nodes.values()]);
      if (!unchanged) throw new DepotError('NOT_FOUND', `Change not found: ${record.changeId}`);
      return unchanged;
    });
  }

  /** Returns the snapshots that a change went through, newest first. */
  async evolog(call: Call, input: ChangeInput & PageInput): Promise<ChangeVersionPage> {
    const view = await this.#view(call, input);
    if (input.change_id === VIRTUAL_ROOT_CHANGE_ID) throw rootIsNoChange();
    await view.atChange(input.change_id);
    const list = ['evolog', view.repo.id, input.change_id];
    const before =
      input.cursor === undefined
        ? null
        : decodeCursor(list, input.cursor, (at): at is number => Number.isInteger(at));
    const limit = input.limit ?? 50;
    const page = await listChangeVersions(this.#deps.storage.read, view.repo.id, input.change_id, {
      before,
      limit,
    });
    return {
      versions: page.items.map(({ version, commitOid, operation, createdAt }) => ({
        version,
        commit_oid: commitOid,
        operation: madeBy(operation, input.change_id),
        created_at: new Date(createdAt).toISOString(),
      })),
      next_cursor: page.hasMore ? encodeCursor(list, page.items.at(-1)?.version ?? 0) : null,
      has_more: page.hasMore,
    };
  }

  /** Returns the commit that an update asks for, or undefined when it asks for what is there. */
  async #amended(
    draft: RepoDraft,
    record: ChangeRecord,
    input: ChangeUpdate,
  ): Promise<CommitFields | undefined> {
    const current = await draft.view.atCommit(record.commitOid);
    const conflicts = await draft.view.conflicts(current);
    if (conflicts.size > 0 && input.resolutions === undefined) {
      throw new DepotError(
        'MERGE_CONFLICT',
        `The change ${record.changeId} is in conflict at ${conflictPaths(conflicts)}. Send \`resolutions\` first.`,
        { details: { conflict_paths: [...conflicts.keys()] } },
      );
    }
    const before = await draft.objects.readCommit(record.commitOid);
    const edits = await toTreeEdits(draft.objects, current.treeOid, input.files ?? []);
    const edited = {
      treeOid: await editTree(draft.objects, current.treeOid, edits),
      conflicts: withoutEdited(conflicts, edits),
    };
    const content = await resolveConflicts(draft, edited, input.resolutions ?? []);
    const author = input.author ? toIdentity(input.author, draft.now) : before.author;
    const committer = input.committer && toIdentity(input.committer, draft.now);
    const message = input.message === undefined ? before.message : parseMessage(input.message);
    const isSame =
      content.treeOid === before.tree &&
      content.conflicts.size === conflicts.size &&
      message === before.message &&
      isDeepStrictEqual(author, before.author) &&
      (committer === undefined || isDeepStrictEqual(committer, before.committer));
    if (isSame) return undefined;
    return {
      ...content,
      author,
      committer:
        committer ?? toIdentity({ name: before.committer.name, email: before.committer.email }, draft.now),
      message,
      parents: before.parents,
    };
  }

  async #view(call: Call, { org, repo }: RepoInput): Promise<RepoView> {
    return new RepoView(this.#deps, await requireRepo(this.#deps, call, org, repo));
  }

  async #toChanges(view: RepoView, commits: readonly NamedCommit[]): Promise<Change[]> {
    const rows = await view.commits([
      ...commits.map(({ oid }) => oid),
      ...commits.flatMap(({ parents }) => parents),
    ]);
    const idOf = (oid: Oid): string => rows.get(oid)?.changeId ?? '';
    const records = await getChanges(
      this.#deps.storage.read,
      view.repo.id,
      commits.map(({ oid }) => idOf(oid)),
    );
    const objects = await view.objects.readCommits(commits.map(({ oid }) => oid));
    return commits.map(({ oid, parents }) => {
      const record = records.get(idOf(oid));
      const facts = {
        changeId: idOf(oid),
        commitOid: oid,
        isConflicted: rows.get(oid)?.isConflicted ?? false,
        parentChangeIds: parents.map(idOf),
        createdAt: record?.createdAt ?? 0,
        updatedAt: record?.updatedAt ?? 0,
      };
      return toChange(facts, objects.get(oid) as Commit);
    });
  }
}

/**
 * Returns what made a version of a change. An operation names the change it was about, and those that it moved besides
 * were rebased by it; a push, which is about many, names those that were rebased.
 */
function madeBy({ kind, detail }: ChangeVersionRecord['operation'], changeId: string): string {
  const isOwn = Array.isArray(detail.rebased)
    ? !detail.rebased.includes(changeId)
    : detail.change_id === changeId;
  return isOwn ? kind : 'change.rebase';
}
