// Runs a command of the repository after making sure that everything it needs is installed and built:
//   node scripts/run.mjs demo|test|check|bench|fuzz [arguments of the command]
import { join } from 'node:path';
import { bootstrapOrExit } from './bootstrap.mjs';
import { passThrough, ROOT } from './lib/exec.mjs';

const commands = {
  demo: [join(ROOT, 'scripts', 'demo.mjs')],
  test: [join(ROOT, 'node_modules', 'vitest', 'vitest.mjs'), 'run'],
  check: [join(ROOT, 'scripts', 'check.mjs')],
  bench: ['--import', 'tsx', join(ROOT, 'benchmarks', 'main.ts')],
  fuzz: ['--import', 'tsx', join(ROOT, 'test', 'fuzz', 'main.ts')],
};

const [name = '', ...args] = process.argv.slice(2);
const command = commands[name];
if (command === undefined) {
  process.stderr.write(`Unknown command "${name}"; known are ${Object.keys(commands).join(', ')}.\n`);
  process.exit(2);
}
// The checks build by themselves, so that a build that fails is one of their results.
await bootstrapOrExit({ build: name !== 'check' });
process.exitCode = await passThrough(process.execPath, [...command, ...args]);
