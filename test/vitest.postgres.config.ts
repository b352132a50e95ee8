import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { hasPostgres } from '../packages/mesa-depot/src/storage/testing/postgres-server.js';

const path = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

/**
 * The contract tests once more, on PostgreSQL: whatever imports `mesa-depot` gets depots on databases. Where PostgreSQL is not
 * installed this project has no tests, and says so. Left out are the random ones and those of `--official-only`: what they
 * vary is above the storage.
 */
if (!hasPostgres) console.warn('PostgreSQL is not installed: the contract tests run on SQLite only.');

export default defineConfig({
  resolve: { alias: { 'mesa-depot': path('helpers/postgres-depot.ts') } },
  test: {
    name: 'test-postgres',
    root: path('..'),
    include: hasPostgres
      ? ['test/contract/**/*.test.ts', 'test/{commitments,meshagent}/**/*.contract.test.ts']
      : [],
    exclude: ['test/contract/fuzz*', 'test/contract/official-only*'],
    // For tests that try less here, of what is not about the storage.
    env: { MESA_TEST_ENGINE: 'postgres' },
    passWithNoTests: true,
    globalSetup: ['packages/mesa-depot/src/storage/testing/shared-postgres.ts'],
    pool: 'forks',
    isolate: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    teardownTimeout: 20_000,
  },
});
