import type { Oid } from '../../objects/index.js';
import type { OidSet } from '../../objects/oid-set.js';
import type { FetchSource, WantedObjects } from './fetch-source.js';
import { findMissingCommits } from './missing-commits.js';
import { findMissingObjects } from './missing-objects.js';
import type { ObjectFilter } from './object-filter.js';
import type { ShallowBoundary } from './shallow-boundary.js';

/** What the other side wants and has. */
export interface PackRange {
  /** From `FetchSource.resolve`. */
  readonly wanted: WantedObjects;
  /** Commits that it has, with all that they descend from. Unknown ones are passed over. */
  readonly haves: readonly Oid[];
  /** Commits whose parents it lacks. Default: none. */
  readonly shallow?: readonly Oid[];
  /** Default: where its history ends does not change. */
  readonly boundary?: ShallowBoundary;
  /** Default: nothing is left out. */
  readonly filter?: ObjectFilter;
  /** Adds the annotated tags of what is sent. Default false. */
  readonly includeTags?: boolean;
  readonly signal?: AbortSignal;
  /** Told now and then how many objects were found. */
  onProgress?(count: number): void;
}

/** Returns the objects of a pack that brings the other side what it lacks: what `streamPack` takes. */
export async function listPackObjects(source: FetchSource, range: PackRange): Promise<OidSet> {
  const { wanted, haves, shallow = [], boundary, filter, signal, onProgress } = range;
  const abort = signal === undefined ? {} : { signal };
  const unshallow = boundary?.unshallow ?? [];
  const { commits, edges } = await findMissingCommits(source.history, {
    wants: [...wanted.commits, ...unshallow.flatMap(({ parents }) => parents)],
    haves: [...haves, ...unshallow.map(({ oid }) => oid)],
    cut: new Set([...shallow, ...(boundary?.shallow ?? [])]),
    ...abort,
  });
  const oids = await findMissingObjects(edges.length > 0 ? source.objects : source.uncachedObjects, {
    commits,
    others: wanted,
    edges,
    ...(filter && { filter }),
    ...(onProgress && { onProgress }),
    ...abort,
  });
  if (range.includeTags === true) await addTags(source, oids);
  return oids;
}

/** Adds the annotated tags of what is sent, so that git need not come again for them. */
async function addTags(source: FetchSource, oids: OidSet): Promise<void> {
  const { refs } = await source.refs();
  let tags = refs.filter(({ peeled }) => peeled !== undefined && oids.has(peeled)).map(({ oid }) => oid);
  while (tags.length > 0) {
    const fresh = tags.filter((oid) => oids.add(oid));
    const read = await source.objects.readTags(fresh);
    // A tag of a tag comes with the one that it is of.
    tags = [...read.values()].filter(({ targetType }) => targetType === 'tag').map(({ target }) => target);
  }
}
