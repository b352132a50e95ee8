import * as fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { noObjects, ObjectBuffer } from '../objects/index.js';
import { NO_CONFLICTS } from './conflict.js';
import { type MergedTree, mergeTrees } from './merge-trees.js';
import { anyThreeWay, type ThreeWay } from './testing/any-merge.js';
import { type Files, writeFiles } from './testing/files.js';
import { type GitMerge, gitMerges, writeTestCommit } from './testing/git-merges.js';
import { GitRepo } from './testing/git-repo.js';
import { textTools } from './testing/text-tools.js';

/** `MERGE_CASES=5000 MERGE_SEED=1 pnpm exec vitest run merge-trees.comparison` for a longer run. */
const CASES = Number(process.env.MERGE_CASES ?? 500);
const SEED = Number(process.env.MERGE_SEED ?? 20_240_501);

const repo = new GitRepo();
afterAll(() => repo.dispose());

interface Outcome {
  readonly versions: ThreeWay;
  readonly ours: MergedTree;
  readonly gits: GitMerge;
}

async function outcomes(): Promise<Outcome[]> {
  const all = fc.sample(anyThreeWay, { numRuns: CASES, seed: SEED });
  const buffer = new ObjectBuffer(noObjects);
  const side = (files: Files) => ({ treeOid: writeFiles(buffer, files), conflicts: NO_CONFLICTS });
  const inputs = all.map(({ base, target, source }) => ({
    base: side(base),
    target: side(target),
    source: side(source),
  }));
  const pairs = inputs.map(({ base, target, source }) => {
    const root = writeTestCommit(buffer, base.treeOid, []);
    // Different messages, or two sides without a difference would be one commit.
    return [
      writeTestCommit(buffer, target.treeOid, [root], { message: 'target' }),
      writeTestCommit(buffer, source.treeOid, [root], { message: 'source' }),
    ] as const;
  });
  repo.storeObjects([...buffer.pending.values(), { type: 'tree', body: new Uint8Array() }]);
  const gits = gitMerges(repo, pairs);
  const found: Outcome[] = [];
  for (const [i, input] of inputs.entries()) {
    const ours = await mergeTrees(textTools(buffer), input);
    found.push({ versions: all[i] as ThreeWay, ours, gits: gits[i] as GitMerge });
  }
  return found;
}

/** A case in a form that can be read: the verdicts, and the files that are not the same everywhere. */
function explain({ versions: { base, target, source }, ours, gits }: Outcome): unknown {
  const paths = new Set([...base.keys(), ...target.keys(), ...source.keys()]);
  const files: Record<string, unknown> = {};
  for (const path of paths) {
    const versions = [base, target, source].map((side) => JSON.stringify(side.get(path)));
    if (new Set(versions).size > 1) files[path] = versions;
  }
  return { ours: [...ours.conflicts.keys()], gits: gits.conflicts, files };
}

/**
 * Where both sides add a file, one of them empty and the other binary, git says that binary files clash, although it
 * would take a text in the same place. We take the binary file: the one known difference.
 */
function hasBinaryBesideEmpty({ versions: { base, target, source }, gits }: Outcome): boolean {
  return gits.conflicts.some((path) => {
    const contents = [target.get(path)?.content, source.get(path)?.content];
    return !base.has(path) && contents.includes('') && contents.some((content) => content?.includes('\0'));
  });
}

describe('mergeTrees and git merge-tree', () => {
  it(`agree on ${CASES} random merges`, async () => {
    const found = await outcomes();
    const explained = found.filter(hasBinaryBesideEmpty);
    const compared = found.filter((each) => !hasBinaryBesideEmpty(each));
    const clean = compared.filter(({ gits }) => gits.conflicts.length === 0);
    const verdicts = compared.filter(
      ({ ours, gits }) => (ours.conflicts.size === 0) !== (gits.conflicts.length === 0),
    );
    const trees = clean.filter(({ ours, gits }) => ours.conflicts.size === 0 && ours.treeOid !== gits.tree);
    // The same paths, too, but for those that git names after its own sides.
    const paths = compared.filter(({ ours, gits }) => {
      const here = [...ours.conflicts.keys()].filter((path) => !path.includes('~')).sort();
      const there = gits.conflicts.filter((path) => !path.includes('~')).sort();
      return JSON.stringify(here) !== JSON.stringify(there);
    });
    expect(explained.length).toBeLessThanOrEqual(CASES / 100);
    expect(trees.map(explain)).toEqual([]);
    expect(verdicts.map(explain)).toEqual([]);
    expect(paths.map(explain)).toEqual([]);
    // Both kinds of outcome, or nothing was compared.
    expect(clean.length).toBeGreaterThan(CASES / 10);
    expect(clean.length).toBeLessThan(CASES - CASES / 10);
    expect(found.some(({ ours }) => ours.contentMerges > 0 && ours.conflicts.size === 0)).toBe(true);
  }, 600_000);
});
