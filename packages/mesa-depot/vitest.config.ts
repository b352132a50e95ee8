import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    name: 'mesa-depot',
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    // Time enough for a busy machine: how long something takes is not what is tested.
    testTimeout: 30_000,
    hookTimeout: 30_000,
    globalSetup: ['src/storage/testing/shared-postgres.ts'],
  },
});
