import { blobOid } from '../blob-oid.js';
import type { Contents } from './contents.js';

/** Returns bytes in memory as the contents of a file. They must not be changed from then on. */
export function memoryContents(bytes: Uint8Array): Contents {
  return new MemoryContents(bytes);
}

class MemoryContents implements Contents {
  readonly bytes: Uint8Array;
  #oid: Promise<string> | undefined;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  get size(): number {
    return this.bytes.length;
  }

  read(from: number, to: number): Uint8Array {
    return this.bytes.subarray(from, to);
  }

  async *stream(): AsyncGenerator<Uint8Array> {
    if (this.bytes.length > 0) yield this.bytes;
  }

  oid(): Promise<string> {
    this.#oid ??= blobOid(this.bytes);
    return this.#oid;
  }

  // Memory is given back by whoever lets go of the object.
  retain(): void {}
  release(): void {}
}
