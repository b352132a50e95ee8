import { randomUUID } from 'node:crypto';
import type { ContractRequest } from '../helpers/send.js';
import { ok, type RepoWorld, VIRTUAL_ROOT, type World } from './world.js';

/** How to produce the answers of one operation that depend on what it does. */
export interface OperationRequests {
  /** A request that succeeds. */
  success(world: World, repo: RepoWorld): Promise<ContractRequest> | ContractRequest;
  /** Makes `success` a conflict: without it the conflict comes from a busy database. */
  conflict?(world: World, repo: RepoWorld): Promise<ContractRequest> | ContractRequest;
  /** Names something that is not there, where an unknown organization or repository is not the case to test. */
  missing?(world: World, repo: RepoWorld): ContractRequest;
  /** Requests for statuses that only this operation has. */
  readonly others?: Readonly<
    Record<string, (world: World, repo: RepoWorld) => Promise<ContractRequest> | ContractRequest>
  >;
}

const orgPath = (world: World) => ({ path: { org: world.org } });
const repoPath = (world: World, repo: RepoWorld) => ({ path: { org: world.org, repo: repo.name } });
const keyPath = (world: World, id: string) => ({ path: { org: world.org, id } });
const targetPath = (world: World, webhookTargetId: string) => ({ path: { org: world.org, webhookTargetId } });
const bookmarkPath = (world: World, repo: RepoWorld, bookmark: string) => ({
  path: { org: world.org, repo: repo.name, bookmark },
});
const changePath = (world: World, repo: RepoWorld, change_id: string) => ({
  path: { org: world.org, repo: repo.name, change_id },
});
const NO_CHANGE = 'k'.repeat(32);
const NO_OID = '0'.repeat(40);
const objectPath = (world: World, repo: RepoWorld, oid: string) => ({
  path: { org: world.org, repo: repo.name, oid },
});

async function treeOid(world: World, repo: RepoWorld): Promise<string> {
  return ok(await world.send('getRevision', repoPath(world, repo))).tree_oid;
}

async function blobOid(world: World, repo: RepoWorld): Promise<string> {
  return ok(await world.send('putBlob', { ...repoPath(world, repo), body: Buffer.from('hello') })).oid;
}

async function newKeyId(world: World): Promise<string> {
  return ok(await world.send('createApiKey', { ...orgPath(world), body: { name: 'a key' } })).id;
}

async function newTargetId(world: World): Promise<string> {
  const body = { url: 'http://127.0.0.1:9/hook', events: ['push'] };
  return ok(await world.send('createWebhookTarget', { ...orgPath(world), body })).id;
}

/** Gives a repository an upstream at a port that nobody listens on. */
async function setUpstream(world: World, repo: RepoWorld): Promise<void> {
  const body = { upstream: { url: 'http://127.0.0.1:9/upstream.git' } };
  ok(await world.send('updateRepo', { ...repoPath(world, repo), body }));
}

const publicKey = (): string =>
  Buffer.from(randomUUID() + randomUUID())
    .subarray(0, 32)
    .toString('base64url');

/** Sends a request under an idempotency key and returns another one under the same key. */
async function reuseKey(
  world: World,
  operation: string,
  first: ContractRequest,
  second: ContractRequest,
): Promise<ContractRequest> {
  const headers = { 'idempotency-key': randomUUID() };
  ok(await world.send(operation, { ...first, headers }));
  return { ...second, headers };
}

/** Requests for every operation, by its id. */
export const REQUESTS: Readonly<Record<string, OperationRequests>> = {
  whoami: { success: () => ({}) },
  getOrg: { success: orgPath },

  listApiKeys: { success: orgPath },
  createApiKey: {
    success: (world) => ({ ...orgPath(world), body: { name: 'ci', scopes: ['read'], tags: { a: 'b' } } }),
    conflict: (world) =>
      reuseKey(
        world,
        'createApiKey',
        { ...orgPath(world), body: {} },
        { ...orgPath(world), body: { name: 'other' } },
      ),
  },
  revokeApiKey: {
    success: async (world) => keyPath(world, await newKeyId(world)),
    missing: (world) => keyPath(world, 'key_missing'),
  },
  updateApiKey: {
    success: async (world) => ({ ...keyPath(world, await newKeyId(world)), body: { tags: { a: 'b' } } }),
    missing: (world) => ({ ...keyPath(world, 'key_missing'), body: { tags: {} } }),
    conflict: async (world) => {
      const path = keyPath(world, await newKeyId(world));
      return reuseKey(
        world,
        'updateApiKey',
        { ...path, body: { tags: {} } },
        { ...path, body: { tags: { a: 'b' } } },
      );
    },
  },
  listSigningKeys: { success: orgPath },
  createSigningKey: {
    success: (world) => ({ ...orgPath(world), body: { public_key: publicKey() } }),
    conflict: async (world) => {
      const request = { ...orgPath(world), body: { public_key: publicKey() } };
      ok(await world.send('createSigningKey', request));
      return request;
    },
  },
  revokeSigningKey: {
    success: async (world) => {
      const body = { public_key: publicKey() };
      return keyPath(world, ok(await world.send('createSigningKey', { ...orgPath(world), body })).id);
    },
    missing: (world) => keyPath(world, 'sk_missing'),
  },

  listWebhookTargets: { success: orgPath },
  createWebhookTarget: {
    success: (world) => ({ ...orgPath(world), body: { url: 'http://127.0.0.1:9/hook' } }),
    missing: (world) => ({
      ...orgPath(world),
      body: { url: 'http://127.0.0.1:9/', repo_ids: ['repo_missing'] },
    }),
    conflict: (world) => {
      const request = (url: string) => ({ ...orgPath(world), body: { url } });
      return reuseKey(
        world,
        'createWebhookTarget',
        request('http://127.0.0.1:9/a'),
        request('http://127.0.0.1:9/b'),
      );
    },
  },
  getWebhookTarget: {
    success: async (world) => targetPath(world, await newTargetId(world)),
    missing: (world) => targetPath(world, 'wht_missing'),
  },
  updateWebhookTarget: {
    success: async (world) => ({
      ...targetPath(world, await newTargetId(world)),
      body: { name: 'new', repo_ids: null },
    }),
    missing: (world) => ({ ...targetPath(world, 'wht_missing'), body: {} }),
    conflict: async (world) => {
      const path = targetPath(world, await newTargetId(world));
      return reuseKey(world, 'updateWebhookTarget', { ...path, body: {} }, { ...path, body: { name: 'x' } });
    },
  },
  deleteWebhookTarget: {
    success: async (world) => targetPath(world, await newTargetId(world)),
    missing: (world) => targetPath(world, 'wht_missing'),
  },
  listWebhookDeliveries: {
    success: async (world) => targetPath(world, await newTargetId(world)),
    missing: (world) => targetPath(world, 'wht_missing'),
  },

  listRepos: { success: (world) => ({ ...orgPath(world), query: { limit: 2, tags: '{"env":"prod"}' } }) },
  createRepo: {
    success: (world) => ({ ...orgPath(world), body: { tags: { env: 'prod' } } }),
    conflict: (world, repo) => ({ ...orgPath(world), body: { name: repo.name } }),
  },
  bulkUpdateRepoTags: {
    success: (world, repo) => ({
      ...orgPath(world),
      body: { repo_ids: [repo.id], action: 'set', key: 'env', value: 'prod' },
    }),
    missing: (world) => ({
      ...orgPath(world),
      body: { repo_ids: ['repo_missing'], action: 'remove', key: 'env' },
    }),
    conflict: (world, repo) => {
      const request = (key: string) => ({
        ...orgPath(world),
        body: { repo_ids: [repo.id], action: 'remove', key },
      });
      return reuseKey(world, 'bulkUpdateRepoTags', request('a'), request('b'));
    },
  },
  getRepo: { success: repoPath },
  updateRepo: {
    success: (world, repo) => ({
      ...repoPath(world, repo),
      body: { tags: { a: '1' }, upstream: { url: 'https://git.example.com/a.git', auth: null } },
    }),
    missing: (world, repo) => ({ ...repoPath(world, repo), body: { default_bookmark: 'missing' } }),
    conflict: async (world, repo) => {
      const taken = await world.createRepo();
      return { ...repoPath(world, repo), body: { name: taken.name } };
    },
  },
  deleteRepo: { success: repoPath },
  listRepoUpstreamSyncs: { success: repoPath },
  syncUpstream: {
    success: async (world, repo) => {
      await setUpstream(world, repo);
      return { ...repoPath(world, repo), body: { direction: 'pull' } };
    },
    conflict: async (world) => ({
      ...repoPath(world, await world.createRepo()),
      body: { direction: 'pull' },
    }),
  },
  getRepoUpstreamSync: {
    success: async (world, repo) => {
      await setUpstream(world, repo);
      const body = { direction: 'push', ref_globs: { branches: 'main' } };
      const { id: syncId } = ok(await world.send('syncUpstream', { ...repoPath(world, repo), body }));
      return { path: { org: world.org, repo: repo.name, syncId } };
    },
    missing: (world, repo) => ({ path: { org: world.org, repo: repo.name, syncId: 'sync_missing' } }),
  },

  getContent: {
    success: (world, repo) => ({ ...repoPath(world, repo), query: { depth: 3 } }),
    missing: (world, repo) => ({ ...repoPath(world, repo), query: { path: 'missing' } }),
  },
  updateMetadata: {
    success: (world, repo) => ({
      ...repoPath(world, repo),
      body: { path: 'a.txt', metadata: { lang: 'en' } },
    }),
    conflict: (world, repo) => {
      const request = (metadata: object) => ({ ...repoPath(world, repo), body: { path: 'a.txt', metadata } });
      return reuseKey(world, 'updateMetadata', request({ a: 'b' }), request({ a: 'c' }));
    },
  },
  getDiff: {
    success: (world, repo) => ({ ...repoPath(world, repo), query: { base: 'main', head: 'feature' } }),
    missing: (world, repo) => ({ ...repoPath(world, repo), query: { base: 'main', head: 'missing' } }),
  },

  listBookmarks: { success: (world, repo) => ({ ...repoPath(world, repo), query: { glob: '*', limit: 1 } }) },
  createBookmark: {
    success: (world, repo) => ({ ...repoPath(world, repo), body: { name: 'new', change_id: VIRTUAL_ROOT } }),
    missing: (world, repo) => ({ ...repoPath(world, repo), body: { name: 'new', change_id: NO_CHANGE } }),
    conflict: (world, repo) => ({
      ...repoPath(world, repo),
      body: { name: 'main', change_id: VIRTUAL_ROOT },
    }),
  },
  mergeBookmark: {
    success: (world, repo) => ({ ...repoPath(world, repo), body: { target: 'main', source: 'clean' } }),
    missing: (world, repo) => ({ ...repoPath(world, repo), body: { target: 'main', source: 'missing' } }),
    conflict: (world, repo) => ({ ...repoPath(world, repo), body: { target: 'main', source: 'feature' } }),
  },
  getBookmark: {
    success: (world, repo) => bookmarkPath(world, repo, 'main'),
    missing: (world, repo) => bookmarkPath(world, repo, 'missing'),
  },
  moveBookmark: {
    success: (world, repo) => ({ ...bookmarkPath(world, repo, 'main'), body: { change_id: repo.base } }),
    missing: (world, repo) => ({ ...bookmarkPath(world, repo, 'missing'), body: { change_id: repo.base } }),
    conflict: (world, repo) => ({
      ...bookmarkPath(world, repo, 'main'),
      body: { change_id: repo.base, allow_backwards: false },
    }),
  },
  deleteBookmark: {
    success: (world, repo) => bookmarkPath(world, repo, 'feature'),
    missing: (world, repo) => bookmarkPath(world, repo, 'missing'),
    conflict: (world, repo) => bookmarkPath(world, repo, 'main'),
  },
  performMerge: {
    success: (world, repo) => ({
      path: { org: world.org, repo: repo.name, base: 'main' },
      body: { head: 'clean' },
    }),
    missing: (world, repo) => ({
      path: { org: world.org, repo: repo.name, base: 'main' },
      body: { head: 'missing' },
    }),
    conflict: (world, repo) => ({
      path: { org: world.org, repo: repo.name, base: 'main' },
      body: { head: 'feature' },
    }),
  },

  listChanges: {
    success: repoPath,
    missing: (world, repo) => ({ ...repoPath(world, repo), query: { bookmark: 'missing' } }),
  },
  createChange: {
    success: (world, repo) => ({
      ...repoPath(world, repo),
      body: {
        base_change_id: repo.main,
        author: { name: 'Bot', email: 'bot@example.com', date: '2026-01-02T03:04:05+01:00' },
        files: [
          { path: 'new.txt', content: 'bmV3Cg==', mode: '100755' },
          { path: 'link', symlink: 'new.txt' },
          { path: 'a.txt', action: 'delete' },
        ],
      },
    }),
    missing: (world, repo) => ({ ...repoPath(world, repo), body: { base_change_id: NO_CHANGE } }),
    conflict: (world, repo) => {
      const request = (message: string) => ({
        ...repoPath(world, repo),
        body: { base_change_id: repo.main, message },
      });
      return reuseKey(world, 'createChange', request('a'), request('b'));
    },
  },
  getChange: {
    success: (world, repo) => changePath(world, repo, repo.main),
    missing: (world, repo) => changePath(world, repo, NO_CHANGE),
  },
  updateChange: {
    success: (world, repo) => ({ ...changePath(world, repo, repo.main), body: { message: 'Amended' } }),
    missing: (world, repo) => ({ ...changePath(world, repo, NO_CHANGE), body: {} }),
    conflict: (world, repo) => ({
      ...changePath(world, repo, repo.main),
      body: { message: 'x', base_commit_oid: '0'.repeat(40) },
    }),
  },
  listChangeVersions: {
    success: (world, repo) => changePath(world, repo, repo.main),
    missing: (world, repo) => changePath(world, repo, NO_CHANGE),
  },

  getCapabilities: { success: () => ({}) },
  getRevision: {
    success: (world, repo) => ({ ...repoPath(world, repo), query: { ref: 'feature' } }),
    missing: (world, repo) => ({ ...repoPath(world, repo), query: { ref: 'missing' } }),
  },
  getTree: {
    success: async (world, repo) => ({
      ...objectPath(world, repo, await treeOid(world, repo)),
      query: { recursive: 'true' },
    }),
    missing: (world, repo) => objectPath(world, repo, NO_OID),
    others: {
      '304': async (world, repo) => {
        const oid = await treeOid(world, repo);
        return { ...objectPath(world, repo, oid), headers: { 'if-none-match': `"${oid}"` } };
      },
    },
  },
  putBlob: { success: (world, repo) => ({ ...repoPath(world, repo), body: Buffer.from('hello') }) },
  readBlobs: {
    success: async (world, repo) => ({
      ...repoPath(world, repo),
      body: { oids: [await blobOid(world, repo)] },
    }),
    missing: (world, repo) => ({ ...repoPath(world, repo), body: { oids: [NO_OID] } }),
  },
  getBlob: {
    success: async (world, repo) => objectPath(world, repo, await blobOid(world, repo)),
    missing: (world, repo) => objectPath(world, repo, NO_OID),
    others: {
      '206': async (world, repo) => ({
        ...objectPath(world, repo, await blobOid(world, repo)),
        headers: { range: 'bytes=1-3' },
      }),
      '304': async (world, repo) => {
        const oid = await blobOid(world, repo);
        return { ...objectPath(world, repo, oid), headers: { 'if-none-match': `"${oid}"` } };
      },
      '416': async (world, repo) => ({
        ...objectPath(world, repo, await blobOid(world, repo)),
        headers: { range: 'bytes=5-' },
      }),
    },
  },
  watchRepo: { success: (world, repo) => ({ ...repoPath(world, repo), query: { after: 0 } }) },
  writeBatch: {
    success: (world, repo) => ({
      ...changePath(world, repo, repo.main),
      body: {
        operations: [
          { op: 'put', path: 'new/file.txt', content: 'bmV3Cg==' },
          { op: 'rename', from: 'dir', to: 'new/dir' },
          { op: 'symlink', path: 'link', target: 'a.txt' },
          { op: 'mode', path: 'a.txt', mode: '100755' },
          { op: 'metadata', path: 'a.txt', metadata: { lang: 'en' } },
          { op: 'delete', path: 'link' },
        ],
      },
    }),
    missing: (world, repo) => ({
      ...changePath(world, repo, repo.main),
      body: { operations: [{ op: 'delete', path: 'missing' }] },
    }),
    conflict: async (world, repo) => {
      const { commit_oid } = ok(
        await world.send('getRevision', { ...repoPath(world, repo), query: { change_id: repo.main } }),
      );
      const write = (content: string, on_conflict: string) => ({
        ...changePath(world, repo, repo.main),
        body: {
          base_commit_oid: commit_oid,
          on_conflict,
          operations: [{ op: 'put', path: 'a.txt', content }],
        },
      });
      ok(await world.send('writeBatch', write('MQo=', 'merge')));
      return write('Mgo=', 'fail');
    },
  },
};
