import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { Oid } from '../../objects/index.js';
import { SpoolFile } from '../../service/spool-file.js';
import { applyLargeDelta } from './apply-large-delta.js';

/** Files that are kept for deltas to come: the one that is worked on, and what it is made of. */
const MAX_FILES = 3;

/** The bytes of blobs that are too large for memory while deltas are applied to them: files, the last used ones. */
export class LargeBodies implements AsyncDisposable {
  readonly #folder: string;
  readonly #files: LRUCache<number, SpoolFile>;
  readonly #closing = new Set<Promise<void>>();

  constructor(folder: string) {
    this.#folder = folder;
    this.#files = new LRUCache<number, SpoolFile>({ max: MAX_FILES, dispose: (file) => this.#close(file) });
  }

  /** Returns the file of an entry, when it is kept. */
  get(index: number): SpoolFile | undefined {
    return this.#files.get(index);
  }

  /** Writes the bytes of an entry into a file and keeps it. */
  async write(index: number, parts: AsyncIterable<Uint8Array>): Promise<SpoolFile> {
    const file = await SpoolFile.create(this.#folder, 'base');
    this.#files.set(index, file);
    for await (const part of parts) await file.append(part);
    return file;
  }

  /** Writes what a delta makes of a base into a file and keeps it. */
  async apply(index: number, base: SpoolFile, delta: AsyncIterable<Uint8Array>): Promise<SpoolFile> {
    return this.write(index, applyLargeDelta(base, delta));
  }

  /** Lets go of an entry that nothing is made of any more. */
  delete(index: number): void {
    this.#files.delete(index);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#files.clear();
    await Promise.all(this.#closing);
  }

  #close(file: SpoolFile): void {
    const closing: Promise<void> = file[Symbol.asyncDispose]().finally(() => this.#closing.delete(closing));
    this.#closing.add(closing);
  }
}

/** Returns the oid of a blob in a file. */
export async function hashFile(file: SpoolFile): Promise<Oid> {
  const hash = createHash('sha1').update(`blob ${file.size}\0`);
  for await (const part of file.parts(0, file.size, PART_BYTES)) hash.update(part);
  return hash.digest('hex');
}

const PART_BYTES = 1024 * 1024; // 1 MiB
