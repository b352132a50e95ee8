import { StoredObjects } from '../../objects/index.js';
import { checkGitmodules } from './check-gitmodules.js';
import type { IngestedPack, IngestPackDeps, IngestPackRequest } from './ingested-pack.js';
import { ObjectChecker } from './object-checker.js';
import { ObjectSink } from './object-sink.js';
import { PackInput } from './pack-input.js';
import { PACK_LIMITS } from './pack-limits.js';
import { PackSpool } from './pack-spool.js';
import { readPack } from './read-pack.js';
import { resolveDeltas } from './resolve-deltas.js';
import { SpooledPack } from './spooled-pack.js';

/**
 * Reads a git pack from a stream and stores its objects, which nothing refers to yet: to make them visible is the work
 * of `updateRefs`. Neither the pack nor a large blob is held in memory; thin packs may build on what the repository has.
 *
 * Every object is hashed and checked as `git fsck --strict` would. That what they refer to exists is not checked here:
 * see `checkConnectivity`. A pack that is refused, or whose sender goes away, leaves objects that nobody sees.
 *
 * @throws DepotError `OBJECT_CORRUPT` for a pack or object that git would refuse, `PAYLOAD_TOO_LARGE` beyond a limit,
 * `NOT_FOUND` when the repository is deleted meanwhile; whatever the stream throws, and the reason of the signal.
 */
export async function ingestPack(deps: IngestPackDeps, request: IngestPackRequest): Promise<IngestedPack> {
  const { storage, cache, spoolFolder } = deps;
  const { repo, stream, signal } = request;
  const limits = { ...PACK_LIMITS, ...request.limits };
  const checker = new ObjectChecker(limits);
  const sink = new ObjectSink(storage, repo);
  const stored = new StoredObjects({ executor: storage.read, repoSeq: repo.seq, cache });

  await using spool = new PackSpool(spoolFolder, limits.memoryBytes);
  const input = new PackInput(stream, spool, limits.packBytes);
  const read = await readPack({ input, checker, sink, limits, signal }).finally(() => input.close());
  const pack = new SpooledPack(spool, read.entries, read.end);
  for (const index of read.largeBlobs) {
    signal?.throwIfAborted();
    const oid = read.entries.oid(index);
    if ((await stored.find([oid])).has(oid)) continue;
    const size = read.entries.size(index);
    await sink.addLargeBlob({ oid, size, frames: () => pack.frames(index) });
  }
  const packBytes = read.end;
  await resolveDeltas({ pack, read, checker, sink, stored, limits, packBytes, spoolFolder, signal });
  await sink.flush();
  await checkGitmodules(stored, checker.gitmodules);
  return { byteLength: read.end, objectCount: read.entries.count, commits: checker.commits };
}
