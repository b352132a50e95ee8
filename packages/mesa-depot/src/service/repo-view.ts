import { DepotError } from '../errors/index.js';
import { EMPTY_TREE_OID, type ObjectCache, type Oid, StoredObjects } from '../objects/index.js';
import {
  type CommitRecord,
  type ConflictRecord,
  getCommitAtBookmark,
  getCommitOfChange,
  listConflicts,
  listConflictsOf,
  type RepoRecord,
  type Storage,
} from '../storage/index.js';
import {
  type CommitGraph,
  type CommitState,
  type ConflictMap,
  type ConflictTerms,
  type FileEntry,
  type FileMode,
  isChangeId,
  NO_CONFLICTS,
  VIRTUAL_ROOT_CHANGE_ID,
} from '../vcs/index.js';
import { CommitRows } from './commit-rows.js';

/** What reading a repository needs. */
export interface RepoViewDeps {
  readonly storage: Storage;
  /** Parsed trees and commits, shared by all requests. */
  readonly cache: ObjectCache;
}

/** A point of the history that can be read: a change at its current commit, or the virtual root. */
export interface Revision {
  readonly changeId: string;
  /** Null at the virtual root. */
  readonly commitOid: Oid | null;
  readonly treeOid: Oid;
  readonly isConflicted: boolean;
}

/** The empty tree before the first change. */
export const VIRTUAL_ROOT: Revision = {
  changeId: VIRTUAL_ROOT_CHANGE_ID,
  commitOid: null,
  treeOid: EMPTY_TREE_OID,
  isConflicted: false,
};

/** One repository, to be read: finds revisions by name and answers what is at them. */
export class RepoView {
  readonly repo: RepoRecord;
  readonly objects: StoredObjects;
  readonly graph: CommitGraph;
  readonly #storage: Storage;
  readonly #rows: CommitRows;

  constructor({ storage, cache }: RepoViewDeps, repo: RepoRecord) {
    this.#storage = storage;
    this.repo = repo;
    this.objects = new StoredObjects({ executor: storage.read, repoSeq: repo.seq, cache });
    this.#rows = new CommitRows(storage.read, repo.id);
    this.graph = { parents: (oids) => this.#rows.walk(oids) };
  }

  /** Returns the rows of commits; unknown ones are left out. */
  commits(oids: readonly Oid[]): Promise<ReadonlyMap<Oid, CommitRecord>> {
    return this.#rows.get(oids);
  }

  /**
   * Returns the current state of a change.
   *
   * @throws DepotError `NOT_FOUND`.
   */
  async atChange(changeId: string): Promise<Revision> {
    if (changeId === VIRTUAL_ROOT_CHANGE_ID) return VIRTUAL_ROOT;
    const commit = await getCommitOfChange(this.#storage.read, this.repo.id, changeId);
    if (!commit) throw new DepotError('NOT_FOUND', `Change not found: ${changeId}`);
    this.#rows.note(commit);
    return toRevision(commit);
  }

  /**
   * Returns the tip of a bookmark.
   *
   * @throws DepotError `NOT_FOUND`.
   */
  async atBookmark(name: string): Promise<Revision> {
    const commit = await getCommitAtBookmark(this.#storage.read, this.repo.id, name);
    if (commit === undefined)
      throw new DepotError('NOT_FOUND', `Bookmark not found: ${JSON.stringify(name)}`);
    if (commit === null) return VIRTUAL_ROOT;
    this.#rows.note(commit);
    return toRevision(commit);
  }

  /**
   * Returns what a bookmark name or a change id names. No bookmark can look like a change id.
   *
   * @throws DepotError `NOT_FOUND`.
   */
  at(ref: string): Promise<Revision> {
    return isChangeId(ref) ? this.atChange(ref) : this.atBookmark(ref);
  }

  /** Returns a commit of this repository as a revision; null is the virtual root. */
  async atCommit(oid: Oid | null): Promise<Revision> {
    if (oid === null) return VIRTUAL_ROOT;
    const commit = (await this.commits([oid])).get(oid);
    return toRevision(commit ?? missing(oid));
  }

  /** Returns the unresolved files of a revision. */
  async conflicts({ commitOid, isConflicted }: Revision): Promise<ConflictMap> {
    if (!isConflicted || commitOid === null) return NO_CONFLICTS;
    return toConflictMap(await listConflicts(this.#storage.read, this.repo.id, commitOid));
  }

  /** Returns what commits of this repository hold, read together. */
  async states(oids: readonly Oid[]): Promise<Map<Oid, CommitState>> {
    const rows = await this.commits(oids);
    const conflicted = oids.filter((oid) => rows.get(oid)?.isConflicted === true);
    const conflicts = await listConflictsOf(this.#storage.read, this.repo.id, conflicted);
    return new Map(
      oids.map((oid): [Oid, CommitState] => {
        const { treeOid, changeId } = toRevision(rows.get(oid) ?? missing(oid));
        return [oid, { treeOid, changeId, conflicts: toConflictMap(conflicts.get(oid) ?? []) }];
      }),
    );
  }
}

function toRevision({ oid, tree, changeId, isConflicted }: CommitRecord): Revision {
  return { changeId, commitOid: oid, treeOid: tree, isConflicted };
}

function missing(oid: Oid): never {
  throw new DepotError('OBJECT_MISSING', `The commit ${oid} is not in the store.`);
}

function toConflictMap(rows: readonly ConflictRecord[]): ConflictMap {
  return rows.length === 0 ? NO_CONFLICTS : new Map(rows.map(({ path, ...sides }) => [path, toTerms(sides)]));
}

function toTerms({
  base,
  target,
  source,
}: Pick<ConflictRecord, 'base' | 'target' | 'source'>): ConflictTerms {
  const toEntry = (side: ConflictRecord['base']): FileEntry | undefined =>
    side ? { mode: side.mode as FileMode, oid: side.oid } : undefined;
  return { base: toEntry(base), target: toEntry(target), source: toEntry(source) };
}
