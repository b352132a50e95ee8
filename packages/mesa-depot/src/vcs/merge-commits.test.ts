import { describe, expect, it } from 'vitest';
import { EMPTY_TREE_OID } from '../objects/index.js';
import { mergeCommits, mergeParents } from './merge-commits.js';
import { files, readFiles } from './testing/files.js';
import { MemoryHistory } from './testing/memory-history.js';

const LINES = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];
const text = (changes: Readonly<Record<number, string>> = {}) =>
  files({ f: LINES.map((line, i) => `${changes[i] ?? line}\n`).join('') });

async function fileOf(history: MemoryHistory, tree: string): Promise<string | undefined> {
  return (await readFiles(history.buffer, tree)).get('f')?.content;
}
const contentOf = (changes: Readonly<Record<number, string>>) => text(changes).get('f')?.content;

describe('mergeCommits', () => {
  it('merges over the common ancestor', async () => {
    const history = new MemoryHistory();
    const base = history.commit(text(), []);
    const target = history.commit(text({ 0: 'T' }), [base]);
    const source = history.commit(text({ 8: 'S' }), [base]);
    const merged = await mergeCommits(history, target, source);
    expect(merged).toMatchObject({ bases: [base], conflicts: new Map(), contentMerges: 1 });
    expect(await fileOf(history, merged.treeOid)).toBe(contentOf({ 0: 'T', 8: 'S' }));
  });

  it('takes the virtual root and unrelated histories as starting from nothing', async () => {
    const history = new MemoryHistory();
    const one = history.commit(files({ a: '1' }), []);
    const other = history.commit(files({ b: '2' }), []);
    expect(await mergeCommits(history, undefined, one)).toMatchObject({
      treeOid: history.state(one).treeOid,
      bases: [],
    });
    expect(await mergeCommits(history, one, undefined)).toMatchObject({
      treeOid: history.state(one).treeOid,
    });
    expect(await mergeCommits(history, undefined, undefined)).toMatchObject({ treeOid: EMPTY_TREE_OID });
    const merged = await mergeCommits(history, one, other);
    expect([...(await readFiles(history.buffer, merged.treeOid)).keys()]).toEqual(['a', 'b']);
  });

  it('is what descends further when one commit descends from the other', async () => {
    const history = new MemoryHistory();
    const old = history.commit(text(), []);
    const young = history.commit(text({ 3: 'x' }), [old]);
    for (const merged of [await mergeCommits(history, old, young), await mergeCommits(history, young, old)]) {
      expect(merged).toMatchObject({ treeOid: history.state(young).treeOid, bases: [old] });
    }
  });

  it('merges several merge bases into one first', async () => {
    const history = new MemoryHistory();
    const root = history.commit(text(), []);
    const a1 = history.commit(text({ 0: 'A' }), [root]);
    const b1 = history.commit(text({ 8: 'B' }), [root]);
    const a2 = history.commit(text({ 0: 'A', 8: 'B', 4: 'x' }), [a1, b1]);
    // This side has taken A back again after merging it: over either base alone that would be undone or clash.
    const b2 = history.commit(text({ 8: 'B' }), [b1, a1]);
    const merged = await mergeCommits(history, a2, b2);
    expect(new Set(merged.bases)).toEqual(new Set([a1, b1]));
    expect(merged.conflicts.size).toBe(0);
    expect(await fileOf(history, merged.treeOid)).toBe(contentOf({ 4: 'x', 8: 'B' }));
  });

  it('keeps a conflict when the two sides of a criss-cross resolved one differently', async () => {
    const history = new MemoryHistory();
    const root = history.commit(text(), []);
    const a1 = history.commit(text({ 4: 'A' }), [root]);
    const b1 = history.commit(text({ 4: 'B' }), [root]);
    const a2 = history.commit(text({ 4: 'A' }), [a1, b1]);
    const b2 = history.commit(text({ 4: 'B' }), [b1, a1]);
    expect([...(await mergeCommits(history, a2, b2)).conflicts.keys()]).toEqual(['f']);
    const same = history.commit(text({ 4: 'A' }), [b1, a1]);
    expect((await mergeCommits(history, a2, same)).conflicts.size).toBe(0);
  });

  it('drops a conflict that both merge bases had when one side resolved it', async () => {
    const history = new MemoryHistory();
    const root = history.commit(text(), []);
    const one = history.commit(text({ 4: 'A' }), [root]);
    const other = history.commit(text({ 4: 'B' }), [root]);
    const clash = await mergeCommits(history, one, other);
    const conflicted = history.commitSide(clash, [one, other]);
    const a1 = history.commitSide(clash, [conflicted], { message: 'a1' });
    const b1 = history.commitSide(clash, [conflicted], { message: 'b1' });
    const resolved = history.commit(text({ 4: 'resolved' }), [a1, b1]);
    const still = history.commitSide(clash, [b1, a1]);
    const merged = await mergeCommits(history, still, resolved);
    expect(merged).toMatchObject({ treeOid: history.state(resolved).treeOid, conflicts: new Map() });
  });

  /** Two sides that edit a line each and merge each other every time, `levels` times. */
  function crissCross(history: MemoryHistory, levels: number): [string, string] {
    const root = history.commit(text(), []);
    let left = history.commit(text({ 0: 'l0' }), [root]);
    let right = history.commit(text({ 8: 'r0' }), [root]);
    for (let i = 1; i <= levels; i++) {
      const both = [left, right];
      left = history.commit(text({ 0: `l${i}`, 8: `r${i - 1}` }), both);
      right = history.commit(text({ 0: `l${i - 1}`, 8: `r${i}` }), [...both].reverse());
    }
    return [left, right];
  }

  it('merges the bases of bases, all the way down', async () => {
    const history = new MemoryHistory();
    const merged = await mergeCommits(history, ...crissCross(history, 100));
    expect(await fileOf(history, merged.treeOid)).toBe(contentOf({ 0: 'l100', 8: 'r100' }));
  });

  it('ends on a history that criss-crosses without end, with a conflict rather than a guess', async () => {
    const history = new MemoryHistory();
    const merged = await mergeCommits(history, ...crissCross(history, 300));
    expect([...merged.conflicts.keys()]).toEqual(['f']);
  }, 30_000);

  it('does not take exponentially long when three sides merge each other again and again', async () => {
    const history = new MemoryHistory();
    const root = history.commit(text(), []);
    let tips = [0, 4, 8].map((line) => history.commit(text({ [line]: 'start' }), [root]));
    for (let i = 0; i < 40; i++) {
      const parents = tips;
      tips = [0, 4, 8].map((line) =>
        history.commit(text({ 0: 'start', 4: 'start', 8: 'start', [line]: `${i}` }), parents),
      );
    }
    const [one, other] = tips;
    const merged = await mergeCommits(history, one, other);
    expect(merged.bases).toHaveLength(3);
  }, 20_000);
});

describe('mergeParents', () => {
  it('is nothing without parents, and the parent with one', async () => {
    const history = new MemoryHistory();
    expect(await mergeParents(history, [])).toEqual({
      treeOid: EMPTY_TREE_OID,
      conflicts: new Map(),
      contentMerges: 0,
    });
    const one = history.commit(text(), []);
    expect(await mergeParents(history, [one])).toMatchObject(history.state(one));
  });

  it('merges any number of parents', async () => {
    const history = new MemoryHistory();
    const root = history.commit(text(), []);
    const parents = [0, 3, 6].map((line) => history.commit(text({ [line]: 'changed' }), [root]));
    const merged = await mergeParents(history, parents);
    expect(merged).toMatchObject({ conflicts: new Map(), contentMerges: 2 });
    expect(await fileOf(history, merged.treeOid)).toBe(
      contentOf({ 0: 'changed', 3: 'changed', 6: 'changed' }),
    );
  });

  it('shows conflicts between parents', async () => {
    const history = new MemoryHistory();
    const root = history.commit(text(), []);
    const parents = ['x', 'y'].map((line) => history.commit(text({ 4: line }), [root]));
    expect([...(await mergeParents(history, parents)).conflicts.keys()]).toEqual(['f']);
  });
});
