import type { Upstream, UpstreamInput } from 'mesa-rest';
import { DepotError } from '../errors/index.js';
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
 * repository has, as long as the URL stays on the same server: nobody may have a credential, which they cannot read, sent to a
 * server of their own.
 *
 * @throws DepotError `BAD_REQUEST` or `ADDRESS_NOT_ALLOWED` for the URL; `BAD_REQUEST` for another server without `auth`, and
 * for a user name that Basic authentication cannot carry (RFC 7617).
 */
export function writeUpstream(
  deps: UpstreamDeps,
  input: UpstreamInput,
  repo: Pick<RepoRecord, 'id' | 'upstream'>,
): string {
  const { href, origin, search, hash } = parseOutboundUrl(
    input.url,
    'upstream.url',
    deps.allowPrivateNetworks,
  );
  if (search !== '' || hash !== '') {
    throw new DepotError('BAD_REQUEST', '`upstream.url` must have no query and no fragment.');
  }
  const kept = input.auth === undefined ? readUpstream(deps, repo) : null;
  if (kept?.auth && new URL(kept.url).origin !== origin) {
    throw new DepotError(
      'BAD_REQUEST',
      '`upstream.url` is on another server than the stored credential was given for. Send `upstream.auth`, too: a credential for that server, or null for none.',
    );
  }
  const auth = input.auth ?? kept?.auth ?? null;
  const username = auth?.kind === 'token' ? auth.token_username : auth?.username;
  if (username?.includes(':')) {
    throw new DepotError('BAD_REQUEST', 'The user name of `upstream.auth` must not contain a colon.');
  }
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
