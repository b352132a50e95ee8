import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    name: 'mesa-rest',
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    // Time enough for a busy machine: how long something takes is not what is tested.
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
});
