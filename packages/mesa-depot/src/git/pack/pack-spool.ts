import { SpoolFile } from '../../service/spool-file.js';

/** The bytes of a pack that were read, to be read again in any order: in memory, or in a file when they are many. */
export class PackSpool implements AsyncDisposable {
  readonly #folder: string;
  readonly #memoryBytes: number;
  #parts: Uint8Array[] = [];
  #size = 0;
  #file: SpoolFile | undefined;

  /** @param memoryBytes Up to this size a pack waits in memory: most are smaller, and a file costs more than the rest. */
  constructor(folder: string, memoryBytes: number) {
    this.#folder = folder;
    this.#memoryBytes = memoryBytes;
  }

  /** Adds bytes at the end. They may be kept, not copied. */
  async append(bytes: Uint8Array): Promise<void> {
    this.#size += bytes.byteLength;
    if (this.#file === undefined && this.#size <= this.#memoryBytes) {
      this.#parts.push(bytes);
      return;
    }
    this.#file ??= await SpoolFile.create(this.#folder, 'pack');
    for (const part of [...this.#parts, bytes]) await this.#file.append(part);
    this.#parts = [];
  }

  /** Returns `length` bytes from `position`, which must have been added. */
  async read(position: number, length: number): Promise<Buffer> {
    if (this.#file !== undefined) return this.#file.read(position, length);
    return this.#whole().subarray(position, position + length);
  }

  /** Yields the bytes from `from` up to `to` in parts of `partBytes`, the last one shorter. */
  async *parts(from: number, to: number, partBytes: number): AsyncGenerator<Buffer, void, undefined> {
    for (let at = from; at < to; at += partBytes) yield await this.read(at, Math.min(partBytes, to - at));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#parts = [];
    await this.#file?.[Symbol.asyncDispose]();
  }

  #whole(): Buffer {
    const [first] = this.#parts;
    if (this.#parts.length === 1 && first !== undefined) {
      return Buffer.from(first.buffer, first.byteOffset, first.byteLength);
    }
    const whole = Buffer.concat(this.#parts);
    this.#parts = [whole];
    return whole;
  }
}
