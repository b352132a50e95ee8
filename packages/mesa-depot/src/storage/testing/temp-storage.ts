import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, describe } from 'vitest';
import { openEmbeddedStorage } from '../embedded/open-embedded-storage.js';
import { openPostgresStorage } from '../postgres/open-postgres-storage.js';
import { insertOrg } from '../queries/orgs.js';
import { insertRepo, type NewRepo, type RepoRecord } from '../queries/repos.js';
import type { Storage } from '../storage.js';
import { oncePerRun } from './once-per-run.js';
import { hasPostgres } from './postgres-server.js';
import { runFolder, sharedPostgres } from './shared-postgres.js';

/** What a storage can be on. */
export type Engine = 'sqlite' | 'postgres';

/** A real storage that nobody else uses. */
export interface TempStorage {
  readonly storage: Storage;
  /** Closes the storage and removes what it stored. */
  remove(): Promise<void>;
}

/** Defines the same tests for both engines. Where PostgreSQL is not installed, its half is skipped. */
export function describeOnEngines(name: string, define: (engine: Engine) => void): void {
  for (const engine of ['sqlite', 'postgres'] as const) {
    describe.skipIf(engine === 'postgres' && !hasPostgres)(`${name} on ${engine}`, () => {
      define(engine);
      afterAll(async () => {
        await Promise.all(emptied.splice(0).map((storage) => storage.close()));
      });
    });
  }
}

/** Opens a storage with the organization `org_1`: an embedded one, in a folder, unless said otherwise. */
export async function createTempStorage(): Promise<TempStorage & { readonly folder: string }>;
export async function createTempStorage(engine: Engine): Promise<TempStorage>;
export async function createTempStorage(engine: Engine = 'sqlite'): Promise<TempStorage> {
  const temp = engine === 'sqlite' ? await createEmbedded() : await createPostgres();
  await temp.storage.transaction((tx) =>
    insertOrg(tx, { id: 'org_1', slug: 'acme', name: 'Acme', createdAt: 1 }),
  );
  return temp;
}

async function createEmbedded(): Promise<TempStorage & { readonly folder: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'mesa-storage-'));
  const storage = await openEmbeddedStorage({ folder });
  return {
    storage,
    folder,
    remove: async () => {
      await storage.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Storages that tests are done with: to empty one takes less time than to make another. */
const emptied: Storage[] = [];

async function createPostgres(): Promise<TempStorage> {
  const storage = emptied.pop() ?? (await openPostgresStorage({ url: await createPostgresDatabase() }));
  return {
    storage,
    remove: async () => {
      await storage.transaction(async (tx) => {
        const tables = await sql<{ name: string }>`
          select quote_ident(tablename) as name from pg_catalog.pg_tables
          where schemaname = 'public' and tablename not like 'kysely%'`.execute(tx);
        const names = sql.raw(tables.rows.map(({ name }) => name).join(', '));
        await sql`truncate ${names} restart identity cascade`.execute(tx);
      });
      emptied.push(storage);
    },
  };
}

/** Makes a database that has the tables already, on the server of this run, and returns its URL. */
export async function createPostgresDatabase(): Promise<string> {
  const server = await sharedPostgres();
  const template = await oncePerRun(runFolder(), 'template', async () => {
    const url = await server.createDatabase();
    await (await openPostgresStorage({ url })).close();
    return new URL(url).pathname.slice(1);
  });
  return server.createDatabase(template);
}

/** Stores a repository of `org_1`, named like its id unless said otherwise. */
export async function addRepo(
  storage: Storage,
  id: string,
  fields: Partial<NewRepo> = {},
): Promise<RepoRecord> {
  const repo = await storage.transaction((tx) =>
    insertRepo(tx, {
      id,
      orgId: 'org_1',
      name: id,
      defaultBookmark: 'main',
      tags: {},
      upstream: null,
      createdAt: 1,
      ...fields,
    }),
  );
  if (repo === undefined) throw new Error(`The name of ${id} is taken.`);
  return repo;
}
