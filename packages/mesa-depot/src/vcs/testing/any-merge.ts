import * as fc from 'fast-check';
import { anyFile, anyPath } from './any-files.js';
import { type TestFile, withFile } from './files.js';

/** Three versions of a tree: what two sides made of one base. */
export interface ThreeWay {
  readonly base: ReadonlyMap<string, TestFile>;
  readonly target: ReadonlyMap<string, TestFile>;
  readonly source: ReadonlyMap<string, TestFile>;
}

const line = fc.constantFrom('alpha', 'beta', 'gamma', '{', '}', '', 'delta', 'omega');

/** Content of enough lines that edits at both ends leave something between them. */
const anyText = fc
  .array(line, { minLength: 6, maxLength: 14 })
  .map((lines) => lines.map((text, i) => `${text}${i % 3 === 0 ? i : ''}\n`).join(''));

/** A change of one side. Numbers choose a file or a line of whatever is there. */
type SideEdit = (files: Map<string, TestFile>) => Map<string, TestFile>;

function pick<T>(items: readonly T[], n: number): T | undefined {
  return items[n % Math.max(1, items.length)];
}

function onFile(change: (file: TestFile, path: string) => TestFile | undefined): fc.Arbitrary<SideEdit> {
  return fc.nat(1_000).map((n) => (files) => {
    const found = pick([...files], n);
    if (found === undefined) return files;
    const [path, file] = found;
    return withFile(files, path, change(file, path));
  });
}

const editLine: fc.Arbitrary<SideEdit> = fc
  .tuple(fc.nat(1_000), line, fc.constantFrom('replace', 'insert', 'delete'))
  .chain(([n, text, kind]) =>
    onFile((file) => {
      const lines = file.content.split('\n').slice(0, -1);
      const at = n % Math.max(1, lines.length);
      if (kind === 'delete') lines.splice(at, 1);
      else lines.splice(at, kind === 'insert' ? 0 : 1, `${text}!`);
      return { ...file, content: lines.map((each) => `${each}\n`).join('') };
    }),
  );

/** New content names its path: git must not take it for a renamed file, which its merge-tree cannot be told not to. */
const addFile: fc.Arbitrary<SideEdit> = fc
  .tuple(anyPath, fc.constantFrom('100644', '100644', '100755', '120000'), fc.nat(2), fc.boolean())
  .map(([path, mode, n, isBinary]) => (files) => {
    const content = `${isBinary ? '\0' : ''}new at ${path}, version ${n}\n`;
    return withFile(files, path, { mode, content });
  });

const anyEdit: fc.Arbitrary<SideEdit> = fc.oneof(
  { weight: 10, arbitrary: editLine },
  { weight: 1, arbitrary: onFile(() => undefined) },
  {
    weight: 1,
    arbitrary: onFile((file) => {
      if (file.mode === '120000') return file;
      return { ...file, mode: file.mode === '100644' ? '100755' : '100644' };
    }),
  },
  { weight: 1, arbitrary: onFile((file) => ({ ...file, mode: '120000', content: 'link' })) },
  { weight: 1, arbitrary: onFile((file) => ({ ...file, content: `\0${file.content}` })) },
  { weight: 3, arbitrary: addFile },
);

/** What somebody makes of a tree in one go: nothing, or a few edits. */
export const anySideEdits: fc.Arbitrary<SideEdit> = fc
  .array(anyEdit, { maxLength: 3 })
  .map((edits) => (files) => edits.reduce((all, edit) => edit(all), files));

/** Base trees with some longer texts, and a few edits of either side, some of them the same on both. */
export const anyThreeWay: fc.Arbitrary<ThreeWay> = fc
  .record({
    texts: fc.array(fc.tuple(anyPath, anyText), { minLength: 1, maxLength: 6 }),
    others: fc.array(fc.tuple(anyPath, anyFile), { maxLength: 4 }),
    both: fc.array(anyEdit, { maxLength: 1 }),
    target: fc.array(anyEdit, { maxLength: 4 }),
    source: fc.array(anyEdit, { maxLength: 4 }),
  })
  .map(({ texts, others, both, target, source }) => {
    let base = new Map<string, TestFile>();
    for (const [path, file] of others) base = withFile(base, path, file);
    for (const [path, content] of texts) base = withFile(base, path, { mode: '100644', content });
    const apply = (edits: readonly SideEdit[]) =>
      [...both, ...edits].reduce((files, edit) => edit(files), base);
    return { base, target: apply(target), source: apply(source) };
  });
