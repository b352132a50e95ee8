import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    name: 'mesa-rest',
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
  },
});
