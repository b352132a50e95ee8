import type { BatchWrite, BatchWritten, Change } from 'mesa-rest';
import { DepotError } from '../errors/index.js';
import type { Commit, Oid } from '../objects/index.js';
import { type ChangeRecord, getPathMetadata, getPathMetadataBelow, wasChangeAt } from '../storage/index.js';
import { type ConflictMap, diffTrees, lookupPaths, mergeTrees, sameConflicts } from '../vcs/index.js';
import { toIdentity } from './authorship.js';
import type { Call } from './call.js';
import type { RepoDraft } from './repo-draft.js';
import type { RepoWriter, RepoWriterDeps } from './repo-writer.js';
import { requireChange } from './require-change.js';
import type { ConflictedTree } from './resolutions.js';
import { toChange } from './to-change.js';
import { TreeBatch } from './tree-batch.js';

/** A tree that a batch makes of the change, and what became of its paths on the way. */
interface BatchOutcome extends ConflictedTree {
  readonly mergedPaths: readonly string[];
}

/** Amends changes by batches of file operations, as a mounted filesystem sends them. */
export class BatchService {
  readonly #deps: RepoWriterDeps;
  readonly #writer: RepoWriter;

  constructor(deps: RepoWriterDeps, writer: RepoWriter) {
    this.#deps = deps;
    this.#writer = writer;
  }

  /**
   * Applies operations to a change, all or none. When the change has moved on from `base_commit_oid`, what the batch
   * makes of that commit is merged with what others made of it. Nothing is written when the result is what is there.
   *
   * @throws DepotError `STALE_COMMIT` when it has moved on and `on_conflict` is `fail`; `NOT_FOUND` for a change, a base
   * commit or a blob that is not there.
   */
  async write(
    call: Call,
    input: BatchWrite & { readonly org: string; readonly repo: string; readonly change_id: string },
  ): Promise<BatchWritten> {
    const target = { org: input.org, repo: input.repo, kind: 'change.batch' };
    return this.#writer.write(call, target, async (draft) => {
      const record = await requireChange(this.#deps.storage, draft.repo.id, input.change_id);
      const baseOid = input.base_commit_oid ?? record.commitOid;
      if (baseOid !== record.commitOid) await this.#checkBase(draft, record, baseOid, input.on_conflict);
      await requireBlobs(draft, input.operations);
      draft.detail.change_id = record.changeId;

      const base = await stateOf(draft, baseOid);
      const batch = new TreeBatch(draft.objects, base, {
        at: (path) => getPathMetadata(this.#deps.storage.read, draft.repo.id, [path]),
        below: (directory) => getPathMetadataBelow(this.#deps.storage.read, draft.repo.id, directory),
      });
      const applied = await batch.apply(input.operations);
      for (const [path, values] of applied.metadata) draft.setPathMetadata(path, values);

      const current = await stateOf(draft, record.commitOid);
      const outcome =
        baseOid === record.commitOid
          ? { ...applied, mergedPaths: [] }
          : await merge(draft, { base, current, applied });
      const change = await this.#amend(draft, record, current, outcome);
      return {
        change,
        commit_oid: change.current_commit_oid,
        tree_oid: outcome.treeOid,
        op_seq: draft.repo.opSeq + (draft.isEmpty ? 0 : 1),
        merged_paths: [...outcome.mergedPaths],
        conflicted_paths: [...outcome.conflicts.keys()],
      };
    });
  }

  async #checkBase(
    draft: RepoDraft,
    record: ChangeRecord,
    baseOid: Oid,
    onConflict: BatchWrite['on_conflict'],
  ): Promise<void> {
    if (!(await wasChangeAt(this.#deps.storage.read, draft.repo.id, record.changeId, baseOid))) {
      throw new DepotError('NOT_FOUND', `The change ${record.changeId} was never at the commit ${baseOid}.`);
    }
    if (onConflict !== 'fail') return;
    throw new DepotError(
      'STALE_COMMIT',
      `The change ${record.changeId} has moved on to ${record.commitOid}. Read it again and repeat the batch on that commit, or let it be merged.`,
      { details: { current_commit_oid: record.commitOid } },
    );
  }

  async #amend(
    draft: RepoDraft,
    record: ChangeRecord,
    current: ConflictedTree,
    outcome: ConflictedTree,
  ): Promise<Change> {
    const commit = await draft.objects.readCommit(record.commitOid);
    if (outcome.treeOid === current.treeOid && sameConflicts(outcome.conflicts, current.conflicts)) {
      return this.#unchanged(draft, record, commit, current.conflicts);
    }
    const { name, email } = commit.committer;
    return draft.amendChange(record, {
      treeOid: outcome.treeOid,
      conflicts: outcome.conflicts,
      author: commit.author,
      committer: toIdentity({ name, email }, draft.now),
      message: commit.message,
      parents: commit.parents,
    });
  }

  async #unchanged(
    draft: RepoDraft,
    record: ChangeRecord,
    commit: Commit,
    conflicts: ConflictMap,
  ): Promise<Change> {
    const parents = await draft.view.commits(commit.parents);
    const facts = {
      changeId: record.changeId,
      commitOid: record.commitOid,
      isConflicted: conflicts.size > 0,
      parentChangeIds: commit.parents.map((oid) => parents.get(oid)?.changeId ?? ''),
      createdAt: record.createdAt,
      updatedAt: record.updatedAt,
    };
    return toChange(facts, commit);
  }
}

/** Merges by path what the batch and what others made of the same commit. */
async function merge(
  draft: RepoDraft,
  { base, current, applied }: Readonly<Record<'base' | 'current' | 'applied', ConflictedTree>>,
): Promise<BatchOutcome> {
  const merged = await mergeTrees(draft.merging.tools, { base, target: current, source: applied });
  const sent = await diffTrees(draft.objects, base.treeOid, applied.treeOid);
  const now = await lookupPaths(
    draft.objects,
    merged.treeOid,
    sent.map(({ path }) => path),
  );
  const mergedPaths = sent
    .filter(({ path, after }) => {
      const entry = now.get(path);
      return !merged.conflicts.has(path) && (entry?.oid !== after?.oid || entry?.mode !== after?.mode);
    })
    .map(({ path }) => path);
  return { treeOid: merged.treeOid, conflicts: merged.conflicts, mergedPaths };
}

async function stateOf(draft: RepoDraft, commitOid: Oid): Promise<ConflictedTree> {
  const revision = await draft.view.atCommit(commitOid);
  return { treeOid: revision.treeOid, conflicts: await draft.view.conflicts(revision) };
}

async function requireBlobs(draft: RepoDraft, operations: BatchWrite['operations']): Promise<void> {
  const oids = operations.flatMap((each) => (each.op === 'put' ? (each.blob_oid ?? []) : []));
  const found = await draft.view.objects.find(oids);
  const missing = [...new Set(oids.filter((oid) => found.get(oid)?.type !== 'blob'))];
  if (missing.length === 0) return;
  throw new DepotError(
    'NOT_FOUND',
    `There is no blob ${missing[0]} in this repository. Store it before a batch puts it at a path.`,
    { details: { missing } },
  );
}
