import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const PACKAGE = fileURLToPath(new URL('../../../../', import.meta.url));
const KERNEL = join(PACKAGE, 'src', 'fs', 'kernel');

/** The kernel door as JavaScript, since threads and processes of their own cannot load TypeScript. */
export interface CompiledKernel {
  /** Path of a compiled module, for example `testing/serve.child.js`. */
  path(module: string): string;
  /** The driver; typed as its source, of which it is a copy. */
  load(): Promise<typeof import('../index.js')>;
  loadMemory(): Promise<typeof import('./memory-file-system.js')>;
  remove(): void;
}

/** Compiles `fs/kernel` as it is now, into a folder from which its dependencies resolve. */
export function compileKernel(): CompiledKernel {
  const cache = join(PACKAGE, 'node_modules', '.cache');
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, 'mesa-sdk-kernel-'));
  for (const file of readdirSync(KERNEL, { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.ts') || file.endsWith('.test.ts')) continue;
    const target = join(folder, file.replace(/\.ts$/, '.js'));
    const { outputText } = ts.transpileModule(readFileSync(join(KERNEL, file), 'utf8'), {
      compilerOptions: {
        target: ts.ScriptTarget.ES2022,
        module: ts.ModuleKind.ESNext,
        verbatimModuleSyntax: true,
      },
    });
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, outputText);
  }
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }\n');
  const path = (module: string): string => join(folder, module);
  return {
    path,
    load: () => import(path('index.js')),
    loadMemory: () => import(path('testing/memory-file-system.js')),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
