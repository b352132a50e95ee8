import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const PACKAGE = fileURLToPath(new URL('../../../', import.meta.url));

/** The layers under test as JavaScript, for tests that need a process of their own. */
export interface CompiledSources {
  /** Returns the path of a compiled module, for example `storage/testing/hold-lock.child.js`. */
  path(module: string): string;
  remove(): void;
}

/** Compiles `errors`, `objects` and `storage` as they are now, into a folder from which their dependencies resolve. */
export function compileSources(): CompiledSources {
  const cache = join(PACKAGE, 'node_modules', '.cache');
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, 'mesa-depot-test-'));
  for (const layer of ['errors', 'objects', 'storage']) {
    for (const file of readdirSync(join(PACKAGE, 'src', layer), { recursive: true, encoding: 'utf8' })) {
      if (!file.endsWith('.ts') || file.endsWith('.test.ts')) continue;
      const source = readFileSync(join(PACKAGE, 'src', layer, file), 'utf8');
      const target = join(folder, layer, file.replace(/\.ts$/, '.js'));
      const { outputText } = ts.transpileModule(source, {
        compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext },
      });
      mkdirSync(dirname(target), { recursive: true });
      writeFileSync(target, outputText);
    }
  }
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }\n');
  return {
    path: (module) => join(folder, module),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
