import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    name: 'test',
    root: fileURLToPath(new URL('..', import.meta.url)),
    include: ['test/**/*.test.ts', 'examples/*/**/*.test.ts'],
    // Tests here start depots, git and browsers, some of them in processes that are killed on purpose: they run in processes,
    // not in threads, and have time enough for a busy machine. Files of one process share what they import.
    pool: 'forks',
    isolate: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    teardownTimeout: 20_000,
  },
});
