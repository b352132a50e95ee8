import { existsSync } from 'node:fs';

/**
 * Whether filesystems can be mounted here: that takes root and /dev/fuse. Elsewhere tests of mounts are left out, unless
 * MESA_TEST_KERNEL=1 asks for them: then they fail and say what is missing.
 */
export const canMount: boolean =
  (process.getuid?.() === 0 && existsSync('/dev/fuse')) || process.env.MESA_TEST_KERNEL === '1';
