import { accessSync, constants } from 'node:fs';
import { join } from 'node:path';

/** Returns whether a program is installed, for tests that need more than every machine has. */
export function hasProgram(name: string): boolean {
  return (process.env.PATH ?? '').split(':').some((folder) => {
    try {
      accessSync(join(folder, name), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
