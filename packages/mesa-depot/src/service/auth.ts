import { createHash, timingSafeEqual } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { DepotError } from '../errors/index.js';
import {
  type ApiKeyRecord,
  type Executor,
  getApiKey,
  getApiKeyBySecret,
  getOrgById,
  getOrgBySlug,
  getReposByIds,
  getSigningKeyByPublicKey,
  listRepos,
  type OrgRecord,
  type Storage,
  touchApiKeys,
} from '../storage/index.js';
import {
  readTokenIssuer,
  type TokenClaims,
  verifyApiKeyToken,
  verifySigningKeyToken,
} from './access-token.js';
import type { Actor, Author } from './call.js';
import { clampScopes, toScopes } from './scopes.js';

const LAST_USED_PRECISION_MS = 60_000; // 1 minute

export interface AuthDeps {
  readonly storage: Storage;
  now(): number;
}

/** Finds out who is calling. Keys, organizations and repositories are read for every call: revoking acts at once. */
export class AuthService {
  readonly #deps: AuthDeps;
  /** When the last use of keys was written by this process, so that a burst of requests writes it once. */
  readonly #noted = new LRUCache<string, number>({ max: 10_000 });

  constructor(deps: AuthDeps) {
    this.#deps = deps;
  }

  /**
   * Returns the actor behind an `Authorization` header: `Bearer` and an API key, or an access token that was signed with an
   * API key (HS256) or a registered signing key (EdDSA).
   *
   * @throws DepotError `UNAUTHORIZED`, with a message that says what is wrong and repeats nothing of the credential.
   */
  async authenticate(authorizationHeader: string | undefined): Promise<Actor> {
    return this.#byCredential(readBearer(authorizationHeader));
  }

  /**
   * Returns the actor behind the `Authorization` header of a git client: `Basic` with any user name and such a credential as the
   * password, or `Bearer` as elsewhere.
   *
   * @throws DepotError `UNAUTHORIZED`, as {@link authenticate} does.
   */
  async authenticateGit(authorizationHeader: string | undefined): Promise<Actor> {
    return this.#byCredential(readBasic(authorizationHeader) ?? readBearer(authorizationHeader));
  }

  async #byCredential(credential: string): Promise<Actor> {
    if (!credential.includes('.')) return this.#byApiKey(credential);
    const issuer = readTokenIssuer(credential);
    return issuer.alg === 'HS256'
      ? this.#byApiKeyToken(credential, issuer.keyId)
      : this.#bySigningKeyToken(credential, issuer.orgSlug, issuer.publicKey);
  }

  async #byApiKey(apiKey: string): Promise<Actor> {
    const sha256 = createHash('sha256').update(apiKey, 'utf8').digest();
    const key = await getApiKeyBySecret(this.#deps.storage.read, sha256);
    // The index found it by equality; this comparison does not depend on how an engine compares bytes.
    if (!key || !timingSafeEqual(key.secretSha256, sha256)) {
      throw unauthorized(
        'The API key is not known here. Check that it is complete and meant for this server.',
      );
    }
    this.#requireUsable(key, 'The API key');
    const org = await this.#orgOf(key.orgId);
    await this.#noteUse(key);
    return {
      org,
      credentialId: key.id,
      keyId: key.id,
      keyName: key.name,
      scopes: toScopes(key.scopes),
      repoIds: key.repoIds,
      authors: [authorOfKey(key)],
    };
  }

  async #byApiKeyToken(token: string, keyId: string): Promise<Actor> {
    const { storage, now } = this.#deps;
    const key = await getApiKey(storage.read, keyId);
    if (!key)
      throw unauthorized('The access token is not valid: the API key it was signed with does not exist.');
    const claims = await verifyApiKeyToken(token, key.id, key.secretSha256, now());
    this.#requireUsable(key, 'The API key that signed the access token');
    const org = await this.#orgOf(key.orgId);
    await this.#noteUse(key);
    return {
      org,
      credentialId: key.id,
      keyId: key.id,
      keyName: key.name,
      scopes: clampScopes(claims.scopes, toScopes(key.scopes)),
      repoIds: await clampRepos(storage.read, org, claims.repos, key.repoIds),
      authors: [authorOfKey(key)],
    };
  }

  async #bySigningKeyToken(token: string, orgSlug: string, publicKey: Uint8Array): Promise<Actor> {
    const { storage, now } = this.#deps;
    const key = await getSigningKeyByPublicKey(storage.read, publicKey);
    const org = await getOrgBySlug(storage.read, orgSlug);
    if (!key || !org || key.orgId !== org.id) {
      throw unauthorized(
        'The access token is not valid: its key is not registered with the organization in its claim `iss`.',
      );
    }
    const claims = await verifySigningKeyToken(token, org.slug, key.publicKey, now());
    if (key.revokedAt !== null) throw unauthorized('The signing key of the access token was revoked.');
    const own = authorOfKey(key);
    const authors = claims.authors.map(({ name, email }) => ({ name, email: email ?? own.email }));
    return {
      org: toActorOrg(org),
      credentialId: key.id,
      keyId: null,
      keyName: null,
      scopes: clampScopes(claims.scopes, toScopes(key.scopes)),
      repoIds: await clampRepos(storage.read, org, claims.repos, null),
      authors: authors.length > 0 ? authors : [own],
    };
  }

  #requireUsable(key: ApiKeyRecord, what: string): void {
    if (key.revokedAt !== null) throw unauthorized(`${what} was revoked.`);
    if (key.expiresAt !== null && key.expiresAt <= this.#deps.now()) {
      throw unauthorized(`${what} expired at ${new Date(key.expiresAt).toISOString()}.`);
    }
  }

  async #orgOf(orgId: string): Promise<Actor['org']> {
    const org = await getOrgById(this.#deps.storage.read, orgId);
    if (!org) throw unauthorized('The organization of the API key does not exist any more.');
    return toActorOrg(org);
  }

  /** At most once a minute and key. A request must not fail because the note of it could not be written. */
  async #noteUse(key: ApiKeyRecord): Promise<void> {
    const now = this.#deps.now();
    // The row may have been read before a request at the same time wrote it.
    const notedAt = Math.max(key.lastUsedAt ?? 0, this.#noted.get(key.id) ?? 0);
    if (now - notedAt < LAST_USED_PRECISION_MS) return;
    this.#noted.set(key.id, now);
    try {
      await this.#deps.storage.transaction((tx) => touchApiKeys(tx, new Map([[key.id, now]])));
    } catch {
      this.#noted.delete(key.id); // the next use tries again
    }
  }
}

/** Returns the credential inside `Bearer <credential>`. */
function readBearer(header: string | undefined): string {
  if (header === undefined || header.trim() === '') {
    throw unauthorized('Missing credential. Send `Authorization: Bearer <API key or access token>`.');
  }
  const credential = /^bearer +(\S+)\s*$/i.exec(header)?.[1];
  if (credential === undefined) {
    throw unauthorized(
      'Malformed `Authorization` header. Send `Authorization: Bearer <API key or access token>`.',
    );
  }
  return usable(credential);
}

/** Returns the password inside `Basic <user:password>`, undefined for another scheme. */
function readBasic(header: string | undefined): string | undefined {
  if (header === undefined || header.trim() === '') {
    throw unauthorized(
      'Authentication required. Use any user name, and an API key or access token as the password.',
    );
  }
  const encoded = /^basic +([\w+/=-]+)\s*$/i.exec(header)?.[1];
  if (encoded === undefined) return undefined;
  const pair = Buffer.from(encoded, 'base64').toString('utf8');
  const password = pair.slice(pair.indexOf(':') + 1);
  if (!pair.includes(':') || !/^\S+$/.test(password)) {
    throw unauthorized('The password is missing or malformed. It is an API key or access token.');
  }
  return usable(password);
}

function usable(credential: string): string {
  if (credential.startsWith('mesa_private_key_')) {
    throw unauthorized(
      'A private key was sent as the credential. Sign access tokens with it instead; it has been exposed, so revoke its signing key.',
    );
  }
  return credential;
}

/**
 * Returns the repositories that a token may use: those it names, as they are called now, within those of its key. A name
 * of another organization, or of no repository, gives access to nothing.
 */
async function clampRepos(
  executor: Executor,
  org: { readonly id: string; readonly slug: string },
  asked: TokenClaims['repos'],
  held: readonly string[] | null,
): Promise<readonly string[] | null> {
  if (asked === null) return held;
  const ids =
    'ids' in asked ? await existing(executor, org.id, asked.ids) : await resolve(executor, org, asked.names);
  return held === null ? ids : ids.filter((id) => held.includes(id));
}

async function existing(executor: Executor, orgId: string, ids: readonly string[]): Promise<string[]> {
  return [...(await getReposByIds(executor, orgId, ids)).keys()];
}

async function resolve(
  executor: Executor,
  org: { readonly id: string; readonly slug: string },
  fullNames: readonly string[],
): Promise<string[]> {
  const prefix = `${org.slug}/`;
  const names = fullNames.filter((name) => name.startsWith(prefix)).map((name) => name.slice(prefix.length));
  if (names.length === 0) return [];
  const request = {
    orgId: org.id,
    limit: names.length,
    where: (eb) => eb('name', 'in', names),
  } satisfies Parameters<typeof listRepos>[1];
  return (await listRepos(executor, request)).items.map((repo) => repo.id);
}

/** The author of commits made with a key that names none. */
function authorOfKey(key: { readonly id: string; readonly name: string | null }): Author {
  return { name: key.name ?? key.id, email: `${key.id}@keys.mesa.local` };
}

function toActorOrg({ id, slug, name }: OrgRecord): Actor['org'] {
  return { id, slug, name };
}

function unauthorized(message: string): DepotError {
  return new DepotError('UNAUTHORIZED', message);
}
