import { DepotError } from '../../errors/index.js';
import {
  frameObjects,
  type LargeBlob,
  type ObjectType,
  type Oid,
  type PendingObject,
  storeLargeBlob,
} from '../../objects/index.js';
import {
  FRAME_BYTES,
  getRepoById,
  insertObjects,
  type RepoRecord,
  type Storage,
} from '../../storage/index.js';

/** Objects that one transaction stores: writers of other requests wait for no more than that. */
const BATCH_OBJECTS = 1_000;
const BATCH_BYTES = 4 * 1024 * 1024; // 4 MiB

/**
 * Stores objects in batches, each in its own transaction. Until a ref leads to them nobody sees them, and storing one
 * again changes nothing: what an interrupted push leaves is in nobody's way.
 *
 * An object that is there already stays as it is, so that a forged one of the same SHA-1 cannot take its place.
 */
export class ObjectSink {
  readonly #storage: Storage;
  readonly #repo: RepoRecord;
  #pending = new Map<Oid, PendingObject>();
  #pendingBytes = 0;

  constructor(storage: Storage, repo: RepoRecord) {
    this.#storage = storage;
    this.#repo = repo;
  }

  /** Adds an object, and stores the batch when it is full. The bytes are kept, not copied. */
  async add(oid: Oid, type: ObjectType, body: Buffer): Promise<void> {
    if (type === 'blob' && body.length > FRAME_BYTES) {
      await this.addLargeBlob({ oid, size: body.length, frames: () => framesOf(body) });
      return;
    }
    if (this.#pending.has(oid)) return;
    this.#pending.set(oid, { type, body });
    this.#pendingBytes += body.length;
    if (this.#pending.size >= BATCH_OBJECTS || this.#pendingBytes >= BATCH_BYTES) await this.flush();
  }

  /** Stores a blob of more than one frame. */
  async addLargeBlob(blob: LargeBlob): Promise<void> {
    await storeLargeBlob(this.#storage, this.#repo.seq, blob);
  }

  /** Stores what is left. */
  async flush(): Promise<void> {
    const batch = this.#pending;
    if (batch.size === 0) return;
    this.#pending = new Map();
    this.#pendingBytes = 0;
    const framed = await frameObjects(batch);
    await this.#storage.transaction(async (tx) => {
      // Objects of a deleted repository would never be removed.
      if (await getRepoById(tx, this.#repo.id)) return insertObjects(tx, this.#repo.seq, framed);
      throw new DepotError('NOT_FOUND', `Repository not found: ${JSON.stringify(this.#repo.name)}`);
    });
  }
}

async function* framesOf(body: Buffer): AsyncGenerator<Uint8Array, void, undefined> {
  for (let at = 0; at < body.length; at += FRAME_BYTES) yield body.subarray(at, at + FRAME_BYTES);
}
