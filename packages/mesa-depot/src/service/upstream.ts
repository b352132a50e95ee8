import type { Upstream, UpstreamInput } from 'mesa-rest';
import type { RepoRecord, UpstreamSyncRecord } from '../storage/index.js';
import { parseOutboundUrl } from './network-address.js';
import { decryptSecret, encryptSecret } from './secrets.js';
import { toSync } from './syncs.js';

/** What keeping upstreams needs. */
export interface UpstreamDeps {
  readonly instanceKey: Uint8Array;
  readonly allowPrivateNetworks: boolean;
  random(bytes: number): Uint8Array;
}

type UpstreamAuth = Exclude<UpstreamInput['auth'], null | undefined>;

/** Where a repository is synchronised with, its credential in clear. */
export interface UpstreamSettings {
  readonly url: string;
  /** Null for a public upstream. */
  readonly auth: UpstreamAuth | null;
}

/** What the credential is bound to: it cannot be moved to another row. */
function secretContext({ id }: Pick<RepoRecord, 'id'>): string {
  return `upstream:${id}`;
}

/**
 * Returns the stored form of an upstream, its credential encrypted. An absent `auth` keeps the credential that the
 * repository has.
 *
 * @throws DepotError `BAD_REQUEST` or `ADDRESS_NOT_ALLOWED` for the URL.
 */
export function writeUpstream(
  deps: UpstreamDeps,
  input: UpstreamInput,
  repo: Pick<RepoRecord, 'id' | 'upstream'>,
): string {
  const { href } = parseOutboundUrl(input.url, 'upstream.url', deps.allowPrivateNetworks);
  const kept = input.auth === undefined ? (readUpstream(deps, repo)?.auth ?? null) : null;
  const auth = input.auth ?? kept;
  const sealed =
    auth && encryptSecret(deps.instanceKey, JSON.stringify(auth), secretContext(repo), deps.random);
  return JSON.stringify({ url: href, auth: sealed });
}

/** Returns the upstream of a repository. */
export function readUpstream(
  deps: Pick<UpstreamDeps, 'instanceKey'>,
  repo: Pick<RepoRecord, 'id' | 'upstream'>,
): UpstreamSettings | null {
  if (repo.upstream === null) return null;
  const { url, auth } = JSON.parse(repo.upstream) as { url: string; auth: string | null };
  return {
    url,
    auth: auth === null ? null : JSON.parse(decryptSecret(deps.instanceKey, auth, secretContext(repo))),
  };
}

/** Returns an upstream as the API shows it: without its credential. */
export function toUpstream(
  upstream: UpstreamSettings | null,
  latestSync: UpstreamSyncRecord | undefined,
): Upstream | null {
  return (
    upstream && {
      url: upstream.url,
      auth_kind: upstream.auth?.kind ?? null,
      latest_sync: latestSync ? toSync(latestSync) : null,
    }
  );
}
