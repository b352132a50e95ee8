import { readdir, stat, statfs, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { DiskCacheOptions } from './disk-cache-options.js';
import { type CachedFile, filesToEvict } from './eviction.js';

const DEFAULT_PART_OF_FREE = 0.1;
const DEFAULT_MAX_BYTES = 10 * 1024 ** 3; // 10 GiB
/** After how much of its limit was written the cache is looked through. Other processes may have written as much. */
const LOOK_AFTER = 0.05;
/** A file on its way that is this old belongs to a process that was killed. */
const ABANDONED_MS = 60 * 60 * 1000; // 1 hour
/** Requests to the disk at a time. */
const PARALLEL = 8;

/** Options of a {@link Janitor}. */
export interface JanitorOptions extends Pick<DiskCacheOptions, 'maxSizeBytes'> {
  readonly folder: string;
  readonly now: () => number;
}

/**
 * Keeps a cache within its size. It looks at the files themselves, now and then, and remembers nothing from one look to
 * the next: whatever other processes do and wherever one of them dies, the next look sees what is there.
 */
export class Janitor {
  readonly #folder: string;
  readonly #now: () => number;
  #maxBytes: number | undefined;
  /** Written since the last look. At the beginning it is not known what is there. */
  #written = Number.POSITIVE_INFINITY;
  #looking: Promise<void> | undefined;

  constructor({ folder, maxSizeBytes, now }: JanitorOptions) {
    this.#folder = folder;
    this.#now = now;
    this.#maxBytes = maxSizeBytes;
  }

  /** Notes what was written, and looks when it is time to. */
  noteWritten(bytes: number): void {
    this.#written += bytes;
    if (this.#looking !== undefined) return;
    if (this.#maxBytes !== undefined && this.#written < this.#maxBytes * LOOK_AFTER) return;
    this.#written = 0;
    this.#looking = this.#look()
      .catch(() => {
        // The folder was removed, for example. The next look finds what is there then.
      })
      .finally(() => {
        this.#looking = undefined;
      });
  }

  /** Resolves when nothing is being looked through. */
  async idle(): Promise<void> {
    await this.#looking;
  }

  async #look(): Promise<void> {
    const files = await this.#files();
    const abandoned = files.filter(
      ({ name, usedAtMs }) => name.startsWith('tmp/') && this.#now() - usedAtMs > ABANDONED_MS,
    );
    const kept = files.filter(({ name }) => !name.startsWith('tmp/'));
    const used = kept.reduce((sum, { bytes }) => sum + bytes, 0);
    this.#maxBytes ??= await this.#defaultMaxBytes(used);
    const evicted = filesToEvict(kept, this.#maxBytes);
    await inParallel([...abandoned, ...evicted], ({ name }) =>
      // Another process may be doing the same.
      unlink(join(this.#folder, name)).catch(() => {}),
    );
  }

  async #defaultMaxBytes(used: number): Promise<number> {
    const { bavail, bsize } = await statfs(this.#folder);
    return Math.min(DEFAULT_MAX_BYTES, (bavail * bsize + used) * DEFAULT_PART_OF_FREE);
  }

  async #files(): Promise<CachedFile[]> {
    const found: CachedFile[] = [];
    for (const folder of await readdir(this.#folder)) {
      const names = await readdir(join(this.#folder, folder)).catch(() => []);
      await inParallel(names, async (below) => {
        const name = `${folder}/${below}`;
        const info = await stat(join(this.#folder, name)).catch(() => undefined);
        // Windows has no blocks.
        if (info?.isFile())
          found.push({ name, bytes: Math.max(info.size, (info.blocks ?? 0) * 512), usedAtMs: info.mtimeMs });
      });
    }
    return found;
  }
}

async function inParallel<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  for (let start = 0; start < items.length; start += PARALLEL)
    await Promise.all(items.slice(start, start + PARALLEL).map(work));
}
