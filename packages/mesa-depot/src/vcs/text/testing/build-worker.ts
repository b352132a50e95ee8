import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import ts from 'typescript';

/** A `text-worker.js` made from the sources as they are now, so that the tests need no build before them. */
export interface BuiltWorker {
  readonly url: URL;
  readonly remove: () => void;
}

/** Transpiles this folder into a temporary one. Works because the worker imports nothing from outside it. */
export function buildWorker(): BuiltWorker {
  const sources = fileURLToPath(new URL('..', import.meta.url));
  const directory = mkdtempSync(join(tmpdir(), 'mesa-text-worker-'));
  writeFileSync(join(directory, 'package.json'), '{"type":"module"}');
  for (const name of readdirSync(sources)) {
    if (!name.endsWith('.ts') || name.endsWith('.test.ts')) continue;
    const { outputText } = ts.transpileModule(readFileSync(join(sources, name), 'utf8'), {
      compilerOptions: {
        target: ts.ScriptTarget.ES2022,
        module: ts.ModuleKind.ESNext,
        verbatimModuleSyntax: true,
      },
    });
    writeFileSync(join(directory, name.replace(/\.ts$/, '.js')), outputText);
  }
  return {
    url: pathToFileURL(join(directory, 'text-worker.js')),
    remove: () => rmSync(directory, { recursive: true, force: true }),
  };
}
