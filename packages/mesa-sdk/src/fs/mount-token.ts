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

/**
 * A token is renewed when this part of its life is left: no request leaves with one about to end, and a thread that asks for
 * it by message can wait for long until this one finds the time.
 */
const RENEW_BEFORE = 0.5;

/** A token, and how long it is of use. */
export interface TimedToken {
  readonly token: string;
  /** From then on the next one is to be taken. */
  readonly renewAtMs: number;
  readonly expiresAtMs: number;
}

/** Signs the tokens of a mount: one at a time, and the next before it ends, so that a mount outlives its token. */
export class MountToken {
  readonly #options: MountTokenOptions;
  #current: Promise<TimedToken> | undefined;

  constructor(options: MountTokenOptions) {
    this.#options = options;
  }

  /** Returns a token that is good for a while. */
  get = async (): Promise<string> => (await this.current()).token;

  /** Returns it with its times. */
  async current(): Promise<TimedToken> {
    const known = await this.#current?.catch(() => undefined);
    if (known !== undefined && this.#options.now() < known.renewAtMs) return known;
    // Whoever comes first signs; the others take what it made.
    const mine = this.#current;
    const next = mine === undefined || known !== undefined ? this.#sign() : mine;
    this.#current = next;
    return next;
  }

  async #sign(): Promise<TimedToken> {
    const { tokens, scopes, repos, ttlSeconds, authors, now } = this.#options;
    const start = now();
    const { token, expires_at } = await tokens.create({ scopes, repos, ttl_seconds: ttlSeconds, authors });
    const expiresAtMs = Date.parse(expires_at);
    return { token, renewAtMs: start + (expiresAtMs - start) * (1 - RENEW_BEFORE), expiresAtMs };
  }
}
