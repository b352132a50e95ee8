import type { RemoteSession } from '../../git/remote/remote-session.js';
import type { ObjectCache } from '../../objects/index.js';
import type { Call } from '../../service/call.js';
import type { RepoWriter } from '../../service/repo-writer.js';
import type { RepoRecord, Storage, UpstreamSyncRecord } from '../../storage/index.js';

/** What one attempt of a sync works with. */
export interface SyncContext {
  readonly storage: Storage;
  readonly cache: ObjectCache;
  readonly writer: RepoWriter;
  readonly spoolFolder: string;
  readonly session: RemoteSession;
  readonly signal: AbortSignal;
  readonly repo: RepoRecord;
  /** In the name of who asked for the sync. */
  readonly call: Call;
  readonly globs: UpstreamSyncRecord['refGlobs'];
}
