import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { hashObject } from '../../objects/index.js';
import { type GitPatchOptions, gitPatch, type PatchFile, type PatchSide } from './git-patch.js';
import { diffTreesByGit, type RawChange } from './testing/diff-trees.js';
import { createRandom } from './testing/random-texts.js';
import { randomTrees } from './testing/random-trees.js';
import { ScratchRepo } from './testing/scratch-repo.js';

/** How many pairs of trees to write patches of; set `MESA_TEXT_CASES` for a longer search. */
const CASES = Math.ceil(Number(process.env.MESA_TEXT_CASES ?? 1_500) / 10);
const SEED = Number(process.env.MESA_TEXT_SEED ?? 1);

const repo = new ScratchRepo();
afterAll(() => repo.remove());

async function write(files: readonly PatchFile[], options?: GitPatchOptions): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of gitPatch(files, options)) pieces.push(piece);
  return Buffer.concat(pieces).toString('latin1');
}

const blobs = new Map<string, Uint8Array>();

function toPatchFile(change: RawChange): PatchFile {
  const side = (mode: RawChange['oldMode'], oid: string): PatchSide | null =>
    mode === '000000' || mode === '40000' ? null : { mode, oid, bytes: blobs.get(oid) ?? new Uint8Array() };
  const isRename = change.status.startsWith('R');
  return {
    path: change.newPath,
    old: side(change.oldMode, change.oldOid),
    new: side(change.newMode, change.newOid),
    ...(isRename ? { renamedFrom: { path: change.path, similarity: Number(change.status.slice(1)) } } : {}),
  };
}

/** Patches of pairs of trees, ours and git's. */
async function writePatches(): Promise<{
  pairs: { old: string; new: string }[];
  ours: string[];
  gits: string[];
}> {
  const random = createRandom(SEED);
  const trees = Array.from({ length: CASES }, () => randomTrees(random));
  repo.importTrees(
    trees.flatMap((pair, index) => [
      { ref: `refs/heads/old-${index}`, files: pair.old },
      { ref: `refs/heads/new-${index}`, files: pair.new },
    ]),
  );
  for (const tree of trees.flatMap((pair) => [pair.old, pair.new])) {
    for (const { bytes } of tree.values()) blobs.set(hashObject('blob', bytes), bytes);
  }
  const answer = repo.git(['for-each-ref', '--format=%(refname:short) %(tree)']).toString().trim();
  const treeOf = new Map(answer.split('\n').map((line) => line.split(' ') as [string, string]));
  const pairs = trees.map((_, index) => ({
    old: treeOf.get(`old-${index}`) as string,
    new: treeOf.get(`new-${index}`) as string,
  }));
  const ours: string[] = [];
  for (const changes of diffTreesByGit(repo, pairs, ['-M'])) ours.push(await write(changes.map(toPatchFile)));
  const args = ['diff-tree', '--stdin', '-r', '-p', '-M', '--histogram', '--full-index', '--binary'];
  const printed = repo
    .git(args, pairs.map((pair) => `${pair.old} ${pair.new}\n`).join(''))
    .toString('latin1');
  const gits = printed.split(/^[0-9a-f]{40} [0-9a-f]{40}\n/m).slice(1);
  return { pairs, ours, gits };
}

/** git writes deltas where they are shorter; we write whole contents. What is around them must be the same. */
function withoutBinary(patch: string): string {
  return patch.replace(/GIT binary patch\n(?:(?:literal|delta) \d+\n(?:.+\n)*\n){2}/g, 'BINARY\n');
}

// git is started, and on a busy machine that may take long.
describe('gitPatch', { timeout: 60_000 }, () => {
  it('writes what git writes, and git rebuilds the very tree from it', async () => {
    const { pairs, ours, gits } = await writePatches();
    const different = pairs.flatMap((_, index) => {
      const expected = withoutBinary(gits[index] as string).replace(/^\n/, '');
      return withoutBinary(ours[index] as string) === expected ? [] : [index];
    });
    expect(different, `trees of seed ${SEED} with another patch`).toEqual([]);

    ours.forEach((patch, index) => {
      writeFileSync(join(repo.directory, `${index}.patch`), patch, 'latin1');
    });
    writeFileSync(join(repo.directory, 'trees'), pairs.map((pair) => `${pair.old}\n`).join(''));
    const loop = `i=0; while read tree; do
      export GIT_INDEX_FILE=.git/index-$i; git read-tree $tree
      if [ -s $i.patch ]; then git apply --cached $i.patch; fi; git write-tree; i=$((i+1)); done < trees`;
    const rebuilt = repo.run('sh', ['-c', loop]).toString().trim().split('\n');
    expect(rebuilt).toEqual(pairs.map((pair) => pair.new));
  });

  it('rebuilds a working tree too, with executable files and links', async () => {
    const text = (value: string): PatchSide['bytes'] => Buffer.from(value);
    const side = (mode: PatchSide['mode'], bytes: Uint8Array): PatchSide => ({
      mode,
      bytes,
      oid: hashObject('blob', bytes),
    });
    const patch = await write([
      { path: 'run me', old: null, new: side('100755', text('#!/bin/sh\necho hi')) },
      { path: 'ünï/link', old: null, new: side('120000', text('../run me')) },
      { path: 'empty', old: null, new: side('100644', text('')) },
    ]);
    const fresh = new ScratchRepo();
    fresh.git(['apply', '--index'], Buffer.from(patch, 'latin1'));
    expect(fresh.run('./run me', []).toString()).toBe('hi\n');
    expect(fresh.run('readlink', ['ünï/link']).toString()).toBe('../run me\n');
    expect(fresh.git(['status', '--porcelain']).toString().split('\n')).toHaveLength(4);
    fresh.remove();
  });

  const files = (oldText: string, newText: string): PatchFile[] => [
    {
      path: 'f',
      old: { mode: '100644', oid: '1'.repeat(40), bytes: Buffer.from(oldText) },
      new: { mode: '100644', oid: '2'.repeat(40), bytes: Buffer.from(newText) },
    },
  ];

  it('puts a text into the patch whole where it is too large or too laborious to compare', async () => {
    expect(await write(files('a\n', 'b\n'), { maxTextBytes: 1 })).toContain('GIT binary patch\nliteral 2\n');
    expect(await write(files('a\n', 'b\n'), { findEdits: async () => 'too_large' })).toContain(
      'GIT binary patch\n',
    );
    expect(await write(files('a\n', 'b\n'))).toContain('@@ -1 +1 @@\n-a\n+b\n');
  });

  it('comes in pieces, so that a large one is never in memory as a whole', async () => {
    const lines = Array.from({ length: 20_000 }, (_, index) => `line ${index}\n`).join('');
    const pieces: number[] = [];
    for await (const piece of gitPatch(files('', lines))) pieces.push(piece.length);
    expect(pieces.length).toBeGreaterThan(2);
    expect(Math.max(...pieces)).toBeLessThan(80_000);
  });

  it('says nothing of a file that did not change', async () => {
    const [file] = files('a\n', 'a\n') as [PatchFile];
    expect(await write([{ ...file, new: file.old }])).toBe('');
  });
});
