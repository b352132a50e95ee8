import {
  closeSync,
  fstatSync,
  futimesSync,
  mkdirSync,
  openSync,
  readSync,
  renameSync,
  statSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { mkdir, open, rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { DiskCache } from '../../blobs/disk-cache.js';
import { FRAME_BYTES } from '../../blobs/frames.js';
import type { DiskCacheOptions } from './disk-cache-options.js';
import { type Entry, entryOf } from './entry.js';
import { Janitor } from './janitor.js';

/** What is read and written at once; more goes through Node's threads, so that nobody waits for the disk. */
const SMALL_BYTES = 256 * 1024; // 256 KiB
/** No file of the cache is larger: one that is, is none of ours. */
const MAX_FILE_BYTES = FRAME_BYTES + 4_096;
/** What waits to be written at most. What comes when the disk is that far behind is not kept. */
const MAX_QUEUE_BYTES = 64 * 1024 * 1024; // 64 MiB
/** How long small files are written before others get a turn. */
const SLICE_MS = 2;
/** How exact the time of the last use is: a file that was used within it is not noted again. */
const USE_PRECISION_MS = 60_000; // 1 minute
/** How long nothing is written after the disk was full or failed. */
const PAUSE_MS = 60_000; // 1 minute

interface Write {
  readonly entry: Entry;
  readonly bytes: Uint8Array;
}

/** A cache of files in a folder, which is there and is the user's own. */
export class FileDiskCache implements DiskCache {
  readonly #folder: string;
  readonly #now: () => number;
  readonly #janitor: Janitor;
  /** Begins the names of files on their way: no other process and no other cache makes the same. */
  readonly #prefix = `${process.pid}-${Math.random().toString(36).slice(2)}`;
  readonly #queue = new Map<string, Write>();
  #queuedBytes = 0;
  #written = 0;
  #draining: Promise<void> | undefined;
  #pausedUntil = 0;
  #isClosed = false;

  constructor(folder: string, { maxSizeBytes, now = Date.now }: DiskCacheOptions) {
    this.#folder = folder;
    this.#now = now;
    this.#janitor = new Janitor({ folder, maxSizeBytes, now });
  }

  has(oid: string, frame?: number): boolean {
    const { name } = entryOf(oid, frame);
    if (this.#queue.has(name)) return true;
    return this.#isThere({ name });
  }

  get(oid: string, frame?: number): Uint8Array | undefined | Promise<Uint8Array | undefined> {
    const entry = entryOf(oid, frame);
    const waiting = this.#queue.get(entry.name);
    if (waiting !== undefined) return waiting.bytes;
    const path = join(this.#folder, entry.name);
    let fd: number;
    try {
      fd = openSync(path, 'r');
    } catch {
      return undefined;
    }
    try {
      const { size, mtimeMs } = fstatSync(fd);
      if (size > MAX_FILE_BYTES) {
        this.#discard(path);
        return undefined;
      }
      if (size > SMALL_BYTES) return this.#getLarge(entry, path);
      this.#noteUse(fd, mtimeMs);
      const file = new Uint8Array(size);
      for (let at = 0; at < size; ) {
        const count = readSync(fd, file, at, size - at, at);
        if (count === 0) break;
        at += count;
      }
      const bytes = entry.open(file);
      if (bytes === undefined) this.#discard(path);
      return bytes;
    } catch {
      // A disk that cannot be read is no reason not to ask the server.
      return undefined;
    } finally {
      closeSync(fd);
    }
  }

  put(oid: string, bytes: Uint8Array, frame?: number): void {
    if (this.#isClosed || this.#queuedBytes + bytes.length > MAX_QUEUE_BYTES) return;
    if (this.#now() < this.#pausedUntil) return;
    const entry = entryOf(oid, frame);
    if (this.#queue.has(entry.name)) return;
    this.#queue.set(entry.name, { entry, bytes });
    this.#queuedBytes += bytes.length;
    this.#draining ??= this.#drain().finally(() => {
      this.#draining = undefined;
    });
  }

  async flush(): Promise<void> {
    while (this.#draining !== undefined) await this.#draining;
    await this.#janitor.idle();
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.flush();
  }

  async #getLarge(entry: Entry, path: string): Promise<Uint8Array | undefined> {
    try {
      const handle = await open(path, 'r');
      try {
        const { mtimeMs } = await handle.stat();
        if (this.#isUseNews(mtimeMs)) {
          const now = this.#now() / 1000;
          await handle.utimes(now, now).catch(() => {});
        }
        const { buffer, byteOffset, length } = await handle.readFile();
        // Not as Node's Buffer, whose `slice` is no copy.
        const bytes = entry.open(new Uint8Array(buffer, byteOffset, length));
        if (bytes === undefined) this.#discard(path);
        return bytes;
      } finally {
        await handle.close();
      }
    } catch {
      return undefined;
    }
  }

  #isThere({ name }: Pick<Entry, 'name'>): boolean {
    return statSync(join(this.#folder, name), { throwIfNoEntry: false }) !== undefined;
  }

  #isUseNews(mtimeMs: number): boolean {
    return Math.abs(this.#now() - mtimeMs) > USE_PRECISION_MS;
  }

  #noteUse(fd: number, mtimeMs: number): void {
    if (!this.#isUseNews(mtimeMs)) return;
    const now = this.#now() / 1000;
    try {
      futimesSync(fd, now, now);
    } catch {
      // On a disk that is read-only, nothing is evicted either.
    }
  }

  #discard(path: string): void {
    try {
      unlinkSync(path);
    } catch {
      // Gone already, or not ours to remove: it is checked again when it is read again.
    }
  }

  async #drain(): Promise<void> {
    // Not in the turn of whoever waits for the bytes.
    await nextTurn();
    let sliceEnd = performance.now() + SLICE_MS;
    for (;;) {
      const next = this.#queue.entries().next();
      if (next.done) return;
      const [name, { entry, bytes }] = next.value;
      const temporary = join(this.#folder, 'tmp', `${this.#prefix}-${++this.#written}`);
      try {
        // Another process may have been faster. A damaged one was removed when it was read.
        if (!this.#isThere(entry)) {
          if (bytes.length <= SMALL_BYTES) this.#writeSmall(entry, bytes, temporary);
          else await this.#writeLarge(entry, bytes, temporary);
          this.#janitor.noteWritten(bytes.length);
        }
      } catch {
        // Full, read-only or gone: readers do without, and it is tried again later.
        this.#pausedUntil = this.#now() + PAUSE_MS;
        this.#discard(temporary);
        this.#queue.clear();
        this.#queuedBytes = 0;
        return;
      }
      this.#queue.delete(name);
      this.#queuedBytes -= bytes.length;
      if (performance.now() < sliceEnd) continue;
      await nextTurn();
      sliceEnd = performance.now() + SLICE_MS;
    }
  }

  #writeSmall(entry: Entry, bytes: Uint8Array, temporary: string): void {
    const fd = openSync(temporary, 'wx', 0o600);
    try {
      for (const part of entry.seal(bytes)) {
        for (let at = 0; at < part.length; ) at += writeSync(fd, part, at, part.length - at);
      }
    } finally {
      closeSync(fd);
    }
    const path = join(this.#folder, entry.name);
    try {
      renameSync(temporary, path);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
      mkdirSync(join(path, '..'), { recursive: true, mode: 0o700 });
      renameSync(temporary, path);
    }
  }

  async #writeLarge(entry: Entry, bytes: Uint8Array, temporary: string): Promise<void> {
    const handle = await open(temporary, 'wx', 0o600);
    try {
      for (const part of entry.seal(bytes)) await handle.writeFile(part);
    } finally {
      await handle.close();
    }
    const path = join(this.#folder, entry.name);
    try {
      await rename(temporary, path);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
      await mkdir(join(path, '..'), { recursive: true, mode: 0o700 });
      await rename(temporary, path);
    }
  }
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
