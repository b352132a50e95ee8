import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { insertOrg, listOrgs } from '../index.js';
import { loadSqlite } from './load-sqlite.js';
import { openEmbeddedReader } from './open-embedded-reader.js';
import { openEmbeddedStorage } from './open-embedded-storage.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mesa-reader-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const org = (slug: string) => ({ id: `org_${slug}`, slug, name: slug, createdAt: 0 });

async function change(sql: string): Promise<void> {
  await (await openEmbeddedStorage({ folder })).close();
  const database = (await loadSqlite())(join(folder, 'depot.db'));
  database.exec(sql);
  database.close();
}

describe('openEmbeddedReader', () => {
  it('sees what was committed while another connection writes, and cannot write itself', async () => {
    const storage = await openEmbeddedStorage({ folder });
    const reader = await openEmbeddedReader({ folder });
    await storage.transaction((tx) => insertOrg(tx, org('one')));
    expect((await listOrgs(reader.read)).map(({ slug }) => slug)).toEqual(['one']);
    await storage.transaction(async (tx) => {
      await insertOrg(tx, org('two'));
      expect(await listOrgs(reader.read)).toHaveLength(1);
    });
    expect(await listOrgs(reader.read)).toHaveLength(2);
    await expect(reader.read.deleteFrom('orgs').execute()).rejects.toThrow(/readonly/);
    await reader.close();
    await storage.close();
  });

  it('says when there is no depot', async () => {
    await expect(openEmbeddedReader({ folder })).rejects.toMatchObject({
      code: 'DATA_FOLDER_UNUSABLE',
      message: `There is no depot in ${folder}. Name its data folder.`,
    });
  });

  it('says when the file is no database of a depot', async () => {
    writeFileSync(join(folder, 'depot.db'), 'not a database at all, whatever its name says');
    await expect(openEmbeddedReader({ folder })).rejects.toMatchObject({ code: 'DATA_FOLDER_UNUSABLE' });
  });

  it('says when a newer version has used the folder', async () => {
    await change("insert into kysely_migration (name, timestamp) values ('9999-future', '')");
    await expect(openEmbeddedReader({ folder })).rejects.toMatchObject({
      code: 'DATA_FOLDER_TOO_NEW',
      message: expect.stringContaining('9999-future'),
    });
  });

  it('says when an older version has used it', async () => {
    await change('delete from kysely_migration');
    await expect(openEmbeddedReader({ folder })).rejects.toMatchObject({
      code: 'DATA_FOLDER_UNUSABLE',
      message: expect.stringContaining('older version'),
    });
  });
});
