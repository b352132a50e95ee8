/** Bytes of files by their object id, up to a number of bytes; what was not read for longest goes first. */
export class BlobCache {
  readonly #maxBytes: number;
  /** In the order of their last use, the longest ago first. */
  readonly #blobs = new Map<string, Uint8Array>();
  #bytes = 0;

  /** @param maxBytes Limit of all blobs together; 0 keeps nothing. */
  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  get bytes(): number {
    return this.#bytes;
  }

  get(oid: string): Uint8Array | undefined {
    const blob = this.#blobs.get(oid);
    if (blob === undefined) return undefined;
    this.#blobs.delete(oid);
    this.#blobs.set(oid, blob);
    return blob;
  }

  set(oid: string, blob: Uint8Array): void {
    // One blob that would push out everything else is not worth it.
    if (blob.length > this.#maxBytes / 2 || this.#blobs.has(oid)) return;
    this.#blobs.set(oid, blob);
    this.#bytes += blob.length;
    for (const [oldest, { length }] of this.#blobs) {
      if (this.#bytes <= this.#maxBytes) break;
      this.#blobs.delete(oldest);
      this.#bytes -= length;
    }
  }
}
