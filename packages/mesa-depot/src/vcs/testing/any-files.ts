import * as fc from 'fast-check';
import { type TestFile, withFile } from './files.js';

/** Names that sort in ways worth testing: prefixes of one another, and characters around the slash. */
const NAMES = ['a', 'b', 'a-', 'a.b', 'a0', 'ab', 'A', 'ü', '\uffe6', '😀'];

/** Paths of a few levels, likely to be above, below and equal to one another. */
export const anyPath: fc.Arbitrary<string> = fc
  .array(fc.constantFrom(...NAMES), { minLength: 1, maxLength: 3 })
  .map((names) => names.join('/'));

/** A file of any kind with little content. */
export const anyFile: fc.Arbitrary<TestFile> = fc.record({
  mode: fc.constantFrom('100644', '100644', '100755', '120000'),
  content: fc.constantFrom('', 'x', 'one\n', 'one\ntwo\n'),
});

/** The files of a tree. */
export function anyFiles(maxFiles = 12): fc.Arbitrary<Map<string, TestFile>> {
  return fc.array(fc.tuple(anyPath, anyFile), { maxLength: maxFiles }).map((list) => {
    let all = new Map<string, TestFile>();
    for (const [path, file] of list) all = withFile(all, path, file);
    return all;
  });
}

/** A tree and what became of it after a few edits; often much is the same. */
export function anyTwoVersions(): fc.Arbitrary<[Map<string, TestFile>, Map<string, TestFile>]> {
  const edit = fc.tuple(anyPath, fc.option(anyFile, { nil: undefined }));
  return fc.tuple(anyFiles(20), fc.array(edit, { maxLength: 6 })).map(([before, edits]) => {
    let after = before;
    for (const [path, file] of edits) after = withFile(after, path, file);
    return [before, after];
  });
}
