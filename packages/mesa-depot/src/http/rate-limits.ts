import { createHash } from 'node:crypto';
import ipaddr from 'ipaddr.js';
import { LRUCache } from 'lru-cache';
import type { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { DepotError } from '../errors/index.js';
import {
  FAILED_AUTHENTICATIONS_WINDOW_SECONDS,
  MAX_FAILED_AUTHENTICATIONS,
  RATE_LIMIT_WINDOW_SECONDS,
} from './limits.js';

/** How many credentials are remembered as good, so that a neighbour who guesses does not lock them out. */
const MAX_KNOWN_GOOD = 10_000;
const KNOWN_GOOD_MS = 600_000; // 10 minutes

/** Headers that tell a client how much it may still ask, under the names that clients know. */
export type RateLimitHeaders = Readonly<
  Record<'ratelimit-limit' | 'ratelimit-remaining' | 'ratelimit-reset', string>
>;

/**
 * Bounds how often one credential may ask, and how often one address may fail to show a good one.
 *
 * It counts in the memory of the process: each of several processes on one database counts for itself.
 *
 * Header fields: https://www.ietf.org/archive/id/draft-ietf-httpapi-ratelimit-headers-06.html
 */
export class RateLimits {
  readonly #requests: RateLimiterMemory;
  readonly #failures: RateLimiterMemory;
  readonly #limit: number;
  /** Hashes of `Authorization` headers that were accepted lately. */
  readonly #good = new LRUCache<string, true>({ max: MAX_KNOWN_GOOD, ttl: KNOWN_GOOD_MS });

  private constructor(requests: RateLimiterMemory, failures: RateLimiterMemory, limit: number) {
    this.#requests = requests;
    this.#failures = failures;
    this.#limit = limit;
  }

  /** Creates limits of so many requests a second for each credential, as an average over the window. */
  static async create(requestsPerSecond: number): Promise<RateLimits> {
    // Loaded where it is asked for: it brings the clients of a dozen databases, and most depots start without.
    const { RateLimiterMemory } = await import('rate-limiter-flexible');
    const limit = Math.max(1, Math.round(requestsPerSecond * RATE_LIMIT_WINDOW_SECONDS));
    return new RateLimits(
      new RateLimiterMemory({ points: limit, duration: RATE_LIMIT_WINDOW_SECONDS }),
      new RateLimiterMemory({
        points: MAX_FAILED_AUTHENTICATIONS,
        duration: FAILED_AUTHENTICATIONS_WINDOW_SECONDS,
      }),
      limit,
    );
  }

  /**
   * Refuses an address that failed too often to be worth another look at what it sends; a credential that was good
   * lately passes, so that those who share an address, behind a proxy for example, do not lock each other out.
   *
   * @throws DepotError `RATE_LIMITED`
   */
  async requireTrusted(address: string, authorization: string | undefined): Promise<void> {
    const failures = await this.#failures.get(toSource(address));
    if (failures === null || failures.consumedPoints < MAX_FAILED_AUTHENTICATIONS) return;
    if (authorization !== undefined && this.#good.has(fingerprint(authorization))) return;
    throw limited('Too many requests without a valid credential came from this address.', failures);
  }

  /** Notes that what was sent from `address` was no good credential. */
  async noteFailure(address: string): Promise<void> {
    await this.#failures.consume(toSource(address)).catch(() => {}); // over the limit: the next one is refused
  }

  /** Notes that a credential was accepted. */
  noteSuccess(authorization: string): void {
    this.#good.set(fingerprint(authorization), true);
  }

  /**
   * Counts a request, and gives the headers to answer with.
   *
   * @param source Who is counted: the id of a credential, or an address for what takes none.
   * @throws DepotError `RATE_LIMITED`
   */
  async count(source: string): Promise<RateLimitHeaders> {
    try {
      return this.#headers(await this.#requests.consume(source));
    } catch (thrown) {
      if (thrown instanceof Error) throw thrown;
      throw limited('Too many requests came with this credential.', thrown as RateLimiterRes);
    }
  }

  /** The headers for who has used up what there is. */
  exhausted(retryAfterSeconds: number): RateLimitHeaders {
    return toHeaders(this.#limit, 0, retryAfterSeconds);
  }

  #headers({ remainingPoints, msBeforeNext }: RateLimiterRes): RateLimitHeaders {
    return toHeaders(this.#limit, remainingPoints, toSeconds(msBeforeNext));
  }
}

/** Returns what is counted for an address: of IPv6 the network, since a single machine has all addresses of one. */
export function toSource(address: string): string {
  if (!ipaddr.isValid(address)) return address;
  const ip = ipaddr.process(address);
  if (ip.kind() === 'ipv4') return ip.toString();
  return `${(ip as ipaddr.IPv6).parts
    .slice(0, 4)
    .map((part) => part.toString(16))
    .join(':')}::/64`;
}

function toHeaders(limit: number, remaining: number, resetSeconds: number): RateLimitHeaders {
  return {
    'ratelimit-limit': String(limit),
    'ratelimit-remaining': String(remaining),
    'ratelimit-reset': String(resetSeconds),
  };
}

function limited(why: string, { msBeforeNext }: RateLimiterRes): DepotError {
  const seconds = toSeconds(msBeforeNext);
  return new DepotError('RATE_LIMITED', `${why} Try again after ${seconds} s.`, {
    details: { retry_after_seconds: seconds },
  });
}

function toSeconds(ms: number): number {
  return Math.max(1, Math.ceil(ms / 1000));
}

/** Secrets are not kept in memory for longer than their request takes. */
function fingerprint(authorization: string): string {
  return createHash('sha256').update(authorization).digest('base64');
}
