import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { insertOrg, insertRepo, openEmbeddedStorage, type Storage } from '../../storage/index.js';
import { openPostgresStorage } from '../../storage/postgres/open-postgres-storage.js';
import { createPostgresDatabase, type Engine } from '../../storage/testing/temp-storage.js';
import type { Actor, Call } from '../call.js';

export const ACME: Actor['org'] = { id: 'org_acme', slug: 'acme', name: 'Acme' };
export const OTHER: Actor['org'] = { id: 'org_other', slug: 'other', name: 'Other' };

/** A depot's storage in a temporary folder, with two organizations, and a clock that stands still. */
export interface TestDepot {
  readonly folder: string;
  readonly deps: {
    readonly storage: Storage;
    readonly instanceKey: Uint8Array;
    allowPrivateNetworks: boolean;
    now(): number;
    random(bytes: number): Uint8Array;
  };
  /** Moves the clock. */
  advance(ms: number): void;
  /** Stores an empty repository and returns its id. */
  addRepo(name: string, org?: Actor['org']): Promise<string>;
  /** Returns a call by an admin of Acme, or by one that differs from it. */
  call(actor?: Partial<Actor>, idempotency?: Call['idempotency']): Call;
  /** Closes the storage and opens it again, as a restart does. */
  reopen(): Promise<Storage>;
  close(): Promise<void>;
}

export async function createTestDepot(engine: Engine = 'sqlite'): Promise<TestDepot> {
  const folder = await mkdtemp(join(tmpdir(), 'mesa-depot-'));
  const databaseUrl = engine === 'postgres' ? await createPostgresDatabase() : undefined;
  const open = (): Promise<Storage> =>
    databaseUrl === undefined ? openEmbeddedStorage({ folder }) : openPostgresStorage({ url: databaseUrl });
  const state = { now: 1_700_000_000_000, storage: await open() };
  await state.storage.transaction(async (tx) => {
    for (const org of [ACME, OTHER]) await insertOrg(tx, { ...org, createdAt: state.now });
  });
  const deps = {
    get storage() {
      return state.storage;
    },
    instanceKey: new Uint8Array(randomBytes(32)),
    allowPrivateNetworks: false,
    now: () => state.now,
    random: (bytes: number) => new Uint8Array(randomBytes(bytes)),
  };
  return {
    folder,
    deps,
    advance(ms) {
      state.now += ms;
    },
    async addRepo(name, org = ACME) {
      const id = `repo_${org.slug}_${name}`;
      const repo = {
        id,
        orgId: org.id,
        name,
        defaultBookmark: 'main',
        tags: {},
        upstream: null,
        createdAt: state.now,
      };
      await state.storage.transaction((tx) => insertRepo(tx, repo));
      return id;
    },
    call(actor = {}, idempotency) {
      const admin: Actor = {
        org: ACME,
        credentialId: 'key_admin',
        keyId: 'key_admin',
        keyName: 'admin',
        scopes: ['admin'],
        repoIds: null,
        authors: [{ name: 'admin', email: 'key_admin@keys.mesa.local' }],
        ...actor,
      };
      return { actor: admin, requestId: 'req_1', ...(idempotency && { idempotency }) };
    },
    async reopen() {
      await state.storage.close();
      state.storage = await open();
      return state.storage;
    },
    async close() {
      await state.storage.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
