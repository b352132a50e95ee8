import type { Oid } from '../../objects/index.js';
import type { OidSet } from '../../objects/oid-set.js';
import { whileWorking } from '../while-working.js';
import { encodeBand, FLUSH, KEEP_ALIVE } from '../wire/index.js';
import type { FetchArguments } from './fetch-arguments.js';
import type { FetchSource, WantedObjects } from './fetch-source.js';
import { listPackObjects } from './list-pack-objects.js';
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
  readonly signal?: AbortSignal;
}

/** Gives the pack that a client lacks, on side bands, with progress for its user, and a flush packet at the end. */
export async function* sendPack(
  source: FetchSource,
  request: SendPackRequest,
): AsyncGenerator<Uint8Array, void, undefined> {
  const { args, bandBytes, signal } = request;
  const isTold = bandBytes > 0 && !args.isQuiet;
  let count = 0;
  const work = listPackObjects(source, {
    wanted: request.wanted,
    haves: request.common,
    shallow: args.shallow,
    filter: args.filter,
    includeTags: args.includeTags,
    ...(request.boundary && { boundary: request.boundary }),
    ...(signal && { signal }),
    onProgress: (found) => {
      count = found;
    },
  });
  let oids: OidSet | undefined;
  const progress = whileWorking(work, PROGRESS_INTERVAL_MS, () => `Enumerating objects: ${count}\r`);
  for (;;) {
    const { done, value } = await progress.next();
    if (done === true) {
      oids = value;
      break;
    }
    if (isTold) yield* encodeBand(2, value, bandBytes);
    else if (bandBytes > 0) yield KEEP_ALIVE;
  }
  if (isTold) yield* encodeBand(2, `Enumerating objects: ${oids.size}, done.\n`, bandBytes);

  const pack = streamPack({
    executor: source.executor,
    repoSeq: source.repo.seq,
    oids,
    ...(signal && { signal }),
  });
  for await (const chunk of pack) {
    if (bandBytes === 0) yield chunk;
    else yield* encodeBand(1, chunk, bandBytes);
  }
  if (bandBytes > 0) yield FLUSH;
}
