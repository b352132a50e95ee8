import { createHash, type Hash } from 'node:crypto';
import type { Oid } from '../objects/index.js';
import { FRAME_BYTES } from '../storage/index.js';
import { SpoolFile } from './spool-file.js';

/**
 * The bytes of a blob on their way into the storage. Its id is known only at its end, and its rows carry the id, so it
 * waits in a file; one of a single frame stays in memory. Dispose of it when done.
 */
export class BlobSpool implements AsyncDisposable {
  readonly #folder: string;
  readonly #hash: Hash | undefined;
  readonly #expectedSize: number | undefined;
  #parts: Uint8Array[] = [];
  #file: SpoolFile | undefined;
  #size = 0;

  /** @param expectedSize git's hash begins with it: a blob of known size is hashed as it comes, another one twice read. */
  constructor(folder: string, expectedSize: number | undefined) {
    this.#folder = folder;
    this.#expectedSize = expectedSize;
    if (expectedSize !== undefined) this.#hash = beginHash(expectedSize);
  }

  /** Bytes so far. */
  get size(): number {
    return this.#size;
  }

  /** All bytes, when they are in memory. */
  get content(): Uint8Array | undefined {
    return this.#file === undefined ? Buffer.concat(this.#parts) : undefined;
  }

  async write(part: Uint8Array): Promise<void> {
    this.#size += part.byteLength;
    this.#hash?.update(part);
    if (this.#file === undefined && this.#size <= FRAME_BYTES) {
      this.#parts.push(part);
      return;
    }
    this.#file ??= await SpoolFile.create(this.#folder, 'blob');
    for (const bytes of [...this.#parts, part]) await this.#file.append(bytes);
    this.#parts = [];
  }

  /** Ends the writing and returns the id. */
  async finish(): Promise<Oid> {
    if (this.#hash !== undefined && this.#size === this.#expectedSize) return this.#hash.digest('hex');
    const hash = beginHash(this.#size);
    for await (const part of this.frames()) hash.update(part);
    return hash.digest('hex');
  }

  /** Yields the bytes in frames. */
  async *frames(): AsyncGenerator<Uint8Array, void, undefined> {
    if (this.#file === undefined) yield Buffer.concat(this.#parts);
    else yield* this.#file.parts(0, this.#size, FRAME_BYTES);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#file?.[Symbol.asyncDispose]();
  }
}

function beginHash(size: number): Hash {
  return createHash('sha1').update(`blob ${size}\0`);
}
