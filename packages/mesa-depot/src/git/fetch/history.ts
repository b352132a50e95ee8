import type { Oid } from '../../objects/index.js';
import type { CommitNode } from '../../vcs/commit-graph.js';

/** A commit as a walk needs it. */
export interface WalkedCommit extends CommitNode {
  readonly oid: Oid;
  readonly tree: Oid;
}

/** The history that a walk goes through. */
export interface History {
  /**
   * Returns the commits among these oids; unknown ones are left out. It is asked for parents of what it gave before, and may
   * read ahead.
   */
  walk(oids: readonly Oid[]): Promise<ReadonlyMap<Oid, WalkedCommit>>;
}
