import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    name: 'mesa-depot',
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    // Files of one worker share what they import: reading it anew for each takes longer than most tests.
    isolate: false,
    // Time enough for a busy machine: how long something takes is not what is tested.
    testTimeout: 30_000,
    hookTimeout: 30_000,
    globalSetup: ['src/storage/testing/shared-postgres.ts'],
  },
});
