import { objectTypeOf, unframeObject } from '../objects/frame.js';
import { decodeCommit, decodeTag, decodeTree, EMPTY_TREE_OID, type Oid } from '../objects/index.js';
import { OidSet } from '../objects/oid-set.js';
import { type Executor, getObjectInfos, getObjects } from '../storage/index.js';
import type { Reference } from './object-roots.js';

/** Objects that are read together. */
const OBJECTS_AT_ONCE = 500;

/** What {@link ReachableObjects} looks at. */
export interface ReachableObjectsOptions {
  readonly executor: Executor;
  readonly repoSeq: number;
  /** Told of a reference to what is not there, or is something else, in a sentence. The walk goes on. */
  readonly onBroken: (problem: string) => void;
}

/** The objects of a repository that can be reached from some of them. Takes about 30 bytes for each. */
export class ReachableObjects {
  readonly #options: ReachableObjectsOptions;
  readonly #seen = new OidSet();

  constructor(options: ReachableObjectsOptions) {
    this.#options = options;
  }

  get size(): number {
    return this.#seen.size;
  }

  has(oid: Oid): boolean {
    return this.#seen.has(oid);
  }

  /**
   * Walks from references to all that they lead to, except where it was before.
   *
   * @param onBroken Told of what is missing, in place of the one for all walks.
   */
  async add(
    references: readonly Reference[],
    onBroken: ReachableObjectsOptions['onBroken'] = this.#options.onBroken,
  ): Promise<void> {
    const waiting = references.filter(({ oid }) => this.#isNew(oid));
    // From the end: what one object leads to is walked before its neighbours, so that little waits at a time.
    while (waiting.length > 0) {
      const batch = waiting.splice(-OBJECTS_AT_ONCE);
      for (const next of await this.#follow(batch, onBroken)) if (this.#isNew(next.oid)) waiting.push(next);
    }
  }

  #isNew(oid: Oid): boolean {
    // The empty tree is readable though nobody stores it.
    return oid !== EMPTY_TREE_OID && this.#seen.add(oid);
  }

  async #follow(
    batch: readonly Reference[],
    onBroken: ReachableObjectsOptions['onBroken'],
  ): Promise<Reference[]> {
    const { executor, repoSeq } = this.#options;
    const infos = await getObjectInfos(
      executor,
      repoSeq,
      batch.map(({ oid }) => oid),
    );
    const toRead: Oid[] = [];
    for (const { oid, type, from } of batch) {
      const info = infos.get(oid);
      if (info === undefined) {
        onBroken(`The ${type ?? 'object'} ${oid} is missing. It is referred to by the ${from}.`);
        continue;
      }
      const found = objectTypeOf(oid, info.typeCode);
      if (type !== undefined && type !== found)
        onBroken(`The object ${oid} is a ${found}; the ${from} takes it for a ${type}.`);
      else if (found !== 'blob') toRead.push(oid);
    }
    const references: Reference[] = [];
    for (const [oid, framed] of await getObjects(executor, repoSeq, toRead)) {
      try {
        const { type, body } = await unframeObject(framed);
        for (const reference of referencesOf(oid, type, body)) references.push(reference);
      } catch (error) {
        onBroken(
          `The object ${oid} cannot be read: ${error instanceof Error ? error.message : String(error)}`,
        );
      }
    }
    return references;
  }
}

function* referencesOf(oid: Oid, type: string, body: Uint8Array): Generator<Reference> {
  const from = `${type} ${oid}`;
  if (type === 'tag') {
    const { target, targetType } = decodeTag(body);
    yield { oid: target, type: targetType, from };
  } else if (type === 'commit') {
    const { tree, parents } = decodeCommit(body);
    yield { oid: tree, type: 'tree', from };
    for (const parent of parents) yield { oid: parent, type: 'commit', from };
  } else {
    for (const { mode, oid: entry } of decodeTree(body)) {
      // A submodule is a commit of another repository.
      if (mode !== '160000') yield { oid: entry, type: mode === '40000' ? 'tree' : 'blob', from };
    }
  }
}
