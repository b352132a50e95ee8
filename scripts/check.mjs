// `pnpm check`: everything that can be known about the repository without running its tests. Builds first, then
// runs the checks side by side, and shows the output of those that failed.
//   node scripts/check.mjs [names of checks]
import { writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { BIN, capture, duration, ROOT } from './lib/exec.mjs';

const tool = (name, ...args) => [join(BIN, name), args];
const script = (name) => [process.execPath, [join(ROOT, 'scripts', name)]];
const turbo = (...tasks) => tool('turbo', 'run', ...tasks, '--continue', '--output-logs=errors-only');

const BUILD = { name: 'build', command: turbo('build') };

/** `repair` is what to do when the check fails and the output alone does not say it. The slow ones come first. */
const CHECKS = [
  { name: 'types', command: turbo('typecheck', '//#typecheck:test'), needsBuild: true },
  { name: 'packages', command: turbo('lint:pkg'), needsBuild: true },
  { name: 'spec', command: tool('redocly', 'lint') },
  {
    name: 'generated',
    command: script('check-generated.mjs'),
    repair: 'Run `pnpm generate` and commit the result.',
  },
  { name: 'unused code', command: tool('knip') },
  {
    name: 'format and lint',
    command: tool('biome', 'check', '--error-on-warnings', '--max-diagnostics=50'),
    repair: 'Run `pnpm format`; it corrects formatting, import order and what is safe to change.',
  },
  { name: 'layers', command: script('check-layers.mjs') },
  { name: 'links', command: script('check-links.mjs') },
  { name: 'deployment', command: script('check-deployment.mjs') },
];

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !CHECKS.some((check) => check.name === name));
if (unknown.length > 0) {
  process.stderr.write(
    `Unknown check "${unknown[0]}"; known are ${CHECKS.map(({ name }) => name).join(', ')}.\n`,
  );
  process.exit(2);
}

const failed = [];
let passed = 0;

async function run({ name, command: [program, args], repair }) {
  const start = Date.now();
  const { code, output } = await capture(program, args);
  const time = duration(Date.now() - start);
  if (code === 0) passed += 1;
  else failed.push({ name, output, repair });
  process.stdout.write(`${code === 0 ? 'ok    ' : 'FAILED'}  ${name}  (${time})\n`);
  return code === 0;
}

// A build that fails says all there is to say about what looks at the built packages.
const chosen = CHECKS.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
const built = chosen.some(({ needsBuild }) => needsBuild) && (await run(BUILD));
const queue = chosen.filter(({ name, needsBuild }) => {
  if (built || !needsBuild) return true;
  process.stdout.write(`-       ${name}  (not run: the build failed)\n`);
  return false;
});
const worker = async () => {
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) await run(next);
};
await Promise.all(Array.from({ length: Math.min(4, availableParallelism()) }, worker));

for (const { name, output, repair } of failed) {
  process.stdout.write(`\n----- ${name} -----\n${output}\n${repair === undefined ? '' : `\n${repair}\n`}`);
}
process.stdout.write(
  failed.length === 0
    ? `\nAll ${passed} checks passed.\n`
    : `\n${failed.length} of ${passed + failed.length} checks failed: ${failed.map(({ name }) => name).join(', ')}.\n`,
);

const counts = process.env.MESA_COUNTS_FILE;
if (counts !== undefined) {
  const failures = failed.map(({ name }) => name);
  writeFileSync(counts, JSON.stringify({ passed, failed: failed.length, failures }));
}
process.exitCode = failed.length === 0 ? 0 : 1;
