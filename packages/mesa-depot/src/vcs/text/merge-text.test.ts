import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { type MergeChunk, type MergeResult, mergeText } from './merge-text.js';
import { createRandom, randomMerge } from './testing/random-texts.js';
import { ScratchRepo, type ScratchTree } from './testing/scratch-repo.js';

/** How many merges to compare with git; set `MESA_TEXT_CASES` for a longer search. */
const CASES = Number(process.env.MESA_TEXT_CASES ?? 1_500);
const MERGE_FILE_CASES = Math.ceil(CASES / 5);
const SEED = Number(process.env.MESA_TEXT_SEED ?? 1);

const repo = new ScratchRepo();
afterAll(() => repo.remove());

function cases(count: number): { base: Buffer; target: Buffer; source: Buffer }[] {
  const random = createRandom(SEED);
  return Array.from({ length: count }, () => randomMerge(random));
}

/** Returns what `git merge` makes of every case: all of them are files of one merge, so git runs once. */
function mergeByGit(merges: ReturnType<typeof cases>): { text: string; clean: boolean }[] {
  const tree = (side: 'base' | 'target' | 'source'): ScratchTree =>
    new Map(merges.map((merge, index) => [`f${index}`, { mode: '100644', bytes: merge[side] }]));
  repo.importTrees([
    { ref: 'refs/heads/base', files: tree('base') },
    { ref: 'refs/heads/target', parent: 'refs/heads/base', files: tree('target') },
    { ref: 'refs/heads/source', parent: 'refs/heads/base', files: tree('source') },
  ]);
  const args = ['-c', 'merge.conflictStyle=diff3', 'merge-tree', '--write-tree', '-z', '--name-only'];
  const answer = repo
    .git([...args, 'target', 'source'])
    .toString()
    .split('\0');
  const conflicts = new Set(answer.slice(1, answer.indexOf('', 1)));
  const oids = new Map(
    repo
      .git(['ls-tree', '-z', answer[0] as string])
      .toString()
      .split('\0')
      .filter((entry) => entry !== '')
      .map((entry) => [entry.slice(entry.indexOf('\t') + 1), entry.slice(12, 52)]),
  );
  const blobs = repo.readBlobs([...oids.values()]);
  return merges.map((_, index) => ({
    text: (blobs.get(oids.get(`f${index}`) as string) as Buffer).toString('latin1'),
    clean: !conflicts.has(`f${index}`),
  }));
}

/** Writes a result as git does with `merge.conflictStyle=diff3`. */
function asGitWrites(result: MergeResult): string {
  if (result.clean) return Buffer.from(result.content).toString('latin1');
  const side = (bytes: Uint8Array): string => {
    const text = Buffer.from(bytes).toString('latin1');
    return text === '' || text.endsWith('\n') ? text : `${text}\n`;
  };
  return result.chunks
    .map((chunk) =>
      chunk.kind === 'merged'
        ? Buffer.from(chunk.content).toString('latin1')
        : `<<<<<<< target\n${side(chunk.target)}||||||| base\n${side(chunk.base)}=======\n${side(chunk.source)}>>>>>>> source\n`,
    )
    .join('');
}

function pickSide(chunks: readonly MergeChunk[], side: 'target' | 'base' | 'source'): string {
  return Buffer.concat(
    chunks.map((chunk) => (chunk.kind === 'merged' ? chunk.content : chunk[side])),
  ).toString();
}

// git is started, and on a busy machine that may take long.
describe('mergeText', { timeout: 60_000 }, () => {
  it('merges and clashes as `git merge` does, to the byte', () => {
    const merges = cases(CASES);
    const expected = mergeByGit(merges);
    const different = merges.flatMap(({ base, target, source }, index) => {
      const result = mergeText(base, target, source);
      const text = expected[index]?.text.replace(/^\|{7} .*$/gm, '||||||| base');
      return result.clean === expected[index]?.clean && asGitWrites(result) === text ? [] : [index];
    });
    expect(different, `merges of seed ${SEED} that differ`).toEqual([]);
    // Otherwise the comparison above would prove little.
    expect(expected.filter(({ clean }) => clean).length).toBeGreaterThan(CASES / 4);
    expect(expected.filter(({ clean }) => !clean).length).toBeGreaterThan(CASES / 4);
  });

  it('agrees with `git merge-file`, which compares by another algorithm', () => {
    const merges = cases(MERGE_FILE_CASES);
    merges.forEach((merge, index) => {
      for (const side of ['base', 'target', 'source'] as const) {
        writeFileSync(join(repo.directory, `${index}.${side}`), merge[side]);
      }
    });
    const loop = `for i in $(seq 0 ${merges.length - 1}); do
      git merge-file -p $i.target $i.base $i.source > $i.out 2> /dev/null; echo $? > $i.status; done`;
    repo.run('sh', ['-c', loop]);
    const read = (name: string): string => readFileSync(join(repo.directory, name), 'latin1');
    let sameVerdicts = 0;
    merges.forEach(({ base, target, source }, index) => {
      const clean = Number(read(`${index}.status`)) === 0;
      const result = mergeText(base, target, source, { algorithm: 'myers' });
      expect(result.clean, `verdict of merge ${index} of seed ${SEED}`).toBe(clean);
      if (result.clean)
        expect(asGitWrites(result), `merge ${index} of seed ${SEED}`).toBe(read(`${index}.out`));
      if (mergeText(base, target, source).clean === clean) sameVerdicts += 1;
    });
    // The default algorithm is that of `git merge`. It finds other edits now and then, as `git merge` itself does.
    expect(sameVerdicts / merges.length).toBeGreaterThan(0.98);
  });

  const someText = fc
    .array(fc.constantFrom('a\n', 'b\n', 'c\n', '\n', '}\n'), { maxLength: 12 })
    .map((lines) => Buffer.from(lines.join('')));

  it('takes the side that changed when the other did not', () => {
    fc.assert(
      fc.property(someText, someText, (base, changed) => {
        const expected = { clean: true, content: changed };
        expect(mergeText(base, changed, base)).toEqual(expected);
        expect(mergeText(base, base, changed)).toEqual(expected);
        expect(mergeText(base, changed, changed)).toEqual(expected);
      }),
    );
  });

  it('comes to the same verdict when the sides are swapped', () => {
    fc.assert(
      fc.property(someText, someText, someText, (base, target, source) => {
        const one = mergeText(base, target, source);
        const other = mergeText(base, source, target);
        expect(other.clean).toBe(one.clean);
        if (one.clean && other.clean) expect(other.content).toEqual(one.content);
      }),
    );
  });

  it('gives for each conflict the lines it names, and a whole file for each side', () => {
    const base = Buffer.from('1\n2\n3\n4\n5\n6\n7\n');
    const target = Buffer.from('1\nTWO\n3\n4\n5\n6\nSEVEN');
    const source = Buffer.from('1\n2!\n3\n4\nfive\n6\n7!\n');
    const result = mergeText(base, target, source);
    expect(result.clean).toBe(false);
    if (result.clean) return;
    expect(result.chunks.map((chunk) => chunk.kind)).toEqual(['merged', 'conflict', 'merged', 'conflict']);
    expect(result.chunks[1]).toMatchObject({
      ranges: { base: { start: 1, end: 2 }, target: { start: 1, end: 2 }, source: { start: 1, end: 2 } },
    });
    expect(pickSide(result.chunks, 'target')).toBe('1\nTWO\n3\n4\nfive\n6\nSEVEN');
    expect(pickSide(result.chunks, 'base')).toBe('1\n2\n3\n4\nfive\n6\n7\n');
    expect(pickSide(result.chunks, 'source')).toBe('1\n2!\n3\n4\nfive\n6\n7!\n');
  });

  it('does not call two different ways to the same text a conflict', () => {
    const base = Buffer.from('a\nb\nc\n');
    const both = Buffer.from('a\nx\ny\nc\n');
    expect(mergeText(base, both, both)).toEqual({ clean: true, content: both });
  });

  it('keeps bytes that are no text', () => {
    const base = Buffer.from([0xff, 0x0a, 0x80, 0x0a, 0x0d, 0x0a, 0xc3, 0x0a]);
    const target = Buffer.concat([Buffer.from([0xfe, 0x0a]), base]);
    const source = Buffer.concat([base, Buffer.from([0x00, 0xfd])]);
    expect(mergeText(base, target, source)).toEqual({
      clean: true,
      content: Buffer.concat([Buffer.from([0xfe, 0x0a]), base, Buffer.from([0x00, 0xfd])]),
    });
  });
});
