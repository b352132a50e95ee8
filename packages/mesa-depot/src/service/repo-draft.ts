import type { Change } from 'mesa-rest';
import { DepotError } from '../errors/index.js';
import { type Commit, ObjectBuffer, type Oid } from '../objects/index.js';
import {
  type BookmarkRecord,
  type BookmarkWrite,
  type ChangeMove,
  type ChangeRecord,
  type CommitReassignment,
  type GitTagWrite,
  getBookmark,
  getChanges,
  listBookmarksAt,
  listCurrentChildren,
  type NewCommit,
  type NewConflict,
  type PathMetadataWrite,
  type RepoPatch,
} from '../storage/index.js';
import {
  type CommitGraph,
  type CommitNode,
  type CommitState,
  type ConflictMap,
  conflictHeader,
  generationAbove,
  type MergeContext,
  type RebasedCommit,
  type RewrittenCommit,
  rebaseDescendants,
} from '../vcs/index.js';
import type { TextEngine } from '../vcs/text/index.js';
import type { Call } from './call.js';
import { mergeTools } from './conflict-reader.js';
import {
  type BookmarkInfo,
  bookmarkCreated,
  bookmarkDeleted,
  bookmarkInfo,
  changeCreated,
  changeEvolved,
  type EventDraft,
} from './events.js';
import type { RepoView, Revision } from './repo-view.js';
import type { RepoWriterDeps } from './repo-writer.js';
import { toChange } from './to-change.js';

/** A commit to be made for a change. */
export interface CommitFields extends Pick<Commit, 'author' | 'committer' | 'message'> {
  readonly treeOid: Oid;
  readonly conflicts: ConflictMap;
  /** Parent commits; none for a commit on the virtual root. */
  readonly parents: readonly Oid[];
}

/** Where a bookmark stands. */
type Position = Pick<Revision, 'changeId' | 'commitOid'>;

/**
 * The plan of one mutation of a repository: what the plan makes is readable in the plan, and stored by one
 * transaction afterwards. A plan may be made several times before one is stored, so it changes nothing outside itself.
 */
export class RepoDraft {
  readonly call: Call;
  readonly now: number;
  readonly view: RepoView;
  readonly objects: ObjectBuffer;
  readonly text: TextEngine;
  /** What merges in this draft work with. */
  readonly merging: MergeContext;

  readonly commits: NewCommit[] = [];
  readonly conflicts: NewConflict[] = [];
  readonly changes: ChangeMove[] = [];
  readonly bookmarks: BookmarkWrite[] = [];
  readonly gitTags: GitTagWrite[] = [];
  readonly events: EventDraft[] = [];
  readonly pathMetadata: PathMetadataWrite[] = [];
  /** JSON for the operation log. */
  readonly detail: Record<string, unknown> = {};
  repoPatch: RepoPatch | undefined;

  readonly #deps: RepoWriterDeps;
  readonly #made = new Map<Oid, RewrittenCommit>();
  readonly #reassigned = new Map<Oid, string>();

  constructor(deps: RepoWriterDeps, call: Call, view: RepoView) {
    this.#deps = deps;
    this.call = call;
    this.view = view;
    this.now = deps.now();
    this.objects = new ObjectBuffer(view.objects);
    this.text = deps.text;
    this.merging = {
      tools: mergeTools(this.objects, deps.text),
      graph: this.graph,
      states: { read: (oids) => this.#states(oids) },
    };
  }

  get repo(): RepoView['repo'] {
    return this.view.repo;
  }

  /** The history with the commits of this draft. */
  get graph(): CommitGraph {
    return { parents: (oids) => this.#nodes(oids) };
  }

  /** Stored commits that get the id of another change. */
  get reassigned(): readonly CommitReassignment[] {
    return [...this.#reassigned].map(([oid, changeId]) => ({ oid, changeId }));
  }

  /** True when storing the draft would change nothing. */
  get isEmpty(): boolean {
    return (
      this.changes.length === 0 &&
      this.bookmarks.length === 0 &&
      this.gitTags.length === 0 &&
      this.pathMetadata.length === 0 &&
      this.events.length === 0 &&
      this.repoPatch === undefined
    );
  }

  /** Makes the first commit of a new change, and returns the change. */
  async createChange(changeId: string, fields: CommitFields): Promise<Change> {
    const made = await this.#makeCommit(changeId, fields);
    this.changes.push({ changeId, commitOid: made.oid, created: true });
    const change = await this.#toChange(made, fields, this.now);
    this.events.push(changeCreated(change));
    return change;
  }

  /** Gives a change a new commit; its descendants are rebased and its bookmarks follow. Returns the change. */
  async amendChange(record: ChangeRecord, fields: CommitFields): Promise<Change> {
    const made = await this.#makeCommit(record.changeId, fields);
    const change = await this.#toChange(made, fields, record.createdAt);
    this.changes.push({ changeId: record.changeId, commitOid: made.oid, created: false });
    this.events.push(changeEvolved(change, record.commitOid));
    const rebased = await this.rebaseDescendants(new Map([[record.commitOid, made]]));

    const moves = new Map([
      [record.commitOid, made.oid],
      ...rebased.map(({ previous, oid }) => [previous, oid] as const),
    ]);
    for (const bookmark of await listBookmarksAt(this.#deps.storage.read, this.repo.id, [...moves.keys()])) {
      this.bookmarks.push({
        name: bookmark.name,
        commitOid: moves.get(bookmark.commitOid ?? '') ?? null,
        mustBe: 'present',
      });
    }
    return change;
  }

  /**
   * Takes in a commit that was made elsewhere and whose object is stored, under the change that it belongs to here. What
   * becomes of the change is for the caller to say.
   */
  adoptCommit(commit: RewrittenCommit): void {
    this.#keep(commit);
  }

  /** Gives a stored commit, which is no change's current one, the id of another change. */
  reassignCommit(oid: Oid, changeId: string): void {
    this.#reassigned.set(oid, changeId);
  }

  /**
   * Rebases what descends from commits that were replaced (old to new), and returns it, parents first. Bookmarks are
   * left to the caller.
   *
   * @throws DepotError `TOO_MANY_DESCENDANTS`.
   */
  async rebaseDescendants(replaced: ReadonlyMap<Oid, RewrittenCommit>): Promise<RebasedCommit[]> {
    const rebased = await rebaseDescendants(
      {
        ...this.merging,
        nowMs: this.now,
        children: (oids) => this.#children(oids),
      },
      replaced,
    );
    const records = await getChanges(
      this.#deps.storage.read,
      this.repo.id,
      rebased.flatMap(({ changeId }) => changeId ?? []),
    );
    for (const commit of rebased) {
      const descendant = records.get(commit.changeId ?? '');
      if (!descendant) throw new Error(`commit ${commit.previous} belongs to no change`);
      this.#keep(commit);
      this.changes.push({ changeId: descendant.changeId, commitOid: commit.oid, created: false });
      this.events.push(
        changeEvolved(await this.#toChange(commit, commit.commit, descendant.createdAt), commit.previous),
      );
    }
    return rebased;
  }

  /**
   * Returns a bookmark.
   *
   * @throws DepotError `NOT_FOUND`.
   */
  async bookmark(name: string): Promise<BookmarkRecord> {
    const bookmark = await getBookmark(this.#deps.storage.read, this.repo.id, name);
    if (!bookmark) throw new DepotError('NOT_FOUND', `Bookmark not found: ${JSON.stringify(name)}`);
    return bookmark;
  }

  /** Makes a bookmark at a revision. */
  createBookmark(name: string, at: Position): void {
    this.bookmarks.push({ name, commitOid: at.commitOid, mustBe: 'absent' });
    this.events.push(bookmarkCreated(this.bookmarkInfo(name, at.changeId, at.commitOid)));
  }

  /** Moves a bookmark. The caller adds the event, which depends on why. */
  moveBookmark(name: string, commitOid: Oid | null): void {
    this.bookmarks.push({ name, commitOid, mustBe: 'present' });
  }

  /**
   * Deletes a bookmark, which stands at `at`.
   *
   * @throws DepotError `DEFAULT_BOOKMARK` for the default bookmark.
   */
  deleteBookmark(name: string, at: Position): void {
    this.refuseDefault(name);
    this.bookmarks.push({ name, deleted: true });
    this.events.push(bookmarkDeleted(this.bookmarkInfo(name, at.changeId, at.commitOid)));
  }

  /** @throws DepotError `DEFAULT_BOOKMARK` when the bookmark must stay. */
  refuseDefault(name: string): void {
    if (name !== this.repo.defaultBookmark) return;
    throw new DepotError(
      'DEFAULT_BOOKMARK',
      `${JSON.stringify(name)} is the default bookmark of the repository. Make another bookmark the default first.`,
    );
  }

  bookmarkInfo(name: string, changeId: string, commitOid: Oid | null): BookmarkInfo {
    return bookmarkInfo(name, name === this.repo.defaultBookmark, changeId, commitOid);
  }

  setPathMetadata(path: string, values: Readonly<Record<string, string | null>>): void {
    this.pathMetadata.push({ path, values });
  }

  async #makeCommit(changeId: string, fields: CommitFields): Promise<RewrittenCommit> {
    const { treeOid, parents, conflicts, author, committer, message } = fields;
    const oid = this.objects.writeCommit({
      tree: treeOid,
      parents,
      author,
      committer,
      changeId,
      ...conflictHeader(conflicts),
      message,
    });
    const nodes = await this.#nodes(parents);
    const generation = generationAbove(nodes.values());
    const made: RewrittenCommit = { oid, parents, generation, treeOid, conflicts, changeId };
    this.#keep(made);
    return made;
  }

  #keep(commit: RewrittenCommit): void {
    const { oid, treeOid: tree, parents, generation, conflicts, changeId = '' } = commit;
    this.#made.set(oid, commit);
    this.commits.push({ oid, tree, parents, changeId, generation });
    for (const [path, { base, target, source }] of conflicts) {
      this.conflicts.push({
        commitOid: oid,
        path,
        base: base ?? null,
        target: target ?? null,
        source: source ?? null,
      });
    }
  }

  async #toChange(
    made: RewrittenCommit,
    commit: Pick<Commit, 'author' | 'committer' | 'message'>,
    createdAt: number,
  ): Promise<Change> {
    const facts = {
      changeId: made.changeId ?? '',
      commitOid: made.oid,
      isConflicted: made.conflicts.size > 0,
      parentChangeIds: await this.#changeIds(made.parents),
      createdAt,
      updatedAt: this.now,
    };
    return toChange(facts, commit);
  }

  async #children(oids: readonly Oid[]): Promise<ReadonlyMap<Oid, readonly Oid[]>> {
    const wanted = new Set(oids);
    const children = new Map<Oid, Oid[]>();
    for (const child of await listCurrentChildren(this.#deps.storage.read, this.repo.id, oids)) {
      for (const parent of new Set(child.parents)) {
        if (!wanted.has(parent)) continue;
        const siblings = children.get(parent);
        if (siblings) siblings.push(child.oid);
        else children.set(parent, [child.oid]);
      }
    }
    return children;
  }

  /** Returns the change ids of commits, also of those that this draft makes. */
  async changeIdsOf(oids: readonly Oid[]): Promise<ReadonlyMap<Oid, string>> {
    const ids = await this.#changeIds(oids);
    return new Map(oids.map((oid, index) => [oid, ids[index] ?? '']));
  }

  async #changeIds(oids: readonly Oid[]): Promise<string[]> {
    const stored = await this.view.commits(oids.filter((oid) => !this.#made.has(oid)));
    return oids.map(
      (oid) => this.#made.get(oid)?.changeId ?? this.#reassigned.get(oid) ?? stored.get(oid)?.changeId ?? '',
    );
  }

  async #nodes(oids: readonly Oid[]): Promise<ReadonlyMap<Oid, CommitNode>> {
    const missing = oids.filter((oid) => !this.#made.has(oid));
    const nodes = new Map<Oid, CommitNode>(missing.length > 0 ? await this.view.graph.parents(missing) : []);
    for (const oid of oids) {
      const made = this.#made.get(oid);
      if (made) nodes.set(oid, made);
    }
    return nodes;
  }

  async #states(oids: readonly Oid[]): Promise<ReadonlyMap<Oid, CommitState>> {
    const states = new Map<Oid, CommitState>(
      await this.view.states(oids.filter((oid) => !this.#made.has(oid))),
    );
    for (const oid of oids) {
      const made = this.#made.get(oid);
      if (made) states.set(oid, made);
    }
    return states;
  }
}
