import {
  type Executor,
  FRAME_BYTES,
  getObject,
  getObjectChunk,
  getObjectHead,
  getObjectInfos,
  getObjects,
} from '../storage/index.js';
import { type Commit, decodeCommit } from './commit.js';
import { objectTypeOf, unframeObject, unframePart } from './frame.js';
import type { PendingObject } from './object-buffer.js';
import type { CachedObject, ObjectCache } from './object-cache.js';
import { objectMissing, wrongObjectType } from './object-errors.js';
import type { ObjectReader } from './object-reader.js';
import type { ObjectType } from './object-type.js';
import type { Oid } from './oid.js';
import { decodeTag, type Tag } from './tag.js';
import { decodeTree, EMPTY_TREE_OID, type TreeEntry } from './tree.js';

/** Trees and commits of one write that are kept. */
const MAX_REMEMBERED = 256;

const EMPTY_TREE: readonly TreeEntry[] = Object.freeze([]);

/** A blob that is read in parts. */
export interface OpenBlob {
  readonly size: number;
  /** Yields the bytes from offset `from` up to `to`, a frame at a time: no more than that is in memory. */
  read(from: number, to: number): AsyncIterable<Uint8Array>;
}

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

  /** Reads many commits in few round trips. The map has every oid asked for. */
  async readCommits(oids: readonly Oid[]): Promise<Map<Oid, Commit>> {
    const commits = new Map<Oid, Commit>();
    const missing: Oid[] = [];
    for (const oid of oids) {
      const cached = this.#cache.get(this.#repoSeq, oid);
      if (cached?.type === 'commit') commits.set(oid, cached.commit);
      else missing.push(oid);
    }
    const found = await getObjects(this.#executor, this.#repoSeq, missing);
    for (const oid of missing) {
      const object = found.get(oid);
      if (object === undefined) throw objectMissing(oid, 'commit');
      const { body } = ofType(oid, await unframeObject(object), 'commit');
      const commit = decodeCommit(body);
      commits.set(oid, commit);
      this.#cache.set(this.#repoSeq, oid, { type: 'commit', commit }, body.byteLength);
    }
    return commits;
  }

  /**
   * Keeps trees and commits that were just stored: what is written next mostly builds on them, and would have to read
   * them back. Of a large write only the last ones, which are nearest to the root.
   */
  remember(stored: ReadonlyMap<Oid, PendingObject>): void {
    const parsed = [...stored].filter(([, { type }]) => type === 'tree' || type === 'commit');
    for (const [oid, { type, body }] of parsed.slice(-MAX_REMEMBERED)) {
      const object: CachedObject =
        type === 'tree' ? { type, tree: decodeTree(body) } : { type: 'commit', commit: decodeCommit(body) };
      this.#cache.set(this.#repoSeq, oid, object, body.byteLength);
    }
  }

  /** Returns type and size of what is stored among these oids; the others are left out. */
  async find(oids: readonly Oid[]): Promise<Map<Oid, { readonly type: ObjectType; readonly size: number }>> {
    const found = await getObjectInfos(this.#executor, this.#repoSeq, oids);
    return new Map(
      [...found].map(([oid, { typeCode, size }]) => [oid, { type: objectTypeOf(oid, typeCode), size }]),
    );
  }

  /** Returns a tree, or undefined when it is not stored or is something else. */
  async findTree(oid: Oid): Promise<readonly TreeEntry[] | undefined> {
    const known = oid === EMPTY_TREE_OID || this.#cache.get(this.#repoSeq, oid)?.type === 'tree';
    if (!known && (await this.find([oid])).get(oid)?.type !== 'tree') return undefined;
    return this.readTree(oid);
  }

  /** Reads many trees in few round trips. The map has every oid asked for. */
  async readTrees(oids: readonly Oid[]): Promise<Map<Oid, readonly TreeEntry[]>> {
    const trees = new Map<Oid, readonly TreeEntry[]>();
    const missing: Oid[] = [];
    for (const oid of oids) {
      const cached = this.#cache.get(this.#repoSeq, oid);
      if (oid === EMPTY_TREE_OID) trees.set(oid, EMPTY_TREE);
      else if (cached?.type === 'tree') trees.set(oid, cached.tree);
      else missing.push(oid);
    }
    const found = await getObjects(this.#executor, this.#repoSeq, missing);
    for (const oid of missing) {
      if (trees.has(oid)) continue;
      const object = found.get(oid);
      if (object === undefined) throw objectMissing(oid, 'tree');
      const { body } = ofType(oid, await unframeObject(object), 'tree');
      const tree = decodeTree(body);
      trees.set(oid, tree);
      this.#cache.set(this.#repoSeq, oid, { type: 'tree', tree }, body.byteLength);
    }
    return trees;
  }

  /** Reads many tag objects in few round trips. The map has every oid asked for. */
  async readTags(oids: readonly Oid[]): Promise<Map<Oid, Tag>> {
    const found = await getObjects(this.#executor, this.#repoSeq, oids);
    const tags = new Map<Oid, Tag>();
    for (const oid of oids) {
      const object = found.get(oid);
      if (object === undefined) throw objectMissing(oid, 'tag');
      if (!tags.has(oid)) tags.set(oid, decodeTag(ofType(oid, await unframeObject(object), 'tag').body));
    }
    return tags;
  }

  /** Opens a blob to read parts of it; undefined when it is not stored or is something else. */
  async openBlob(oid: Oid): Promise<OpenBlob | undefined> {
    const head = await getObjectHead(this.#executor, this.#repoSeq, oid);
    if (head === undefined || objectTypeOf(oid, head.typeCode) !== 'blob') return undefined;
    const { size, frame } = head;
    return {
      size,
      read: (from, to) =>
        frame === null ? this.#readChunks(oid, from, to) : readFrame(oid, frame, from, to),
    };
  }

  async *#readChunks(oid: Oid, from: number, to: number): AsyncGenerator<Uint8Array, void, undefined> {
    if (from >= to) return;
    for (let index = Math.floor(from / FRAME_BYTES); index * FRAME_BYTES < to; index++) {
      const start = index * FRAME_BYTES;
      const bytes = await unframePart(oid, await getObjectChunk(this.#executor, this.#repoSeq, oid, index));
      yield bytes.subarray(Math.max(0, from - start), to - start);
    }
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

async function* readFrame(
  oid: Oid,
  frame: Uint8Array,
  from: number,
  to: number,
): AsyncGenerator<Uint8Array, void, undefined> {
  if (from < to) yield (await unframePart(oid, frame)).subarray(from, to);
}

function ofType(oid: Oid, object: PendingObject, type: ObjectType): PendingObject {
  if (object.type !== type) throw wrongObjectType(oid, object.type, type);
  return object;
}
