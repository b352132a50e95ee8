import { expect, it } from 'vitest';
import { retryDelayMs } from './retry-delay.js';

it('doubles up to an hour', () => {
  expect([1, 2, 3, 12, 13, 40, 10_000].map((attempt) => retryDelayMs(attempt, 1))).toEqual([
    1_000, 2_000, 4_000, 2_048_000, 3_600_000, 3_600_000, 3_600_000,
  ]);
});

it('spreads over the upper half', () => {
  expect([0, 0.5, 1].map((fraction) => retryDelayMs(3, fraction))).toEqual([2_000, 3_000, 4_000]);
});
