import { afterAll, beforeAll, expect, it } from 'vitest';
import { applyRepoWrite } from '../apply-repo-write.js';
import { addRepo, createTempStorage, describeOnEngines, type TempStorage } from '../testing/temp-storage.js';
import { listBookmarks, listBookmarksAt } from './bookmarks.js';

const COMMIT = 'a'.repeat(40);

describeOnEngines('bookmarks', (engine) => {
  let temp: TempStorage;
  const names = [
    ...Array.from({ length: 450 }, (_, index) => `session/${index}`),
    'main',
    'Main',
    'ma_n',
    'ma%n',
    'zoë',
    'session',
  ];

  beforeAll(async () => {
    temp = await createTempStorage(engine);
    await addRepo(temp.storage, 'repo_1');
    await addRepo(temp.storage, 'repo_2');
    for (const [index, name] of names.entries()) {
      await temp.storage.transaction((tx) =>
        applyRepoWrite(tx, {
          repoId: 'repo_1',
          expectedOpSeq: index,
          now: 1,
          operation: { actor: 'key_1', kind: 'test', detail: {} },
          commits: [{ oid: COMMIT, tree: COMMIT, parents: [], changeId: 'k'.repeat(32), generation: 1 }],
          bookmarks: [{ name, commitOid: index % 2 === 0 ? COMMIT : null }],
        }),
      );
    }
  });
  afterAll(() => temp.remove());

  const list = async (glob: string | undefined, limit: number): Promise<string[]> => {
    const found: string[] = [];
    for (let after: number | null = null; ; ) {
      const request = { after, limit, ...(glob === undefined ? {} : { glob }) };
      const page = await listBookmarks(temp.storage.read, 'repo_1', request);
      expect(page.items.length).toBeLessThanOrEqual(limit);
      found.push(...page.items.map((bookmark) => bookmark.name));
      if (!page.hasMore) return found;
      after = page.items.at(-1)?.seq ?? null;
    }
  };

  it('lists oldest first, page by page, each once', async () => {
    for (const limit of [1, 100, 456, 1000]) expect(await list(undefined, limit)).toEqual(names);
  });

  it.each([
    ['main', ['main']],
    ['ma?n', ['main', 'ma_n', 'ma%n']],
    ['*ain', ['main', 'Main']],
    ['ma_n', ['ma_n']],
    ['zo?', ['zoë']],
    ['session', ['session']],
    ['session/44?', Array.from({ length: 10 }, (_, index) => `session/44${index}`)],
    ['*9/x', []],
    [
      '*44*',
      [
        'session/44',
        ...['144', '244', '344'].map((n) => `session/${n}`),
        ...Array.from({ length: 10 }, (_, index) => `session/44${index}`),
      ],
    ],
  ])('filters by the glob %s, exactly', async (glob, expected) => {
    expect(await list(glob, 3)).toEqual(expected);
    expect(await list(glob, 100)).toEqual(expected);
  });

  it('finds the bookmarks that stand on a commit', async () => {
    const found = await listBookmarksAt(temp.storage.read, 'repo_1', [COMMIT, 'b'.repeat(40)]);
    expect(found.map((bookmark) => bookmark.name)).toEqual(
      names.filter((_, index) => index % 2 === 0).sort(),
    );
    expect(found[0]?.changeId).toBe('k'.repeat(32));
  });

  it('belong to one repository', async () => {
    expect(await listBookmarks(temp.storage.read, 'repo_2', { limit: 10 })).toEqual({
      items: [],
      hasMore: false,
    });
    expect(await listBookmarksAt(temp.storage.read, 'repo_2', [COMMIT])).toEqual([]);
  });
});
