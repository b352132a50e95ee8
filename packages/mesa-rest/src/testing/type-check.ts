import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import ts from 'typescript';
import { onTestFinished } from 'vitest';

const PACKAGE = join(import.meta.dirname, '..', '..');

/** A finding of the compiler; `file` is the name it was given under, or the whole path of another file. */
export interface Problem {
  readonly file: string | undefined;
  readonly line: number | undefined;
  readonly text: string;
}

/** Type-checks files as a consumer of the built package would: strictest settings, no types of browsers. */
export function typeCheck(files: Readonly<Record<string, string>>): Problem[] {
  // Inside the package, so that the types of Node are found.
  const folder = mkdtempSync(join(PACKAGE, 'node_modules', '.consumer-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const paths = Object.entries(files).map(([name, code]) => {
    const path = join(folder, name);
    writeFileSync(path, `${code}\nexport {};\n`);
    return path;
  });
  const program = ts.createProgram(paths, {
    noEmit: true,
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    verbatimModuleSyntax: true,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.NodeNext,
    lib: ['lib.es2023.d.ts'],
    types: ['node'],
    typeRoots: [join(PACKAGE, 'node_modules', '@types')],
  });
  return ts.getPreEmitDiagnostics(program).map(({ file, start, messageText }) => ({
    file: file && paths.includes(file.fileName) ? basename(file.fileName) : file?.fileName,
    line: file && start !== undefined ? file.getLineAndCharacterOfPosition(start).line + 1 : undefined,
    text: ts.flattenDiagnosticMessageText(messageText, '\n'),
  }));
}
