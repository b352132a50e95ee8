import { describe, expect, it } from 'vitest';
import { DepotError, ERROR_CODES } from './index.js';

describe('DepotError', () => {
  it('carries code, message, details and cause', () => {
    const cause = new Error('disk full');
    const error = new DepotError('LOCK_CONFLICT', 'busy', { details: { repo: 'r' }, cause });
    expect(error).toBeInstanceOf(Error);
    expect(error).toMatchObject({ name: 'DepotError', code: 'LOCK_CONFLICT', message: 'busy', cause });
    expect(error.details).toEqual({ repo: 'r' });
  });

  it('has no own cause when none is given', () => {
    expect(Object.hasOwn(new DepotError('NOT_FOUND', 'gone'), 'cause')).toBe(false);
  });
});

describe('ERROR_CODES', () => {
  it('writes every code in capitals and says its meaning in one sentence', () => {
    for (const [code, meaning] of Object.entries(ERROR_CODES)) {
      expect(code).toMatch(/^[A-Z]+(_[A-Z]+)*$/);
      expect(meaning).toMatch(/^[A-Z].*\.$/);
    }
  });
});
