import { describe, expect, it } from 'vitest';
import { generationAbove } from './commit-graph.js';
import { isAncestor } from './is-ancestor.js';
import { mergeBases } from './merge-bases.js';
import { MemoryGraph } from './testing/any-history.js';
import { expectDepotError } from './testing/expect-depot-error.js';
import { walkCommits } from './walk-commits.js';

/** A line of 1,000 commits `c0` to `c999`, and a branch `b` of two commits on top of `c989`. */
function line(): MemoryGraph {
  const graph = new MemoryGraph();
  for (let i = 0; i < 1_000; i++) graph.add(`c${i}`, i === 0 ? [] : [`c${i - 1}`]);
  graph.add('b0', ['c989']);
  graph.add('b1', ['b0']);
  graph.reads = 0;
  return graph;
}

describe('generationAbove', () => {
  it('is 1 without parents, else above the highest', () => {
    expect(generationAbove([])).toBe(1);
    expect(generationAbove([{ generation: 3 }, { generation: 7 }])).toBe(8);
  });
});

describe('isAncestor', () => {
  it('counts a commit as its own ancestor', async () => {
    expect(await isAncestor(line(), 'c5', 'c5')).toBe(true);
  });

  it('does not look below the generation of the ancestor', async () => {
    const graph = line();
    expect(await isAncestor(graph, 'c990', 'b1')).toBe(false);
    expect(await isAncestor(graph, 'c985', 'c999')).toBe(true);
    expect(graph.reads).toBeLessThan(30);
  });

  it('refuses a commit that is not in the history', async () => {
    await expectDepotError(() => isAncestor(line(), 'nowhere', 'c5'), 'OBJECT_MISSING');
  });
});

describe('mergeBases', () => {
  it('does not walk to the root of a long history', async () => {
    const graph = line();
    expect(await mergeBases(graph, ['c999'], ['b1'])).toEqual(['c989']);
    expect(graph.reads).toBeLessThan(30);
  });

  it('is the older of two commits in line', async () => {
    expect(await mergeBases(line(), ['c999'], ['c5'])).toEqual(['c5']);
    expect(await mergeBases(line(), ['c5'], ['c5'])).toEqual(['c5']);
  });

  it('finds all after a criss-cross merge, highest generation first', async () => {
    const graph = new MemoryGraph();
    graph.add('root', []);
    graph.add('a1', ['root']);
    graph.add('b0', ['root']);
    graph.add('b1', ['b0']);
    graph.add('a2', ['a1', 'b1']);
    graph.add('b2', ['b1', 'a1']);
    expect(await mergeBases(graph, ['a2'], ['b2'])).toEqual(['b1', 'a1']);
  });

  it('is empty for unrelated histories', async () => {
    const graph = line();
    graph.add('other', []);
    expect(await mergeBases(graph, ['c9'], ['other'])).toEqual([]);
  });
});

describe('walkCommits', () => {
  it('reads what the page holds and no more', async () => {
    const graph = line();
    const page = await walkCommits(graph, ['c999'], 10);
    expect(page.commits.map(({ oid }) => oid)).toEqual(Array.from({ length: 10 }, (_, i) => `c${999 - i}`));
    expect(page.frontier).toEqual(['c989']);
    expect(graph.reads).toBe(11);
  });

  it('ends with an empty frontier', async () => {
    expect(await walkCommits(line(), ['c1'], 10)).toMatchObject({
      commits: [{ oid: 'c1' }, { oid: 'c0' }],
      frontier: [],
    });
    expect(await walkCommits(line(), [], 10)).toEqual({ commits: [], frontier: [] });
  });
});
