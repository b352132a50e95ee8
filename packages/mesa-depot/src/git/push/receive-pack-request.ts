import type { ObjectCache } from '../../objects/index.js';
import type { Call } from '../../service/call.js';
import type { RepoWriter } from '../../service/repo-writer.js';
import type { Storage } from '../../storage/index.js';
import type { PackLimits } from '../pack/pack-limits.js';

/** What receiving a push needs. */
export interface ReceivePackDeps {
  readonly storage: Storage;
  readonly cache: ObjectCache;
  readonly writer: RepoWriter;
  /** Folder for bytes on their way into the storage; made when it is needed. */
  readonly spoolFolder: string;
  /** Called with errors that are nobody's fault but the depot's, before the client is told that there was one. */
  onError?(error: unknown): void;
}

/** A push, as it comes over the wire. The caller has checked that the credential may write. */
export interface ReceivePackRequest {
  readonly call: Call;
  readonly org: string;
  readonly repo: string;
  /** The body of `git-receive-pack`, already unzipped. */
  readonly body: AsyncIterable<Uint8Array>;
  readonly limits?: Partial<PackLimits>;
  /** Gives up when the client is gone. */
  readonly signal?: AbortSignal;
}
