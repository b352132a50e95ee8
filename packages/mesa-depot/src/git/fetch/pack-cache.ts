import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';

/** A pack that was sent. */
export interface SentPack {
  readonly objectCount: number;
  readonly chunks: readonly Uint8Array[];
}

/** About how much memory the packs may take, and how much of it a single one. */
const MAX_BYTES = 32 * 1024 * 1024; // 32 MiB
const MAX_PACK_BYTES = MAX_BYTES / 2;

/**
 * Packs of clones that were sent lately, the least recently used dropped first: machines that build and test clone the same commit
 * again and again.
 *
 * A pack is kept by all that it was made from, oids and nothing else that could change. So it is never out of date, whoever
 * writes to the database.
 */
export class PackCache {
  readonly #packs = new LRUCache<string, SentPack>({
    maxSize: MAX_BYTES,
    sizeCalculation: ({ chunks }) => 1 + chunks.reduce((sum, { byteLength }) => sum + byteLength, 0),
  });

  get(key: string): SentPack | undefined {
    return this.#packs.get(key);
  }

  /** Passes a pack on, and keeps it once it is whole and not too large. */
  async *keep(
    key: string,
    objectCount: number,
    pack: AsyncIterable<Uint8Array>,
  ): AsyncGenerator<Uint8Array, void, undefined> {
    let chunks: Uint8Array[] | undefined = [];
    let byteLength = 0;
    for await (const chunk of pack) {
      byteLength += chunk.byteLength;
      if (byteLength > MAX_PACK_BYTES) chunks = undefined;
      else chunks?.push(chunk);
      yield chunk;
    }
    if (chunks !== undefined) this.#packs.set(key, { objectCount, chunks });
  }
}

/** Returns a short key for what a pack is made from. Lists have to be in an order that does not depend on the request. */
export function packKey(madeFrom: Readonly<Record<string, unknown>>): string {
  // Infinity, which a filter that leaves out nothing holds, is null in JSON, as nothing else in it.
  return createHash('sha256').update(JSON.stringify(madeFrom)).digest('base64');
}
