import { afterAll, beforeAll, expect, it } from 'vitest';
import { applyRepoWrite, getCommits, type NewCommit } from '../storage/index.js';
import {
  addRepo,
  createTempStorage,
  describeOnEngines,
  type TempStorage,
} from '../storage/testing/temp-storage.js';
import { CommitRows } from './commit-rows.js';

const LENGTH = 300;
const oidOf = (index: number): string => index.toString(16).padStart(40, '0');

describeOnEngines('CommitRows', (engine) => {
  let temp: TempStorage;
  let statements = 0;
  beforeAll(async () => {
    temp = await createTempStorage(engine);
    await addRepo(temp.storage, 'r');
    const commits = Array.from({ length: LENGTH }, (_, index): NewCommit => {
      const parents = index === 0 ? [] : [oidOf(index - 1)];
      // Every tenth commit is a merge with what is five commits back.
      if (index > 0 && index % 10 === 0) parents.push(oidOf(index - 5));
      return { oid: oidOf(index), tree: oidOf(0), parents, changeId: 'k'.repeat(32), generation: index + 1 };
    });
    await temp.storage.transaction((tx) =>
      applyRepoWrite(tx, {
        repoId: 'r',
        expectedOpSeq: 0,
        now: 1,
        operation: { actor: 'key_1', kind: 'test', detail: {} },
        commits,
      }),
    );
    const executor = temp.storage.read.getExecutor();
    const execute = executor.executeQuery;
    executor.executeQuery = (query) => {
      statements += 1;
      return execute.call(executor, query) as never;
    };
  });
  afterAll(() => temp.remove());

  const count = async (work: () => Promise<unknown>): Promise<number> => {
    statements = 0;
    await work();
    return statements;
  };
  const newRows = (): CommitRows => new CommitRows(temp.storage.read, 'r');

  it('gives the rows that the database gives, and leaves unknown ones out', async () => {
    const oids = [oidOf(7), oidOf(20), 'f'.repeat(40)];
    const expected = await getCommits(temp.storage.read, 'r', oids);
    expect(expected.size).toBe(2);
    expect(await newRows().get(oids)).toEqual(expected);
    expect(await newRows().walk(oids)).toEqual(expected);
    const warm = newRows();
    for (let step = 0; step < 5; step++) await warm.walk([oidOf(200 - 50 * step)]);
    expect(await warm.walk(oids)).toEqual(expected);
  });

  it('reads a row once', async () => {
    const rows = newRows();
    expect(await count(() => rows.get([oidOf(1), oidOf(2), oidOf(1)]))).toBe(1);
    expect(await count(() => rows.get([oidOf(2), oidOf(1)]))).toBe(0);
    expect(await count(() => rows.walk([oidOf(1)]))).toBe(0);
    expect(await count(() => rows.get([oidOf(1), oidOf(3)]))).toBe(1);
  });

  it('walks through a long history in a few statements', async () => {
    const rows = newRows();
    const walked: string[] = [];
    const walk = async (): Promise<void> => {
      for (let at: string | undefined = oidOf(LENGTH - 1); at !== undefined; ) {
        const row = (await rows.walk([at])).get(at);
        walked.push(at);
        at = row?.parents[0];
      }
    };
    expect(await count(walk)).toBeLessThanOrEqual(10);
    expect(walked).toEqual(Array.from({ length: LENGTH }, (_, index) => oidOf(LENGTH - 1 - index)));
  });
});
