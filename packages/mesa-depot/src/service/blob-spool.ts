import { createHash, type Hash, randomUUID } from 'node:crypto';
import { type FileHandle, mkdir, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Oid } from '../objects/index.js';
import { FRAME_BYTES } from '../storage/index.js';

/**
 * The bytes of a blob on their way into the storage. Its id is known only at its end, and its rows carry the id, so it
 * waits in a file; one of a single frame stays in memory. Dispose of it when done.
 */
export class BlobSpool implements AsyncDisposable {
  readonly #folder: string;
  readonly #hash: Hash | undefined;
  readonly #expectedSize: number | undefined;
  #parts: Uint8Array[] = [];
  #file: { readonly handle: FileHandle; readonly path: string } | undefined;
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
    const isFirst = this.#file === undefined;
    this.#file ??= await createFile(this.#folder);
    for (const bytes of isFirst ? [...this.#parts, part] : [part]) await writeAll(this.#file.handle, bytes);
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
    if (this.#file === undefined) {
      yield Buffer.concat(this.#parts);
      return;
    }
    for (let at = 0; at < this.#size; at += FRAME_BYTES) {
      yield await readExactly(this.#file.handle, at, Math.min(FRAME_BYTES, this.#size - at));
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#file === undefined) return;
    await this.#file.handle.close();
    await rm(this.#file.path, { force: true });
  }
}

function beginHash(size: number): Hash {
  return createHash('sha1').update(`blob ${size}\0`);
}

async function createFile(folder: string): Promise<{ handle: FileHandle; path: string }> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, `blob-${randomUUID()}`);
  return { handle: await open(path, 'wx+', 0o600), path };
}

async function writeAll(handle: FileHandle, bytes: Uint8Array): Promise<void> {
  for (let at = 0; at < bytes.byteLength; ) at += (await handle.write(bytes, at)).bytesWritten;
}

async function readExactly(handle: FileHandle, position: number, length: number): Promise<Uint8Array> {
  const bytes = Buffer.allocUnsafe(length);
  for (let at = 0; at < length; ) {
    const { bytesRead } = await handle.read(bytes, at, length - at, position + at);
    if (bytesRead === 0) throw new Error('the spooled bytes of a blob ended early');
    at += bytesRead;
  }
  return bytes;
}
