import { LRUCache } from 'lru-cache';
import type { Commit } from './commit.js';
import type { Oid } from './oid.js';
import type { TreeEntry } from './tree.js';

/** A parsed object worth keeping. Blobs are not: they are large and read once. */
export type CachedObject =
  | { readonly type: 'tree'; readonly tree: readonly TreeEntry[] }
  | { readonly type: 'commit'; readonly commit: Commit };

/** A parsed tree or commit takes about this many times the bytes of its body. */
const PARSED_FACTOR = 4;
const PER_OBJECT_BYTES = 300;

/**
 * Parsed trees and commits of all repositories, the least recently used dropped first.
 *
 * An object never changes, so nothing here can be out of date, whoever else writes to the database.
 */
export class ObjectCache {
  readonly #objects: LRUCache<string, CachedObject>;

  /** @param options.maxBytes About how much memory it may take. 64 MiB unless said otherwise. */
  constructor(options: { readonly maxBytes?: number } = {}) {
    this.#objects = new LRUCache({ maxSize: options.maxBytes ?? 64 * 1024 * 1024 });
  }

  get(repoSeq: number, oid: Oid): CachedObject | undefined {
    return this.#objects.get(`${repoSeq}:${oid}`);
  }

  /** Keeps an object; one that is larger than the whole cache is not kept. */
  set(repoSeq: number, oid: Oid, object: CachedObject, bodyBytes: number): void {
    this.#objects.set(`${repoSeq}:${oid}`, object, { size: PER_OBJECT_BYTES + bodyBytes * PARSED_FACTOR });
  }
}
