import { existsSync } from 'node:fs';
import { defineConfig } from 'vitest/config';

// Tests of the kernel door mount real filesystems, which takes root and /dev/fuse. Elsewhere they are left out, unless
// MESA_TEST_KERNEL=1 asks for them: then they fail and say what is missing. MESA_TEST_KERNEL=0 leaves them out.
const canMount = process.getuid?.() === 0 && existsSync('/dev/fuse');
const { MESA_TEST_KERNEL } = process.env;
const withKernel = MESA_TEST_KERNEL === '1' || (canMount && MESA_TEST_KERNEL !== '0');

export default defineConfig({
  test: {
    name: 'mesa-sdk',
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    // Files of one worker share what they import: reading it anew for each takes longer than most tests.
    isolate: false,
    // Time enough for a busy machine: how long something takes is not what is tested.
    testTimeout: 30_000,
    hookTimeout: 30_000,
    exclude: withKernel ? [] : ['src/fs/kernel/**/*.kernel.test.ts'],
  },
});
