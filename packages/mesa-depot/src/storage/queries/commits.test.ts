import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { applyRepoWrite } from '../apply-repo-write.js';
import type { NewCommit } from '../repo-write.js';
import {
  addRepo,
  createTempStorage,
  describeOnEngines,
  type Engine,
  type TempStorage,
} from '../testing/temp-storage.js';
import { writeBookmarks } from './bookmarks.js';
import {
  type CommitRecord,
  getCommitAtBookmark,
  getCommitLines,
  getCommitOfChange,
  getCommits,
  type HistoryPosition,
  listAncestors,
  listCurrentChildren,
} from './commits.js';

let temp: TempStorage;
let repos = 0;
const useStorage = (engine: Engine): void => {
  beforeAll(async () => {
    temp = await createTempStorage(engine);
  });
  afterAll(() => temp.remove());
};

const oidOf = (index: number): string => ((index * 7919) % 65_536).toString(16).padStart(40, '0');
const changeOf = (index: number): string =>
  'z'.repeat(24) + index.toString(2).padStart(8, '0').replaceAll('0', 'k').replaceAll('1', 'l');

/** A history as for each commit the commits before it that are its parents, and whether it is superseded. */
const histories = fc
  .array(fc.record({ parents: fc.array(fc.nat(), { maxLength: 3 }), superseded: fc.boolean() }), {
    minLength: 1,
    maxLength: 25,
  })
  .map((nodes) =>
    nodes.map((node, index) => ({
      superseded: node.superseded,
      parents: index === 0 ? [] : [...new Set(node.parents.map((parent) => parent % index))],
    })),
  );
type History = { parents: number[]; superseded: boolean }[];

async function store(history: History): Promise<{ repoId: string; commits: NewCommit[] }> {
  const repoId = `repo_${repos++}`;
  await addRepo(temp.storage, repoId);
  const commits: NewCommit[] = [];
  for (const [index, node] of history.entries()) {
    commits.push({
      oid: oidOf(index),
      tree: oidOf(index),
      parents: node.parents.map(oidOf),
      changeId: changeOf(index),
      generation: 1 + Math.max(0, ...node.parents.map((parent) => commits[parent]?.generation ?? 0)),
    });
  }
  await temp.storage.transaction((tx) =>
    applyRepoWrite(tx, {
      repoId,
      expectedOpSeq: 0,
      now: 1,
      operation: { actor: 'key_1', kind: 'test', detail: {} },
      commits,
      changes: commits
        .filter((_, index) => !history[index]?.superseded)
        .map((commit) => ({ changeId: commit.changeId, commitOid: commit.oid, created: true })),
    }),
  );
  return { repoId, commits };
}

function ancestorsOf(history: History, tips: readonly number[]): Set<number> {
  const found = new Set(tips);
  for (const index of found) for (const parent of history[index]?.parents ?? []) found.add(parent);
  return found;
}

const newestFirst = (a: HistoryPosition, b: HistoryPosition): number =>
  b.generation - a.generation || (a.oid < b.oid ? -1 : 1);

describeOnEngines('the commit graph', (engine) => {
  useStorage(engine);
  it('lists what is reachable from any tips, newest generation first, page by page', async () => {
    await fc.assert(
      fc.asyncProperty(
        histories,
        fc.array(fc.nat(), { maxLength: 3 }),
        fc.integer({ min: 1, max: 7 }),
        async (history, picks, limit) => {
          const { repoId, commits } = await store(history);
          const tips = picks.map((pick) => pick % history.length);
          const found: CommitRecord[] = [];
          for (let after: HistoryPosition | null = null; ; ) {
            const page = await listAncestors(temp.storage.read, repoId, tips.map(oidOf), { after, limit });
            found.push(...page.items);
            if (!page.hasMore) break;
            after = page.items.at(-1) ?? null;
          }
          const expected = [...ancestorsOf(history, tips)]
            .map((index) => commits[index] as NewCommit)
            .sort(newestFirst);
          expect(found.map((commit) => commit.oid)).toEqual(expected.map((commit) => commit.oid));
        },
      ),
      { numRuns: 40 },
    );
  });

  it('finds the commit of a change and of a bookmark', async () => {
    const history = [
      { parents: [], superseded: false },
      { parents: [0], superseded: false },
    ];
    const { repoId, commits } = await store(history);
    const [first, second] = commits as [NewCommit, NewCommit];
    await temp.storage.transaction((tx) =>
      writeBookmarks(
        tx,
        repoId,
        [
          { name: 'main', commitOid: second.oid },
          { name: 'empty', commitOid: null },
          { name: 'broken', commitOid: 'f'.repeat(40) },
        ],
        1,
      ),
    );
    const { read } = temp.storage;
    const rows = await getCommits(read, repoId, [first.oid, second.oid]);
    expect(await getCommitOfChange(read, repoId, first.changeId)).toEqual(rows.get(first.oid));
    expect(await getCommitOfChange(read, repoId, 'z'.repeat(32))).toBeUndefined();
    expect(await getCommitAtBookmark(read, repoId, 'main')).toEqual(rows.get(second.oid));
    expect(await getCommitAtBookmark(read, repoId, 'empty')).toBeNull();
    expect(await getCommitAtBookmark(read, repoId, 'none')).toBeUndefined();
    await expect(getCommitAtBookmark(read, repoId, 'broken')).rejects.toMatchObject({
      code: 'OBJECT_MISSING',
    });
  });

  it('gives the lines of first parents, as long as was asked for', async () => {
    await fc.assert(
      fc.asyncProperty(
        histories,
        fc.array(fc.nat(), { minLength: 1, maxLength: 3 }),
        fc.integer({ min: 1, max: 6 }),
        async (history, picks, length) => {
          const { repoId } = await store(history);
          const starts = picks.map((pick) => pick % history.length);
          const expected = new Set<number>();
          for (const start of starts) {
            let at: number | undefined = start;
            for (let step = 0; step < length && at !== undefined; step++) {
              expected.add(at);
              at = history[at]?.parents[0];
            }
          }
          const oids = [...expected].map(oidOf);
          expect(await getCommitLines(temp.storage.read, repoId, starts.map(oidOf), length)).toEqual(
            await getCommits(temp.storage.read, repoId, oids),
          );
        },
      ),
      { numRuns: 40 },
    );
  });

  it('lists current children, without superseded commits', async () => {
    await fc.assert(
      fc.asyncProperty(histories, fc.nat(), async (history, pick) => {
        const { repoId } = await store(history);
        const root = pick % history.length;
        const expected = history.flatMap((node, index) =>
          !node.superseded && node.parents.includes(root) ? oidOf(index) : [],
        );
        const children = await listCurrentChildren(temp.storage.read, repoId, [oidOf(root)]);
        expect(new Set(children.map((commit) => commit.oid))).toEqual(new Set(expected));
      }),
      { numRuns: 40 },
    );
  });

  it('reads any number of commits', async () => {
    const history = Array.from({ length: 5_000 }, (_, index) => ({
      parents: index === 0 ? [] : [index - 1],
      superseded: true,
    }));
    const { repoId, commits } = await store(history);
    const found = await getCommits(temp.storage.read, repoId, [
      ...commits.map((commit) => commit.oid),
      'f'.repeat(40),
    ]);
    expect(found.size).toBe(5_000);
    const page = await listAncestors(temp.storage.read, repoId, [oidOf(4_999)], { limit: 3 });
    expect(page.items.map((commit) => commit.generation)).toEqual([5_000, 4_999, 4_998]);
  });
});
