import { afterEach, beforeEach, expect, it } from 'vitest';
import {
  applyRepoWrite,
  getBookmark,
  getChange,
  getChanges,
  getChangesAtCommits,
  getCommit,
  getPathMetadata,
  getRepoById,
  getRepoByName,
  getStoredOids,
  insertWebhookTarget,
  listChangeVersions,
  listConflicts,
  listConflictsOf,
  listDeliveries,
  listOperations,
  type RepoRecord,
  type RepoWrite,
} from './index.js';
import { addRepo, createTempStorage, describeOnEngines, type TempStorage } from './testing/temp-storage.js';

const oid = (digit: string): string => digit.repeat(40);
const change = (letter: string): string => letter.repeat(32);

describeOnEngines('applyRepoWrite', (engine) => {
  let temp: TempStorage;
  let repo: RepoRecord;
  beforeEach(async () => {
    temp = await createTempStorage(engine);
    repo = await addRepo(temp.storage, 'repo_1');
  });
  afterEach(() => temp.remove());

  const write = (expectedOpSeq: number, fields: Partial<RepoWrite>): RepoWrite => ({
    repoId: 'repo_1',
    expectedOpSeq,
    now: 1000 + expectedOpSeq,
    operation: { actor: 'key_1', kind: 'test', detail: { expectedOpSeq } },
    ...fields,
  });
  const apply = (expectedOpSeq: number, fields: Partial<RepoWrite> = {}) =>
    temp.storage.transaction((tx) => applyRepoWrite(tx, write(expectedOpSeq, fields)));
  const first: Partial<RepoWrite> = {
    objects: [{ oid: oid('a'), typeCode: 1, size: 3, frames: [Buffer.from('abc')] }],
    commits: [{ oid: oid('a'), tree: oid('0'), parents: [], changeId: change('k'), generation: 1 }],
    changes: [{ changeId: change('k'), commitOid: oid('a'), created: true }],
    bookmarks: [{ name: 'main', commitOid: oid('a'), mustBe: 'absent' }],
  };

  it('stores objects, commit, change, bookmark and operation together', async () => {
    expect(await apply(0, first)).toBe('applied');
    const { read } = temp.storage;
    expect(await getStoredOids(read, repo.seq, [oid('a'), oid('b')])).toEqual(new Set([oid('a')]));
    expect(await getCommit(read, 'repo_1', oid('a'))).toEqual({
      oid: oid('a'),
      tree: oid('0'),
      parents: [],
      changeId: change('k'),
      generation: 1,
      isConflicted: false,
      createdAt: 1000,
    });
    const expected = {
      changeId: change('k'),
      commitOid: oid('a'),
      version: 1,
      createdAt: 1000,
      updatedAt: 1000,
    };
    expect(await getChange(read, 'repo_1', change('k'))).toMatchObject(expected);
    expect((await getChanges(read, 'repo_1', [change('k'), change('l')])).get(change('k'))).toMatchObject(
      expected,
    );
    expect((await getChangesAtCommits(read, 'repo_1', [oid('a')])).get(oid('a'))).toMatchObject(expected);
    expect(await getBookmark(read, 'repo_1', 'main')).toMatchObject({
      commitOid: oid('a'),
      changeId: change('k'),
      version: 1,
      updatedAt: 1000,
    });
    expect((await listOperations(read, 'repo_1', { limit: 10 })).items).toEqual([
      { opSeq: 1, actor: 'key_1', kind: 'test', detail: { expectedOpSeq: 0 }, createdAt: 1000 },
    ]);
    expect((await getRepoById(read, 'repo_1'))?.opSeq).toBe(1);
  });

  it('answers stale and writes nothing when another writer came first, or the repository is unknown', async () => {
    expect(await apply(0)).toBe('applied');
    expect(await apply(0, first)).toBe('stale');
    expect(await apply(2, first)).toBe('stale');
    expect(await apply(0, { ...first, repoId: 'repo_9' })).toBe('stale');
    expect(await getBookmark(temp.storage.read, 'repo_1', 'main')).toBeUndefined();
    expect((await listOperations(temp.storage.read, 'repo_1', { limit: 10 })).items).toHaveLength(1);
  });

  it('lets exactly one of many writers with the same plan through, and numbers operations without gaps', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => apply(0)));
    expect(answers.filter((answer) => answer === 'applied')).toHaveLength(1);
    for (let opSeq = 1; opSeq < 5; opSeq++) expect(await apply(opSeq)).toBe('applied');
    const { items, hasMore } = await listOperations(temp.storage.read, 'repo_1', { after: 1, limit: 3 });
    expect([items.map((operation) => operation.opSeq), hasMore]).toEqual([[2, 3, 4], true]);
  });

  it('keeps every commit a change has been', async () => {
    await apply(0, first);
    await apply(1, {
      commits: [{ oid: oid('b'), tree: oid('0'), parents: [], changeId: change('k'), generation: 1 }],
      changes: [{ changeId: change('k'), commitOid: oid('b'), created: false }],
      bookmarks: [{ name: 'main', commitOid: oid('b'), mustBe: 'present' }],
    });
    const { read } = temp.storage;
    expect(await getChange(read, 'repo_1', change('k'))).toMatchObject({
      commitOid: oid('b'),
      version: 2,
      createdAt: 1000,
      updatedAt: 1001,
    });
    expect(await listChangeVersions(read, 'repo_1', change('k'), { limit: 10 })).toMatchObject({
      items: [
        { version: 2, commitOid: oid('b'), opSeq: 2, createdAt: 1001 },
        { version: 1, commitOid: oid('a'), opSeq: 1, createdAt: 1000 },
      ],
      hasMore: false,
    });
    const older = await listChangeVersions(read, 'repo_1', change('k'), { before: 2, limit: 1 });
    expect(older.items.map((version) => version.version)).toEqual([1]);
    expect(await getBookmark(read, 'repo_1', 'main')).toMatchObject({ commitOid: oid('b'), version: 2 });
  });

  it('marks a commit conflicted exactly when it has conflicts', async () => {
    const side = { mode: '100644', oid: oid('1') };
    await apply(0, {
      commits: [
        { oid: oid('a'), tree: oid('0'), parents: [], changeId: change('k'), generation: 1 },
        { oid: oid('b'), tree: oid('0'), parents: [oid('a')], changeId: change('l'), generation: 2 },
      ],
      conflicts: [
        { commitOid: oid('b'), path: 'z', base: null, target: side, source: side },
        { commitOid: oid('b'), path: 'Zoë', base: side, target: null, source: side },
      ],
    });
    const { read } = temp.storage;
    expect((await getCommit(read, 'repo_1', oid('a')))?.isConflicted).toBe(false);
    expect((await getCommit(read, 'repo_1', oid('b')))?.isConflicted).toBe(true);
    const conflicts = await listConflicts(read, 'repo_1', oid('b'));
    expect(conflicts).toEqual([
      { commitOid: oid('b'), path: 'Zoë', base: side, target: null, source: side },
      { commitOid: oid('b'), path: 'z', base: null, target: side, source: side },
    ]);
    expect(await listConflictsOf(read, 'repo_1', [oid('a'), oid('b')])).toEqual(
      new Map([[oid('b'), conflicts]]),
    );
  });

  it('stores nothing when a bookmark is not as the plan says', async () => {
    await apply(0, first);
    const failing: [Partial<RepoWrite>, string][] = [
      [{ bookmarks: [{ name: 'main', commitOid: null, mustBe: 'absent' }] }, 'ALREADY_EXISTS'],
      [{ bookmarks: [{ name: 'gone', commitOid: null, mustBe: 'present' }] }, 'NOT_FOUND'],
      [{ bookmarks: [{ name: 'gone', deleted: true }] }, 'NOT_FOUND'],
      [{ changes: [{ changeId: change('k'), commitOid: oid('a'), created: true }] }, 'INTERNAL_ERROR'],
      [{ changes: [{ changeId: change('x'), commitOid: oid('a'), created: false }] }, 'INTERNAL_ERROR'],
    ];
    for (const [fields, code] of failing) {
      const objects = [{ oid: oid('f'), typeCode: 3, size: 1, frames: [Buffer.from('f')] }];
      await expect(apply(1, { objects, ...fields })).rejects.toMatchObject({ code });
    }
    const { read } = temp.storage;
    expect(await getStoredOids(read, repo.seq, [oid('f')])).toEqual(new Set());
    expect((await getRepoById(read, 'repo_1'))?.opSeq).toBe(1);
    expect(await getChange(read, 'repo_1', change('x'))).toBeUndefined();
  });

  it('sets, moves to the virtual root and deletes bookmarks', async () => {
    await apply(0, {
      ...first,
      bookmarks: [
        { name: 'a', commitOid: oid('a') },
        { name: 'b', commitOid: null },
      ],
    });
    await apply(1, {
      bookmarks: [
        { name: 'a', commitOid: null },
        { name: 'b', deleted: true },
      ],
    });
    expect(await getBookmark(temp.storage.read, 'repo_1', 'a')).toMatchObject({
      commitOid: null,
      changeId: null,
    });
    expect(await getBookmark(temp.storage.read, 'repo_1', 'b')).toBeUndefined();
  });

  it('sets and removes metadata of paths', async () => {
    await apply(0, {
      pathMetadata: [
        { path: 'a', values: { tag: 'x', lang: 'en' } },
        { path: 'b', values: { tag: 'y' } },
      ],
    });
    await apply(1, { pathMetadata: [{ path: 'a', values: { tag: 'z', lang: null } }] });
    expect(await getPathMetadata(temp.storage.read, 'repo_1', ['a', 'b', 'c'])).toEqual(
      new Map([
        ['a', { tag: 'z' }],
        ['b', { tag: 'y' }],
      ]),
    );
  });

  it('renames a repository unless the name is taken', async () => {
    await addRepo(temp.storage, 'repo_2', { name: 'taken' });
    await expect(apply(0, { repoPatch: { name: 'taken' } })).rejects.toMatchObject({
      code: 'ALREADY_EXISTS',
    });
    expect(await apply(0, { repoPatch: { name: 'free', tags: { a: 'B' } } })).toBe('applied');
    expect(await getRepoByName(temp.storage.read, 'org_1', 'free')).toMatchObject({
      id: 'repo_1',
      tags: { a: 'B' },
    });
  });

  it('puts events into the queue of every target that wants them, in order', async () => {
    await temp.storage.transaction((tx) =>
      insertWebhookTarget(tx, {
        id: 'wht_1',
        orgId: 'org_1',
        name: null,
        url: 'https://example.com',
        events: ['change.created', 'push'],
        repoIds: ['repo_1'],
        secret: 's',
        createdAt: 1,
      }),
    );
    await apply(0, {
      events: [
        { id: 'evt_1', type: 'change.created', body: '{"n":1}' },
        { id: 'evt_2', type: 'bookmark.moved', body: '{"n":2}' },
        { id: 'evt_3', type: 'push', body: '{"n":3}' },
      ],
    });
    await apply(0, { events: [{ id: 'evt_4', type: 'push', body: '{}' }] });
    const { items } = await listDeliveries(temp.storage.read, 'wht_1', { limit: 10 });
    expect(items.map((delivery) => [delivery.eventId, delivery.body, delivery.status])).toEqual([
      ['evt_3', '{"n":3}', 'pending'],
      ['evt_1', '{"n":1}', 'pending'],
    ]);
  });
});
