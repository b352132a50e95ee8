import { spawnSync } from 'node:child_process';
import { mkdtemp, readdir, rename, rm, stat, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { memoryContents } from '../contents/memory-contents.js';
import { openJournalFiles } from '../node/journal-files.js';
import { ownIdentity } from '../node/process-identity.js';
import type { WriteBatch, WriteOperation } from '../repo-client.js';
import { CheckoutJournal } from './checkout-journal.js';
import { crc32 } from './crc32.js';
import { journalFolder } from './journal-folder.js';
import { readUnsentWrites } from './unsent-writes.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mesa-journal-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const base = { changeId: 'c'.repeat(32), commitOid: 'a'.repeat(40) };
const on = { base, amend: true };

function put(path: string, text: string): WriteOperation {
  const content = memoryContents(new TextEncoder().encode(text));
  const oid = text.padEnd(40, '0').slice(0, 40);
  const { size } = content;
  return { action: 'put', path, mode: '100644', oid, size, content, sourcePath: path, before: undefined };
}

function batch(...operations: WriteOperation[]): WriteBatch {
  return { key: `key-${operations.map(({ path }) => path).join()}`, base, amend: true, operations };
}

async function newJournal(): Promise<CheckoutJournal> {
  const store = await openJournalFiles(folder);
  return new CheckoutJournal({ store, folder: 'acme-demo', org: 'acme', repo: 'demo', now: () => 7 });
}

/** What a mount after that of `journal` reads, as text. */
async function leftOf(journal: CheckoutJournal): Promise<unknown> {
  const [file] = await journal.left();
  if (file === undefined) return undefined;
  const unsent = readUnsentWrites(file);
  if (unsent === undefined) return file.close();
  const decode = (operations: Parameters<typeof unsent.toWrites>[0]): unknown =>
    unsent.toWrites(operations).map((operation) => {
      if (operation.action === 'delete') return { delete: operation.path };
      const bytes = operation.content?.read(0, operation.size);
      return { [operation.path]: bytes === undefined ? null : new TextDecoder().decode(bytes) };
    });
  const found = {
    batches: unsent.batches.map(({ operations }) => decode(operations)),
    operations: decode(unsent.operations),
    bytes: unsent.bytes,
    writtenAt: unsent.writtenAt,
  };
  await file.close();
  return found;
}

test('the checksum is the one that zip files have', () => {
  expect(crc32(new TextEncoder().encode('123456789'))).toBe(0xcbf4_3926);
});

test('what was kept is read back, each file once, and what was replaced is gone', async () => {
  const journal = await newJournal();
  const first = batch(put('a', 'one'), put('b', 'one'));
  await journal.keepBatch(first, ['a', 'b']);
  await journal.keepOperations([put('c', 'early'), put('d', 'stays')], ['c', 'd'], on);
  await journal.keepOperations(
    [put('c', 'late'), { action: 'delete', path: 'a', before: { oid: 'x', mode: '100644' } }],
    ['c', 'a'],
    on,
  );
  await journal.keepOperations([], ['d'], on);
  await journal.close();
  expect(await leftOf(journal)).toEqual({
    batches: [[{ a: 'one' }, { b: 'one' }]],
    operations: [{ c: 'late' }, { delete: 'a' }],
    bytes: 7,
    writtenAt: 7,
  });
});

test('a batch that is stored is not offered, and one that is emptied leaves no file', async () => {
  const journal = await newJournal();
  const [first, second] = [batch(put('a', '1')), batch(put('b', '2'))];
  await journal.keepBatch(first, ['a']);
  await journal.keepOperations([put('b', '2')], ['b'], on);
  await journal.drop(first.key, { revision: base, base, isMerged: false, refused: [] });
  await journal.keepBatch(second, ['b']);
  const other = await newJournal();
  // It belongs to this process, which lives.
  expect(await other.left()).toEqual([]);
  await journal.close();
  expect(await leftOf(other)).toMatchObject({ batches: [[{ b: '2' }]], operations: [] });

  await other.keepBatch(first, ['a']);
  await other.clear();
  await other.close();
  expect(await readdir(join(folder, 'mesa-journal-1', 'acme-demo'))).toHaveLength(1);
});

test('the end of a file that was cut anywhere is left out, and nothing before it', async () => {
  const journal = await newJournal();
  await journal.keepBatch(batch(put('a', 'first')), ['a']);
  const path = journal.location;
  const { size: whole } = await stat(path);
  await journal.keepOperations([put('b', 'second')], ['b'], on);
  const { size, mode } = await stat(path);
  expect(mode & 0o777).toBe(0o600);
  await journal.close();
  const file = path.replace(ownIdentity(), 'free');
  for (let cut = size - 1; cut >= whole; cut -= 7) {
    await truncate(file, cut);
    expect(await leftOf(journal)).toMatchObject({ batches: [[{ a: 'first' }]], operations: [] });
  }
});

test('what a process that was killed has left is taken by one only', async () => {
  const journal = await newJournal();
  await journal.keepBatch(batch(put('a', '1')), ['a']);
  // The identity of a process that has ended.
  const { pid } = spawnSync(process.execPath, ['--version']);
  const path = journal.location;
  const dead = ownIdentity().replace(`-${process.pid}-`, `-${pid}-`);
  await rename(path, path.replace(ownIdentity(), dead));
  const [one, other] = await Promise.all([journal.left(), (await newJournal()).left()]);
  expect([one, other].map(({ length }) => length)).toEqual([1, 1]);
  const taken = await Promise.all([one[0]?.take(), other[0]?.take()]);
  expect(taken.filter((file) => file !== undefined)).toHaveLength(1);
  await Promise.all([...one, ...other].map((file) => file.close()));
  await taken.find((file) => file !== undefined)?.remove();
  expect(await journal.left()).toEqual([]);
  // The process lives after all, and its file has another name.
  await expect(journal.close()).rejects.toThrow('ENOENT');
});

test('a folder for each place that a checkout begins at', async () => {
  const names = await Promise.all([
    journalFolder(['https://a.example', 'acme', 'demo', { bookmark: 'main' }]),
    journalFolder(['https://b.example', 'acme', 'demo', { bookmark: 'main' }]),
    journalFolder(['https://a.example', 'acme', 'demo', { changeId: 'main' }]),
  ]);
  expect(new Set(names).size).toBe(3);
  for (const name of names) expect(name).toMatch(/^acme-demo-[0-9a-f]{16}$/);
});
