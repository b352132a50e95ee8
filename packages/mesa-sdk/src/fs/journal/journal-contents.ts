import type { Contents } from '../contents/contents.js';
import type { RecordSource } from './record-format.js';

const PIECE = 1024 * 1024; // 1 MiB

/** Bytes of a file that are in a journal. They are there for as long as the journal is. */
export class JournalContents implements Contents {
  readonly size: number;
  readonly bytes: undefined = undefined;
  readonly #source: RecordSource;
  readonly #at: number;
  readonly #oid: string;

  constructor(source: RecordSource, at: number, size: number, oid: string) {
    this.#source = source;
    this.#at = at;
    this.size = size;
    this.#oid = oid;
  }

  read(from: number, to: number): Uint8Array {
    return this.#source.read(this.#at + from, this.#at + Math.min(to, this.size));
  }

  async *stream(): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < this.size; at += PIECE) yield this.read(at, at + PIECE);
  }

  oid(): Promise<string> {
    return Promise.resolve(this.#oid);
  }

  retain(): void {}
  release(): void {}
}
