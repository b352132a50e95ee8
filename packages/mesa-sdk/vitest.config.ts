import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    name: 'mesa-sdk',
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
  },
});
