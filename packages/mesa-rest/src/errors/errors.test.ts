import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import * as mesaRest from '../index.js';
import { apiErrorFrom } from './api-error-from.js';
import { MesaError } from './mesa-error.js';

const { ApiError } = mesaRest;

const SECRET = `mesa_${'a1B2'.repeat(10)}`;

const init = (code = 'NOT_FOUND') => ({ status: 404, code, text: 'Gone.', headers: new Headers(), body: {} });

const SAMPLES: Record<string, () => MesaError> = {
  AbortedError: () => new mesaRest.AbortedError('Gone.'),
  ApiError: () => new mesaRest.ApiError(init()),
  AuthenticationError: () => new mesaRest.AuthenticationError(init()),
  AuthorizationError: () => new mesaRest.AuthorizationError(init()),
  ConflictError: () => new mesaRest.ConflictError(init()),
  ConnectionError: () => new mesaRest.ConnectionError('Gone.'),
  InvalidOptionsError: () => new mesaRest.InvalidOptionsError('Gone.'),
  InvalidRequestError: () => new mesaRest.InvalidRequestError('Gone.'),
  InvalidResponseError: () => new mesaRest.InvalidResponseError('Gone.', { status: 200 }),
  MesaError: () => new mesaRest.MesaError('ANY', 'Gone.'),
  NotFoundError: () => new mesaRest.NotFoundError(init()),
  RateLimitError: () => new mesaRest.RateLimitError(init()),
  ServerError: () => new mesaRest.ServerError(init()),
  TimeoutError: () => new mesaRest.TimeoutError('Gone.', { timeoutMs: 5 }),
  ValidationError: () => new mesaRest.ValidationError(init()),
};

describe('every exported error', () => {
  it('has a sample here', () => {
    const exported = Object.entries(mesaRest)
      .filter(
        ([, value]) =>
          typeof value === 'function' && (value === MesaError || value.prototype instanceof MesaError),
      )
      .map(([name]) => name);
    expect(exported.sort()).toEqual(Object.keys(SAMPLES).sort());
  });

  it.each(Object.entries(SAMPLES))(
    '%s is named after its class, below MesaError, and says its code',
    (name, make) => {
      const error = make();
      expect(error).toBeInstanceOf(MesaError);
      expect(error).toBeInstanceOf(Error);
      expect(error.name).toBe(name);
      expect(error.constructor.name).toBe(name);
      expect(error.message).toBe(`${error.code}: Gone.`);
      expect(error.stack).toMatch(new RegExp(`^${name}: ${error.code}: Gone\\.\n`));
      expect(JSON.parse(JSON.stringify(error))).toMatchObject({
        name,
        code: error.code,
        message: error.message,
      });
      expect(inspect(error)).toContain(`${name}: ${error.code}: Gone.`);
    },
  );

  it('has a code of its own where the code is not the server’s', () => {
    const codes = Object.values(SAMPLES)
      .map((make) => make())
      .filter((error) => !(error instanceof ApiError))
      .map(({ code }) => code);
    expect(new Set(codes).size).toBe(codes.length);
  });
});

describe('apiErrorFrom', () => {
  const from = (status: number, body: unknown, headers: Record<string, string> = {}) =>
    apiErrorFrom(new Response(null, { status, headers }), body);

  it.each([
    [400, 'ValidationError', 'BAD_REQUEST'],
    [401, 'AuthenticationError', 'UNAUTHORIZED'],
    [403, 'AuthorizationError', 'FORBIDDEN'],
    [404, 'NotFoundError', 'NOT_FOUND'],
    [406, 'ValidationError', 'NOT_ACCEPTABLE'],
    [409, 'ConflictError', 'CONFLICT'],
    [413, 'ApiError', 'PAYLOAD_TOO_LARGE'],
    [415, 'ApiError', 'UNSUPPORTED_MEDIA_TYPE'],
    [418, 'ApiError', 'HTTP_418'],
    [429, 'RateLimitError', 'RATE_LIMITED'],
    [500, 'ServerError', 'INTERNAL_ERROR'],
    [503, 'ServerError', 'UNAVAILABLE'],
    [599, 'ServerError', 'INTERNAL_ERROR'],
  ])('answers %i with %s, code %s without a body', (status, name, code) => {
    const error = from(status, '');
    expect(error).toMatchObject({ name, code, status });
    expect(error.message).toBe(`${code}: The server answered ${status} without a body.`);
  });

  it('takes code, message, details and ids from the error body', () => {
    const body = {
      error: { code: 'MERGE_CONFLICT', message: 'No.', details: { conflict_paths: ['a'] }, trace_id: 't' },
    };
    const error = from(409, body, { 'x-request-id': 'req_1' });
    expect(error).toMatchObject({
      code: 'MERGE_CONFLICT',
      message: 'MERGE_CONFLICT: No.',
      details: { conflict_paths: ['a'] },
      requestId: 'req_1',
      traceId: 't',
      body,
    });
    expect(error.headers.get('x-request-id')).toBe('req_1');
  });

  it.each([
    ['<html>Bad gateway</html>'],
    [{ message: 'other' }],
    [{ error: 'text' }],
    [{ error: { code: 7 } }],
    [[1]],
    [null],
  ])('makes an error of the status for a body that is none of the API: %j', (body) => {
    const error = from(502, body, { 'content-type': 'text/html; charset=utf-8' });
    expect(error).toMatchObject({ name: 'ServerError', code: 'UNAVAILABLE', body });
    expect(error.message).toContain('502');
  });

  it('tells how long a rate limit asks to wait', () => {
    expect(from(429, '', { 'retry-after': '3' })).toMatchObject({ retryAfterMs: 3000 });
    expect(from(429, '')).toMatchObject({ retryAfterMs: undefined });
  });
});

describe('secrets', () => {
  it('are told from a message that explains the header', () => {
    const text = 'Send `Authorization: Bearer <API key or access token>`.';
    expect(new mesaRest.MesaError('X', text).message).toBe(`X: ${text}`);
    const key = 'mesa_private_key_acme_MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v_VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g';
    const value = 'ma-ERERERERQRGBEREREREREQ-IiIiIiIiQiKCIiIiIiIiIg-S3c-ret';
    const user = 'mau_MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v_VpguoRK9JLsLMR';
    for (const secret of [key, value, user]) {
      expect(new mesaRest.MesaError('X', `saw ${secret}`).message).toBe('X: saw [redacted]');
    }
  });

  it('stay out of the message, of toJSON and of what Node prints', () => {
    const error = apiErrorFrom(
      new Response(null, { status: 400, headers: { 'set-cookie': `k=${SECRET}` } }),
      {
        error: {
          code: 'BAD_REQUEST',
          message: `Key ${SECRET} is odd, and so is Bearer abc.def`,
          details: {
            authorization: 'Basic eA==',
            key: SECRET,
            nested: [{ password: 'hunter2', path: 'README.md' }],
          },
        },
      },
    );
    for (const text of [
      error.message,
      JSON.stringify(error),
      inspect(error, { depth: 9 }),
      String(error.stack),
    ]) {
      expect(text).not.toContain(SECRET);
      expect(text).not.toContain('abc.def');
      expect(text).not.toContain('hunter2');
    }
    expect(JSON.stringify(error)).toContain('README.md');
    expect(Object.keys(error)).not.toContain('headers');
    expect(Object.keys(error)).not.toContain('body');
  });

  it('stay out of what Node prints of a cause', () => {
    const error = new mesaRest.ConnectionError('Gone.', { cause: new Error(`sent ${SECRET}`) });
    expect(inspect(error)).toContain('[cause]');
    expect(inspect(error)).not.toContain(SECRET);
  });
});
