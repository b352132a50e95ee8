import { setTimeout as pause } from 'node:timers/promises';
import { DepotError } from '../errors/index.js';
import {
  applyRepoWrite,
  blobPlaceOf,
  type Executor,
  type Garbage,
  getNamedStoreKeys,
  getRepoById,
  listFreshObjects,
  listGarbageCandidates,
  listUnfinishedBlobs,
  type RepoRecord,
  removeGarbage,
  removeUnfinishedBlobs,
  type Storage,
} from '../storage/index.js';
import { allRepos } from './all-repos.js';
import { objectRoots, type Reference } from './object-roots.js';
import { ReachableObjects } from './reachable-objects.js';

export interface CollectGarbageOptions {
  readonly storage: Storage;
  /** How long a commit is kept that its change has left, in milliseconds. Default 90 days. */
  readonly retentionMs?: number;
  /** How long an object is kept that nothing refers to yet, in milliseconds. Default 24 hours. */
  readonly graceMs?: number;
  /** Counts what would be removed and removes nothing. Default false. */
  readonly dryRun?: boolean;
  readonly now?: () => number;
}

/** What was removed, or would be. */
export interface CollectedGarbage {
  readonly repos: number;
  readonly objects: number;
  /** Of the objects as git sees them, before they are compressed. */
  readonly bytes: number;
  /** Bodies in the store for large objects that no row named: of uploads that were given up, and of deleted repositories. */
  readonly strays: number;
}

export const DEFAULT_RETENTION_MS: number = 90 * 24 * 60 * 60 * 1000; // 90 days
export const DEFAULT_GRACE_MS: number = 24 * 60 * 60 * 1000; // 24 hours

/** Objects that one transaction removes: writers of the repository wait for no more than that. */
const OBJECTS_PER_TRANSACTION = 500;
/** How often a repository is looked at anew because somebody wrote to it, before it is left for the next time. */
const MAX_ATTEMPTS = 20;
const PAUSE_MS = 20;

/**
 * Removes objects that nothing refers to: not a bookmark, tag, change, conflict, nor a commit that a change left within the
 * retention time, nor what can be reached from any of them. What was stored within the grace period stays, with all that it
 * refers to: a file that was uploaded and not put into a change yet, a push that is under way.
 *
 * Others may write meanwhile. Objects are removed by an operation of the repository like any other, under the
 * compare-and-swap of its number: it applies only if nobody wrote since the references were read, and whoever planned a
 * write before it plans anew.
 *
 * @throws DepotError `OBJECT_MISSING` for a damaged repository, of which nothing is removed: see `checkStorage`.
 */
export async function collectGarbage(options: CollectGarbageOptions): Promise<CollectedGarbage> {
  const { graceMs = DEFAULT_GRACE_MS, dryRun = false, now = Date.now } = options;
  const found = { repos: 0, objects: 0, bytes: 0, strays: 0 };
  for await (const repo of allRepos(options.storage.read)) {
    const { objects, bytes } = await collectIn(repo, options);
    found.repos += 1;
    found.objects += objects;
    found.bytes += bytes;
  }
  found.strays = await removeStrays(options.storage, { storedBefore: now() - graceMs, dryRun });
  return found;
}

async function collectIn(
  repo: RepoRecord,
  {
    storage,
    retentionMs = DEFAULT_RETENTION_MS,
    graceMs = DEFAULT_GRACE_MS,
    dryRun = false,
    now = Date.now,
  }: CollectGarbageOptions,
): Promise<Pick<CollectedGarbage, 'objects' | 'bytes'>> {
  const { read } = storage;
  // A change may leave a commit while somebody works on what it was.
  const keptSince = now() - Math.max(retentionMs, graceMs);
  const storedBefore = now() - graceMs;
  const reachable = new ReachableObjects({
    executor: read,
    repoSeq: repo.seq,
    onBroken(problem) {
      throw new DepotError(
        'OBJECT_MISSING',
        `The repository ${repo.name} is damaged, and nothing of it was removed. ${problem} Run \`mesa-depot doctor\`.`,
      );
    },
  });
  /** Marks all that is referred to, and returns the number of the last operation before that. */
  const mark = async (): Promise<number | undefined> => {
    const before = await getRepoById(read, repo.id);
    for await (const roots of objectRoots(read, repo.id, keptSince)) await reachable.add(roots);
    for await (const fresh of freshObjects(read, repo.seq, storedBefore))
      await reachable.add(fresh, passOver);
    return before?.opSeq;
  };

  let marked = await mark();
  const found = { objects: 0, bytes: 0 };
  let attempts = 0;
  for (let after: string | undefined = ''; after !== undefined; ) {
    const page: Garbage = await listGarbageCandidates(read, repo.seq, {
      storedBefore,
      after,
      limit: OBJECTS_PER_TRANSACTION,
    });
    const garbage = page.objects.filter(({ oid }) => !reachable.has(oid));
    if (garbage.length > 0 && !dryRun) {
      const oids = garbage.map(({ oid }) => oid);
      const outcome = await storage.transaction(async (tx) => {
        if (marked === undefined) return 'gone' as const;
        const operation = { actor: 'gc', kind: 'repo.gc', detail: { objects: oids.length } };
        const write = { repoId: repo.id, expectedOpSeq: marked, now: now(), operation };
        if ((await applyRepoWrite(tx, write)) === 'stale') return 'stale' as const;
        return removeGarbage(tx, repo, { oids, storedBefore });
      });
      if (outcome === 'gone') return found;
      if (outcome === 'stale') {
        attempts += 1;
        if (attempts > MAX_ATTEMPTS) return found;
        await pause(PAUSE_MS * Math.random());
        marked = await mark();
        continue;
      }
      marked = marked === undefined ? undefined : marked + 1;
      if (outcome.length > 0) await blobPlaceOf(read)?.store.delete(outcome);
    }
    found.objects += garbage.length;
    for (const { size } of garbage) found.bytes += size;
    after = page.next;
  }
  const unfinished = await listUnfinishedBlobs(read, repo.seq, storedBefore);
  found.objects += unfinished.length;
  if (!dryRun && unfinished.length > 0) {
    await storage.transaction((tx) =>
      removeUnfinishedBlobs(tx, repo.seq, { oids: unfinished, storedBefore }),
    );
  }
  return found;
}

/** Of what arrived lately not all need be there: whether it ever is will be seen when something refers to it. */
function passOver(): void {}

/** Yields what may be part of something that is still arriving. */
async function* freshObjects(
  executor: Executor,
  repoSeq: number,
  since: number,
): AsyncGenerator<Reference[], void, undefined> {
  for (let after: string | undefined = ''; after !== undefined; ) {
    const page: Awaited<ReturnType<typeof listFreshObjects>> = await listFreshObjects(executor, repoSeq, {
      since,
      after,
      limit: OBJECTS_PER_TRANSACTION,
    });
    yield page.oids.map((oid) => ({ oid, type: undefined, from: 'grace period' }));
    after = page.next;
  }
}

/** Removes bodies beside the database that no row names, and returns how many there were. */
async function removeStrays(
  { read }: Storage,
  { storedBefore, dryRun }: { readonly storedBefore: number; readonly dryRun: boolean },
): Promise<number> {
  const place = blobPlaceOf(read);
  if (place === undefined) return 0;
  let strays = 0;
  for await (const page of place.store.list()) {
    const old = page.filter(({ storedAtMs }) => storedAtMs < storedBefore).map(({ key }) => key);
    const named = await getNamedStoreKeys(read, old);
    const unnamed = old.filter((key) => !named.has(key));
    if (unnamed.length > 0 && !dryRun) await place.store.delete(unnamed);
    strays += unnamed.length;
  }
  return strays;
}
