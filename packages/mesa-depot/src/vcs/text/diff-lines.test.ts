import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Edit } from './change-marks.js';
import { type DiffAlgorithm, diffLines } from './diff-lines.js';
import { splitLines } from './lines.js';
import { BudgetExceededError, StepBudget } from './step-budget.js';
import { createRandom, randomPair } from './testing/random-texts.js';

/** How many pairs to compare with git; set `MESA_TEXT_CASES` for a longer search. */
const CASES = Number(process.env.MESA_TEXT_CASES ?? 1_500);
const SEED = Number(process.env.MESA_TEXT_SEED ?? 1);

/** Returns the edits that git finds in each pair, with one run of git. */
function editsByGit(pairs: readonly { old: Buffer; new: Buffer }[], algorithm: DiffAlgorithm): Edit[][] {
  const directory = mkdtempSync(join(tmpdir(), 'mesa-text-'));
  try {
    for (const side of ['old', 'new'] as const) {
      mkdirSync(join(directory, side));
      pairs.forEach((pair, index) => {
        writeFileSync(join(directory, side, String(index)), pair[side]);
      });
    }
    // With context: without any, git takes a short cut that changes which of several equal lines it names.
    const args = ['diff', '--no-index', '--no-color', `--diff-algorithm=${algorithm}`, 'old', 'new'];
    const { stdout } = spawnSync('git', args, { cwd: directory, maxBuffer: 2 ** 30, encoding: 'latin1' });
    const found: Edit[][] = pairs.map(() => []);
    for (const patch of stdout.split(/^diff --git a\/old\//m).slice(1)) {
      found[Number.parseInt(patch, 10)] = parseEdits(patch.split('\n'));
    }
    return found;
  } finally {
    rmSync(directory, { recursive: true });
  }
}

function parseEdits(patch: readonly string[]): Edit[] {
  const edits: Edit[] = [];
  let oldAt = 0;
  let newAt = 0;
  let start: { old: number; new: number } | undefined;
  for (const line of patch.slice(patch.findIndex((text) => text.startsWith('@@')))) {
    if (line.startsWith('-') || line.startsWith('+')) {
      start ??= { old: oldAt, new: newAt };
      if (line.startsWith('-')) oldAt += 1;
      else newAt += 1;
      continue;
    }
    if (line.startsWith('\\')) continue;
    if (start !== undefined) {
      edits.push({ oldStart: start.old, oldEnd: oldAt, newStart: start.new, newEnd: newAt });
      start = undefined;
    }
    const hunk = /^@@ -(\d+)(,0)?\S* \+(\d+)(,0)?\S* @@/.exec(line);
    if (hunk === null) {
      oldAt += 1;
      newAt += 1;
    } else {
      oldAt = Number(hunk[1]) - (hunk[2] === undefined ? 1 : 0);
      newAt = Number(hunk[3]) - (hunk[4] === undefined ? 1 : 0);
    }
  }
  return edits;
}

// git is started, and on a busy machine that may take long.
describe('diffLines', { timeout: 60_000 }, () => {
  it.each(['histogram', 'myers'] as const)('finds the very edits that git finds (%s)', (algorithm) => {
    const random = createRandom(SEED);
    const pairs = Array.from({ length: CASES }, () => randomPair(random));
    for (let large = 0; large < CASES / 100; large += 1) pairs.push(randomPair(random, 2_000, 40));
    const expected = editsByGit(pairs, algorithm);
    const different = pairs.flatMap((pair, index) => {
      const edits = diffLines(splitLines(pair.old), splitLines(pair.new), { algorithm });
      return isDeepStrictEqual(edits, expected[index]) ? [] : [index];
    });
    expect(different, `pairs of seed ${SEED} that differ`).toEqual([]);
  });

  it('agrees with git where git itself gives up on the best answer', () => {
    // 8,000 lines of few kinds: more rounds than Myers' algorithm is given, and no rare lines for the histogram.
    const random = createRandom(7);
    const file = (kinds: number): Buffer =>
      Buffer.from(Array.from({ length: 8_000 }, () => `${Math.floor(random() * kinds)}\n`).join(''));
    const pairs = [2, 10, 60].map((kinds) => ({ old: file(kinds), new: file(kinds) }));
    for (const algorithm of ['histogram', 'myers'] as const) {
      const expected = editsByGit(pairs, algorithm);
      const isEqual = pairs.map((pair, index) =>
        isDeepStrictEqual(
          diffLines(splitLines(pair.old), splitLines(pair.new), { algorithm }),
          expected[index],
        ),
      );
      expect(isEqual).toEqual([true, true, true]);
    }
  });

  it('gives edits that lead from the old file to the new one', () => {
    const someLines = fc.array(fc.constantFrom('a\n', 'b\n', '  c\n', '\n', '}\n'), { maxLength: 40 });
    fc.assert(
      fc.property(someLines, someLines, fc.constantFrom('histogram', 'myers'), (old, now, algorithm) => {
        const rebuilt: string[] = [];
        let at = 0;
        for (const edit of diffLines(old, now, { algorithm })) {
          rebuilt.push(...old.slice(at, edit.oldStart), ...now.slice(edit.newStart, edit.newEnd));
          at = edit.oldEnd;
        }
        rebuilt.push(...old.slice(at));
        expect(rebuilt).toEqual(now);
      }),
    );
  });

  it('stops when its steps are spent', () => {
    const lines = (seed: number): string[] => {
      const random = createRandom(seed);
      return Array.from({ length: 2_000 }, () => `${Math.floor(random() * 50)}\n`);
    };
    expect(() => diffLines(lines(1), lines(2), { budget: new StepBudget(10_000) })).toThrow(
      BudgetExceededError,
    );
    expect(diffLines(lines(1), lines(1), { budget: new StepBudget(10_000) })).toEqual([]);
  });
});
