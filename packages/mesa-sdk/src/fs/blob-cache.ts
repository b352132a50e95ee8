/** Bytes by a key, for example the id of a file, up to a number of bytes; what was not read for longest goes first. */
export class BlobCache {
  readonly maxBytes: number;
  /** In the order of their last use, the longest ago first. */
  readonly #blobs = new Map<string, Uint8Array>();
  #bytes = 0;

  /** @param maxBytes Limit of all blobs together; 0 keeps nothing. */
  constructor(maxBytes: number) {
    this.maxBytes = maxBytes;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** Whether something is there. Does not count as a use. */
  has(key: string): boolean {
    return this.#blobs.has(key);
  }

  get(key: string): Uint8Array | undefined {
    const blob = this.#blobs.get(key);
    if (blob === undefined) return undefined;
    this.#blobs.delete(key);
    this.#blobs.set(key, blob);
    return blob;
  }

  set(key: string, blob: Uint8Array): void {
    // One blob that would push out everything else is not worth it.
    if (blob.length > this.maxBytes / 2 || this.#blobs.has(key)) return;
    this.#blobs.set(key, blob);
    this.#bytes += blob.length;
    for (const [oldest, { length }] of this.#blobs) {
      if (this.#bytes <= this.maxBytes) break;
      this.#blobs.delete(oldest);
      this.#bytes -= length;
    }
  }
}
