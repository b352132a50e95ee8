import type { Revision as RevisionInfo, Tree, TreeEntry as TreeEntryInfo } from 'mesa-rest';
import { DepotError } from '../errors/index.js';
import type { Oid } from '../objects/index.js';
import { asDirectory, listTreeByLevels, type PathEntry } from '../vcs/index.js';
import { requireRepo } from './access.js';
import type { Call } from './call.js';
import { RepoView, type RepoViewDeps } from './repo-view.js';

interface RepoInput {
  readonly org: string;
  readonly repo: string;
}

/** The most entries that one listing holds below subdirectories. */
const MAX_RECURSIVE_ENTRIES = 100_000;

/** Reads trees by their id, and tells which tree a change or a bookmark is at. */
export class TreeService {
  readonly #deps: RepoViewDeps;

  constructor(deps: RepoViewDeps) {
    this.#deps = deps;
  }

  /** Returns commit and tree of a change, or of the tip of a bookmark. */
  async revision(
    call: Call,
    { org, repo, change_id, ref }: RepoInput & { readonly change_id?: string; readonly ref?: string },
  ): Promise<RevisionInfo> {
    if (change_id !== undefined && ref !== undefined) {
      throw new DepotError('BAD_REQUEST', 'Give `change_id` or `ref`, not both.');
    }
    // The number of the last operation comes with this row, so before everything that is read after it.
    const record = await requireRepo(this.#deps, call, org, repo);
    const view = new RepoView(this.#deps, record);
    const named = change_id ?? ref ?? record.defaultBookmark;
    const revision = await (change_id === undefined ? view.at(named) : view.atChange(change_id));
    return {
      change_id: revision.changeId,
      commit_oid: revision.commitOid,
      tree_oid: revision.treeOid,
      is_conflicted: revision.isConflicted,
      op_seq: record.opSeq,
      bookmark: named === revision.changeId ? null : named,
    };
  }

  /**
   * Returns what a directory holds, or all that is below it. Any tree of the repository can be read, also one that no
   * bookmark reaches; the id of one in another repository names nothing here.
   *
   * @throws DepotError `NOT_FOUND`.
   */
  async get(
    call: Call,
    { org, repo, oid, recursive = false }: RepoInput & { readonly oid: Oid; readonly recursive?: boolean },
  ): Promise<Tree> {
    const view = new RepoView(this.#deps, await requireRepo(this.#deps, call, org, repo));
    if ((await view.objects.findTree(oid)) === undefined) {
      throw new DepotError('NOT_FOUND', `There is no tree ${oid} in this repository.`);
    }
    const all = await listTreeByLevels(view.objects, oid, {
      depth: recursive ? Number.POSITIVE_INFINITY : 1,
      maxEntries: MAX_RECURSIVE_ENTRIES,
    });
    const truncated = all === undefined;
    const listed = all ?? (await listTreeByLevels(view.objects, oid, { depth: 1 })) ?? [];
    // What a submodule names is in another repository.
    const shown = listed.filter(({ mode }) => mode !== '160000');
    const blobs = shown.filter((entry) => asDirectory(entry) === undefined);
    const sizes = await view.objects.blobSizes(blobs.map((entry) => entry.oid));
    return { oid, entries: shown.map((entry) => toEntry(entry, sizes)), truncated };
  }
}

function toEntry({ path, mode, oid }: PathEntry, sizes: ReadonlyMap<Oid, number>): TreeEntryInfo {
  if (mode === '40000') return { path, type: 'dir', mode: '040000', oid };
  const size = sizes.get(oid) ?? 0;
  if (mode === '120000') return { path, type: 'symlink', mode, oid, size };
  return { path, type: 'file', mode: mode === '100755' ? mode : '100644', oid, size };
}
