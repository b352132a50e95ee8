import type { Contents } from './contents.js';
import type { SpillFile } from './spill-store.js';

const PIECE = 1024 * 1024; // 1 MiB

/** A spill file that several hold; it ends with the last. */
export class SharedSpill {
  readonly file: SpillFile;
  #holders = 1;

  constructor(file: SpillFile) {
    this.file = file;
  }

  /** Whether there is one holder only, who may then change it. */
  get isOwn(): boolean {
    return this.#holders === 1;
  }

  retain(): void {
    this.#holders += 1;
  }

  release(): void {
    this.#holders -= 1;
    if (this.#holders === 0) this.file.close();
  }
}

/** Returns the first `size` bytes of a spill file, which nobody may change while these contents hold it. */
export function spilledContents(spill: SharedSpill, size: number): Contents {
  spill.retain();
  return new SpilledContents(spill, size);
}

class SpilledContents implements Contents {
  readonly size: number;
  readonly bytes: undefined = undefined;
  readonly #spill: SharedSpill;
  #oid: Promise<string> | undefined;

  constructor(spill: SharedSpill, size: number) {
    this.#spill = spill;
    this.size = size;
  }

  read(from: number, to: number): Uint8Array {
    return this.#spill.file.read(from, Math.min(to, this.size));
  }

  async *stream(): AsyncGenerator<Uint8Array> {
    this.retain();
    try {
      for (let at = 0; at < this.size; at += PIECE) yield this.read(at, at + PIECE);
    } finally {
      this.release();
    }
  }

  oid(): Promise<string> {
    this.#oid ??= this.#computeOid();
    return this.#oid;
  }

  retain(): void {
    this.#spill.retain();
  }

  release(): void {
    this.#spill.release();
  }

  async #computeOid(): Promise<string> {
    this.retain();
    try {
      return await this.#spill.file.blobOid(this.size);
    } finally {
      this.release();
    }
  }
}
