import { readFileSync } from 'node:fs';
import { constants } from 'node:os';
import { describe, expect, test } from 'vitest';
import { ERRNO, ErrnoError, errno, errnoCodeOf } from './errno.js';

describe('errno', () => {
  test.runIf(process.platform === 'linux')("has the numbers of this system's own table", () => {
    for (const [code, number] of Object.entries(constants.errno)) {
      if (code in ERRNO) expect([code, ERRNO[code as keyof typeof ERRNO]]).toEqual([code, number]);
    }
  });

  test('makes one frozen error per code, without a stack', () => {
    const error = errno('ENOENT');
    expect(error).toBe(errno('ENOENT'));
    expect(error).toBeInstanceOf(ErrnoError);
    expect(error).toMatchObject({ name: 'ErrnoError', code: 'ENOENT', errno: 2, message: 'ENOENT' });
    expect(error.stack).toBe('ErrnoError: ENOENT');
    expect(Object.isFrozen(error)).toBe(true);
  });

  test('leaves the stacks of other errors alone', () => {
    errno('EXDEV');
    expect(new Error('x').stack).toContain('errno.test');
  });

  test('reads the code of whatever was thrown', () => {
    expect(errnoCodeOf(errno('ENOTEMPTY'))).toBe('ENOTEMPTY');
    let thrown: unknown;
    try {
      readFileSync('/does/not/exist');
    } catch (error) {
      thrown = error;
    }
    expect(errnoCodeOf(thrown)).toBe('ENOENT');
    expect(errnoCodeOf(new DOMException('stop', 'AbortError'))).toBe('EINTR');
    for (const fault of [
      new TypeError('x'),
      Object.assign(new Error(), { code: 'toString' }),
      'ENOENT',
      null,
    ]) {
      expect(errnoCodeOf(fault)).toBeUndefined();
    }
  });
});
