import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { toCostTable } from '../helpers/costs/cost-table.js';
import type { Costs } from '../helpers/costs/count-costs.js';
import { type HotOperation, measureHotOperations } from '../helpers/costs/hot-operations.js';
import { ROOT } from '../helpers/run.js';

/** What operations take, in counts that no busy machine can change. */
describe('the costs of hot operations', () => {
  let operations: readonly HotOperation[];
  beforeAll(async () => {
    operations = await measureHotOperations();
  });

  const costsOf = (name: string): Costs => {
    const operation = operations.find((each) => each.name === name);
    if (operation === undefined) throw new Error(`nothing was measured under the name "${name}"`);
    return operation.costs;
  };
  const none = { blobs: 0, trees: 0, commits: 0 };

  it('are one request each, but for the first call of a client, which asks for its organization', () => {
    const first = 'get a repository, as the first call of a client';
    for (const { name, costs } of operations)
      expect([name, costs.requests]).toEqual([name, name === first ? 2 : 1]);
  });

  it('of a new change are its blobs, the trees on the way to them and a commit, in one transaction', () => {
    expect(costsOf('create a change of 1 file 3 folders deep')).toMatchObject({
      transactions: 1,
      read: none,
      written: { blobs: 1, trees: 4, commits: 1 },
    });
    expect(costsOf('create a change of 10 files in one folder')).toMatchObject({
      transactions: 1,
      read: none,
      written: { blobs: 10, trees: 4, commits: 1 },
    });
  });

  it('of reading a file are its blob, once the trees on the way are in the cache', () => {
    expect(costsOf('read a file 3 folders deep, caches empty').read).toEqual({
      blobs: 1,
      trees: 4,
      commits: 0,
    });
    const again = costsOf('read it again');
    expect(again).toMatchObject({ transactions: 0, read: { blobs: 1, trees: 0, commits: 0 } });
    expect(again.statements).toBeLessThanOrEqual(6);
  });

  it('of a list hardly depend on its length', () => {
    const [few, many] = [costsOf('list 5 changes').statements, costsOf('list 50 changes').statements];
    expect(many - few).toBeLessThanOrEqual(4); // the history is read ahead, each time twice as far
    expect(costsOf('list 50 bookmarks').statements).toBeLessThanOrEqual(4);
    expect(costsOf('list 50 repositories').statements).toBeLessThanOrEqual(4);
    expect(costsOf('list its folder of 11 files').statements).toBeLessThanOrEqual(7);
  });

  it('of a diff do not grow with every file: blobs are read in batches', () => {
    expect(costsOf('diff of 10 changed files')).toMatchObject({ read: { blobs: 20 } });
    expect(costsOf('diff of 10 changed files').statements).toBeLessThanOrEqual(10);
  });

  it('of moving a bookmark are no object at all', () => {
    expect(costsOf('move a bookmark')).toMatchObject({ transactions: 1, read: none, written: none });
  });

  it('of a merge of two files are the trees on the way to them and a commit', () => {
    expect(costsOf('merge two changes of 1 file each')).toMatchObject({
      transactions: 1,
      written: { blobs: 0, trees: 4, commits: 1 },
    });
  });

  it('are those in docs/performance.md, or `pnpm bench costs` prints what belongs there now', async () => {
    const page = await readFile(join(ROOT, 'docs', 'performance.md'), 'utf8');
    const start = page.indexOf('| Operation | Requests');
    expect(start).toBeGreaterThan(0);
    const table = page.slice(start).split('\n\n', 1)[0]?.trimEnd();
    expect(table).toBe(toCostTable(operations));
  });
});
