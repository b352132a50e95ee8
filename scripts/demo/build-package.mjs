// Builds the package in the current folder: TypeScript of `lib` becomes JavaScript in `build`, as its own build does.
//   node build-package.mjs

import { copyFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import ts from 'typescript';

const entries = await readdir('lib', { recursive: true, withFileTypes: true });
const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
await Promise.all(
  files.map(async (file) => {
    const target = join('build', file.slice('lib/'.length));
    await mkdir(dirname(target), { recursive: true });
    if (!file.endsWith('.ts')) await copyFile(file, target);
    else await writeFile(target.replace(/\.ts$/, '.js'), transpile(await readFile(file, 'utf8')));
  }),
);
process.stdout.write(`${files.length} files built\n`);

function transpile(source) {
  // As the package's own settings have it: its sources call what they import with `* as`.
  const compilerOptions = {
    module: ts.ModuleKind.CommonJS,
    target: ts.ScriptTarget.ES2022,
    esModuleInterop: false,
  };
  return ts.transpileModule(source, { compilerOptions }).outputText;
}
