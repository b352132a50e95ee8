import type { ObjectCache, Oid } from '../../objects/index.js';
import type { RepoRecord, Storage } from '../../storage/index.js';
import type { PackLimits } from './pack-limits.js';

/** What storing a pack needs. */
export interface IngestPackDeps {
  readonly storage: Storage;
  readonly cache: ObjectCache;
  /** Folder for bytes on their way into the storage; made when it is needed. */
  readonly spoolFolder: string;
}

/** A pack, and where it belongs. */
export interface IngestPackRequest {
  readonly repo: RepoRecord;
  /** The bytes of the pack and nothing after them. */
  readonly stream: AsyncIterable<Uint8Array>;
  /** What it may cost; those that are not named are as in `PACK_LIMITS`. */
  readonly limits?: Partial<PackLimits>;
  /** Gives up between two objects. */
  readonly signal?: AbortSignal;
}

/** What the history needs to know of a commit that came in a pack. */
export interface PackedCommit {
  readonly tree: Oid;
  readonly parents: readonly Oid[];
  /** Value of its `change-id` header, when that is one. */
  readonly changeId?: string;
  /** True when it has a `change-id` header that is none. */
  readonly hasInvalidChangeId: boolean;
  /** Committer's time in seconds since 1970. */
  readonly committedAt: number;
}

/** A pack whose objects are all checked and stored. Nothing refers to them yet. */
export interface IngestedPack {
  readonly byteLength: number;
  readonly objectCount: number;
  /** Its commits, so that the history need not read them back. */
  readonly commits: ReadonlyMap<Oid, PackedCommit>;
}
