import type { Oid } from '../../objects/index.js';
import { whileWorking } from '../while-working.js';
import { encodeBand, FLUSH, KEEP_ALIVE } from '../wire/index.js';
import type { FetchArguments } from './fetch-arguments.js';
import type { FetchSource, WantedObjects } from './fetch-source.js';
import { listPackObjects } from './list-pack-objects.js';
import { type PackCache, packKey } from './pack-cache.js';
import { streamPack } from './pack-stream.js';
import type { ShallowBoundary } from './shallow-boundary.js';

/** How often a client that waits is told how far the work is. */
const PROGRESS_INTERVAL_MS = 1_000; // 1 second

/** What to send, and how. */
export interface SendPackRequest {
  readonly wanted: WantedObjects;
  /** Commits that both sides have. */
  readonly common: readonly Oid[];
  readonly args: FetchArguments;
  readonly boundary?: ShallowBoundary;
  /** Bytes of one packet of a side band; 0 sends the pack bare, without progress. */
  readonly bandBytes: number;
  /** Keeps packs for others that have nothing yet and want the same. */
  readonly packs?: PackCache;
  readonly signal?: AbortSignal;
}

/** A pack on its way out. */
interface OutgoingPack {
  readonly objectCount: number;
  readonly chunks: Iterable<Uint8Array> | AsyncIterable<Uint8Array>;
}

/** Gives the pack that a client lacks, on side bands, with progress for its user, and a flush packet at the end. */
export async function* sendPack(
  source: FetchSource,
  request: SendPackRequest,
): AsyncGenerator<Uint8Array, void, undefined> {
  const { args, bandBytes } = request;
  const isTold = bandBytes > 0 && !args.isQuiet;
  const { objectCount, chunks } = yield* choosePack(source, request, isTold);
  if (isTold) yield* encodeBand(2, `Enumerating objects: ${objectCount}, done.\n`, bandBytes);
  for await (const chunk of chunks) {
    if (bandBytes === 0) yield chunk;
    else yield* encodeBand(1, chunk, bandBytes);
  }
  if (bandBytes > 0) yield FLUSH;
}

/** Returns a pack that was kept, or a new one that will be, if it brings all there is and not what somebody happens to lack. */
async function* choosePack(
  source: FetchSource,
  request: SendPackRequest,
  isTold: boolean,
): AsyncGenerator<Uint8Array, OutgoingPack, undefined> {
  const { packs } = request;
  if (packs === undefined || request.common.length > 0) return yield* makePack(source, request, isTold);
  const key = await keyOf(source, request);
  const kept = packs.get(key);
  if (kept !== undefined) return kept;
  const { objectCount, chunks } = yield* makePack(source, request, isTold);
  return { objectCount, chunks: packs.keep(key, objectCount, chunks) };
}

async function* makePack(
  source: FetchSource,
  { wanted, common, args, boundary, bandBytes, signal }: SendPackRequest,
  isTold: boolean,
): AsyncGenerator<Uint8Array, { objectCount: number; chunks: AsyncIterable<Uint8Array> }, undefined> {
  const abort = signal === undefined ? {} : { signal };
  let count = 0;
  const work = listPackObjects(source, {
    wanted,
    haves: common,
    shallow: args.shallow,
    filter: args.filter,
    includeTags: args.includeTags,
    ...(boundary && { boundary }),
    ...abort,
    onProgress: (found) => {
      count = found;
    },
  });
  const progress = whileWorking(work, PROGRESS_INTERVAL_MS, () => `Enumerating objects: ${count}\r`);
  for (;;) {
    const { done, value } = await progress.next();
    if (done === true) {
      const pack = { executor: source.executor, repoSeq: source.repo.seq, oids: value, ...abort };
      return { objectCount: value.size, chunks: streamPack(pack) };
    }
    if (isTold) yield* encodeBand(2, value, bandBytes);
    else if (bandBytes > 0) yield KEEP_ALIVE;
  }
}

async function keyOf(source: FetchSource, { wanted, args, boundary }: SendPackRequest): Promise<string> {
  const sorted = (oids: readonly Oid[]) => [...oids].sort();
  const tags = args.includeTags
    ? (await source.refs()).refs.filter(({ peeled }) => peeled !== undefined)
    : [];
  return packKey({
    repo: source.repo.seq,
    commits: sorted(wanted.commits),
    tags: sorted(wanted.tags),
    trees: sorted(wanted.trees),
    blobs: sorted(wanted.blobs),
    shallow: sorted(args.shallow),
    cut: sorted(boundary?.shallow ?? []),
    mended: sorted((boundary?.unshallow ?? []).map(({ oid }) => oid)),
    filter: [args.filter.maxBlobBytes, args.filter.maxDepth],
    included: sorted(tags.map(({ oid }) => oid)),
  });
}
