import type { Oid } from '../../objects/index.js';
import type { RepoDraft } from '../../service/repo-draft.js';
import { EventLoopShare } from '../../storage/embedded/event-loop-share.js';
import {
  type CommitRecord,
  type Executor,
  getChanges,
  getCommits,
  listBookmarks,
} from '../../storage/index.js';
import { type CommitGraph, type CommitNode, generationAbove, readCommits } from '../../vcs/index.js';
import type { PackedCommit } from '../pack/ingested-pack.js';
import { parentsFirst } from './new-history.js';

/** A commit that refs are to lead to and that is no change's current commit. */
export interface ArrivingCommit extends CommitNode {
  readonly oid: Oid;
  readonly tree: Oid;
  readonly committedAt: number;
  /** Its row, when the history has it as a former commit of a change. */
  readonly row?: CommitRecord;
  /** What came in, when it is new. */
  readonly packed?: PackedCommit;
}

const BOOKMARKS_PER_PAGE = 1_000;

/**
 * The history as it will be when refs have moved. All parents of a change's current commit are current themselves, so
 * walking down from a tip ends at the first current commit: what lies above it has arrived by this push.
 */
export class PlannedHistory {
  readonly #executor: Executor;
  readonly #draft: RepoDraft;
  readonly #commits: ReadonlyMap<Oid, PackedCommit>;
  readonly #arriving = new Map<Oid, ArrivingCommit>();
  /** Rows of what the push calls new, and another writer has recorded meanwhile. */
  #recorded: ReadonlyMap<Oid, CommitRecord> | undefined;

  constructor(executor: Executor, draft: RepoDraft, commits: ReadonlyMap<Oid, PackedCommit>) {
    this.#executor = executor;
    this.#draft = draft;
    this.#commits = commits;
  }

  /** All that has arrived, parents first. */
  get arriving(): readonly ArrivingCommit[] {
    return [...this.#arriving.values()].sort(
      (a, b) => a.generation - b.generation || a.committedAt - b.committedAt || (a.oid < b.oid ? -1 : 1),
    );
  }

  /** The shape of the stored history with what has arrived. */
  get graph(): CommitGraph {
    return {
      parents: async (oids) => {
        const stored = oids.filter((oid) => !this.#arriving.has(oid));
        const nodes = new Map<Oid, CommitNode>(
          stored.length > 0 ? await this.#draft.graph.parents(stored) : [],
        );
        for (const oid of oids) {
          const commit = this.#arriving.get(oid);
          if (commit !== undefined) nodes.set(oid, commit);
        }
        return nodes;
      },
    };
  }

  /** Takes in what a tip leads to, and returns the oids of what was not taken in before. */
  async arrive(tip: Oid): Promise<ReadonlySet<Oid>> {
    const found = new Map<Oid, { readonly row?: CommitRecord; readonly packed?: PackedCommit }>();
    const generations = new Map<Oid, number>();
    let level: readonly Oid[] = [tip];
    const share = new EventLoopShare();
    while (level.length > 0) {
      await share.pauseIfSpent();
      const next = new Set<Oid>();
      const fresh = level.filter((oid) => !found.has(oid) && !this.#arriving.has(oid));
      const rows = await this.#rows(fresh);
      const current = await this.#areCurrent([...rows.values()]);
      for (const oid of fresh) {
        const row = rows.get(oid);
        const packed = row === undefined ? this.#commits.get(oid) : undefined;
        if (row !== undefined && current.has(oid)) {
          generations.set(oid, row.generation);
          continue;
        }
        if (row === undefined && packed === undefined) throw new Error(`the commit ${oid} was not checked`);
        found.set(oid, { ...(row && { row }), ...(packed && { packed }) });
        for (const parent of (row ?? packed)?.parents ?? []) if (!found.has(parent)) next.add(parent);
      }
      level = [...next];
    }
    const shape = new Map(
      [...found].map(([oid, { row, packed }]) => [oid, { parents: (row ?? packed)?.parents ?? [] }]),
    );
    for (const oid of parentsFirst(tip, shape)) {
      const { row, packed } = found.get(oid) ?? {};
      const { parents, tree } = (row ?? packed) as { parents: readonly Oid[]; tree: Oid };
      const generation = generationAbove(
        parents.map((parent) => ({
          generation: this.#arriving.get(parent)?.generation ?? generations.get(parent) ?? 0,
        })),
      );
      const committedAt = packed?.committedAt ?? 0;
      this.#arriving.set(oid, {
        oid,
        tree,
        parents,
        generation,
        committedAt,
        ...(row && { row }),
        ...(packed && { packed }),
      });
    }
    return new Set(found.keys());
  }

  /**
   * Returns those of the commits that bookmarks lead to, or one of the tips.
   *
   * @param moved Where bookmarks will be that this push moves; null for those it deletes.
   */
  async inUse(
    commits: readonly Oid[],
    moved: ReadonlyMap<string, Oid | null>,
    tips: readonly Oid[],
  ): Promise<ReadonlySet<Oid>> {
    const inUse = new Set<Oid>();
    if (commits.length === 0) return inUse;
    const wanted = new Set(commits);
    let lowest = Number.POSITIVE_INFINITY;
    for (const { generation } of await readCommits(this.graph, commits))
      lowest = Math.min(lowest, generation);
    let level = [...new Set([...tips, ...(await this.#bookmarkTips(moved))])];
    const seen = new Set(level);
    while (level.length > 0 && inUse.size < wanted.size) {
      const next: Oid[] = [];
      for (const { oid, parents, generation } of await readCommits(this.graph, level)) {
        if (wanted.has(oid)) inUse.add(oid);
        // No ancestor of it has a generation that high.
        if (generation <= lowest) continue;
        for (const parent of parents) {
          if (seen.has(parent)) continue;
          seen.add(parent);
          next.push(parent);
        }
      }
      level = next;
    }
    return inUse;
  }

  async #bookmarkTips(moved: ReadonlyMap<string, Oid | null>): Promise<Oid[]> {
    const tips = [...moved.values()].filter((oid) => oid !== null);
    let after = 0;
    for (;;) {
      const page = await listBookmarks(this.#executor, this.#draft.repo.id, {
        after,
        limit: BOOKMARKS_PER_PAGE,
      });
      for (const { name, commitOid, seq } of page.items) {
        if (commitOid !== null && !moved.has(name)) tips.push(commitOid);
        after = seq;
      }
      if (!page.hasMore) return tips;
    }
  }

  /** What has come in is looked up together: a history is mostly one line, and would be looked up one by one. */
  async #rows(oids: readonly Oid[]): Promise<ReadonlyMap<Oid, CommitRecord>> {
    this.#recorded ??= await getCommits(this.#executor, this.#draft.repo.id, [...this.#commits.keys()]);
    const rows = new Map<Oid, CommitRecord>();
    const others: Oid[] = [];
    for (const oid of oids) {
      const row = this.#recorded.get(oid);
      if (row !== undefined) rows.set(oid, row);
      else if (!this.#commits.has(oid)) others.push(oid);
    }
    if (others.length > 0)
      for (const [oid, row] of await this.#draft.view.commits(others)) rows.set(oid, row);
    return rows;
  }

  async #areCurrent(rows: readonly CommitRecord[]): Promise<ReadonlySet<Oid>> {
    if (rows.length === 0) return new Set();
    const changes = await getChanges(
      this.#executor,
      this.#draft.repo.id,
      rows.map(({ changeId }) => changeId),
    );
    return new Set(
      rows.filter(({ oid, changeId }) => changes.get(changeId)?.commitOid === oid).map(({ oid }) => oid),
    );
  }
}
