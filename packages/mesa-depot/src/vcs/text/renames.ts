import { setImmediate } from 'node:timers/promises';
import { DepotError } from '../../errors/index.js';
import { type Oid, type TreeMode, textToBytes } from '../../objects/index.js';
import { commonBytes, countSpans, type SpanCounts } from './span-counts.js';

/** A file that only one of two trees has. */
export interface RenameCandidate {
  readonly path: string;
  readonly mode: TreeMode;
  readonly oid: Oid;
  /** Size of the blob in bytes. */
  readonly size: number;
}

/** A deleted and an added file that are one file, moved. */
export interface Rename {
  readonly from: RenameCandidate;
  readonly to: RenameCandidate;
  /** How much of the larger file both share, in whole percent, rounded down as in git's `similarity index`. */
  readonly similarity: number;
}

/** Loads blobs; every oid asked for must be in the answer. `ObjectReader.readBlobs` is one. */
export type BlobLoader = (oids: readonly Oid[]) => Promise<ReadonlyMap<Oid, Uint8Array>>;

/** Options of {@link findRenames}. */
export interface FindRenamesOptions {
  /** Inexact renames are not searched for when there are more pairs than this squared. Default 1,000, as in git. */
  readonly limit?: number;
  /** A file over this many bytes is only found renamed when its content is unchanged. Default 1 MiB. */
  readonly maxBytes?: number;
  /** Bytes that may be read and compared; what has been found until then stands. Default 256 MiB. */
  readonly maxWorkBytes?: number;
}

/** What {@link findRenames} found. */
export interface RenameResult {
  /** The pairs, by path of the added file. */
  readonly renames: readonly Rename[];
  /** Whether inexact renames were not, or not all, searched for, since there was too much to compare. */
  readonly isLimited: boolean;
}

/*
 * git's scale: 60,000 is equal, half of it is enough, and three quarters where only the name speaks for the pair.
 */
const MAX_SCORE = 60_000;
const MIN_SCORE = 30_000;
const MIN_SCORE_BY_NAME = 45_000;

const DEFAULT_LIMIT = 1_000;
const DEFAULT_MAX_BYTES = 1_048_576; // 1 MiB
const DEFAULT_MAX_WORK_BYTES = 268_435_456; // 256 MiB
/** Of the sources of one added file, so many of the best are remembered; the others will not be needed. */
const KEPT_PER_TARGET = 4;
/** Of files with the same content as an added one, so many are looked at for the best name. */
const IDENTICAL_TO_TRY = 100;

/**
 * Finds which of the deleted and added files are renames, as `git diff -M` does.
 *
 * First by content: the same blob, preferably under the same name elsewhere. Then by name: a name that only one of
 * the remaining deleted and one of the remaining added files has, if they are 75 % alike. Last by likeness: of all
 * pairs that are at least half alike, the best first. Only regular files can be renamed with changes.
 *
 * Blobs are loaded in batches, and only where the sizes leave a chance. Long searches pause for other work.
 */
export async function findRenames(
  deleted: readonly RenameCandidate[],
  added: readonly RenameCandidate[],
  loadBlobs: BlobLoader,
  options: FindRenamesOptions = {},
): Promise<RenameResult> {
  if (deleted.length === 0 || added.length === 0) return { renames: [], isLimited: false };
  return new RenameSearch(byPath(deleted), byPath(added), loadBlobs, options).run();
}

/** git's order, which decides between pairs that are equally good. */
function byPath(files: readonly RenameCandidate[]): RenameCandidate[] {
  return files
    .map((file) => ({ file, key: textToBytes(file.path) }))
    .sort((a, b) => Buffer.compare(a.key, b.key))
    .map(({ file }) => file);
}

interface ScoredPair {
  readonly from: RenameCandidate;
  readonly to: RenameCandidate;
  readonly score: number;
  /** 1 where the file kept its name and moved to another directory, else 0. */
  readonly sameName: number;
}

class RenameSearch {
  readonly #deleted: readonly RenameCandidate[];
  readonly #added: readonly RenameCandidate[];
  readonly #limit: number;
  readonly #maxBytes: number;
  readonly #estimate: SimilarityEstimate;
  readonly #found = new Map<RenameCandidate, Rename>();
  readonly #used = new Set<RenameCandidate>();

  constructor(
    deleted: readonly RenameCandidate[],
    added: readonly RenameCandidate[],
    loadBlobs: BlobLoader,
    options: FindRenamesOptions,
  ) {
    this.#deleted = deleted;
    this.#added = added;
    this.#limit = options.limit ?? DEFAULT_LIMIT;
    this.#maxBytes = options.maxBytes ?? DEFAULT_MAX_BYTES;
    this.#estimate = new SimilarityEstimate(loadBlobs, options.maxWorkBytes ?? DEFAULT_MAX_WORK_BYTES);
  }

  async run(): Promise<RenameResult> {
    this.#pairIdentical();
    const isComplete = (await this.#pairByName()) && (await this.#pairByLikeness());
    const renames = this.#added.flatMap((file) => this.#found.get(file) ?? []);
    return { renames, isLimited: !isComplete };
  }

  #leftDeleted(): RenameCandidate[] {
    return this.#deleted.filter((file) => !this.#used.has(file));
  }

  #leftAdded(): RenameCandidate[] {
    return this.#added.filter((file) => !this.#found.has(file));
  }

  #record(from: RenameCandidate, to: RenameCandidate, score: number): void {
    this.#used.add(from);
    this.#found.set(to, { from, to, similarity: Math.floor((score * 100) / MAX_SCORE) });
  }

  #pairIdentical(): void {
    const sources = new Map<Oid, RenameCandidate[]>();
    for (const from of this.#deleted) {
      const same = sources.get(from.oid);
      if (same === undefined) sources.set(from.oid, [from]);
      else same.push(from);
    }
    for (const to of this.#added) {
      let best: RenameCandidate | undefined;
      let tried = 0;
      for (const from of sources.get(to.oid) ?? []) {
        if (this.#used.has(from) || !isSameKind(from, to)) continue;
        best ??= from;
        if (hasSameName(from, to)) {
          best = from;
          break;
        }
        tried += 1;
        if (tried === IDENTICAL_TO_TRY) break;
      }
      if (best !== undefined) this.#record(best, to, MAX_SCORE);
    }
  }

  /** @returns whether the search came to its end. */
  async #pairByName(): Promise<boolean> {
    const targets = uniqueByName(this.#leftAdded());
    const pairs: { from: RenameCandidate; to: RenameCandidate }[] = [];
    for (const [name, from] of uniqueByName(this.#leftDeleted())) {
      const to = targets.get(name);
      if (from === null || to === undefined || to === null) continue;
      if (this.#canBeAlike(from, to, MIN_SCORE_BY_NAME)) pairs.push({ from, to });
    }
    if (!(await this.#estimate.prepare(pairs.flatMap(({ from, to }) => [from, to])))) return false;
    for (const { from, to } of pairs) {
      const score = await this.#estimate.score(from, to);
      if (score === undefined) return false;
      if (score >= MIN_SCORE_BY_NAME) this.#record(from, to, score);
    }
    return true;
  }

  /** @returns whether the search came to its end. */
  async #pairByLikeness(): Promise<boolean> {
    const sources = this.#leftDeleted();
    const targets = this.#leftAdded();
    if (sources.length * targets.length > this.#limit * this.#limit) return false;
    const candidates: ScoredPair[] = [];
    let isComplete = true;
    for (const to of targets) {
      const best = await this.#bestSources(sources, to);
      if (best === undefined) {
        isComplete = false;
        break;
      }
      candidates.push(...best);
    }
    // The sort is stable: of equals, the earlier target takes the source.
    candidates.sort(compareScores);
    for (const { from, to, score } of candidates) {
      if (score < MIN_SCORE) break;
      if (!this.#found.has(to) && !this.#used.has(from)) this.#record(from, to, score);
    }
    return isComplete;
  }

  /** Returns the few best sources of an added file, or `undefined` when there was too much to compare. */
  async #bestSources(
    sources: readonly RenameCandidate[],
    to: RenameCandidate,
  ): Promise<ScoredPair[] | undefined> {
    const alike = new Set(sources.filter((from) => this.#canBeAlike(from, to, MIN_SCORE)));
    if (alike.size === 0) return [];
    if (!(await this.#estimate.prepare([to, ...alike]))) return undefined;
    const best: ScoredPair[] = [];
    // All sources, also the hopeless: they hold places for a while, and places decide between equals.
    for (const from of sources) {
      const score = alike.has(from) ? await this.#estimate.score(from, to) : 0;
      if (score === undefined) return undefined;
      keepIfBetter(best, { from, to, score, sameName: hasSameName(from, to) ? 1 : 0 });
    }
    return best;
  }

  /** Sizes tell already when two files cannot be alike enough; most pairs need no more. */
  #canBeAlike(from: RenameCandidate, to: RenameCandidate, minScore: number): boolean {
    if (!isRegular(from) || !isRegular(to) || from.size === 0 || to.size === 0) return false;
    const larger = Math.max(from.size, to.size);
    const difference = Math.abs(from.size - to.size);
    return larger <= this.#maxBytes && larger * (MAX_SCORE - minScore) >= difference * MAX_SCORE;
  }
}

function compareScores(a: ScoredPair, b: ScoredPair): number {
  return b.score - a.score || b.sameName - a.sameName;
}

function keepIfBetter(best: ScoredPair[], pair: ScoredPair): void {
  if (best.length < KEPT_PER_TARGET) {
    best.push(pair);
    return;
  }
  let worst = 0;
  for (let index = 1; index < best.length; index += 1) {
    if (compareScores(best[index] as ScoredPair, best[worst] as ScoredPair) > 0) worst = index;
  }
  if (compareScores(best[worst] as ScoredPair, pair) > 0) best[worst] = pair;
}

function isRegular(file: RenameCandidate): boolean {
  return file.mode === '100644' || file.mode === '100755';
}

function isSameKind(a: RenameCandidate, b: RenameCandidate): boolean {
  return (isRegular(a) && isRegular(b)) || a.mode === b.mode;
}

function nameOf(file: RenameCandidate): string {
  return file.path.slice(file.path.lastIndexOf('/') + 1);
}

function hasSameName(a: RenameCandidate, b: RenameCandidate): boolean {
  return nameOf(a) === nameOf(b);
}

/** Files by name without directory; `null` for a name that several have. */
function uniqueByName(files: readonly RenameCandidate[]): Map<string, RenameCandidate | null> {
  const names = new Map<string, RenameCandidate | null>();
  for (const file of files) {
    const name = nameOf(file);
    names.set(name, names.has(name) ? null : file);
  }
  return names;
}

const BYTES_PER_LOAD = 8_388_608; // 8 MiB
const BLOBS_PER_LOAD = 500;
const WORK_BETWEEN_PAUSES = 1_048_576;

/** Estimates how alike two blobs are. Keeps what it needs to know of a blob, not the blob. */
class SimilarityEstimate {
  readonly #loadBlobs: BlobLoader;
  readonly #spans = new Map<Oid, SpanCounts>();
  #workLeft: number;
  #workSincePause = 0;

  constructor(loadBlobs: BlobLoader, maxWork: number) {
    this.#loadBlobs = loadBlobs;
    this.#workLeft = maxWork;
  }

  /** Reads the blobs not read before. @returns `false` when that would be too much. */
  async prepare(files: readonly RenameCandidate[]): Promise<boolean> {
    const missing = new Map<Oid, number>();
    for (const { oid, size } of files) if (!this.#spans.has(oid)) missing.set(oid, size);
    let batch: Oid[] = [];
    let bytes = 0;
    for (const [oid, size] of missing) {
      if (batch.length > 0 && (bytes + size > BYTES_PER_LOAD || batch.length === BLOBS_PER_LOAD)) {
        if (!(await this.#load(batch, bytes))) return false;
        batch = [];
        bytes = 0;
      }
      batch.push(oid);
      bytes += size;
    }
    return batch.length === 0 || (await this.#load(batch, bytes));
  }

  async #load(oids: readonly Oid[], bytes: number): Promise<boolean> {
    if (bytes > this.#workLeft) return false;
    const blobs = await this.#loadBlobs(oids);
    for (const oid of oids) {
      const blob = blobs.get(oid);
      if (blob === undefined)
        throw new DepotError('OBJECT_MISSING', `Blob ${oid} was asked for and not loaded.`);
      this.#spans.set(oid, countSpans(blob));
      await this.#work(blob.length);
    }
    return true;
  }

  /** Returns the likeness of two prepared files on git's scale, `undefined` when there was too much to compare. */
  async score(from: RenameCandidate, to: RenameCandidate): Promise<number | undefined> {
    const a = this.#spans.get(from.oid) as SpanCounts;
    const b = this.#spans.get(to.oid) as SpanCounts;
    if (!(await this.#work(a.hashes.length + b.hashes.length))) return undefined;
    return Math.floor((commonBytes(a, b) * MAX_SCORE) / Math.max(from.size, to.size));
  }

  async #work(amount: number): Promise<boolean> {
    this.#workLeft -= amount;
    this.#workSincePause += amount;
    if (this.#workSincePause >= WORK_BETWEEN_PAUSES) {
      this.#workSincePause = 0;
      await setImmediate();
    }
    return this.#workLeft >= 0;
  }
}
