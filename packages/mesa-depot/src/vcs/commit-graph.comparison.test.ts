import * as fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { EMPTY_TREE_OID, noObjects, ObjectBuffer, type Oid } from '../objects/index.js';
import { isAncestor } from './is-ancestor.js';
import { mergeBases } from './merge-bases.js';
import { anyShape, MemoryGraph, type Shape } from './testing/any-history.js';
import { writeTestCommit } from './testing/git-merges.js';
import { GitRepo } from './testing/git-repo.js';
import { walkCommits } from './walk-commits.js';

const repo = new GitRepo();
afterAll(() => repo.dispose());

/** Makes the commits of `shape`, in git and in memory. */
function build(shape: Shape): { graph: MemoryGraph; oids: Oid[] } {
  const buffer = new ObjectBuffer(noObjects);
  const graph = new MemoryGraph();
  const oids: Oid[] = [];
  for (const [i, places] of shape.entries()) {
    const parents = places.map((at) => oids[at] as Oid);
    // All of one second: git can go by its dates no more than we do.
    const oid = writeTestCommit(buffer, EMPTY_TREE_OID, parents, { message: String(i) });
    graph.add(oid, parents);
    oids.push(oid);
  }
  repo.storeObjects([...buffer.pending.values(), { type: 'tree', body: new Uint8Array() }]);
  return { graph, oids };
}

const lines = (output: string) => output.split('\n').filter((line) => line !== '');
const pickOne = <T>(items: readonly T[], n: number) => items[n % items.length] as T;

describe('the commit graph and git', () => {
  it('agree on merge bases', async () => {
    const seen = new Map<number, number>();
    await fc.assert(
      fc.asyncProperty(
        anyShape(),
        fc.array(fc.tuple(fc.nat(), fc.nat()), { minLength: 3, maxLength: 6 }),
        async (shape, pairs) => {
          const { graph, oids } = build(shape);
          for (const [m, n] of pairs) {
            const [a, b] = [pickOne(oids.slice(-8), m), pickOne(oids.slice(-8), n)];
            const bases = await mergeBases(graph, [a], [b]);
            expect([...bases].sort()).toEqual(
              lines(repo.tryRun(['merge-base', '--all', a, b]).output).sort(),
            );
            expect((await mergeBases(graph, [b], [a])).sort()).toEqual([...bases].sort());
            seen.set(bases.length, (seen.get(bases.length) ?? 0) + 1);
          }
        },
      ),
      { numRuns: 60, seed: 11 },
    );
    expect(seen.get(0)).toBeGreaterThan(0);
    expect(seen.get(2)).toBeGreaterThan(0);
  }, 60_000);

  it('agree on merge bases of several commits that count as merged', async () => {
    await fc.assert(
      fc.asyncProperty(
        anyShape(),
        fc.array(fc.nat(), { minLength: 3, maxLength: 4 }),
        async (shape, picks) => {
          const { graph, oids } = build(shape);
          const [one = '', ...others] = picks.map((n) => pickOne(oids, n));
          const bases = await mergeBases(graph, others, [one]);
          expect(bases.sort()).toEqual(
            lines(repo.tryRun(['merge-base', '--all', one, ...others]).output).sort(),
          );
        },
      ),
      { numRuns: 60 },
    );
  }, 60_000);

  it('agree on ancestry', async () => {
    await fc.assert(
      fc.asyncProperty(anyShape(), fc.nat(), async (shape, n) => {
        const { graph, oids } = build(shape);
        const tip = pickOne(oids, n);
        const reachable = new Set(lines(repo.run(['rev-list', tip])));
        for (const oid of oids) expect(await isAncestor(graph, oid, tip)).toBe(reachable.has(oid));
      }),
      { numRuns: 60 },
    );
  }, 60_000);

  it('agree on what is reachable, in pages of any size, each commit once and before its parents', async () => {
    await fc.assert(
      fc.asyncProperty(
        anyShape(),
        fc.array(fc.nat(), { minLength: 1, maxLength: 3 }),
        fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
        async (shape, picks, sizes) => {
          const { graph, oids } = build(shape);
          const tips = picks.map((n) => pickOne(oids, n));
          const whole = (await walkCommits(graph, tips, Number.POSITIVE_INFINITY)).commits;
          const walked: Oid[] = [];
          let frontier: readonly Oid[] = tips;
          for (let i = 0; frontier.length > 0; i++) {
            const page = await walkCommits(graph, frontier, pickOne(sizes, i));
            walked.push(...page.commits.map(({ oid }) => oid));
            frontier = page.frontier;
          }
          expect(walked).toEqual(whole.map(({ oid }) => oid));
          expect([...walked].sort()).toEqual(lines(repo.run(['rev-list', ...tips])).sort());
          const place = new Map(walked.map((oid, i) => [oid, i]));
          for (const { oid, parents } of whole) {
            for (const parent of parents) expect(place.get(parent)).toBeGreaterThan(place.get(oid) as number);
          }
        },
      ),
      { numRuns: 60 },
    );
  }, 60_000);
});
