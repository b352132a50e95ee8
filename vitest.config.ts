import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { PlainSummary } from './test/helpers/plain-summary.js';

export default defineConfig({
  test: {
    projects: ['packages/*', 'test', 'test/vitest.postgres.config.ts'],
    // By default one core is left free, which on a machine with two is half of it: most tests wait for other processes.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    reporters: ['default', new PlainSummary()],
  },
});
