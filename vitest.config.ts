import { defineConfig } from 'vitest/config';
import { PlainSummary } from './test/helpers/plain-summary.js';

export default defineConfig({
  test: {
    projects: ['packages/*', 'test'],
    reporters: ['default', new PlainSummary()],
  },
});
