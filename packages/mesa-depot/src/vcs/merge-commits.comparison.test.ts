import * as fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import type { Oid } from '../objects/index.js';
import { type MergedCommits, mergeCommits, mergeParents } from './merge-commits.js';
import { anyShape } from './testing/any-history.js';
import { anySideEdits, anyThreeWay } from './testing/any-merge.js';
import { readFiles } from './testing/files.js';
import { type GitMerge, gitMerges } from './testing/git-merges.js';
import { GitRepo } from './testing/git-repo.js';
import { MemoryHistory } from './testing/memory-history.js';
import { editTree, type TreeEdit } from './tree-edit.js';

/** `HISTORIES=500 MERGE_SEED=1 pnpm exec vitest run merge-commits.comparison` for a longer run. */
const HISTORIES = Number(process.env.HISTORIES ?? 100);
const SEED = Number(process.env.MERGE_SEED ?? 5);

const repo = new GitRepo();
afterAll(() => repo.dispose());

const anyHistory = fc.record({
  start: anyThreeWay,
  shape: anyShape(10),
  changes: fc.array(anySideEdits, { minLength: 20, maxLength: 20 }),
});

interface Outcome {
  readonly ours: MergedCommits;
  readonly gits: GitMerge;
}

function hasOtherTree({ ours, gits }: Outcome): boolean {
  return ours.treeOid !== gits.tree;
}

function isAboutPushedAside({ ours, gits }: Outcome): boolean {
  return [...ours.conflicts.keys(), ...gits.conflicts].every((path) => /~(?:target|source)$/.test(path));
}

describe('mergeCommits and git merge-tree', () => {
  it(`agree on the merges of ${HISTORIES} random histories, criss-cross ones among them`, async () => {
    const found: Outcome[] = [];
    for (const { start, shape, changes } of fc.sample(anyHistory, { numRuns: HISTORIES, seed: SEED })) {
      const history = new MemoryHistory();
      const oids: Oid[] = [];
      for (const [i, places] of shape.entries()) {
        const parents = places.map((at) => oids[at] as Oid);
        // A person resolves what clashes by taking one side or the other before committing.
        const { treeOid, conflicts } = await mergeParents(history, parents);
        const edits: TreeEdit[] = [...conflicts].map(([path, { target, source }], n) => {
          return { path, entry: (i + n) % 2 === 0 ? target : source };
        });
        const resolved = await editTree(history.buffer, treeOid, edits);
        const inherited = i === 0 ? start.base : await readFiles(history.buffer, resolved);
        oids.push(history.commit(changes[i]?.(new Map(inherited)) ?? inherited, parents));
      }
      repo.storeObjects([...history.buffer.pending.values(), { type: 'tree', body: new Uint8Array() }]);
      const tips = oids.slice(-3);
      const pairs = tips.flatMap((a) => tips.map((b) => [a, b] as const)).filter(([a, b]) => a < b);
      const gits = gitMerges(repo, pairs);
      for (const [i, [target, source]] of pairs.entries()) {
        found.push({ ours: await mergeCommits(history, target, source), gits: gits[i] as GitMerge });
      }
    }
    const isClean = ({ gits }: Outcome) => gits.conflicts.length === 0;
    const trees = found
      .filter((each) => isClean(each) && each.ours.conflicts.size === 0)
      .filter(hasOtherTree);
    const verdicts = found.filter((each) => isClean(each) !== (each.ours.conflicts.size === 0));
    expect(trees).toEqual([]);
    // The one known difference: a file that a directory has pushed aside is named after the side here, after the branch
    // in git, and a history that goes on with it has other paths there.
    const unexplained = verdicts.filter((each) => !isAboutPushedAside(each));
    expect(unexplained.length).toBeLessThanOrEqual(found.length / 1000);
    const severalBases = found.filter(({ ours }) => ours.bases.length > 1);
    expect(severalBases.length).toBeGreaterThan(found.length / 20);
    expect(severalBases.some(isClean)).toBe(true);
  }, 600_000);
});
