// Regenerates everything that comes from openapi/*.yaml: the clients in the packages, then the documentation.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { bootstrapOrExit } from './bootstrap.mjs';
import { passThrough, ROOT } from './lib/exec.mjs';

await bootstrapOrExit({ build: false });
const code = await passThrough('pnpm', ['--recursive', '--if-present', 'run', 'generate']);
if (code !== 0) process.exit(code);

const docs = join(ROOT, 'scripts', 'generate-docs.mjs');
if (existsSync(docs)) process.exitCode = await passThrough(process.execPath, [docs]);
