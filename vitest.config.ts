import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { PlainSummary } from './test/helpers/plain-summary.js';

export default defineConfig({
  test: {
    projects: ['packages/*', 'test', 'test/vitest.postgres.config.ts'],
    // By default one core is left free. Most tests wait for other processes, so a small machine takes more than it has cores.
    maxWorkers: Math.max(3, availableParallelism() - 1),
    reporters: ['default', new PlainSummary()],
  },
});
