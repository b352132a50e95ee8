import { InvalidOptionsError } from './errors/invalid-options-error.js';
import { checkMembers } from './known-members.js';
import { parseRetryAfter } from './retry-after.js';

/** How long to wait between attempts, and for how long to go on. */
export interface BackoffOptions {
  readonly strategy?: 'backoff' | undefined;
  /** Wait before the second attempt. Default 500. */
  readonly initialIntervalMs?: number | undefined;
  /** Longest wait between two attempts; a longer `Retry-After` of the server is still honoured. Default 60,000. */
  readonly maxIntervalMs?: number | undefined;
  /** Factor from one wait to the next. Default 1.5. */
  readonly exponent?: number | undefined;
  /** No attempt starts later than this after the first one did. Default 30,000; 0 means a single attempt. */
  readonly maxElapsedTimeMs?: number | undefined;
  readonly backoff?: never;
}

/** The same settings as the guides of the other languages nest them; milliseconds. */
export interface NestedBackoffOptions {
  readonly strategy?: 'backoff' | undefined;
  readonly backoff: {
    readonly initialInterval?: number | undefined;
    readonly maxInterval?: number | undefined;
    readonly exponent?: number | undefined;
    readonly maxElapsedTime?: number | undefined;
  };
}

/** Never tries a second time. */
export interface NoRetryOptions {
  readonly strategy: 'none';
}

/**
 * When and how failed requests are sent again.
 *
 * GET, PUT and DELETE are sent again after a broken connection and after 408, 429 and 5xx. POST and PATCH only
 * where the server cannot have acted on the request (429, 503 with `Retry-After`, a refused connection), unless the
 * call has an `idempotencyKey`: then they are treated like the others.
 */
export type RetryOptions = BackoffOptions | NestedBackoffOptions | NoRetryOptions;

/** Retry options with every default filled in. */
export interface RetrySettings {
  readonly strategy: 'backoff' | 'none';
  readonly initialIntervalMs: number;
  readonly maxIntervalMs: number;
  readonly exponent: number;
  readonly maxElapsedTimeMs: number;
}

export const DEFAULT_RETRY: RetrySettings = {
  strategy: 'backoff',
  initialIntervalMs: 500,
  maxIntervalMs: 60_000, // 60 seconds
  exponent: 1.5,
  maxElapsedTimeMs: 30_000, // 30 seconds
};

const OPTIONS = [
  'strategy',
  'initialIntervalMs',
  'maxIntervalMs',
  'exponent',
  'maxElapsedTimeMs',
  'backoff',
] as const satisfies readonly (keyof BackoffOptions)[];
const NESTED_OPTIONS = [
  'initialInterval',
  'maxInterval',
  'exponent',
  'maxElapsedTime',
] as const satisfies readonly (keyof NestedBackoffOptions['backoff'])[];

/**
 * Returns the settings that result from options over a base: what the options leave out keeps the base's value.
 *
 * @throws InvalidOptionsError for an unknown strategy or option, and for a number that is negative or not finite.
 */
export function resolveRetry(options: RetryOptions | undefined, base: RetrySettings): RetrySettings {
  if (options === undefined) return base;
  checkMembers('retry', options, OPTIONS);
  const strategy = options.strategy ?? 'backoff';
  if (strategy === 'none') return { ...base, strategy };
  if (strategy !== 'backoff') {
    throw new InvalidOptionsError(`retry.strategy is '${String(strategy)}'; it must be 'backoff' or 'none'.`);
  }
  const given = flatten(options as BackoffOptions | NestedBackoffOptions);
  const settings: RetrySettings = {
    strategy,
    initialIntervalMs: given.initialIntervalMs ?? base.initialIntervalMs,
    maxIntervalMs: given.maxIntervalMs ?? base.maxIntervalMs,
    exponent: given.exponent ?? base.exponent,
    maxElapsedTimeMs: given.maxElapsedTimeMs ?? base.maxElapsedTimeMs,
  };
  const minimum = { initialIntervalMs: 0, maxIntervalMs: 0, exponent: 1, maxElapsedTimeMs: 0 } as const;
  for (const [name, least] of Object.entries(minimum)) {
    const value = settings[name as keyof typeof minimum];
    if (typeof value !== 'number' || Number.isNaN(value) || value < least) {
      throw new InvalidOptionsError(
        `retry.${name} is ${String(value)}; it must be a number of at least ${least}.`,
      );
    }
  }
  return settings;
}

function flatten(options: BackoffOptions | NestedBackoffOptions): BackoffOptions {
  if (options.backoff === undefined) return options;
  checkMembers('retry.backoff', options.backoff, NESTED_OPTIONS);
  const { initialInterval, maxInterval, exponent, maxElapsedTime } = options.backoff;
  return {
    initialIntervalMs: initialInterval,
    maxIntervalMs: maxInterval,
    exponent,
    maxElapsedTimeMs: maxElapsedTime,
  };
}

/** A failed attempt, as far as the decision to try again needs it. */
export interface FailedAttempt {
  readonly method: string;
  /** True when the request carries an idempotency key. */
  readonly idempotent: boolean;
  /** The answer, when there was one. */
  readonly response?: Pick<Response, 'status' | 'headers'> | undefined;
  /** What `fetch` threw, when there was no answer. */
  readonly error?: unknown;
}

/** Returns whether sending the request again is safe and may help. */
export function isRetryable({ method, idempotent, response, error }: FailedAttempt): boolean {
  const repeatable = idempotent || !['POST', 'PATCH'].includes(method.toUpperCase());
  if (response === undefined) {
    if (isHopeless(error)) return false; // It will be as wrong a second later.
    return repeatable || isRefusedConnection(error);
  }
  const { status, headers } = response;
  if (status === 429) return true;
  if (status === 503 && headers.has('retry-after')) return true;
  return repeatable && (status === 408 || status >= 500);
}

/**
 * Returns how long to wait before the next attempt: exponential, with jitter between half and all of the interval,
 * so that clients that failed together do not come back together. Never sooner than `Retry-After` asks.
 *
 * @param attempt number of attempts made, from 1
 */
export function retryDelayMs(
  attempt: number,
  settings: RetrySettings,
  headers?: Headers,
  random: () => number = Math.random,
): number {
  // The power is bounded on its own: 0 times infinity is not a number.
  const factor = Math.min(Number.MAX_SAFE_INTEGER, settings.exponent ** (attempt - 1));
  const interval = Math.min(settings.maxIntervalMs, settings.initialIntervalMs * factor);
  const jittered = interval * (0.5 + random() / 2);
  return Math.max(jittered, (headers && parseRetryAfter(headers)) ?? 0);
}

/** Failures before the first byte could reach the server, by the codes of Node, Deno and Bun. */
const REFUSED = new Set([
  'ECONNREFUSED',
  'ConnectionRefused',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/**
 * Returns whether no connection came about, so that the server cannot have acted. Browsers do not tell this from
 * any other network failure: there it is always false.
 */
function isRefusedConnection(error: unknown): boolean {
  const found = [...causes(error)];
  return (
    found.some(({ code }) => typeof code === 'string' && REFUSED.has(code)) ||
    // Deno reports no code.
    found.some(({ message }) => typeof message === 'string' && /connection refused|dns error/i.test(message))
  );
}

/** Whether the connection fails for a reason that stays: a certificate, a server without TLS, a port `fetch` refuses. */
function isHopeless(error: unknown): boolean {
  return (
    isPlainHttp(error) ||
    [...causes(error)].some(
      ({ code, message }) =>
        (typeof code === 'string' && /CERT|^ERR_TLS|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER/.test(code)) ||
        message === 'bad port',
    )
  );
}

/** Returns whether TLS was begun with a server that answered in the clear, as one does whose URL begins with http://. */
export function isPlainHttp(error: unknown): boolean {
  return [...causes(error)].some(
    ({ code }) => code === 'ERR_SSL_WRONG_VERSION_NUMBER' || code === 'ERR_SSL_PACKET_LENGTH_TOO_LONG',
  );
}

/** Walks an error, its causes and the members of its aggregates. */
function* causes(error: unknown, depth = 0): Generator<{ code?: unknown; message?: unknown }> {
  if (typeof error !== 'object' || error === null || depth > 8) return;
  yield error as { code?: unknown; message?: unknown };
  yield* causes((error as { cause?: unknown }).cause, depth + 1);
  const { errors } = error as { errors?: unknown };
  if (Array.isArray(errors)) for (const inner of errors) yield* causes(inner, depth + 1);
}
