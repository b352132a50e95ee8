import { InvalidOptionsError, type RequestOptions, type Scope } from 'mesa-rest';
import {
  type RepoClaim,
  signWithApiKey,
  signWithPrivateKey,
  type TokenContent,
} from '../core/access-token.js';
import { type Author, toAuthorClaims } from '../core/authors.js';
import { checkMembers } from '../core/known-members.js';
import { refusePrivateKey } from '../core/private-key-text.js';
import { randomUuid } from '../core/random-uuid.js';
import type { Session } from '../core/session.js';
import { OrgResolutionError } from '../errors/org-resolution-error.js';

/** Input of `tokens.create`: at most one of `repos` and `repo_ids`. */
export interface TokenCreateInput {
  /** What the token may do, within what its key may do when it is used. Default `read` and `write`. */
  readonly scopes?: readonly (Scope | (string & {}))[] | undefined;
  /** Names of the repositories it is good for, `<org>/<repo>` or `<repo>`. Absent or null means all that its key is good for. */
  readonly repos?: readonly string[] | null | undefined;
  /** Ids of the repositories it is good for, in place of `repos`. */
  readonly repo_ids?: readonly string[] | undefined;
  /**
   * Life in seconds: 1 to 86,400 and by default 3,600 with an API key, 1 to 14,400 and by default 900 with a private key.
   */
  readonly ttl_seconds?: number | undefined;
  /** Who is the author of what is done with the token. Only with a private key. */
  readonly authors?: readonly Author[] | undefined;
  /** Organization that bare repository names belong to. Default: the client's. */
  readonly org?: string | undefined;
}

/** An access token and what it is good for. */
export interface CreatedToken {
  readonly token: string;
  /** When it stops being good, ISO 8601. */
  readonly expires_at: string;
  readonly scopes: string[];
  /** Full names of the repositories it is restricted to; null when it is not restricted by name. */
  readonly repos: string[] | null;
  /** Ids of the repositories it is restricted to; absent when it is not restricted by id. */
  readonly repo_ids?: string[];
}

const DEFAULT_SCOPES: readonly Scope[] = ['read', 'write'];
const SCOPES: readonly string[] = ['read', 'write', 'admin'];
const MAX_REPO_IDS = 250;

/** Life of tokens in seconds. */
const LIFE = {
  'api-key': { max: 86_400, default: 3_600 }, // 1 day, 1 hour
  'private-key': { max: 14_400, default: 900 }, // 4 hours, 15 minutes
};

/** Access tokens: short-lived credentials with a part of a key's rights, signed here and not by the server. */
export class TokensResource {
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
  }

  /**
   * Returns a new access token, to hand to somebody who should not hold the key.
   *
   * It is signed in this process. With an API key the first call asks the server for the id of the key. A token cannot be
   * taken back; it dies with its key and at its end.
   *
   * @throws {InvalidOptionsError} `INVALID_OPTIONS` for input that no server would accept, and for a client that was made with
   * an access token itself, which cannot sign.
   * @example
   * ```ts
   * const { token } = await mesa.tokens.create({ scopes: ['read'], repos: ['acme/demo'], ttl_seconds: 600 });
   * const reader = new Mesa({ accessToken: token });
   * ```
   */
  async create(input: TokenCreateInput = {}, options: RequestOptions = {}): Promise<CreatedToken> {
    checkMembers('tokens.create', input, ['scopes', 'repos', 'repo_ids', 'ttl_seconds', 'authors', 'org']);
    const { credential } = this.#session;
    if (credential.kind === 'access-token') {
      throw new InvalidOptionsError(
        'This client was made with an access token, which cannot sign others. Use the API key or private key.',
      );
    }
    const life = LIFE[credential.kind];
    const ttl = input.ttl_seconds ?? life.default;
    if (!Number.isInteger(ttl) || ttl < 1 || ttl > life.max) {
      throw new InvalidOptionsError(
        `\`ttl_seconds\` is ${String(ttl)}; it must be a whole number from 1 to ${life.max}.`,
      );
    }
    const scopes = [...(input.scopes ?? DEFAULT_SCOPES)];
    const repos = await this.#repoClaim(input, options);

    if (credential.kind === 'private-key') {
      const authors = toAuthorClaims(input.authors ?? []);
      const content = tokenContent(checkScopes(scopes), repos, ttl);
      return created(signWithPrivateKey(credential.key, content, authors), content);
    }
    if (input.authors !== undefined) {
      throw new InvalidOptionsError(
        '`authors` can only be signed with a private key; this client has an API key.',
      );
    }
    const keyId = await this.#keyId(options);
    const content = tokenContent(scopes, repos, ttl);
    return created(await signWithApiKey(credential.apiKey, keyId, content), content);
  }

  async #keyId(options: RequestOptions): Promise<string> {
    const { key_id } = await this.#session.whoami(options);
    if (key_id !== null) return key_id;
    throw new OrgResolutionError(
      'The server did not tell the id of the API key, without which no token can be signed from it.',
    );
  }

  async #repoClaim(input: TokenCreateInput, options: RequestOptions): Promise<RepoClaim> {
    const { repos, repo_ids } = input;
    if (repo_ids !== undefined) {
      if (repos !== undefined && repos !== null)
        throw new InvalidOptionsError('A token has either `repos` or `repo_ids`; both were given.');
      if (repo_ids.length > MAX_REPO_IDS) {
        throw new InvalidOptionsError(
          `\`repo_ids\` has ${repo_ids.length} entries; at most ${MAX_REPO_IDS} are allowed.`,
        );
      }
      return { repo_ids: repo_ids.map((id, index) => checkName(id, `repo_ids[${index}]`)) };
    }
    if (repos === undefined || repos === null) return { repos: null };
    const names = repos.map((name, index) => checkName(name, `repos[${index}]`));
    if (names.every((name) => name.includes('/'))) return { repos: names };
    const org = await this.#session.resolveOrg(input.org, options);
    return { repos: names.map((name) => (name.includes('/') ? name : `${org}/${name}`)) };
  }
}

function checkName(name: string, what: string): string {
  if (typeof name !== 'string' || name.trim() === '') throw new InvalidOptionsError(`\`${what}\` is empty.`);
  refusePrivateKey(name, `\`${what}\``);
  return name;
}

function checkScopes(scopes: readonly string[]): string[] {
  const unique = [...new Set(scopes)];
  const unknown = unique.find((scope) => !SCOPES.includes(scope));
  if (unknown !== undefined) {
    throw new InvalidOptionsError(
      `${JSON.stringify(unknown)} is no scope. The scopes are ${SCOPES.join(', ')}.`,
    );
  }
  if (unique.length === 0)
    throw new InvalidOptionsError('`scopes` is empty; a token has at least one scope.');
  return unique;
}

function tokenContent(scopes: string[], repos: RepoClaim, ttlSeconds: number): TokenContent {
  const iat = Math.floor(Date.now() / 1000);
  return { scopes, repos, iat, exp: iat + ttlSeconds, jti: randomUuid() };
}

function created(token: string, { exp, scopes, repos: claim }: TokenContent): CreatedToken {
  const expires_at = new Date(exp * 1000).toISOString();
  if (claim.repo_ids)
    return { token, expires_at, scopes: [...scopes], repos: null, repo_ids: [...claim.repo_ids] };
  return { token, expires_at, scopes: [...scopes], repos: claim.repos ? [...claim.repos] : null };
}
