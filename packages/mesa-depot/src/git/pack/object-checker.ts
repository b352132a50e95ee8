import { hashObject, type ObjectType, type Oid } from '../../objects/index.js';
import { checkCommit } from './check-commit.js';
import { checkTag } from './check-tag.js';
import { checkTree } from './check-tree.js';
import type { PackedCommit } from './ingested-pack.js';
import { packOverLimit } from './pack-errors.js';
import type { PackLimits } from './pack-limits.js';

/** Checks the objects of one pack one by one, and keeps what is needed of them when all have come. */
export class ObjectChecker {
  readonly commits: Map<Oid, PackedCommit> = new Map();
  /** Blobs that some tree calls `.gitmodules`. */
  readonly gitmodules: Set<Oid> = new Set();
  readonly #limits: PackLimits;
  #totalBytes = 0;

  constructor(limits: PackLimits) {
    this.#limits = limits;
  }

  /**
   * Counts the bytes of an object before they are inflated.
   *
   * @throws DepotError `PAYLOAD_TOO_LARGE` when it, or all of them together, are too large.
   */
  admit(type: ObjectType, size: number, packBytes: number): void {
    const { blobBytes, structureBytes } = this.#limits;
    const maxBytes = type === 'blob' ? blobBytes : structureBytes;
    if (size > maxBytes) throw packOverLimit(`a ${type} has ${size} bytes, and may have ${maxBytes}`);
    this.#count(size, packBytes);
  }

  /** Counts the bytes of a delta before they are inflated; throws as {@link admit} does. */
  admitDelta(size: number, packBytes: number): void {
    const { blobBytes } = this.#limits;
    if (size > blobBytes) throw packOverLimit(`a delta has ${size} bytes, and may have ${blobBytes}`);
    this.#count(size, packBytes);
  }

  /**
   * Returns the oid of an object that is as git would make it.
   *
   * @throws DepotError `OBJECT_CORRUPT` for one that `git fsck --strict` would complain about.
   */
  check(type: ObjectType, body: Buffer): Oid {
    const oid = hashObject(type, body);
    switch (type) {
      case 'tree':
        for (const blob of checkTree(oid, body).gitmodules) this.gitmodules.add(blob);
        break;
      case 'commit':
        this.commits.set(oid, checkCommit(oid, body));
        break;
      case 'tag':
        checkTag(oid, body);
        break;
      case 'blob':
        break;
    }
    return oid;
  }

  #count(size: number, packBytes: number): void {
    const { inflationFloorBytes, inflationRatio } = this.#limits;
    this.#totalBytes += size;
    if (this.#totalBytes > inflationFloorBytes + inflationRatio * packBytes) {
      throw packOverLimit(
        `its objects have more than ${this.#totalBytes} bytes, which is over ${inflationRatio} times its own`,
      );
    }
  }
}
