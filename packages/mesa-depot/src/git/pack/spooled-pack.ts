import { pipeline } from 'node:stream';
import { createInflate } from 'node:zlib';
import { FRAME_BYTES } from '../../storage/index.js';
import { MAX_HEAD_BYTES, readEntryHead } from './entry-head.js';
import { inflateWhole } from './inflate-entry.js';
import type { PackEntries } from './pack-entries.js';
import type { PackSpool } from './pack-spool.js';

const PART_BYTES = 256 * 1024; // 256 KiB

/** A pack that was read to its end: its objects can be inflated again, in any order. */
export class SpooledPack {
  readonly entries: PackEntries;
  readonly #spool: PackSpool;
  /** Where the entries end. */
  readonly #end: number;

  constructor(spool: PackSpool, entries: PackEntries, end: number) {
    this.#spool = spool;
    this.entries = entries;
    this.#end = end;
  }

  /** Returns what an entry inflates to: an object, or a delta. */
  async inflate(index: number): Promise<Buffer> {
    const from = this.entries.offset(index);
    const bytes = await this.#spool.read(from, this.#endOf(index) - from);
    const { length, size } = readEntryHead(bytes);
    return inflateWhole(bytes.subarray(length), size);
  }

  /** Yields what an entry inflates to in frames, as large blobs are stored. */
  async *frames(index: number): AsyncGenerator<Uint8Array, void, undefined> {
    const from = this.entries.offset(index);
    const end = this.#endOf(index);
    const head = await this.#spool.read(from, Math.min(MAX_HEAD_BYTES, end - from));
    const compressed = this.#spool.parts(from + readEntryHead(head).length, end, PART_BYTES);
    // A failure ends the iteration below with its error, so the callback has nothing to do.
    const inflate = pipeline(compressed, createInflate({ chunkSize: PART_BYTES }), () => {});
    let frame: Buffer[] = [];
    let bytes = 0;
    for await (let part of inflate as AsyncIterable<Buffer>) {
      while (bytes + part.length >= FRAME_BYTES) {
        const fits = FRAME_BYTES - bytes;
        yield Buffer.concat([...frame, part.subarray(0, fits)]);
        part = part.subarray(fits);
        frame = [];
        bytes = 0;
      }
      frame.push(part);
      bytes += part.length;
    }
    if (bytes > 0) yield Buffer.concat(frame);
  }

  #endOf(index: number): number {
    return index + 1 < this.entries.count ? this.entries.offset(index + 1) : this.#end;
  }
}
