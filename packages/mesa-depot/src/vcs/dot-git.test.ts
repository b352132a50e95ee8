import * as fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { encodeTree, hashObject, type PendingObject } from '../objects/index.js';
import { isDotGit, isDotGitmodules } from './dot-git.js';
import { GitRepo } from './testing/git-repo.js';

const repo = new GitRepo();
afterAll(() => repo.dispose());

/** Names near the forbidden ones: one of them, or part of one, among what filesystems ignore and what they do not. */
const decoration = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(' ', '.', ':', '\\', '\u200c', '\u202d', '\u206f', '\ufeff') },
    { weight: 1, arbitrary: fc.constantFrom('x', '1', '\u200b', '\u2060', '\u0130', '\u017f', '\t', '*') },
  ),
  { maxLength: 2 },
);
const core = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom('.git', '.GIT', 'gIt~1', 'git~2', '.g\u200cit') },
  { weight: 2, arbitrary: fc.constantFrom('.gitmodules', '.gitModules', 'gitmod~1', 'gitmod~5', 'GI7EBA~1') },
  { weight: 1, arbitrary: fc.constantFrom('gi7eb~10', 'gi7e~123', 'gi7eba~0', '~1234567', '.gi', 't', 'it') },
);
const disguise = fc
  .tuple(decoration, core, decoration)
  .map(([before, name, after]) => [...before, name, ...after].join(''));

/** Returns what `git fsck` complains about, by tree. */
function fsck(objects: readonly PendingObject[], tip: (oid: string) => string): Map<string, string> {
  const trees = objects.filter(({ type }) => type === 'tree');
  repo.storeObjects(objects);
  const { output } = repo.tryRun(['fsck', '--strict', '--no-dangling']);
  const found = new Map<string, string>();
  for (const { body } of trees) {
    const oid = hashObject('tree', body);
    const line = output.split('\n').filter((each) => each.includes(tip(oid)));
    found.set(oid, line.join('\n'));
  }
  return found;
}

describe('names that stand for git', () => {
  const blob: PendingObject = { type: 'blob', body: Buffer.from('x') };
  const blobOid = hashObject('blob', blob.body);
  const names = [...new Set(fc.sample(disguise, { numRuns: 1_500, seed: 7 }))];

  it('are those that git fsck reports', () => {
    const trees = names.map((name) => encodeTree([{ name, mode: '100644', oid: blobOid }]));
    const report = fsck(
      [blob, ...trees.map((body) => ({ type: 'tree' as const, body }))],
      (oid) => `tree ${oid}`,
    );
    const wrong = names.filter((name, i) => {
      const complaint = report.get(hashObject('tree', trees[i] as Uint8Array)) ?? '';
      return isDotGit(name) !== complaint.includes('hasDotgit');
    });
    expect(wrong).toEqual([]);
    const share = names.filter(isDotGit).length / names.length;
    expect(share).toBeGreaterThan(0.05);
    expect(share).toBeLessThan(0.9);
  });

  it('and for symbolic links .gitmodules', () => {
    const trees = names.map((name) => encodeTree([{ name, mode: '120000', oid: blobOid }]));
    const report = fsck(
      [blob, ...trees.map((body) => ({ type: 'tree' as const, body }))],
      (oid) => `tree ${oid}`,
    );
    const wrong = names.filter((name, i) => {
      const complaint = report.get(hashObject('tree', trees[i] as Uint8Array)) ?? '';
      return isDotGitmodules(name) !== complaint.includes('gitmodulesSymlink');
    });
    expect(wrong).toEqual([]);
    expect(names.filter(isDotGitmodules).length).toBeGreaterThan(30);
  });
});
