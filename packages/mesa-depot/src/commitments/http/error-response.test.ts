import { describe, expect, it } from 'vitest';
import { DepotError } from '../../errors/index.js';
import { loadOpenApi } from '../../http/openapi.js';
import { COMMITMENTS_ERROR_CODES } from '../errors/index.js';
import { COMMITMENTS_ERROR_STATUS, toCommitmentsErrorResponse } from './error-response.js';

describe('errors of the commitments API', () => {
  it('have the codes of the contract, each with a status', async () => {
    const { components } = await loadOpenApi('commitments');
    const { ErrorCode } = components.schemas as {
      ErrorCode: { anyOf: readonly [{ enum: readonly string[] }] };
    };
    const codes = ErrorCode.anyOf[0].enum;
    expect([...COMMITMENTS_ERROR_CODES]).toEqual(codes);
    expect(Object.keys(COMMITMENTS_ERROR_STATUS).sort()).toEqual([...codes].sort());
  });

  it('tell nothing of a failure inside', () => {
    const answer = toCommitmentsErrorResponse(new Error('the password is x'), 'req_1');
    expect(answer).toMatchObject({ status: 500, body: 'Internal Server Error' });
  });

  it('tell what the rest of the depot refuses in their own shape', () => {
    const answer = toCommitmentsErrorResponse(
      new DepotError('RATE_LIMITED', 'Slow down.', { details: { retry_after_seconds: 3 } }),
      'req_1',
    );
    expect(answer).toMatchObject({
      status: 429,
      headers: { 'retry-after': '3' },
      body: { detail: { code: 'rate_limited', message: 'Slow down.' } },
    });
  });
});
