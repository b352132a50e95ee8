import { DatabaseSync } from '@photostructure/sqlite';
import { describe, expect, it } from 'vitest';
import { DepotError, type DepotErrorCode, ERROR_CODES } from '../errors/index.js';
import { toErrorResponse } from './error-response.js';
import { ERROR_STATUS } from './error-status.js';
import { loadOpenApi } from './openapi.js';

describe('toErrorResponse', () => {
  it('has a status for every code of the contract', async () => {
    const document = await loadOpenApi();
    const schema = document.components.schemas?.ErrorCode as { anyOf: [{ enum: string[] }] };
    const unmapped = schema.anyOf[0].enum.filter(
      (code) => ERROR_STATUS[code as DepotErrorCode] === undefined,
    );
    expect(unmapped).toEqual([]);
  });

  it.each(Object.keys(ERROR_CODES) as DepotErrorCode[])('answers %s with an error status', (code) => {
    expect(toErrorResponse(new DepotError(code, 'x'), 'req_1').status).toBeGreaterThanOrEqual(400);
  });

  it('passes code, message and details of a refusal on, without a trace id', () => {
    const error = new DepotError('MERGE_CONFLICT', 'Conflict in 1 path: a', {
      details: { conflict_paths: ['a'] },
    });
    expect(toErrorResponse(error, 'req_1')).toEqual({
      status: 409,
      headers: {},
      body: {
        error: {
          code: 'MERGE_CONFLICT',
          message: 'Conflict in 1 path: a',
          details: { conflict_paths: ['a'] },
        },
      },
    });
  });

  it.each([
    ['an unknown error', new TypeError('cannot read secret of undefined')],
    ['something that is no error', 'secret'],
    ['nothing', undefined],
    ['damage in the store', new DepotError('OBJECT_CORRUPT', 'secret', { details: { secret: 1 } })],
  ])('tells nothing about %s but the trace id', (_what, thrown) => {
    const { status, body } = toErrorResponse(thrown, 'req_1');
    expect(status).toBe(500);
    expect(body.error).toMatchObject({ code: 'INTERNAL_ERROR', trace_id: 'req_1' });
    expect(JSON.stringify(body)).not.toMatch(/secret|at .*:\d+/);
  });

  it.each([
    [
      'busy, by number',
      Object.assign(new Error('database is locked'), { code: 'ERR_SQLITE_ERROR', errcode: 5 }),
    ],
    ['busy snapshot', Object.assign(new Error('database is locked'), { errcode: 517 })],
    ['busy, by name', Object.assign(new Error('database is locked'), { code: 'SQLITE_BUSY' })],
  ])('makes a database that is %s a conflict to retry', (_what, thrown) => {
    expect(toErrorResponse(thrown, 'req_1')).toMatchObject({
      status: 409,
      body: { error: { code: 'LOCK_CONFLICT' } },
    });
  });

  it('says that the storage is full where SQLite says so', () => {
    const database = new DatabaseSync(':memory:');
    database.exec('PRAGMA max_page_count = 2; CREATE TABLE t (bytes BLOB)');
    let thrown: unknown;
    try {
      database.exec('INSERT INTO t VALUES (zeroblob(100000))');
    } catch (error) {
      thrown = error;
    } finally {
      database.close();
    }
    expect(thrown).toBeInstanceOf(Error);
    expect(toErrorResponse(thrown, 'r')).toMatchObject({
      status: 503,
      headers: { 'retry-after': '30' },
      body: { error: { code: 'UNAVAILABLE', message: expect.stringContaining('full') } },
    });
  });

  it('says so of a full disk', () => {
    const thrown = Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
    expect(toErrorResponse(thrown, 'r').status).toBe(503);
  });

  it('asks for a credential on 401 and tells when to come back on 503', () => {
    expect(toErrorResponse(new DepotError('UNAUTHORIZED', 'x'), 'r').headers).toEqual({
      'www-authenticate': 'Bearer realm="mesa"',
    });
    expect(toErrorResponse(new DepotError('UNAVAILABLE', 'x'), 'r').headers).toEqual({ 'retry-after': '1' });
  });
});
