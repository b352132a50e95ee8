// Removes the build output of every package: a release must not contain what an older build left behind.
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './lib/exec.mjs';

const packages = join(ROOT, 'packages');
for (const name of readdirSync(packages))
  rmSync(join(packages, name, 'dist'), { recursive: true, force: true });
