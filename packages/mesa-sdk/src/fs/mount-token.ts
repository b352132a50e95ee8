import type { Scope } from 'mesa-rest';
import type { Author } from '../core/authors.js';
import type { TokensResource } from '../resources/tokens.js';

/** What the tokens of a mount are good for. */
export interface MountTokenOptions {
  readonly tokens: TokensResource;
  readonly scopes: readonly Scope[];
  /** Full names of the repositories. */
  readonly repos: readonly string[];
  /** Life of each token; absent means the default of the credential. */
  readonly ttlSeconds: number | undefined;
  readonly authors: readonly Author[] | undefined;
  readonly now: () => number;
}

/** A token is renewed when this part of its life is left, so that no request leaves with one about to end. */
const RENEW_BEFORE = 0.2;

/** Signs the tokens of a mount: one at a time, and the next before it ends, so that a mount outlives its token. */
export class MountToken {
  readonly #options: MountTokenOptions;
  #current: Promise<{ token: string; renewAtMs: number }> | undefined;

  constructor(options: MountTokenOptions) {
    this.#options = options;
  }

  /** Returns a token that is good for a while. */
  get = async (): Promise<string> => {
    const known = await this.#current?.catch(() => undefined);
    if (known !== undefined && this.#options.now() < known.renewAtMs) return known.token;
    // Whoever comes first signs; the others take what it made.
    const mine = this.#current;
    const next = mine === undefined || known !== undefined ? this.#sign() : mine;
    this.#current = next;
    return (await next).token;
  };

  async #sign(): Promise<{ token: string; renewAtMs: number }> {
    const { tokens, scopes, repos, ttlSeconds, authors, now } = this.#options;
    const start = now();
    const { token, expires_at } = await tokens.create({ scopes, repos, ttl_seconds: ttlSeconds, authors });
    const lifeMs = Date.parse(expires_at) - start;
    return { token, renewAtMs: start + lifeMs * (1 - RENEW_BEFORE) };
  }
}
