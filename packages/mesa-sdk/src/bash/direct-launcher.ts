import { join } from 'node:path';
import type { Launcher } from './launch.js';
import { shellEnvironment } from './shell-environment.js';

/** Starts bash as it is, with all that the user of this process may do. Its root is that of the machine. */
export function directLauncher(mountPoint: string): Launcher {
  return {
    launch: () => ({
      file: 'bash',
      args: [],
      env: shellEnvironment(mountPoint),
      more: [],
      hasBegun: () => true,
    }),
    toDirectory: (cwd) => join(mountPoint, cwd),
    close() {},
  };
}
