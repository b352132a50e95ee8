import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InvalidOptionsError } from './errors/invalid-options-error.js';
import { DEFAULT_RETRY, isRetryable, type RetryOptions, resolveRetry, retryDelayMs } from './retry.js';

describe('resolveRetry', () => {
  it('keeps what the options leave out', () => {
    expect(resolveRetry({ initialIntervalMs: 10 }, DEFAULT_RETRY)).toEqual({
      ...DEFAULT_RETRY,
      initialIntervalMs: 10,
    });
    expect(resolveRetry(undefined, DEFAULT_RETRY)).toBe(DEFAULT_RETRY);
    expect(resolveRetry({ strategy: 'none' }, DEFAULT_RETRY).strategy).toBe('none');
  });

  it('reads the nested settings of the other languages', () => {
    const nested = { initialInterval: 500, maxInterval: 60_000, exponent: 1.5, maxElapsedTime: 300_000 };
    expect(resolveRetry({ strategy: 'backoff', backoff: nested }, DEFAULT_RETRY)).toEqual({
      strategy: 'backoff',
      initialIntervalMs: 500,
      maxIntervalMs: 60_000,
      exponent: 1.5,
      maxElapsedTimeMs: 300_000,
    });
  });

  it.each([
    [{ strategy: 'linear' }, /retry\.strategy/],
    [{ initialIntervalMs: -1 }, /retry\.initialIntervalMs is -1/],
    [{ maxIntervalMs: Number.NaN }, /retry\.maxIntervalMs/],
    [{ exponent: 0.5 }, /retry\.exponent/],
    [{ maxElapsedTimeMs: '5' }, /retry\.maxElapsedTimeMs/],
  ])('refuses %j', (options, message) => {
    const resolve = () => resolveRetry(options as unknown as RetryOptions, DEFAULT_RETRY);
    expect(resolve).toThrow(InvalidOptionsError);
    expect(resolve).toThrow(message);
  });
});

describe('isRetryable', () => {
  const answer = (status: number, headers: Record<string, string> = {}) => ({
    status,
    headers: new Headers(headers),
  });
  const reset = new TypeError('fetch failed', {
    cause: Object.assign(new Error('reset'), { code: 'ECONNRESET' }),
  });
  const refused = new TypeError('fetch failed', {
    cause: new AggregateError([Object.assign(new Error('refused'), { code: 'ECONNREFUSED' })]),
  });
  const expired = new TypeError('fetch failed', {
    cause: Object.assign(new Error('expired'), { code: 'CERT_HAS_EXPIRED' }),
  });

  it.each(['GET', 'PUT', 'DELETE'])('sends %s again after network failures, 408, 429 and 5xx', (method) => {
    for (const status of [408, 429, 500, 501, 502, 503, 504, 529]) {
      expect(isRetryable({ method, idempotent: false, response: answer(status) })).toBe(true);
    }
    for (const status of [400, 401, 403, 404, 406, 409, 413, 422]) {
      expect(isRetryable({ method, idempotent: false, response: answer(status) })).toBe(false);
    }
    expect(isRetryable({ method, idempotent: false, error: reset })).toBe(true);
    expect(isRetryable({ method, idempotent: false, error: refused })).toBe(true);
  });

  it.each(['POST', 'PATCH'])('sends %s again only where the server cannot have acted', (method) => {
    expect(isRetryable({ method, idempotent: false, response: answer(429) })).toBe(true);
    expect(isRetryable({ method, idempotent: false, response: answer(503, { 'retry-after': '1' }) })).toBe(
      true,
    );
    expect(isRetryable({ method, idempotent: false, error: refused })).toBe(true);
    expect(isRetryable({ method, idempotent: false, response: answer(503) })).toBe(false);
    expect(isRetryable({ method, idempotent: false, response: answer(500) })).toBe(false);
    expect(isRetryable({ method, idempotent: false, response: answer(408) })).toBe(false);
    expect(isRetryable({ method, idempotent: false, error: reset })).toBe(false);
  });

  it.each(['POST', 'PATCH'])('treats %s with an idempotency key like GET', (method) => {
    expect(isRetryable({ method, idempotent: true, response: answer(500) })).toBe(true);
    expect(isRetryable({ method, idempotent: true, error: reset })).toBe(true);
    expect(isRetryable({ method, idempotent: true, response: answer(409) })).toBe(false);
  });

  it('knows refused connections by the words of Deno and Bun', () => {
    const deno = new TypeError('error sending request: tcp connect error: Connection refused (os error 111)');
    const bun = Object.assign(new Error('Unable to connect.'), { code: 'ConnectionRefused' });
    expect(isRetryable({ method: 'POST', idempotent: false, error: deno })).toBe(true);
    expect(isRetryable({ method: 'POST', idempotent: false, error: bun })).toBe(true);
  });

  it('gives up at once on a certificate that is not valid', () => {
    expect(isRetryable({ method: 'GET', idempotent: false, error: expired })).toBe(false);
  });

  it('survives errors that cause themselves', () => {
    const loop = new Error('loop');
    loop.cause = loop;
    expect(isRetryable({ method: 'POST', idempotent: false, error: loop })).toBe(false);
  });
});

describe('retryDelayMs', () => {
  it('grows by the exponent up to the maximum', () => {
    const settings = { ...DEFAULT_RETRY, initialIntervalMs: 100, maxIntervalMs: 1000, exponent: 2 };
    const delays = [1, 2, 3, 4, 5, 6].map((attempt) => retryDelayMs(attempt, settings, undefined, () => 1));
    expect(delays).toEqual([100, 200, 400, 800, 1000, 1000]);
  });

  it('lies between half the interval and the interval, and never before Retry-After', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 2000 }),
        fc.integer({ min: 0, max: 10_000 }),
        fc.integer({ min: 0, max: 100 }),
        fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
        (attempt, initialIntervalMs, seconds, random) => {
          const settings = { ...DEFAULT_RETRY, initialIntervalMs };
          const delay = retryDelayMs(attempt, settings, undefined, () => random);
          const grown = initialIntervalMs * 1.5 ** (attempt - 1);
          const interval = Number.isNaN(grown) ? 0 : Math.min(60_000, grown);
          expect(delay).toBeGreaterThanOrEqual(interval / 2);
          expect(delay).toBeLessThanOrEqual(interval);
          const headers = new Headers({ 'retry-after': String(seconds) });
          expect(retryDelayMs(attempt, settings, headers, () => random)).toBeGreaterThanOrEqual(
            seconds * 1000,
          );
        },
      ),
    );
  });
});
