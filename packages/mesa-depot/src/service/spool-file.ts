import { randomUUID } from 'node:crypto';
import { type FileHandle, mkdir, open, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** Bytes on their way into the storage that are too many for memory: a private file, gone when it is disposed of. */
export class SpoolFile implements AsyncDisposable {
  readonly #handle: FileHandle;
  readonly #path: string;
  #size = 0;

  private constructor(handle: FileHandle, path: string) {
    this.#handle = handle;
    this.#path = path;
  }

  /** Makes an empty file in a folder, which is made where it is missing. `kind` begins its name, for who cleans up. */
  static async create(folder: string, kind: string): Promise<SpoolFile> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const path = join(folder, `${kind}-${randomUUID()}`);
    return new SpoolFile(await open(path, 'wx+', 0o600), path);
  }

  /** Bytes written so far. */
  get size(): number {
    return this.#size;
  }

  /** Writes bytes at the end. */
  async append(bytes: Uint8Array): Promise<void> {
    for (let at = 0; at < bytes.byteLength; ) {
      const { bytesWritten } = await this.#handle.write(bytes, at, bytes.byteLength - at, this.#size);
      at += bytesWritten;
      this.#size += bytesWritten;
    }
  }

  /** Returns `length` bytes from `position`; it is a mistake to ask for bytes that were not written. */
  async read(position: number, length: number): Promise<Buffer> {
    const bytes = Buffer.allocUnsafe(length);
    for (let at = 0; at < length; ) {
      const { bytesRead } = await this.#handle.read(bytes, at, length - at, position + at);
      if (bytesRead === 0) throw new Error('the spooled bytes ended early');
      at += bytesRead;
    }
    return bytes;
  }

  /** Yields the bytes from `from` up to `to` in parts of `partBytes`, the last one shorter. */
  async *parts(from: number, to: number, partBytes: number): AsyncGenerator<Buffer, void, undefined> {
    for (let at = from; at < to; at += partBytes) yield await this.read(at, Math.min(partBytes, to - at));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#handle.close();
    await rm(this.#path, { force: true });
  }
}
