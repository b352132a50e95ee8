import { LRUCache } from 'lru-cache';
import type { SpoolFile } from '../../service/spool-file.js';
import { readDeltaHead, readInstruction } from './apply-delta.js';
import { badPack } from './pack-errors.js';

const BLOCK_BYTES = 1024 * 1024; // 1 MiB
/** Blocks of the base that are at hand: copies mostly go through it from its beginning to its end. */
const BLOCKS_AT_HAND = 16;
/** The longest instruction: a byte that says so, and 127 to insert. The sizes at the beginning are shorter. */
const MAX_INSTRUCTION_BYTES = 128;

/**
 * Yields what a delta makes of a base that is too large for memory, in parts. None of the three is in memory beyond some
 * megabytes. It checks what `applyDelta` checks.
 *
 * @throws DepotError `OBJECT_CORRUPT`.
 */
export async function* applyLargeDelta(
  base: SpoolFile,
  delta: AsyncIterable<Uint8Array>,
): AsyncGenerator<Buffer, void, undefined> {
  const application = new LargeApplication(base);
  let rest: Buffer = Buffer.alloc(0);
  for await (const part of delta) {
    rest = Buffer.concat([rest, part]);
    let at = 0;
    // What may be cut off waits for the next part.
    while (rest.length - at >= MAX_INSTRUCTION_BYTES) {
      at = await application.step(rest, at);
      if (application.isFull) yield application.take();
    }
    rest = rest.subarray(at);
  }
  for (let at = 0; at < rest.length || !application.hasBegun; ) {
    at = await application.step(rest, at);
    if (application.isFull) yield application.take();
  }
  application.finish();
  yield application.take();
}

/** A delta as far as it was applied, and what came of it that was not taken yet. */
class LargeApplication {
  readonly #base: SpoolFile;
  readonly #blocks = new LRUCache<number, Buffer>({ max: BLOCKS_AT_HAND });
  #promised: number | undefined;
  #made = 0;
  #parts: Buffer[] = [];
  #bytes = 0;

  constructor(base: SpoolFile) {
    this.#base = base;
  }

  get hasBegun(): boolean {
    return this.#promised !== undefined;
  }

  get isFull(): boolean {
    return this.#bytes >= BLOCK_BYTES;
  }

  /** Carries out what stands at a position, and returns where the next instruction is. */
  async step(delta: Buffer, at: number): Promise<number> {
    if (this.#promised === undefined) {
      const { baseSize, resultSize, length } = readDeltaHead(delta);
      if (baseSize !== this.#base.size) {
        throw badPack(`a delta is for a base of ${baseSize} bytes, and its base has ${this.#base.size}`);
      }
      this.#promised = resultSize;
      return length;
    }
    const { end, count, offset } = readInstruction(delta, at);
    const isTooMuch = this.#made + count > this.#promised;
    const isOutside = offset === undefined ? end > delta.length : offset + count > this.#base.size;
    if (isTooMuch || isOutside) throw badPack('a delta reads or writes beyond the end');
    if (offset === undefined) this.#add(Buffer.from(delta.subarray(end - count, end)));
    else await this.#copy(offset, count);
    this.#made += count;
    return end;
  }

  /** Returns what was made since the last time. */
  take(): Buffer {
    const bytes = Buffer.concat(this.#parts);
    this.#parts = [];
    this.#bytes = 0;
    return bytes;
  }

  /** Makes sure that the delta gave what it promises. */
  finish(): void {
    if (this.#made !== this.#promised) {
      throw badPack(`a delta promises ${this.#promised} bytes and gives ${this.#made}`);
    }
  }

  async #copy(offset: number, count: number): Promise<void> {
    for (let from = offset; from < offset + count; ) {
      const index = Math.floor(from / BLOCK_BYTES);
      const start = index * BLOCK_BYTES;
      let block = this.#blocks.get(index);
      if (block === undefined) {
        block = await this.#base.read(start, Math.min(BLOCK_BYTES, this.#base.size - start));
        this.#blocks.set(index, block);
      }
      const part = block.subarray(from - start, offset + count - start);
      this.#add(part);
      from += part.length;
    }
  }

  #add(part: Buffer): void {
    this.#parts.push(part);
    this.#bytes += part.length;
  }
}
