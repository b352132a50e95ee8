import { type Commit, decodeCommit, encodeCommit } from './commit.js';
import { wrongObjectType } from './object-errors.js';
import type { ObjectReader } from './object-reader.js';
import type { ObjectType } from './object-type.js';
import { hashObject, type Oid } from './oid.js';
import { decodeTree, EMPTY_TREE_OID, encodeTree, type TreeEntry } from './tree.js';

/** An object that was made, but is not stored yet. */
export interface PendingObject {
  readonly type: ObjectType;
  readonly body: Uint8Array;
}

/**
 * The new objects of one repository write, on top of the objects that are already stored.
 *
 * What is written here can be read at once, and is stored later by the transaction that makes it reachable. An
 * object that turns out to be stored already is buffered all the same: storing it again changes nothing.
 */
export class ObjectBuffer implements ObjectReader {
  readonly #base: ObjectReader;
  readonly #pending = new Map<Oid, PendingObject>();

  constructor(base: ObjectReader) {
    this.#base = base;
  }

  /** The buffered objects by oid, in the order of writing. */
  get pending(): ReadonlyMap<Oid, PendingObject> {
    return this.#pending;
  }

  /** Buffers a blob and returns its oid. The bytes are kept, not copied. */
  writeBlob(bytes: Uint8Array): Oid {
    return this.#write('blob', bytes);
  }

  /** Buffers a tree and returns its oid. The empty tree needs no buffering. */
  writeTree(entries: readonly TreeEntry[]): Oid {
    return entries.length === 0 ? EMPTY_TREE_OID : this.#write('tree', encodeTree(entries));
  }

  /** Buffers a commit and returns its oid. */
  writeCommit(commit: Commit): Oid {
    return this.#write('commit', encodeCommit(commit));
  }

  async readBlob(oid: Oid): Promise<Uint8Array> {
    return this.#find(oid, 'blob') ?? this.#base.readBlob(oid);
  }

  async readTree(oid: Oid): Promise<readonly TreeEntry[]> {
    const body = this.#find(oid, 'tree');
    return body === undefined ? this.#base.readTree(oid) : decodeTree(body);
  }

  async readCommit(oid: Oid): Promise<Commit> {
    const body = this.#find(oid, 'commit');
    return body === undefined ? this.#base.readCommit(oid) : decodeCommit(body);
  }

  async readBlobs(oids: readonly Oid[]): Promise<Map<Oid, Uint8Array>> {
    const here = this.#findAll(oids);
    const there = await this.#base.readBlobs(oids.filter((oid) => !here.has(oid)));
    return new Map([...here, ...there]);
  }

  async blobSizes(oids: readonly Oid[]): Promise<Map<Oid, number>> {
    const here = this.#findAll(oids);
    const sizes = await this.#base.blobSizes(oids.filter((oid) => !here.has(oid)));
    for (const [oid, body] of here) sizes.set(oid, body.byteLength);
    return sizes;
  }

  #write(type: ObjectType, body: Uint8Array): Oid {
    const oid = hashObject(type, body);
    if (!this.#pending.has(oid)) this.#pending.set(oid, { type, body });
    return oid;
  }

  #find(oid: Oid, type: ObjectType): Uint8Array | undefined {
    const found = this.#pending.get(oid);
    if (found !== undefined && found.type !== type) throw wrongObjectType(oid, found.type, type);
    return found?.body;
  }

  #findAll(oids: readonly Oid[]): Map<Oid, Uint8Array> {
    const found = new Map<Oid, Uint8Array>();
    for (const oid of oids) {
      const body = this.#find(oid, 'blob');
      if (body !== undefined) found.set(oid, body);
    }
    return found;
  }
}
