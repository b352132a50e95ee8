// Fails when the committed generated files differ from what openapi/*.yaml gives now. Generates into a scratch
// folder and compares, so that the tree is never touched.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { capture, ROOT } from './lib/exec.mjs';

const scratch = join(ROOT, '.cache', 'generated');
rmSync(scratch, { recursive: true, force: true });
mkdirSync(scratch, { recursive: true });

// With MESA_GEN_OUT set, that folder stands in for the package: the code goes to its `src/generated` and the pages
// to its `docs`. A page that nothing generates is written by hand, so only generated pages are looked at.
const { code, output } = await capture(process.execPath, [join(ROOT, 'scripts', 'generate.mjs')], {
  env: { MESA_GEN_OUT: scratch },
});
if (code !== 0) {
  process.stdout.write(`${output}\nGenerating failed, so the generated files could not be compared.\n`);
  process.exit(1);
}
const before = join(ROOT, 'packages', 'mesa-rest', 'src', 'generated');
const after = join(scratch, 'src', 'generated');
const differences = [
  ...[...new Set([...list(before), ...list(after)])].flatMap((file) =>
    compare(join(before, file), join(after, file)),
  ),
  ...list(join(scratch, 'docs')).flatMap((file) =>
    compare(join(ROOT, 'docs', file), join(scratch, 'docs', file)),
  ),
];

if (differences.length > 0) {
  process.stdout.write(`The generated files are not those of openapi/*.yaml:\n${differences.join('\n')}\n`);
  process.exit(1);
}
process.stdout.write('The generated files are up to date.\n');

/** Returns the files below a folder, relative to it, sorted. */
function list(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort();
}

/** Returns lines that say how two files differ; none when they are equal. */
function compare(before, after) {
  const name = relative(ROOT, before);
  if (!existsSync(before)) return [`  missing   ${name}`];
  if (!existsSync(after)) return [`  leftover  ${name}`];
  if (readFileSync(before).equals(readFileSync(after))) return [];
  const [old, now] = [before, after].map((file) => readFileSync(file, 'utf8').split('\n'));
  const line = old.findIndex((text, index) => text !== now[index]);
  const at = line === -1 ? old.length : line;
  return [
    `  differs   ${name}:${at + 1}`,
    `            - ${old[at] ?? '(end)'}`,
    `            + ${now[at] ?? '(end)'}`,
  ];
}
