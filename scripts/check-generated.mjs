// Fails when the committed generated files differ from what openapi/*.yaml gives now. Generates into a scratch
// folder and compares, so that the tree is never touched.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { capture, ROOT } from './lib/exec.mjs';

const generated = join('packages', 'mesa-rest', 'src', 'generated');
const scratch = join(ROOT, '.cache', 'generated');
rmSync(scratch, { recursive: true, force: true });
mkdirSync(scratch, { recursive: true });

await generate('pnpm', ['--filter', 'mesa-rest', 'run', 'generate'], {
  MESA_GEN_OUT: join(scratch, 'packages', 'mesa-rest'),
});
const differences = compare(join(ROOT, generated), join(scratch, generated));

const docs = join(ROOT, 'scripts', 'generate-docs.mjs');
if (existsSync(docs)) {
  await generate(process.execPath, [docs], { MESA_GEN_DOCS_OUT: join(scratch, 'docs') });
  for (const file of list(join(scratch, 'docs'))) {
    differences.push(...compareFile(join(ROOT, 'docs', file), join(scratch, 'docs', file)));
  }
}

if (differences.length > 0) {
  process.stdout.write(`The generated files are not those of openapi/*.yaml:\n${differences.join('\n')}\n`);
  process.exit(1);
}
process.stdout.write('The generated files are up to date.\n');

async function generate(command, args, env) {
  const { code, output } = await capture(command, args, { env });
  if (code === 0) return;
  process.stdout.write(`${output}\nGenerating failed, so the generated files could not be compared.\n`);
  process.exit(1);
}

/** Returns the files below a folder, relative to it, sorted. */
function list(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort();
}

function compare(before, after) {
  const files = [...new Set([...list(before), ...list(after)])].sort();
  return files.flatMap((file) => compareFile(join(before, file), join(after, file)));
}

function compareFile(before, after) {
  const name = relative(ROOT, before);
  if (!existsSync(before)) return [`  missing   ${name}`];
  if (!existsSync(after)) return [`  leftover  ${name}`];
  if (readFileSync(before).equals(readFileSync(after))) return [];
  const [old, fresh] = [before, after].map((file) => readFileSync(file, 'utf8').split('\n'));
  const line = old.findIndex((text, index) => text !== fresh[index]);
  const at = line === -1 ? old.length : line;
  return [
    `  differs   ${name}:${at + 1}`,
    `            - ${old[at] ?? '(end)'}`,
    `            + ${fresh[at] ?? '(end)'}`,
  ];
}
