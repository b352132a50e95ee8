import type {
  Bookmark,
  BookmarkCreate,
  BookmarkMerge,
  BookmarkMergeResult,
  BookmarkMove,
  BookmarkPage,
  MergePerform,
  MergePerformResult,
  MovedBookmark,
  Success,
} from 'mesa-rest';
import { DepotError } from '../errors/index.js';
import {
  type BookmarkRecord,
  type Executor,
  getBookmark,
  listBookmarks,
  type RepoRecord,
} from '../storage/index.js';
import { isAncestor, newChangeId, parseBookmarkName, VIRTUAL_ROOT_CHANGE_ID } from '../vcs/index.js';
import { requireRepo } from './access.js';
import { newAuthorship } from './authorship.js';
import type { Call } from './call.js';
import { clashingBookmarks } from './clashing-bookmarks.js';
import { bookmarkMerged, bookmarkMoved } from './events.js';
import { type MergeInput, mergeRevisions } from './merge.js';
import type { RepoDraft } from './repo-draft.js';
import type { Revision } from './repo-view.js';
import type { RepoWriter, RepoWriterDeps } from './repo-writer.js';
import { type PageInput, seqPage } from './seq-page.js';

interface RepoInput {
  readonly org: string;
  readonly repo: string;
}

interface BookmarkInput extends RepoInput {
  readonly bookmark: string;
}

/** Creates, moves, merges and deletes bookmarks. */
export class BookmarkService {
  readonly #deps: RepoWriterDeps;
  readonly #writer: RepoWriter;

  constructor(deps: RepoWriterDeps, writer: RepoWriter) {
    this.#deps = deps;
    this.#writer = writer;
  }

  /** Returns the bookmarks of a repository, oldest first. */
  async list(call: Call, input: RepoInput & PageInput & { glob?: string }): Promise<BookmarkPage> {
    const repo = await requireRepo(this.#deps, call, input.org, input.repo);
    const glob = input.glob === undefined ? {} : { glob: input.glob };
    const { items, info } = await seqPage(['bookmarks', repo.id, input.glob], input, (after, limit) =>
      listBookmarks(this.#deps.storage.read, repo.id, { after, limit, ...glob }),
    );
    return { bookmarks: items.map((bookmark) => toBookmark(repo, bookmark)), ...info };
  }

  /** Creates a bookmark at a change. */
  async create(call: Call, input: RepoInput & BookmarkCreate): Promise<Bookmark> {
    const name = parseBookmarkName(input.name);
    return this.#writer.write(call, { ...input, kind: 'bookmark.create' }, async (draft) => {
      const at = await draft.view.atChange(input.change_id);
      await refuseTaken(this.#deps.storage.read, draft.repo.id, name);
      draft.detail.bookmark = name;
      draft.createBookmark(name, at);
      return toBookmark(draft.repo, { name, changeId: at.changeId });
    });
  }

  async get(call: Call, input: BookmarkInput): Promise<Bookmark> {
    const repo = await requireRepo(this.#deps, call, input.org, input.repo);
    const bookmark = await getBookmark(this.#deps.storage.read, repo.id, input.bookmark);
    if (!bookmark) throw new DepotError('NOT_FOUND', `Bookmark not found: ${JSON.stringify(input.bookmark)}`);
    return toBookmark(repo, bookmark);
  }

  /** Moves a bookmark to a change; with `allow_backwards: false` only to a descendant of where it is. */
  async move(call: Call, input: BookmarkInput & BookmarkMove): Promise<MovedBookmark> {
    return this.#writer.write(call, { ...input, kind: 'bookmark.move' }, async (draft) => {
      const name = input.bookmark;
      const from = await tip(draft, name);
      const to = await draft.view.atChange(input.change_id);
      if (from.commitOid !== to.commitOid) {
        if (input.allow_backwards === false && !(await isForward(draft, from, to))) {
          throw new DepotError(
            'NOT_FORWARD',
            `Moving ${JSON.stringify(name)} from ${from.changeId} to ${to.changeId} would not advance it. Merge instead, or allow it with \`allow_backwards\`.`,
            { details: { from_change_id: from.changeId, to_change_id: to.changeId } },
          );
        }
        draft.detail.bookmark = name;
        draft.moveBookmark(name, to.commitOid);
        draft.events.push(
          bookmarkMoved(
            draft.bookmarkInfo(name, to.changeId, to.commitOid),
            draft.bookmarkInfo(name, from.changeId, from.commitOid),
          ),
        );
      }
      return { ...toBookmark(draft.repo, { name, changeId: to.changeId }), from_change_id: from.changeId };
    });
  }

  /** Deletes a bookmark; its changes stay. */
  async delete(call: Call, input: BookmarkInput): Promise<Success> {
    return this.#writer.write(call, { ...input, kind: 'bookmark.delete' }, async (draft) => {
      draft.detail.bookmark = input.bookmark;
      draft.deleteBookmark(input.bookmark, await tip(draft, input.bookmark));
      return { success: true as const };
    });
  }

  /** Merges a bookmark into another by a merge commit. */
  async merge(call: Call, input: RepoInput & BookmarkMerge): Promise<BookmarkMergeResult> {
    const { target, source } = input;
    refuseSelf(target, source);
    return this.#writer.write(call, { ...input, kind: 'bookmark.merge' }, async (draft) => {
      const [into, from] = [await tip(draft, target), await tip(draft, source)];
      const isNoOp = into.commitOid === from.commitOid;
      const merged = isNoOp ? into : await this.#mergeCommit(draft, call, { into, from, ...input });
      if (input.delete_source === true) draft.deleteBookmark(source, from);
      return {
        merge_type: isNoOp ? 'no_op' : 'merge_commit',
        is_conflicted: merged.isConflicted,
        commit_oid: merged.commitOid ?? '',
        change_id: merged.changeId,
        target,
        source,
        source_deleted: input.delete_source === true,
      };
    });
  }

  /** Merges as older clients expect it: fast-forward when possible. */
  async performMerge(
    call: Call,
    input: RepoInput & { base: string } & MergePerform,
  ): Promise<MergePerformResult> {
    const { base: target, head: source } = input;
    refuseSelf(target, source);
    return this.#writer.write(call, { ...input, kind: 'bookmark.merge' }, async (draft) => {
      const [into, from] = [await tip(draft, target), await tip(draft, source)];
      const answer = async (): Promise<[MergePerformResult['merge_type'], Revision]> => {
        if (await isForward(draft, from, into)) return ['no_op', into];
        if (await isForward(draft, into, from)) {
          draft.detail.bookmark = target;
          draft.moveBookmark(target, from.commitOid);
          draft.events.push(bookmarkMerged(draft.bookmarkInfo(target, from.changeId, from.commitOid)));
          return ['fast_forward', from];
        }
        return [
          'merge_commit',
          await this.#mergeCommit(draft, call, { into, from, ...input, target, source }),
        ];
      };
      const [merge_type, at] = await answer();
      if (input.delete_branch === true) draft.deleteBookmark(source, from);
      return {
        merge_type,
        sha: at.commitOid ?? '',
        change_id: at.changeId,
        base: target,
        head: source,
        branch_deleted: input.delete_branch === true,
      };
    });
  }

  async #mergeCommit(
    draft: RepoDraft,
    call: Call,
    input: MergeInput & { target: string; source: string; message?: string; author?: MergePerform['author'] },
  ): Promise<Revision> {
    const { into, from, target, source } = input;
    const content = await mergeRevisions(draft, input);
    const message = input.message ?? `Merge bookmark '${source}' into '${target}'`;
    const changeId = newChangeId(this.#deps.random);
    draft.detail.bookmark = target;
    draft.detail.change_id = changeId;
    const change = await draft.createChange(changeId, {
      ...newAuthorship(call.actor, { message, ...(input.author ? { author: input.author } : {}) }, draft.now),
      ...content,
      // The virtual root is no commit, so a merge with it has one parent.
      parents: [into.commitOid, from.commitOid].filter((oid) => oid !== null),
    });
    const commitOid = change.current_commit_oid;
    draft.moveBookmark(target, commitOid);
    draft.events.push(bookmarkMerged(draft.bookmarkInfo(target, changeId, commitOid)));
    return { changeId, commitOid, treeOid: content.treeOid, isConflicted: change.is_conflicted };
  }
}

function tip(draft: RepoDraft, name: string): Promise<Revision> {
  return draft.view.atBookmark(name);
}

/** Tells whether `to` is `from` or descends from it. Everything descends from the virtual root. */
async function isForward(draft: RepoDraft, from: Revision, to: Revision): Promise<boolean> {
  if (from.commitOid === null) return true;
  return to.commitOid !== null && isAncestor(draft.graph, from.commitOid, to.commitOid);
}

function toBookmark(repo: RepoRecord, bookmark: Pick<BookmarkRecord, 'name' | 'changeId'>): Bookmark {
  return {
    name: bookmark.name,
    change_id: bookmark.changeId ?? VIRTUAL_ROOT_CHANGE_ID,
    is_default: bookmark.name === repo.defaultBookmark,
  };
}

function refuseSelf(target: string, source: string): void {
  if (target === source) {
    throw new DepotError(
      'BAD_REQUEST',
      `A bookmark cannot be merged into itself: ${JSON.stringify(target)}.`,
    );
  }
}

async function refuseTaken(executor: Executor, repoId: string, name: string): Promise<void> {
  if (await getBookmark(executor, repoId, name)) {
    throw new DepotError('ALREADY_EXISTS', `A bookmark named ${JSON.stringify(name)} already exists.`);
  }
  const [beside] = await clashingBookmarks(executor, repoId, name);
  if (beside === undefined) return;
  throw new DepotError(
    'ALREADY_EXISTS',
    `The bookmark ${JSON.stringify(name)} cannot exist beside ${JSON.stringify(beside)}: git keeps branches as files.`,
  );
}
