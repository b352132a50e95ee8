/** A stored body, as the store describes it. */
export interface StoredBlob {
  readonly key: string;
  readonly size: number;
  /** When it was stored, by the clock of the store. */
  readonly storedAtMs: number;
}

/**
 * A store for large bodies beside the database. Keys are given once: what is under one never changes.
 *
 * @throws DepotError `UNAVAILABLE` when the store cannot be reached, refuses or is overloaded, after several attempts;
 * `OBJECT_CORRUPT` when there is nothing under a key, or something of another size.
 */
export interface BlobStore {
  /** Stores a body. Resolves once the store has confirmed that it has all of it. */
  put(key: string, size: number, body: AsyncIterable<Uint8Array>): Promise<void>;
  /** Returns the bytes from offset `from` up to `to`. */
  get(key: string, from: number, to: number): Promise<Uint8Array>;
  /** Returns what is under a key, or undefined. */
  head(key: string): Promise<StoredBlob | undefined>;
  /** Removes what is under these keys; one that is not there is none the less gone. */
  delete(keys: readonly string[]): Promise<void>;
  /** Yields what is stored, in pages, in order of key. */
  list(): AsyncIterable<readonly StoredBlob[]>;
  close(): Promise<void>;
}
