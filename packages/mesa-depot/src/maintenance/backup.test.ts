import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../depot/testing/temporary-folder.js';
import { base64, createServiceFixture } from '../service/testing/service-fixture.js';
import { openEmbeddedStorage } from '../storage/embedded/open-embedded-storage.js';
import {
  BACKED_UP_TABLES,
  countTableRows,
  type Executor,
  readTable,
  type Storage,
  TABLES_LEFT_OUT,
} from '../storage/index.js';
import { openPostgresStorage } from '../storage/postgres/open-postgres-storage.js';
import { hasPostgres } from '../storage/testing/postgres-server.js';
import { createPostgresDatabase, type Engine } from '../storage/testing/temp-storage.js';
import { checkStorage } from './check-storage.js';
import { restoreBackup } from './restore-backup.js';
import { writeBackup } from './write-backup.js';

const engines: readonly Engine[] = hasPostgres ? ['sqlite', 'postgres'] : ['sqlite'];

async function fill(engine: Engine) {
  const fixture = await createServiceFixture(engine);
  const { services, call } = fixture;
  await services.repos.create(call, { org: 'acme', name: 'r', tags: { team: 'ünï' } });
  const large = Buffer.alloc(2_500_000, 'large ').toString();
  const files = [
    { path: 'a', content: base64('a') },
    { path: 'large', content: base64(large) },
  ];
  const change = await services.changes.create(call, {
    org: 'acme',
    repo: 'r',
    base_change_id: 'z'.repeat(32),
    files,
  });
  await services.bookmarks.move(call, { org: 'acme', repo: 'r', bookmark: 'main', change_id: change.id });
  return fixture;
}

async function openEmpty(engine: Engine): Promise<Storage> {
  return engine === 'sqlite'
    ? openEmbeddedStorage({ folder: temporaryFolder() })
    : openPostgresStorage({ url: await createPostgresDatabase() });
}

async function contents(read: Executor) {
  const tables: Record<string, unknown[]> = {};
  for (const table of BACKED_UP_TABLES) {
    const rows: unknown[] = [];
    for await (const page of readTable(read, table)) {
      for (const row of page)
        rows.push(
          Object.fromEntries(
            Object.entries(row).map(([name, value]) => [
              name,
              value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value,
            ]),
          ),
        );
    }
    tables[table.name] = rows;
  }
  return tables;
}

const backup = (read: Executor, to: string) => writeBackup({ read, to, version: '1.2.3', now: () => 0 });

describe('backups', { timeout: 60_000 }, () => {
  test.each(engines.flatMap((from) => engines.map((to) => [from, to] as const)))(
    'move a depot from %s to %s',
    async (from, to) => {
      await using fixture = await fill(from);
      const file = join(temporaryFolder(), 'backup.tar.gz');
      const written = await backup(fixture.storage.read, file);
      expect(statSync(file).mode & 0o777).toBe(0o600);
      const storage = await openEmpty(to);
      const restored = await restoreBackup(storage, file);
      expect(restored.rows).toBe(written.rows);
      expect(await contents(storage.read)).toEqual(await contents(fixture.storage.read));
      const problems: unknown[] = [];
      expect(await checkStorage(storage.read, (problem) => problems.push(problem))).toMatchObject({
        repos: 1,
      });
      expect(problems).toEqual([]);
      // Numbers go on: what is made next is not taken for what was there.
      const seqs = async () =>
        (await storage.read.selectFrom('repos').select('seq').execute()).map(({ seq }) => seq);
      const [first = 0] = await seqs();
      await storage.transaction((tx) =>
        sql`insert into repos (id, org_id, name, default_bookmark, op_seq, tags, created_at)
          select 'new', org_id, 'new', 'main', 0, '{}', 0 from repos`.execute(tx),
      );
      expect(Math.max(...(await seqs()))).toBeGreaterThan(first);
      await expect(restoreBackup(storage, file)).rejects.toMatchObject({ code: 'ALREADY_EXISTS' });
      await storage.close();
    },
  );

  test('that are damaged, cut short or of another version change nothing', async () => {
    await using fixture = await fill('sqlite');
    const folder = temporaryFolder();
    const file = join(folder, 'backup.tar.gz');
    await backup(fixture.storage.read, file);
    await expect(backup(fixture.storage.read, file)).rejects.toMatchObject({ code: 'ALREADY_EXISTS' });
    const bytes = readFileSync(file);
    const storage = await openEmpty('sqlite');
    const attempt = async (name: string, content: Buffer) => {
      writeFileSync(join(folder, name), content);
      await expect(restoreBackup(storage, join(folder, name)), name).rejects.toMatchObject({
        code: 'BACKUP_UNUSABLE',
      });
      expect(await countTableRows(storage.read, 'repos')).toBe(0);
    };
    await attempt('cut', bytes.subarray(0, bytes.length / 2));
    await attempt(
      'flipped',
      Buffer.from(bytes).fill(
        (bytes[bytes.length >> 1] as number) ^ 1,
        bytes.length >> 1,
        (bytes.length >> 1) + 1,
      ),
    );
    await attempt('empty', Buffer.alloc(0));
    await attempt('other', Buffer.from('not an archive'));
    await expect(restoreBackup(storage, join(folder, 'none'))).rejects.toThrow('there is no such file');
    await storage.transaction((tx) => sql`delete from kysely_migration where name like '0001%'`.execute(tx));
    await expect(restoreBackup(storage, file)).rejects.toThrow('newer version 1.2.3');
    await storage.close();
  });

  test('hold every table there is', async () => {
    const storage = await openEmpty('sqlite');
    const { rows } = await sql<{ name: string }>`select name from sqlite_master
      where type = 'table' and name not like 'sqlite_%' and name not like 'kysely_%'`.execute(storage.read);
    const known = [...BACKED_UP_TABLES.map(({ name }) => name), ...TABLES_LEFT_OUT];
    expect(rows.map(({ name }) => name).sort()).toEqual(known.sort());
    await storage.close();
  });
});
