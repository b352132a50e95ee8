import type { Commit } from './commit.js';
import type { Oid } from './oid.js';
import type { TreeEntry } from './tree.js';

/**
 * Reads the git objects of one repository.
 *
 * What it returns may be shared with a cache: treat it as frozen. The empty tree is readable even where it is not
 * stored.
 *
 * @throws DepotError `OBJECT_MISSING` for an oid that is not there, `OBJECT_CORRUPT` for one of another type or
 * with damaged bytes.
 */
export interface ObjectReader {
  readBlob(oid: Oid): Promise<Uint8Array>;
  readTree(oid: Oid): Promise<readonly TreeEntry[]>;
  readCommit(oid: Oid): Promise<Commit>;
  /** Reads many blobs in few round trips. The map has every oid asked for. */
  readBlobs(oids: readonly Oid[]): Promise<Map<Oid, Uint8Array>>;
  /** Returns the sizes of blobs in bytes without reading them. The map has every oid asked for. */
  blobSizes(oids: readonly Oid[]): Promise<Map<Oid, number>>;
}
