import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    name: 'mesa-depot',
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    globalSetup: ['src/storage/testing/shared-postgres.ts'],
  },
});
