import { afterAll, describe, expect, it } from 'vitest';
import { findRenames, type RenameCandidate } from './renames.js';
import { diffTreesByGit, type RawChange } from './testing/diff-trees.js';
import {
  createRandom,
  editLines,
  integer,
  pick,
  type Random,
  randomLines,
  TEXTURES,
} from './testing/random-texts.js';
import { randomTrees } from './testing/random-trees.js';
import { isGitAtLeast, type ScratchFile, ScratchRepo, type ScratchTree } from './testing/scratch-repo.js';

/** How many pairs of trees to compare with git; set `MESA_TEXT_CASES` for a longer search. */
const CASES = Math.ceil(Number(process.env.MESA_TEXT_CASES ?? 2_000) / 5);
const SEED = Number(process.env.MESA_TEXT_SEED ?? 1);

const repo = new ScratchRepo();
afterAll(() => repo.remove());

/** git before 2.44 left a last line without newline out of its estimate; there, only whole lines are compared. */
const countsLastLine = isGitAtLeast(2, 44);

function wholeLines(tree: ScratchTree): ScratchTree {
  if (countsLastLine) return tree;
  return new Map(
    [...tree].map(([path, file]) => {
      const isCut = file.mode.startsWith('100') && file.bytes.length > 0 && file.bytes.at(-1) !== 0x0a;
      return [path, isCut ? { ...file, bytes: Buffer.concat([file.bytes, Buffer.from('\n')]) } : file];
    }),
  );
}

/** Two trees of many files that resemble each other, moved about: hard to tell who became whom. */
function lookAlikes(random: Random): { old: ScratchTree; new: ScratchTree } {
  const texture = pick(random, TEXTURES);
  const seedLines = randomLines(random, texture, 10 + integer(random, 40));
  const file = (): ScratchFile => ({
    mode: '100644',
    bytes: Buffer.from(`${editLines(random, texture, seedLines, integer(random, 9)).join('\n')}\n`),
  });
  const tree = (side: string): ScratchTree =>
    new Map(
      Array.from({ length: 1 + integer(random, 12) }, () => {
        const directory = random() < 0.5 ? side : `${side}/${integer(random, 3)}`;
        return [`${directory}/${pick(random, ['a', 'b', 'c', 'd'])}${integer(random, 3)}.txt`, file()];
      }),
    );
  return { old: tree('old'), new: tree('new') };
}

async function renamesByUs(changes: readonly RawChange[]): Promise<string[]> {
  const candidates = (status: string): Omit<RenameCandidate, 'size'>[] =>
    changes
      .filter((change) => change.status === status)
      .map(({ path, oldMode, newMode, oldOid, newOid }) =>
        status === 'D'
          ? { path, mode: oldMode as RenameCandidate['mode'], oid: oldOid }
          : { path, mode: newMode as RenameCandidate['mode'], oid: newOid },
      );
  const [deleted, added] = [candidates('D'), candidates('A')];
  const blobs = new Map(
    [...deleted, ...added]
      .filter(({ mode }) => mode !== '160000')
      .map(({ oid }) => [oid, blobCache.get(oid) as Uint8Array]),
  );
  const sized = (files: typeof deleted): RenameCandidate[] =>
    files.map((file) => ({ ...file, size: blobs.get(file.oid)?.length ?? 0 }));
  const { renames } = await findRenames(sized(deleted), sized(added), async () => blobs);
  return renames.map(({ from, to, similarity }) => `${from.path} => ${to.path} ${similarity}%`).sort();
}

const blobCache = new Map<string, Uint8Array>();

// git is started, and on a busy machine that may take long.
describe('findRenames', { timeout: 60_000 }, () => {
  it('finds the renames that `git diff -M` finds, with the same similarity', async () => {
    const random = createRandom(SEED);
    const trees = Array.from({ length: CASES }, (_, index) =>
      index % 2 === 0 ? randomTrees(random) : lookAlikes(random),
    ).map((pair) => ({ old: wholeLines(pair.old), new: wholeLines(pair.new) }));
    repo.importTrees(
      trees.flatMap((pair, index) => [
        { ref: `refs/heads/old-${index}`, files: pair.old },
        { ref: `refs/heads/new-${index}`, files: pair.new },
      ]),
    );
    const oids = repo
      .git(['for-each-ref', '--format=%(refname:short) %(tree)'])
      .toString()
      .trim()
      .split('\n')
      .map((line) => line.split(' ') as [string, string]);
    const treeOf = new Map(oids);
    const pairs = trees.map((_, index) => ({
      old: treeOf.get(`old-${index}`) as string,
      new: treeOf.get(`new-${index}`) as string,
    }));
    const plain = diffTreesByGit(repo, pairs, ['--no-renames']);
    const renamed = diffTreesByGit(repo, pairs, ['-M']);
    const needed = plain
      .flat()
      .flatMap(({ oldMode, newMode, oldOid, newOid }) => [
        ...(oldMode.startsWith('1') && oldMode !== '160000' ? [oldOid] : []),
        ...(newMode.startsWith('1') && newMode !== '160000' ? [newOid] : []),
      ]);
    for (const [oid, bytes] of repo.readBlobs([...new Set(needed)])) blobCache.set(oid, bytes);
    let total = 0;
    for (const [index, changes] of plain.entries()) {
      const expected = (renamed[index] as RawChange[])
        .filter(({ status }) => status.startsWith('R'))
        .map(({ path, newPath, status }) => `${path} => ${newPath} ${Number(status.slice(1))}%`)
        .sort();
      total += expected.length;
      expect(await renamesByUs(changes), `trees ${index} of seed ${SEED}`).toEqual(expected);
    }
    expect(total).toBeGreaterThan(CASES);
  });

  const file = (
    path: string,
    oid: string,
    size = 4,
    mode: RenameCandidate['mode'] = '100644',
  ): RenameCandidate => ({
    path,
    mode,
    oid: oid.repeat(40),
    size,
  });
  const noBlobs = async (): Promise<never> => {
    throw new Error('no blob should be needed');
  };

  it('knows an unchanged file without reading it, and prefers the one of the same name', async () => {
    const deleted = [file('a/x.txt', '1'), file('b/y.txt', '1'), file('link', '2', 3, '120000')];
    const added = [file('c/y.txt', '1'), file('moved', '2', 3, '120000')];
    expect((await findRenames(deleted, added, noBlobs)).renames).toEqual([
      { from: deleted[1], to: added[0], similarity: 100 },
      { from: deleted[2], to: added[1], similarity: 100 },
    ]);
  });

  it('does not read files whose sizes tell that they are not alike, or that are no files', async () => {
    const deleted = [file('a', '1', 100), file('b', '2', 10, '120000'), file('empty', '3', 0)];
    const added = [file('c', '4', 300), file('d', '5', 10, '120000'), file('e', '6', 10)];
    expect(await findRenames(deleted, added, noBlobs)).toEqual({ renames: [], isLimited: false });
  });

  it('says so when there is too much to compare, and keeps what it has found', async () => {
    const deleted = [file('a', '1'), file('b', '2'), file('c', '3')];
    const added = [file('d', '1'), file('e', '4'), file('f', '5')];
    const loadBlobs = async (oids: readonly string[]): Promise<Map<string, Uint8Array>> =>
      new Map(oids.map((oid) => [oid, Buffer.from('abc\n')]));
    for (const options of [{ limit: 1 }, { maxWorkBytes: 5 }]) {
      const found = await findRenames(deleted, added, loadBlobs, options);
      expect(found.isLimited).toBe(true);
      expect(found.renames).toEqual([{ from: deleted[0], to: added[0], similarity: 100 }]);
    }
    expect((await findRenames(deleted, added, loadBlobs)).renames).toHaveLength(3);
  });

  it('reports a blob that was asked for and not loaded', async () => {
    const search = findRenames([file('a', '1')], [file('b', '2')], async () => new Map());
    await expect(search).rejects.toMatchObject({ code: 'OBJECT_MISSING' });
  });
});
