import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  getOrgBySlug,
  getSetting,
  insertOrg,
  listOrgs,
  openEmbeddedStorage,
  type Storage,
  setSetting,
} from '../index.js';
import { loadSqlite } from './load-sqlite.js';

describe('embedded storage', () => {
  let folder: string;
  let storage: Storage;

  beforeEach(async () => {
    folder = join(mkdtempSync(join(tmpdir(), 'mesa-storage-')), 'data');
    storage = await openEmbeddedStorage({ folder });
  });

  afterEach(async () => {
    await storage.close();
    rmSync(join(folder, '..'), { recursive: true, force: true });
  });

  it('keeps what was stored after closing and opening again', async () => {
    await storage.transaction((tx) =>
      insertOrg(tx, { id: 'org_1', slug: 'acme', name: 'Acme', createdAt: 5 }),
    );
    await storage.close();
    storage = await openEmbeddedStorage({ folder });
    expect(await getOrgBySlug(storage.read, 'acme')).toEqual({
      id: 'org_1',
      slug: 'acme',
      name: 'Acme',
      createdAt: 5,
    });
  });

  it('shows a transaction to readers only when it is committed, and never makes them wait', async () => {
    let seenInside: unknown;
    await storage.transaction(async (tx) => {
      await setSetting(tx, 'a', '1');
      seenInside = [await getSetting(tx, 'a'), await getSetting(storage.read, 'a')];
    });
    expect(seenInside).toEqual(['1', undefined]);
    expect(await getSetting(storage.read, 'a')).toBe('1');
  });

  it('lets others have their turn while queries follow each other, also in a transaction', async () => {
    let turns = 0;
    const timer = setInterval(() => turns++, 1);
    const query200ms = async (executor: Storage['read']): Promise<number> => {
      const before = turns;
      for (const end = performance.now() + 200; performance.now() < end; ) await listOrgs(executor);
      return turns - before;
    };
    expect(await query200ms(storage.read)).toBeGreaterThan(5);
    expect(await storage.transaction(query200ms)).toBeGreaterThan(5);
    clearInterval(timer);
  });

  it('stores nothing of a transaction that throws', async () => {
    const failed = storage.transaction(async (tx) => {
      await setSetting(tx, 'a', '1');
      throw new Error('changed my mind');
    });
    await expect(failed).rejects.toThrow('changed my mind');
    expect(await getSetting(storage.read, 'a')).toBeUndefined();
    await storage.transaction((tx) => setSetting(tx, 'b', '2'));
    expect(await getSetting(storage.read, 'b')).toBe('2');
  });

  it('runs transactions one after the other', async () => {
    await storage.transaction((tx) => setSetting(tx, 'count', '0'));
    const increments = Array.from({ length: 20 }, () =>
      storage.transaction(async (tx) => {
        const before = Number(await getSetting(tx, 'count'));
        await new Promise((done) => setImmediate(done));
        await setSetting(tx, 'count', String(before + 1));
      }),
    );
    await Promise.all(increments);
    expect(await getSetting(storage.read, 'count')).toBe('20');
  });

  it('refuses a transaction inside another one instead of waiting for itself', async () => {
    const nested = storage.transaction(() => storage.transaction((tx) => setSetting(tx, 'a', '1')));
    await expect(nested).rejects.toThrow('inside another one');
  });

  it('refuses to write outside a transaction', async () => {
    const write = storage.read.insertInto('settings').values({ key: 'a', value: '1' }).execute();
    await expect(write).rejects.toThrow(/readonly|read-only/);
    await expect(storage.read.transaction().execute(async () => 1)).rejects.toThrow('Storage.transaction');
  });

  it('refuses values that SQLite would store as something else', async () => {
    const insert = (value: unknown) =>
      storage.transaction((tx) =>
        tx
          .insertInto('settings')
          .values({ key: 'a', value: value as string })
          .execute(),
      );
    for (const value of [new Date(), { a: 1 }, true, Number.NaN, [1]]) {
      await expect(insert(value)).rejects.toThrow(/Parameter 2 cannot be stored/);
    }
    expect(await getSetting(storage.read, 'a')).toBeUndefined();
  });

  it('waits for the running transaction when it closes, and takes no more', async () => {
    let finished = false;
    const running = storage.transaction(async (tx) => {
      await setSetting(tx, 'a', '1');
      await new Promise((done) => setTimeout(done, 20));
      finished = true;
    });
    await storage.close();
    expect(finished).toBe(true);
    await running;
    await expect(storage.transaction((tx) => setSetting(tx, 'a', '2'))).rejects.toThrow('closed');
    await storage.close();
  });

  it('closes folder and files to other users', () => {
    const mode = (name: string) => statSync(join(folder, name)).mode & 0o777;
    expect(mode('.')).toBe(0o700);
    for (const name of ['depot.db', 'depot.db-wal', 'depot.db-shm', 'lock.db', 'lock.pid']) {
      expect([name, mode(name)]).toEqual([name, 0o600]);
    }
  });

  it('is durable: write-ahead log, synchronised at every commit, foreign keys checked', async () => {
    const settings = await storage.transaction(async (tx) => {
      const { sql } = await import('kysely');
      const ask = async (name: string) =>
        Object.values((await sql.raw(`pragma ${name}`).execute(tx)).rows[0] as object)[0];
      return [await ask('journal_mode'), await ask('synchronous'), await ask('foreign_keys')];
    });
    expect(settings).toEqual(['wal', 2, 1]);
  });

  it('says so when the database is of a newer version, and leaves it alone', async () => {
    await storage.transaction(async (tx) => {
      const { sql } = await import('kysely');
      await sql`insert into kysely_migration (name, timestamp) values ('9999-future', '')`.execute(tx);
      await insertOrg(tx, { id: 'org_1', slug: 'acme', name: 'Acme', createdAt: 5 });
    });
    await storage.close();
    const opened = openEmbeddedStorage({ folder });
    await expect(opened).rejects.toMatchObject({
      code: 'DATA_FOLDER_TOO_NEW',
      message: expect.stringContaining('9999-future'),
    });
    await expect(openEmbeddedStorage({ folder })).rejects.toMatchObject({ code: 'DATA_FOLDER_TOO_NEW' });
  });

  it('says so when the database is of another program, and leaves it alone', async () => {
    await storage.close();
    const path = join(folder, 'depot.db');
    for (const file of [path, `${path}-wal`, `${path}-shm`]) rmSync(file, { force: true });
    const foreign = (await loadSqlite())(path);
    foreign.exec('create table repos (name text)');
    foreign.close();
    const before = readFileSync(path);
    await expect(openEmbeddedStorage({ folder })).rejects.toMatchObject({
      code: 'DATA_FOLDER_UNUSABLE',
      message: `${path} is the database of another program. Choose another data folder.`,
    });
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  it('says so when the database file is something else', async () => {
    await storage.close();
    const { writeFileSync } = await import('node:fs');
    writeFileSync(join(folder, 'depot.db'), 'this is a text and not a database '.repeat(300));
    await expect(openEmbeddedStorage({ folder })).rejects.toMatchObject({
      code: 'DATA_FOLDER_UNUSABLE',
      message: expect.stringContaining(folder),
    });
    rmSync(join(folder, 'depot.db'));
    storage = await openEmbeddedStorage({ folder });
    expect(await listOrgs(storage.read)).toEqual([]);
  });
});
