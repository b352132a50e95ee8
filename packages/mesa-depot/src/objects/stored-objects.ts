import { type Executor, getObject, getObjectInfos, getObjects } from '../storage/index.js';
import { type Commit, decodeCommit } from './commit.js';
import { objectTypeOf, unframeObject } from './frame.js';
import type { PendingObject } from './object-buffer.js';
import type { ObjectCache } from './object-cache.js';
import { objectMissing, wrongObjectType } from './object-errors.js';
import type { ObjectReader } from './object-reader.js';
import type { ObjectType } from './object-type.js';
import type { Oid } from './oid.js';
import { decodeTree, EMPTY_TREE_OID, type TreeEntry } from './tree.js';

const EMPTY_TREE: readonly TreeEntry[] = Object.freeze([]);

/** The objects of one repository that are in storage. */
export class StoredObjects implements ObjectReader {
  readonly #executor: Executor;
  readonly #repoSeq: number;
  readonly #cache: ObjectCache;

  constructor(options: {
    readonly executor: Executor;
    readonly repoSeq: number;
    readonly cache: ObjectCache;
  }) {
    this.#executor = options.executor;
    this.#repoSeq = options.repoSeq;
    this.#cache = options.cache;
  }

  async readBlob(oid: Oid): Promise<Uint8Array> {
    return (await this.#read(oid, 'blob')).body;
  }

  async readTree(oid: Oid): Promise<readonly TreeEntry[]> {
    if (oid === EMPTY_TREE_OID) return EMPTY_TREE;
    const cached = this.#cache.get(this.#repoSeq, oid);
    if (cached?.type === 'tree') return cached.tree;
    const { body } = await this.#read(oid, 'tree');
    const tree = decodeTree(body);
    this.#cache.set(this.#repoSeq, oid, { type: 'tree', tree }, body.byteLength);
    return tree;
  }

  async readCommit(oid: Oid): Promise<Commit> {
    const cached = this.#cache.get(this.#repoSeq, oid);
    if (cached?.type === 'commit') return cached.commit;
    const { body } = await this.#read(oid, 'commit');
    const commit = decodeCommit(body);
    this.#cache.set(this.#repoSeq, oid, { type: 'commit', commit }, body.byteLength);
    return commit;
  }

  async readBlobs(oids: readonly Oid[]): Promise<Map<Oid, Uint8Array>> {
    const found = await getObjects(this.#executor, this.#repoSeq, oids);
    const blobs = new Map<Oid, Uint8Array>();
    for (const oid of oids) {
      const object = found.get(oid);
      if (object === undefined) throw objectMissing(oid, 'blob');
      if (!blobs.has(oid)) blobs.set(oid, ofType(oid, await unframeObject(object), 'blob').body);
    }
    return blobs;
  }

  async blobSizes(oids: readonly Oid[]): Promise<Map<Oid, number>> {
    const found = await getObjectInfos(this.#executor, this.#repoSeq, oids);
    const sizes = new Map<Oid, number>();
    for (const oid of oids) {
      const info = found.get(oid);
      if (info === undefined) throw objectMissing(oid, 'blob');
      const type = objectTypeOf(oid, info.typeCode);
      if (type !== 'blob') throw wrongObjectType(oid, type, 'blob');
      sizes.set(oid, info.size);
    }
    return sizes;
  }

  /** Returns any object with its type, as git would store it: for export and transfer. */
  async readObject(oid: Oid): Promise<PendingObject> {
    const object = await getObject(this.#executor, this.#repoSeq, oid);
    if (object !== undefined) return unframeObject(object);
    if (oid === EMPTY_TREE_OID) return { type: 'tree', body: new Uint8Array() };
    throw objectMissing(oid);
  }

  async #read(oid: Oid, type: ObjectType): Promise<PendingObject> {
    const object = await getObject(this.#executor, this.#repoSeq, oid);
    if (object === undefined) throw objectMissing(oid, type);
    return ofType(oid, await unframeObject(object), type);
  }
}

function ofType(oid: Oid, object: PendingObject, type: ObjectType): PendingObject {
  if (object.type !== type) throw wrongObjectType(oid, object.type, type);
  return object;
}
