import { expect } from 'vitest';
import { DepotError, type DepotErrorCode } from '../../errors/index.js';

/** Asserts that `run` throws or rejects with a `DepotError` of this code, and returns it. */
export async function expectDepotError(run: () => unknown, code: DepotErrorCode): Promise<DepotError> {
  let thrown: unknown;
  try {
    await run();
  } catch (error) {
    thrown = error;
  }
  expect(thrown).toBeInstanceOf(DepotError);
  expect((thrown as DepotError).code).toBe(code);
  return thrown as DepotError;
}
