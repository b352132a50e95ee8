import { type Commit, noObjects, ObjectBuffer, type Oid } from '../../objects/index.js';
import { type ConflictMap, NO_CONFLICTS } from '../conflict.js';
import type { CommitState, CommitStates, MergeContext } from '../merge-commits.js';
import type { MergeSide } from '../merge-trees.js';
import type { RewrittenCommit } from '../rebase.js';
import { MemoryGraph } from './any-history.js';
import { type Files, writeFiles } from './files.js';
import { writeTestCommit } from './git-merges.js';
import { textTools } from './text-tools.js';

/** A repository's history in memory, with everything merges and rebases ask for. */
export class MemoryHistory implements MergeContext {
  readonly buffer = new ObjectBuffer(noObjects);
  readonly graph = new MemoryGraph();
  readonly tools = textTools(this.buffer);
  readonly #states = new Map<Oid, CommitState>();

  /** How many times states were asked for. */
  stateReads = 0;

  readonly states: CommitStates = {
    read: async (oids) => {
      this.stateReads += 1;
      return new Map(
        oids.map((oid) => {
          const state = this.#states.get(oid);
          if (state === undefined) throw new Error(`no state of ${oid}`);
          return [oid, state];
        }),
      );
    },
  };

  /** Makes a commit of these files. */
  commit(files: Files, parents: readonly Oid[], fields: Partial<Commit> = {}): Oid {
    return this.commitSide(
      { treeOid: writeFiles(this.buffer, files), conflicts: NO_CONFLICTS },
      parents,
      fields,
    );
  }

  /** Makes a commit of a tree with its conflicts. */
  commitSide(
    { treeOid, conflicts }: { treeOid: Oid; conflicts: ConflictMap },
    parents: readonly Oid[],
    fields: Partial<Commit> = {},
  ): Oid {
    const oid = writeTestCommit(this.buffer, treeOid, parents, {
      message: `commit ${this.graph.nodes.size}\n`,
      ...fields,
    });
    this.graph.add(oid, parents);
    const { changeId } = fields;
    this.#states.set(oid, { treeOid, conflicts, ...(changeId === undefined ? {} : { changeId }) });
    return oid;
  }

  /** Makes a commit known that is in the buffer. */
  adopt({ oid, parents, treeOid, conflicts }: RewrittenCommit): void {
    this.graph.add(oid, parents);
    this.#states.set(oid, { treeOid, conflicts });
  }

  state(oid: Oid): MergeSide {
    return this.#states.get(oid) as MergeSide;
  }
}
