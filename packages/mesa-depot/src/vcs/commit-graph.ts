import { DepotError } from '../errors/index.js';
import type { Oid } from '../objects/index.js';

/** One commit of a history. */
export interface CommitNode {
  readonly parents: readonly Oid[];
  /** 1 for a commit without parents, else one more than the highest of its parents: see {@link generationAbove}. */
  readonly generation: number;
}

/** The shape of a repository's history, without the contents of its commits. */
export interface CommitGraph {
  /** Returns the nodes of `oids`; one that is unknown is not in the map. */
  parents(oids: readonly Oid[]): Promise<ReadonlyMap<Oid, CommitNode>>;
}

/** A node with its own name. */
export interface NamedCommit extends CommitNode {
  readonly oid: Oid;
}

/** Returns the generation of a commit with these parents. */
export function generationAbove(parents: Iterable<Pick<CommitNode, 'generation'>>): number {
  let highest = 0;
  for (const { generation } of parents) highest = Math.max(highest, generation);
  return highest + 1;
}

/** Orders commits so that each comes before all that it descends from: highest generation first, then by oid. */
export function newestFirst(a: NamedCommit, b: NamedCommit): number {
  return b.generation - a.generation || (a.oid < b.oid ? -1 : a.oid > b.oid ? 1 : 0);
}

/**
 * Returns the nodes of `oids`, in that order.
 *
 * @throws DepotError `OBJECT_MISSING` for a commit that the graph does not know.
 */
export async function readCommits(graph: CommitGraph, oids: readonly Oid[]): Promise<NamedCommit[]> {
  if (oids.length === 0) return [];
  const nodes = await graph.parents(oids);
  return oids.map((oid) => {
    const node = nodes.get(oid);
    if (node === undefined) {
      throw new DepotError('OBJECT_MISSING', `The commit ${oid} is not in the history of this repository.`, {
        details: { oid },
      });
    }
    return { oid, parents: node.parents, generation: node.generation };
  });
}
