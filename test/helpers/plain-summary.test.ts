import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import type { TestModule } from 'vitest/node';
import { PlainSummary } from './plain-summary.js';

const moduleOf = (states: readonly string[], errors = 0): TestModule =>
  ({
    relativeModuleId: 'src/some.test.ts',
    errors: () => Array.from({ length: errors }, () => new Error('does not load')),
    children: {
      allTests: () =>
        states.map((state) => ({
          fullName: 'group > test',
          result: () => ({
            state,
            errors: state === 'failed' ? [new Error('\u001b[31mexpected 1\u001b[39m\nto be 2')] : [],
          }),
        })),
    },
  }) as unknown as TestModule;

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

test('counts tests over all files and prints them as one line', () => {
  const log = vi.spyOn(console, 'log').mockReturnValue();
  new PlainSummary().onTestRunEnd([moduleOf(['passed', 'passed']), moduleOf(['failed'])], []);
  expect(log).toHaveBeenCalledWith('\n2 passed, 1 failed');
});

test('names skipped tests only when there are any', () => {
  const log = vi.spyOn(console, 'log').mockReturnValue();
  new PlainSummary().onTestRunEnd([moduleOf(['passed', 'skipped', 'pending'])], []);
  expect(log).toHaveBeenCalledWith('\n1 passed, 0 failed, 2 skipped');
});

test('counts a file that does not load and an unhandled error as failures', () => {
  const log = vi.spyOn(console, 'log').mockReturnValue();
  new PlainSummary().onTestRunEnd([moduleOf([], 1)], [new Error('unhandled')]);
  expect(log).toHaveBeenCalledWith('\n0 passed, 2 failed');
});

test('writes the counts and what failed to the file that MESA_COUNTS_FILE names', () => {
  vi.spyOn(console, 'log').mockReturnValue();
  const folder = mkdtempSync(join(tmpdir(), 'mesa-counts-'));
  const file = join(folder, 'counts.json');
  vi.stubEnv('MESA_COUNTS_FILE', file);
  new PlainSummary().onTestRunEnd([moduleOf(['passed', 'failed'], 1)], [new Error('unhandled')]);
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({
    passed: 1,
    failed: 3,
    skipped: 0,
    failures: [
      'outside a test: unhandled',
      'src/some.test.ts: does not load',
      'src/some.test.ts > group > test: expected 1',
    ],
  });
  rmSync(folder, { recursive: true });
});
