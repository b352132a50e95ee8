import type { BlobCache } from '../blob-cache.js';
import { blobOid } from '../blob-oid.js';
import type { RepoClient, Revision } from '../repo-client.js';
import type { DiskCache } from './disk-cache.js';
import { cutRange, FRAME_BYTES, type FrameRun, frameCount, framesOf, isFramed, rangeOf } from './frames.js';
import { ReadAhead } from './read-ahead.js';

/** Frames that one request fetches at most, so that the first of them is there soon. */
const MAX_RUN_FRAMES = 4;
const MAX_AHEAD_FRAMES = 16;
/** Of small files that are fetched before they are asked for, at a time. */
const MAX_AHEAD_BYTES = 8 * 1024 * 1024; // 8 MiB
const MAX_AHEAD_FILES = 256;
/** The same for a server that answers one file for each request. */
const MAX_AHEAD_REQUESTS = 8;
/** A file larger than this is fetched in parts also where all of it is wanted, so that each request is done in time. */
const MAX_WHOLE_BYTES = 32 * 1024 * 1024; // 32 MiB
const PART_BYTES = 8 * 1024 * 1024; // 8 MiB
const PARALLEL_PARTS = 3;
/** Large files whose readers are watched at a time. */
const MAX_READERS = 64;

/** A file on the server: its bytes by their id, how many, and a path that has them at the revision. */
export interface BlobRef {
  readonly oid: string;
  readonly size: number;
  readonly path: string;
}

/** Options of a {@link BlobStore}. */
export interface BlobStoreOptions {
  readonly client: Pick<RepoClient, 'readBlob' | 'readBlobRange' | 'features'>;
  /** What is kept in memory; several stores can share it. */
  readonly memory: BlobCache;
  /** What is kept on disk; several stores can share it. */
  readonly disk?: DiskCache | undefined;
}

/**
 * The bytes of the files of a repository: from memory, from disk, or from the server. Who asks for what is on its way
 * already waits for the same request. Large files are never fetched whole for a part of them, where the server can.
 *
 * Nobody may change the bytes that it returns.
 */
export class BlobStore {
  readonly #client: BlobStoreOptions['client'];
  readonly #memory: BlobCache;
  readonly #disk: DiskCache | undefined;
  readonly #maxAheadFrames: number;
  /** Whole blobs on their way, by id. */
  readonly #blobs = new Map<string, Promise<Uint8Array>>();
  /** Frames on their way, by id and number. */
  readonly #frames = new Map<string, Promise<Uint8Array>>();
  /** By id; the one used longest ago first. */
  readonly #readers = new Map<string, ReadAhead>();
  /** What was read last: that the next read finds it does not depend on the size of the cache. */
  #last: { readonly key: string; readonly bytes: Uint8Array } | undefined;

  constructor({ client, memory, disk }: BlobStoreOptions) {
    this.#client = client;
    this.#memory = memory;
    this.#disk = disk;
    // What is read ahead must not push out itself.
    this.#maxAheadFrames = Math.min(MAX_AHEAD_FRAMES, Math.floor(memory.maxBytes / 4 / FRAME_BYTES));
  }

  /** How much of small files may be fetched before it is asked for. */
  get aheadLimits(): { readonly maxFiles: number; readonly maxBytes: number } {
    return {
      maxFiles: this.#client.features.ranges ? MAX_AHEAD_FILES : MAX_AHEAD_REQUESTS,
      maxBytes: Math.min(MAX_AHEAD_BYTES, this.#memory.maxBytes / 4),
    };
  }

  /** Whether the bytes of a small file can be had without the server. */
  isHere(oid: string): boolean {
    return this.#memory.has(oid) || this.#last?.key === oid || this.#disk?.has(oid) === true;
  }

  /** Returns the bytes of a file where they are in memory. */
  known(oid: string): Uint8Array | undefined {
    return this.#recall(oid);
  }

  /** Keeps the bytes of a file that somebody else got, for example by writing them. */
  put(oid: string, bytes: Uint8Array): void {
    this.#memory.set(oid, bytes);
    this.#keepOnDisk(oid, bytes);
  }

  /**
   * Returns all bytes of a file.
   *
   * @throws {StaleRevisionError} when the path holds another file by now.
   */
  read(revision: Revision, ref: BlobRef): Promise<Uint8Array> {
    const known = this.known(ref.oid);
    if (known !== undefined) return Promise.resolve(known);
    return this.#shared(this.#blobs, ref.oid, () => this.#fetchWhole(revision, ref));
  }

  /**
   * Returns the bytes of a file from `from` up to and without `to`, fewer at the end; at once where they are in memory.
   *
   * @throws {StaleRevisionError} when the path holds another file by now.
   */
  readRange(revision: Revision, ref: BlobRef, from: number, to: number): Uint8Array | Promise<Uint8Array> {
    const end = Math.min(to, ref.size);
    if (end <= from) return new Uint8Array(0);
    const known = this.known(ref.oid) ?? this.#smallOnDisk(ref);
    if (known !== undefined) return known.subarray(from, end);
    if (!isFramed(ref.size)) return this.read(revision, ref).then((bytes) => bytes.subarray(from, end));
    if (!this.#client.features.ranges) return this.#rangeOfWhole(revision, ref, from, end);
    return this.#rangeOfFrames(revision, ref, from, end);
  }

  /** Begins to fetch small files that will be asked for soon. Those that are here or on disk cost nothing. */
  prefetch(revision: Revision, refs: readonly BlobRef[]): void {
    for (const ref of refs) {
      if (isFramed(ref.size) || this.#blobs.has(ref.oid) || this.isHere(ref.oid)) continue;
      // Whoever reads it then is told; until then nobody has to know.
      this.read(revision, ref).catch(() => {});
    }
  }

  #recall(key: string): Uint8Array | undefined {
    return this.#last?.key === key ? this.#last.bytes : this.#memory.get(key);
  }

  #remember(key: string, bytes: Uint8Array): void {
    this.#memory.set(key, bytes);
    this.#last = { key, bytes };
  }

  #shared(
    pending: Map<string, Promise<Uint8Array>>,
    key: string,
    fetch: () => Promise<Uint8Array>,
  ): Promise<Uint8Array> {
    let shared = pending.get(key);
    if (shared === undefined) {
      shared = fetch().finally(() => pending.delete(key));
      pending.set(key, shared);
    }
    return shared;
  }

  /** Returns a small file that is on disk; undefined when it is not, or not to be had at once. */
  #smallOnDisk({ oid, size }: BlobRef): Uint8Array | undefined {
    if (isFramed(size) || this.#blobs.has(oid)) return undefined;
    const bytes = this.#disk?.get(oid);
    if (!(bytes instanceof Uint8Array)) return undefined;
    this.#remember(oid, bytes);
    return bytes;
  }

  async #fetchWhole(revision: Revision, ref: BlobRef): Promise<Uint8Array> {
    const { oid, size } = ref;
    const kept = this.#disk === undefined ? undefined : await this.#wholeOnDisk(this.#disk, ref);
    const bytes = kept ?? (await this.#fetchAll(revision, ref));
    // A large one pushes nothing out that more readers need; whoever reads it in parts gets frames.
    if (isFramed(size)) this.#memory.set(oid, bytes);
    else this.#remember(oid, bytes);
    if (kept === undefined) this.#keepOnDisk(oid, bytes);
    return bytes;
  }

  async #fetchAll(revision: Revision, { oid, size, path }: BlobRef): Promise<Uint8Array> {
    const client = this.#client;
    if (size <= MAX_WHOLE_BYTES || !client.features.ranges) return client.readBlob(revision, path, oid);
    const bytes = new Uint8Array(size);
    let next = 0;
    const fetchParts = async (): Promise<void> => {
      while (next < size) {
        const from = next;
        const to = Math.min(from + PART_BYTES, size);
        next = to;
        bytes.set(await client.readBlobRange(revision, path, oid, from, to), from);
      }
    };
    try {
      await Promise.all(Array.from({ length: PARALLEL_PARTS }, fetchParts));
      return bytes;
    } finally {
      // After a failure nobody needs the others.
      next = size;
    }
  }

  async #wholeOnDisk(disk: DiskCache, { oid, size }: BlobRef): Promise<Uint8Array | undefined> {
    if (!isFramed(size)) return disk.get(oid);
    const count = frameCount(size);
    for (let frame = 0; frame < count; frame++) if (!disk.has(oid, frame)) return undefined;
    const bytes = new Uint8Array(size);
    let at = 0;
    for (let frame = 0; frame < count; frame++) {
      const piece = await disk.get(oid, frame);
      if (piece === undefined || at + piece.length > size) return undefined;
      bytes.set(piece, at);
      at += piece.length;
    }
    return at === size && (await blobOid(bytes)) === oid ? bytes : undefined;
  }

  #keepOnDisk(oid: string, bytes: Uint8Array): void {
    if (this.#disk === undefined) return;
    if (!isFramed(bytes.length)) {
      this.#disk.put(oid, bytes);
      return;
    }
    for (let frame = 0; frame < frameCount(bytes.length); frame++) {
      const start = frame * FRAME_BYTES;
      if (!this.#disk.has(oid, frame)) this.#disk.put(oid, bytes.slice(start, start + FRAME_BYTES), frame);
    }
  }

  /** A server without ranges answers whole files only: the one read last stays here, whatever its size. */
  async #rangeOfWhole(revision: Revision, ref: BlobRef, from: number, to: number): Promise<Uint8Array> {
    const run = framesOf(from, to);
    if (this.#disk !== undefined) {
      const frames = await this.#framesOnDisk(this.#disk, ref, run);
      if (frames.every((frame) => frame !== undefined)) return cutRange(frames, run.first, from, to);
    }
    const bytes = await this.read(revision, ref);
    if (this.#disk === undefined) this.#last = { key: ref.oid, bytes };
    return bytes.subarray(from, to);
  }

  #rangeOfFrames(
    revision: Revision,
    ref: BlobRef,
    from: number,
    to: number,
  ): Uint8Array | Promise<Uint8Array> {
    const run = framesOf(from, to);
    const pending = this.#ask(revision, ref, run);
    const ahead = this.#readerOf(ref.oid).note(from, to, ref.size);
    if (ahead !== undefined) for (const frame of this.#ask(revision, ref, ahead)) ignoreFailure(frame);
    if (pending.every((frame) => frame instanceof Uint8Array)) return cutRange(pending, run.first, from, to);
    return Promise.all(pending).then((frames) => cutRange(frames, run.first, from, to));
  }

  /** Returns the frames of a run, each as it is: here, or on its way. */
  #ask(revision: Revision, ref: BlobRef, { first, end }: FrameRun): (Uint8Array | Promise<Uint8Array>)[] {
    const found: (Uint8Array | Promise<Uint8Array> | undefined)[] = [];
    for (let frame = first; frame < end; frame++) {
      const key = keyOf(ref.oid, frame);
      found.push(this.#recall(key) ?? this.#frames.get(key));
    }
    for (let start = 0; start < found.length; start++) {
      if (found[start] !== undefined) continue;
      let stop = start;
      while (stop < found.length && found[stop] === undefined && stop - start < MAX_RUN_FRAMES) stop++;
      const run = { first: first + start, end: first + stop };
      const answer = this.#fetchRun(revision, ref, run);
      for (let index = start; index < stop; index++) {
        const key = keyOf(ref.oid, first + index);
        found[index] = this.#shared(
          this.#frames,
          key,
          async () => (await answer)[index - start] as Uint8Array,
        );
      }
    }
    return found as (Uint8Array | Promise<Uint8Array>)[];
  }

  async #fetchRun(revision: Revision, ref: BlobRef, run: FrameRun): Promise<Uint8Array[]> {
    const { oid, size } = ref;
    const frames: (Uint8Array | undefined)[] =
      this.#disk === undefined
        ? new Array(run.end - run.first).fill(undefined)
        : await this.#framesOnDisk(this.#disk, ref, run);
    for (let start = 0; start < frames.length; start++) {
      if (frames[start] !== undefined) continue;
      let stop = start;
      while (stop < frames.length && frames[stop] === undefined) stop++;
      const missing = { first: run.first + start, end: run.first + stop };
      const { from, to } = rangeOf(missing, size);
      const bytes = await this.#client.readBlobRange(revision, ref.path, oid, from, to);
      for (let index = start; index < stop; index++) {
        const at = (index - start) * FRAME_BYTES;
        // Of its own, so that a frame that stays does not keep the others in memory.
        const isAlone = stop - start === 1;
        const frame = isAlone ? bytes : bytes.slice(at, at + FRAME_BYTES);
        frames[index] = frame;
        this.#disk?.put(oid, frame, run.first + index);
      }
    }
    for (const [index, frame] of frames.entries())
      this.#remember(keyOf(oid, run.first + index), frame as Uint8Array);
    return frames as Uint8Array[];
  }

  #framesOnDisk(
    disk: DiskCache,
    { oid, size }: BlobRef,
    { first, end }: FrameRun,
  ): Promise<(Uint8Array | undefined)[]> {
    const found: Promise<Uint8Array | undefined>[] = [];
    for (let frame = first; frame < end; frame++) {
      const { from, to } = rangeOf({ first: frame, end: frame + 1 }, size);
      const kept = Promise.resolve(disk.get(oid, frame));
      found.push(kept.then((bytes) => (bytes?.length === to - from ? bytes : undefined)));
    }
    return Promise.all(found);
  }

  #readerOf(oid: string): ReadAhead {
    const reader = this.#readers.get(oid) ?? new ReadAhead(this.#maxAheadFrames);
    this.#readers.delete(oid);
    this.#readers.set(oid, reader);
    if (this.#readers.size > MAX_READERS) this.#readers.delete(this.#readers.keys().next().value as string);
    return reader;
  }
}

function keyOf(oid: string, frame: number): string {
  return `${oid}:${frame}`;
}

function ignoreFailure(frame: Uint8Array | Promise<Uint8Array>): void {
  if (frame instanceof Promise) frame.catch(() => {});
}
