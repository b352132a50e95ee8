import { writeFileSync } from 'node:fs';
import { stripVTControlCharacters } from 'node:util';
import type { Reporter, TestModule } from 'vitest/node';

/**
 * Ends a test run with one plain line, `12 passed, 0 failed`, which machines and hurried people can read.
 *
 * Errors outside a test (a file that does not load, an unhandled rejection) count as failures. When the variable
 * `MESA_COUNTS_FILE` names a file, the counts are written there as JSON too, with what failed and why in a line each.
 */
export class PlainSummary implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    const counts = { passed: 0, failed: 0, skipped: 0 };
    const failures = unhandledErrors.map((error) => `outside a test: ${firstLine(error)}`);
    for (const module of modules) {
      for (const error of module.errors()) failures.push(`${module.relativeModuleId}: ${firstLine(error)}`);
      for (const test of module.children.allTests()) {
        const { state, errors } = test.result();
        if (state === 'failed')
          failures.push(`${module.relativeModuleId} > ${test.fullName}: ${firstLine(errors[0])}`);
        else counts[state === 'pending' ? 'skipped' : state] += 1;
      }
    }
    counts.failed = failures.length;
    const skipped = counts.skipped > 0 ? `, ${counts.skipped} skipped` : '';
    console.log(`\n${counts.passed} passed, ${counts.failed} failed${skipped}`);

    const file = process.env.MESA_COUNTS_FILE;
    if (file !== undefined) writeFileSync(file, JSON.stringify({ ...counts, failures }));
  }
}

function firstLine(error: unknown): string {
  const { message } = (error ?? {}) as { message?: unknown };
  const text = stripVTControlCharacters(typeof message === 'string' ? message : String(error));
  return (text.split('\n').find((line) => line.trim() !== '') ?? '').slice(0, 300);
}
