import { setTimeout as pause } from 'node:timers/promises';
import { Kysely, sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DepotError } from '../../errors/index.js';
import { getOrgBySlug, getSetting, insertOrg, listOrgs, type Storage, setSetting } from '../index.js';
import { hasPostgres, PostgresServer } from '../testing/postgres-server.js';
import { sharedPostgres } from '../testing/shared-postgres.js';
import { createPostgresDatabase } from '../testing/temp-storage.js';
import { ConnectionPool } from './connection-pool.js';
import { parseDatabaseUrl } from './database-address.js';
import { openPostgresReader } from './open-postgres-reader.js';
import { openPostgresStorage } from './open-postgres-storage.js';
import { DepotPostgresDialect } from './postgres-dialect.js';

describe.skipIf(!hasPostgres)('PostgreSQL storage', () => {
  let url: string;
  let storage: Storage;
  beforeEach(async () => {
    url = await createPostgresDatabase();
    storage = await openPostgresStorage({ url });
  });
  afterEach(() => storage.close());

  const failureOf = async (work: Promise<unknown>): Promise<DepotError> => {
    const error = await work.then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(DepotError);
    return error as DepotError;
  };

  it('shows a transaction to readers only when it is committed, and never makes them wait', async () => {
    let seenInside: unknown;
    await storage.transaction(async (tx) => {
      await setSetting(tx, 'a', '1');
      seenInside = [await getSetting(tx, 'a'), await getSetting(storage.read, 'a')];
    });
    expect(seenInside).toEqual(['1', undefined]);
    expect(await getSetting(storage.read, 'a')).toBe('1');
  });

  it('stores nothing of a transaction that throws', async () => {
    const failed = storage.transaction(async (tx) => {
      await setSetting(tx, 'a', '1');
      throw new Error('changed my mind');
    });
    await expect(failed).rejects.toThrow('changed my mind');
    expect(await getSetting(storage.read, 'a')).toBeUndefined();
  });

  it('refuses a transaction inside another one, writes and transactions of readers, and all of them once it is closed', async () => {
    const nested = storage.transaction(() => storage.transaction((tx) => setSetting(tx, 'a', '1')));
    await expect(nested).rejects.toThrow('inside another one');
    const write = storage.read.insertInto('settings').values({ key: 'a', value: '1' }).execute();
    await expect(write).rejects.toMatchObject({ cause: { message: expect.stringContaining('read-only') } });
    await expect(storage.read.transaction().execute(async () => 1)).rejects.toThrow('Storage.transaction');
    await storage.close();
    await storage.close();
    await expect(storage.transaction((tx) => setSetting(tx, 'a', '2'))).rejects.toThrow('closed');
  });

  it('refuses values that would be stored as something else', async () => {
    for (const value of [new Date(), { a: 1 }, undefined, Number.NaN]) {
      const insert = storage.transaction((tx) =>
        sql`insert into settings values ('a', ${value})`.execute(tx),
      );
      await expect(insert).rejects.toThrow(/cannot be stored/);
    }
  });

  it('runs a transaction again that collided with another one', async () => {
    const add = (id: string) =>
      storage.transaction((tx) => insertOrg(tx, { id, slug: id, name: '0', createdAt: 1 }));
    await Promise.all(['one', 'two'].map(add));
    let attempts = 0;
    // Each takes the rows in the other order, and waits until the other has its first: one of them is a deadlock's victim.
    const both = (first: string, second: string) =>
      storage.transaction(async (tx) => {
        attempts += 1;
        const mark = (slug: string) =>
          tx.updateTable('orgs').set({ name: sql`(name::int + 1)::text` }).where('slug', '=', slug).execute();
        await mark(first);
        await pause(50);
        await mark(second);
      });
    await Promise.all([both('one', 'two'), both('two', 'one')]);
    expect(attempts).toBe(3);
    expect((await listOrgs(storage.read)).map(({ name }) => name)).toEqual(['2', '2']);
  }, 20_000);

  it('says that NUL is not text', async () => {
    const stored = storage.transaction((tx) => setSetting(tx, 'a', 'x\0y'));
    expect(await failureOf(stored)).toMatchObject({
      code: 'BAD_REQUEST',
      message: expect.stringContaining('NUL'),
    });
    expect(await failureOf(getOrgBySlug(storage.read, 'x\0y'))).toMatchObject({ code: 'BAD_REQUEST' });
  });

  it('gives up statements that take too long', async () => {
    const impatient = await openPostgresStorage({ url, statementTimeoutMs: 50 });
    const slow = sql`select pg_sleep(5)`.execute(impatient.read);
    expect(await failureOf(slow)).toMatchObject({ code: 'UNAVAILABLE' });
    expect(await listOrgs(impatient.read)).toEqual([]);
    await impatient.close();
  });

  it('is migrated once by many who open it at the same time', async () => {
    const fresh = await (await sharedPostgres()).createDatabase();
    const all = await Promise.all(Array.from({ length: 5 }, () => openPostgresStorage({ url: fresh })));
    for (const each of all) expect(await listOrgs(each.read)).toEqual([]);
    await Promise.all(all.map((each) => each.close()));
  });

  it('leaves no lock behind when a process dies in the middle of a migration', async () => {
    const pool = new ConnectionPool({
      address: parseDatabaseUrl(url),
      role: 'writer',
      size: 2,
      statementTimeoutMs: 0,
    });
    const db = new Kysely<unknown>({ dialect: new DepotPostgresDialect(pool) });
    const { adapter } = db.getExecutor();
    const lock = { lockTable: 'kysely_migration_lock', lockRowId: 'migration_lock' };
    await adapter.acquireMigrationLock(db, lock);
    const waiting = openPostgresStorage({ url });
    await sql`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and state = 'idle in transaction'`.execute(db);
    await (await waiting).close();
    await adapter.releaseMigrationLock(db, lock);
    await db.destroy();
  });

  it('says what is wrong with a database, and never the password', async () => {
    const { state } = await sharedPostgres();
    const withUrl = (parts: Partial<Pick<URL, 'password' | 'port' | 'pathname' | 'search'>>): string =>
      Object.assign(new URL(url), parts).href;
    const cases: [string, RegExp][] = [
      [withUrl({ password: 'wrong-secret' }), /refuses the user "mesa".*Check user and password/],
      [withUrl({ port: '1' }), /127\.0\.0\.1:1\/.* cannot be reached: .*ECONNREFUSED/],
      [withUrl({ pathname: '/nowhere' }), /nowhere does not exist. Make it/],
      [withUrl({ search: '?sslmode=sometimes' }), /`sslmode`.*verify-full/],
      [withUrl({ search: '?sslmode=verify-full' }), /does not support SSL/],
      [withUrl({ search: '?sslrootcert=/nowhere.pem' }), /cannot be used: .*nowhere.pem/],
      ['mysql://a:wrong-secret@b/c', /not one of PostgreSQL/],
      ['wrong-secret', /not one of PostgreSQL/],
    ];
    for (const [wrong, message] of cases) {
      const error = await failureOf(openPostgresStorage({ url: wrong }));
      expect(error).toMatchObject({ code: 'DATABASE_UNUSABLE', message: expect.stringMatching(message) });
      expect(error.message).not.toMatch(new RegExp(`wrong-secret|${state.password}`));
    }
  });

  it('leaves the database of a newer version and of another program alone', async () => {
    await storage.transaction((tx) =>
      sql`insert into kysely_migration (name, timestamp) values ('9999-future', '')`.execute(tx),
    );
    for (const open of [openPostgresStorage, openPostgresReader]) {
      expect(await failureOf(open({ url }))).toMatchObject({
        code: 'DATABASE_TOO_NEW',
        message: expect.stringContaining('9999-future'),
      });
    }
    const server = await sharedPostgres();
    const foreign = await server.createDatabase();
    await server.query('create table invoices (id int)', new URL(foreign).pathname.slice(1));
    expect(await failureOf(openPostgresStorage({ url: foreign }))).toMatchObject({
      code: 'DATABASE_UNUSABLE',
      message: expect.stringContaining('another program'),
    });
    expect(await failureOf(openPostgresReader({ url: foreign }))).toMatchObject({
      code: 'DATABASE_UNUSABLE',
    });
  });

  it('answers at once while the server is away, and goes on when it is back', async () => {
    await using server = await PostgresServer.start({ isDurable: true });
    const own = await openPostgresStorage({ url: await server.createDatabase() });
    // Connections of both kinds, which break.
    const readAll = () => Promise.all(Array.from({ length: 8 }, () => listOrgs(own.read)));
    const write = (value: string) => own.transaction((tx) => setSetting(tx, 'a', value));
    await Promise.all([readAll(), write('0'), write('1')]);
    await server.kill();
    for (let index = 0; index < 5; index++) {
      expect(await failureOf(listOrgs(own.read))).toMatchObject({ code: 'UNAVAILABLE' });
      expect(await failureOf(write('2'))).toMatchObject({ code: 'UNAVAILABLE' });
    }
    await server.start();
    await pause(2_100); // the longest pause between attempts
    await Promise.all([readAll(), write('3')]);
    await server.stop();
    await server.start();
    // Nobody noticed in between that connections broke.
    await Promise.all([readAll(), write('4')]);
    expect(await getSetting(own.read, 'a')).toBe('4');
    await own.close();
  }, 60_000);
});
