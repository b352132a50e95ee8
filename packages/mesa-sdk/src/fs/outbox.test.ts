import { ConnectionError } from 'mesa-rest';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { memoryContents } from './contents/memory-contents.js';
import { Outbox, type OutboxJournal } from './outbox.js';
import type { RepoClient, Revision, WriteBatch, WriteResult } from './repo-client.js';
import type { TreeAccess } from './tree-access.js';
import { type DirectoryNode, newDirectory, newFile, setContent } from './tree-node.js';
import { UnsentError } from './unsent-error.js';

const WRITE_TIMEOUT_MS = 5_000;

let root: DirectoryNode;
let revision: Revision;
let sent: WriteBatch[];
/** What the server does with the next batches; stores them where it is empty. */
let answers: ((batch: WriteBatch) => Promise<WriteResult>)[];
let unheard: unknown[];
let outbox: Outbox;
let client: RepoClient;
let tree: TreeAccess;

beforeEach(() => {
  vi.useFakeTimers();
  root = newDirectory(0);
  revision = { changeId: 'change', commitOid: 'c0' };
  sent = [];
  answers = [];
  unheard = [];
  const store = async ({ base }: WriteBatch): Promise<WriteResult> => {
    const next = { changeId: 'change', commitOid: `c${sent.length}` };
    return { revision: next, base, isMerged: false, refused: [] };
  };
  client = {
    write: (batch: WriteBatch) => {
      sent.push(batch);
      return (answers.shift() ?? store)(batch);
    },
  } as Partial<RepoClient> as RepoClient;
  tree = {
    root,
    get revision() {
      return revision;
    },
    amends: true,
    now: () => 0,
    find: (path) => root.entries?.get(path),
    keep: () => {},
    onStored: async (result) => {
      revision = result.revision;
    },
    onPutBack: () => {},
    onDoubt: () => {},
    onUnheard: (error) => void unheard.push(error),
  };
  outbox = new Outbox({ client, tree, writeTimeoutMs: WRITE_TIMEOUT_MS });
});
afterEach(async () => {
  await outbox.close();
  vi.useRealTimers();
});

async function write(path: string, text: string): Promise<void> {
  const content = memoryContents(new TextEncoder().encode(text));
  // Hashing takes real time, which the clock of these tests does not wait for.
  await content.oid();
  outbox.touch(path);
  let node = root.entries?.get(path);
  if (node?.type !== 'file') {
    node = newFile('file', new Uint8Array(), path, 0);
    root.entries?.set(path, node);
  }
  setContent(node, content);
}

const pathsOf = (batch: WriteBatch | undefined): string[] | undefined =>
  batch?.operations.map(({ path }) => path);
const outage = (): Promise<never> => Promise.reject(new ConnectionError('The cable was pulled.'));

test('what nobody waits for leaves after a quiet moment, all together', async () => {
  await write('a', '1');
  await vi.advanceTimersByTimeAsync(40);
  await write('b', '2');
  await vi.advanceTimersByTimeAsync(40);
  expect(sent).toEqual([]);
  await vi.advanceTimersByTimeAsync(40);
  expect(sent.map(pathsOf)).toEqual([['a', 'b']]);
  expect(outbox.isEmpty).toBe(true);
});

test('without a quiet moment it leaves half a second after the first of it', async () => {
  for (let step = 0; step < 30; step++) {
    await write(`f${step}`, '');
    await vi.advanceTimersByTimeAsync(20);
  }
  expect(pathsOf(sent[0])?.length).toBeGreaterThan(20);
  await vi.advanceTimersByTimeAsync(100);
  expect(sent.flatMap((batch) => pathsOf(batch) ?? [])).toHaveLength(30);
});

test('what somebody waits for leaves at once, and takes along what was written before it', async () => {
  await write('lazy', '1');
  await write('urgent', '2');
  const stored = outbox.storeNow();
  await vi.advanceTimersByTimeAsync(1);
  expect(await stored).toEqual(new Set());
  expect(sent.map(pathsOf)).toEqual([['lazy', 'urgent']]);
});

test('a flood does not wait', async () => {
  for (let count = 0; count < 1_000; count++) await write(`f${count}`, '');
  await vi.advanceTimersByTimeAsync(1);
  expect(sent).toHaveLength(1);
});

test('a batch that got no answer is sent again as it was, and what was written since follows it', async () => {
  answers = [outage, outage];
  await write('a', 'one');
  const first = outbox.storeNow();
  await vi.advanceTimersByTimeAsync(5);
  expect(outbox.isBusy).toBe(false);
  await write('a', 'two');
  const second = outbox.storeNow();
  await vi.advanceTimersByTimeAsync(1_000);
  await Promise.all([first, second]);
  expect(sent).toHaveLength(4);
  expect(sent[1]).toBe(sent[0]);
  expect(sent[2]).toBe(sent[0]);
  const [before] = sent[0]?.operations ?? [];
  expect(sent[3]).toMatchObject({
    base: { commitOid: 'c3' },
    operations: [{ path: 'a', before: { oid: before?.action === 'put' ? before.oid : '' } }],
  });
  expect(sent[3]?.key).not.toBe(sent[0]?.key);
});

test('whoever waits too long is told, and it is stored all the same', async () => {
  answers = Array.from({ length: 8 }, () => outage);
  await write('a', 'one');
  const failed = outbox.storeNow().catch((error: unknown) => error);
  await vi.advanceTimersByTimeAsync(WRITE_TIMEOUT_MS);
  const error = await failed;
  expect(error).toBeInstanceOf(UnsentError);
  expect(error).toMatchObject({ cause: { code: 'CONNECTION_FAILED' } });
  expect(String(error)).toContain('1 path is not on the server yet, kept in memory');
  expect(outbox.isEmpty).toBe(false);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(outbox.isEmpty).toBe(true);
  await outbox.flush();
});

test('what is refused is put back, with what was written on top of it; a flush tells what nobody waited for', async () => {
  answers = [outage, () => Promise.reject(new Error('refused'))];
  await write('a', 'one');
  await vi.advanceTimersByTimeAsync(60);
  await write('a', 'two');
  await write('b', 'new');
  await vi.advanceTimersByTimeAsync(1_000);
  expect([...(root.entries?.keys() ?? [])]).toEqual([]);
  expect(unheard).toHaveLength(2);
  await expect(outbox.flush()).rejects.toThrow('refused');
  await outbox.flush();
});

describe('what is kept instead of stored', () => {
  let kept: (readonly string[])[];
  /** What the journal fails with, one after the other; keeps everything where it is empty. */
  let failures: Error[];
  /** What the journal waits for the next time. */
  let blocked: Promise<never> | undefined;
  beforeEach(() => {
    kept = [];
    blocked = undefined;
    failures = [];
    const keep = async (paths: readonly string[]): Promise<void> => {
      const wait = blocked;
      blocked = undefined;
      await wait;
      const failure = failures.shift();
      if (failure !== undefined) throw failure;
      kept.push(paths);
    };
    const journal: OutboxJournal = {
      location: 'nowhere',
      keepBatch: (_batch, paths) => keep(paths),
      keepOperations: (_operations, paths) => keep(paths),
      drop: async () => {},
      clear: async () => {},
      close: async () => {},
    };
    outbox = new Outbox({ client, tree, writeTimeoutMs: WRITE_TIMEOUT_MS, journal });
  });

  test('is in the journal before it leaves, and leaves with what else was written', async () => {
    await write('a', '1');
    expect([...(await outbox.keepNow())]).toEqual([]);
    expect([kept, sent]).toEqual([[['a']], []]);
    await write('b', '2');
    await outbox.keepNow();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(sent.map(pathsOf)).toEqual([['a', 'b']]);
    // The batch is written down too, under the key that it left with.
    expect(kept).toEqual([['a'], ['b'], ['a', 'b']]);
  });

  test('is stored where the journal cannot be written, whatever is written to it later', async () => {
    failures = [new Error('the disk is full')];
    await write('a', '1');
    const keeping = outbox.keepNow();
    await vi.advanceTimersByTimeAsync(10);
    await keeping;
    expect(sent.map(pathsOf)).toEqual([['a']]);
    expect(unheard).toHaveLength(1);
  });

  test('is not taken for kept because what came after it could be', async () => {
    let fail: () => void = () => {};
    blocked = new Promise((_, reject) => {
      fail = () => reject(new Error('the disk is full'));
    });
    await write('a', '1');
    const first = outbox.keepNow();
    await vi.advanceTimersByTimeAsync(1);
    await write('b', '2');
    const second = outbox.keepNow();
    await vi.advanceTimersByTimeAsync(1);
    // Finds everything handed to the journal, and nothing in it yet.
    const third = outbox.keepNow().then(() => sent.map(pathsOf));
    await vi.advanceTimersByTimeAsync(1);
    fail();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(await third).toEqual([['a', 'b']]);
    await Promise.all([first, second]);
  });
});
