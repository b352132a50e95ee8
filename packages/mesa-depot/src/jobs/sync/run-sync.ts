import type { SyncRef } from 'mesa-rest';
import { DepotError } from '../../errors/index.js';
import type { RemoteLimits } from '../../git/remote/remote-limits.js';
import { type RemoteCredential, RemoteSession } from '../../git/remote/remote-session.js';
import type { ObjectCache } from '../../objects/index.js';
import type { OutboundPolicy } from '../../service/checked-lookup.js';
import type { RepoWriter } from '../../service/repo-writer.js';
import { callOfRequester } from '../../service/sync-requester.js';
import type { SyncRun } from '../../service/sync-runs.js';
import { readUpstream, type UpstreamSettings } from '../../service/upstream.js';
import { getRepoById, type Storage } from '../../storage/index.js';
import { pullUpstream } from './pull-upstream.js';
import { pushUpstream } from './push-upstream.js';
import type { SyncContext } from './sync-context.js';

/** User name that goes with a token, when none is given: what GitHub expects, and others do not look at. */
const TOKEN_USERNAME = 'x-access-token';

export interface RunSyncDeps extends OutboundPolicy {
  readonly storage: Storage;
  readonly cache: ObjectCache;
  readonly writer: RepoWriter;
  /** Decrypts credentials. */
  readonly instanceKey: Uint8Array;
  /** Folder for packs on their way into the storage. */
  readonly spoolFolder: string;
  /** Of the depot, for `user-agent`. */
  readonly version: string;
  /** Those that are not named are as in `REMOTE_LIMITS`. */
  readonly limits?: Partial<RemoteLimits>;
}

/**
 * Brings refs of a repository and its upstream together, in the direction that was asked for, and returns what became of each
 * ref that matched. The upstream is the one that the repository has now.
 *
 * @throws RemoteGitError, DepotError; the reason of the signal.
 */
export async function runSync(deps: RunSyncDeps, run: SyncRun, signal: AbortSignal): Promise<SyncRef[]> {
  const { sync, org } = run;
  const repo = await getRepoById(deps.storage.read, sync.repoId);
  const upstream = repo && readUpstream(deps, repo);
  if (!upstream) {
    throw new DepotError('NOT_CONFIGURED', 'The repository or its upstream was removed.');
  }
  const session = new RemoteSession({
    url: upstream.url,
    credential: toCredential(upstream.auth),
    agent: `mesa-depot/${deps.version}`,
    allowPrivateNetworks: deps.allowPrivateNetworks,
    ...(deps.resolve === undefined ? {} : { resolve: deps.resolve }),
    ...(deps.limits === undefined ? {} : { limits: deps.limits }),
    signal,
  });
  const context: SyncContext = {
    storage: deps.storage,
    cache: deps.cache,
    writer: deps.writer,
    spoolFolder: deps.spoolFolder,
    session,
    signal,
    repo,
    call: callOfRequester(sync.requestedBy, { org, repoId: repo.id, syncId: sync.id }),
    globs: sync.refGlobs,
  };
  const refs = sync.direction === 'pull' ? await pullUpstream(context) : await pushUpstream(context);
  return refs.sort((a, b) => (a.name < b.name ? -1 : 1));
}

function toCredential(auth: UpstreamSettings['auth']): RemoteCredential | null {
  if (auth === null) return null;
  return auth.kind === 'token'
    ? { username: auth.token_username ?? TOKEN_USERNAME, password: auth.token }
    : { username: auth.username, password: auth.password };
}
