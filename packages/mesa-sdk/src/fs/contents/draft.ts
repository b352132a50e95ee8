import type { Contents } from './contents.js';
import { Extents } from './extents.js';
import { memoryContents } from './memory-contents.js';
import type { SpillStore } from './spill-store.js';
import { SharedSpill, spilledContents } from './spilled-contents.js';

/** A draft that reaches further goes to a file. */
const MAX_MEMORY_BYTES = 4 * 1024 * 1024; // 4 MiB
const PIECE = 1024 * 1024; // 1 MiB

/**
 * The bytes of a file while somebody writes it: seen at once by every reader, and on no server before they are taken as
 * {@link Contents}. In memory while it is small, in a file beyond that.
 */
export class Draft {
  readonly #spillStore: SpillStore;
  readonly #extents = new Extents();
  #memory = new Uint8Array(0);
  #spill: SharedSpill | undefined;
  #size = 0;
  /** What was taken since the last change. Its bytes must stay as they are. */
  #taken: Contents | undefined;
  #isChanged = false;

  constructor(spillStore: SpillStore) {
    this.#spillStore = spillStore;
  }

  /** Returns a draft that begins as a copy. Only a piece of it at a time is in memory. */
  static async copyOf(source: AsyncIterable<Uint8Array>, spillStore: SpillStore): Promise<Draft> {
    const draft = new Draft(spillStore);
    for await (const piece of source) draft.write(piece, draft.size);
    draft.markStored();
    return draft;
  }

  get size(): number {
    return this.#size;
  }

  /** Whether it is something else than what the file has. */
  get isChanged(): boolean {
    return this.#isChanged;
  }

  /** Notes that the file does not have what is here after all. */
  markChanged(): void {
    this.#isChanged = true;
  }

  /** Notes that the file has what is here now. */
  markStored(): void {
    this.#isChanged = false;
  }

  /** Units of 512 bytes in use. */
  get blocks(): number {
    return this.#extents.blocks;
  }

  /** Returns the bytes from `from` up to and without `to`; fewer at the end. Valid until the next change. */
  read(from: number, to: number): Uint8Array {
    const end = Math.min(to, this.#size);
    if (end <= from) return new Uint8Array(0);
    return this.#spill === undefined ? this.#memory.subarray(from, end) : this.#spill.file.read(from, end);
  }

  write(data: Uint8Array, at: number): void {
    if (data.length === 0) return;
    const end = at + data.length;
    this.#prepare(Math.max(end, this.#size));
    if (this.#spill === undefined) this.#memory.set(data, at);
    else this.#spill.file.write(data, at);
    this.#extents.add(at, end);
    this.#size = Math.max(this.#size, end);
  }

  truncate(size: number): void {
    this.#prepare(size);
    if (size < this.#size) {
      // What lay beyond the end reads as zeros when the file grows again.
      if (this.#spill === undefined) this.#memory.fill(0, size, this.#size);
      else this.#spill.file.truncate(size);
    }
    this.#extents.remove(size, Number.POSITIVE_INFINITY);
    this.#size = size;
  }

  /** Takes room for a range, so that it is no hole any more; the size stays. */
  reserve(from: number, to: number): void {
    this.#extents.add(from, to);
  }

  /** Makes a range zeros, within the size. */
  clear(from: number, to: number): void {
    const end = Math.min(to, this.#size);
    this.#extents.remove(from, to);
    if (end <= from) return;
    this.#prepare(this.#size);
    if (this.#spill === undefined) this.#memory.fill(0, from, end);
    else this.#spill.file.clear(from, end);
  }

  /** Returns where the next data or hole begins; undefined when there is none before the end. */
  seek(offset: number, whence: 'data' | 'hole'): number | undefined {
    return this.#extents.seek(offset, whence, this.#size);
  }

  /** Gives back the memory that it takes: its bytes go to a file. */
  moveOut(): void {
    if (this.#spill !== undefined) return;
    this.#taken = undefined;
    this.#spillOver();
  }

  /** Returns the bytes as they are now, which later writes leave alone. The caller holds them. */
  take(): Contents {
    if (this.#taken !== undefined) this.#taken.retain();
    else if (this.#spill !== undefined) this.#taken = spilledContents(this.#spill, this.#size);
    else this.#taken = memoryContents(this.#exactMemory());
    return this.#taken;
  }

  /** Gives back what it takes. What was taken of it stays. */
  close(): void {
    this.#spill?.release();
    this.#spill = undefined;
    this.#memory = new Uint8Array(0);
  }

  /** Makes sure that bytes up to `end` can be changed, and that nobody else sees the change. */
  #prepare(end: number): void {
    this.#isChanged = true;
    const isTaken = this.#taken !== undefined;
    this.#taken = undefined;
    if (this.#spill === undefined && end > MAX_MEMORY_BYTES) this.#spillOver();
    else if (this.#spill === undefined) this.#makeRoom(end, isTaken);
    else if (!this.#spill.isOwn) {
      const copy = this.#spill.file.copy(this.#size);
      this.#spill.release();
      this.#spill = new SharedSpill(copy);
    }
  }

  #makeRoom(end: number, isTaken: boolean): void {
    if (end <= this.#memory.length && !isTaken) return;
    // Doubled, so that a file that grows by small writes is copied a few times only.
    const length = Math.max(end, Math.min(MAX_MEMORY_BYTES, end > this.#memory.length ? end * 2 : 0));
    const memory = new Uint8Array(Math.max(length, this.#size));
    memory.set(this.#memory.subarray(0, this.#size));
    this.#memory = memory;
  }

  /** Returns the bytes without the room to grow, where that is much: they may be kept for long. */
  #exactMemory(): Uint8Array {
    const spare = this.#memory.length - this.#size;
    return spare > this.#size / 4 ? this.#memory.slice(0, this.#size) : this.#memory.subarray(0, this.#size);
  }

  #spillOver(): void {
    const file = this.#spillStore.create();
    for (let at = 0; at < this.#size; at += PIECE)
      file.write(this.#memory.subarray(at, Math.min(at + PIECE, this.#size)), at);
    this.#spill = new SharedSpill(file);
    this.#memory = new Uint8Array(0);
  }
}
