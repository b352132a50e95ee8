import { afterEach, describe, expect, test, vi } from 'vitest';
import { VIRTUAL_ROOT_CHANGE_ID } from '../core/virtual-root.js';
import { Mesa } from '../mesa.js';
import { startApiServer } from '../testing/api-server.js';

/** What a method sends: request line, then the body if it has one. */
type Sent = readonly [line: string, body?: unknown];

const CHANGE = 'k'.repeat(32);
const repo = 'demo';
const bookmark = 'feature/x';
const base_change_id = CHANGE;
const head_change_id = VIRTUAL_ROOT_CHANGE_ID;
const upsert = { path: 'a', action: 'upsert', content: 'YQ==', encoding: 'base64' };

const calls: Record<string, [(mesa: Mesa) => PromiseLike<unknown>, ...Sent]> = {
  'org.get': [(mesa) => mesa.org.get(), 'GET /acme'],
  'repos.list': [
    (mesa) => mesa.repos.list({ cursor: 'c', limit: 2, tags: { env: ['a', 'b'] } }),
    'GET /acme/repos?cursor=c&limit=2&tags=%7B%22env%22%3A%5B%22a%22%2C%22b%22%5D%7D',
  ],
  'repos.list by a text': [(mesa) => mesa.repos.list({ tags: 'env:a' }), 'GET /acme/repos?tags=env%3Aa'],
  'repos.create': [
    (mesa) => mesa.repos.create({ name: repo, tags: { a: 'b' } }),
    'POST /acme/repos',
    { name: repo, tags: { a: 'b' } },
  ],
  'repos.create without a name': [(mesa) => mesa.repos.create(), 'POST /acme/repos', {}],
  'repos.get': [(mesa) => mesa.repos.get({ repo }), 'GET /acme/demo'],
  'repos.update': [
    (mesa) =>
      mesa.repos.update({
        repo,
        name: 'new',
        tags: { old: null },
        upstream: null,
        default_bookmark: undefined,
      }),
    'PATCH /acme/demo',
    { name: 'new', tags: { old: null }, upstream: null },
  ],
  'repos.delete': [(mesa) => mesa.repos.delete({ repo, org: 'other' }), 'DELETE /other/demo'],
  'repos.bulkUpdateTags': [
    (mesa) => mesa.repos.bulkUpdateTags({ repo_ids: ['r'], action: 'set', key: 'env', value: 'prod' }),
    'PATCH /acme/repos/tags',
    { repo_ids: ['r'], action: 'set', key: 'env', value: 'prod' },
  ],
  'repos.syncUpstream': [
    (mesa) => mesa.repos.syncUpstream({ repo, direction: 'pull', ref_globs: { branches: '*' } }),
    'POST /acme/demo/upstream/syncs',
    { direction: 'pull', ref_globs: { branches: '*' } },
  ],
  'repos.getUpstreamSync': [
    (mesa) => mesa.repos.getUpstreamSync({ repo, syncId: 's' }),
    'GET /acme/demo/upstream/syncs/s',
  ],
  'repos.listUpstreamSyncs': [
    (mesa) => mesa.repos.listUpstreamSyncs({ repo, limit: 1 }),
    'GET /acme/demo/upstream/syncs?limit=1',
  ],
  'content.get': [
    (mesa) => mesa.content.get({ repo, change_id: CHANGE, path: 'a b', depth: 2, metadata: { lang: 'en' } }),
    `GET /acme/demo/content?change_id=${CHANGE}&path=a%20b&depth=2&metadata[lang]=en`,
  ],
  'content.get by a bookmark': [
    (mesa) => mesa.content.get({ repo, ref: 'main' }),
    'GET /acme/demo/content?ref=main',
  ],
  'content.setMetadata': [
    (mesa) => mesa.content.setMetadata({ repo, path: '', metadata: { lang: 'en', old: null } }),
    'PATCH /acme/demo/metadata',
    { path: '', metadata: { lang: 'en', old: null } },
  ],
  'diffs.get': [
    (mesa) => mesa.diffs.get({ repo, base_change_id, head_change_id, conflicts: 'only' }),
    `GET /acme/demo/diff?base_change_id=${CHANGE}&head_change_id=${'z'.repeat(32)}&conflicts=only`,
  ],
  'diffs.get by bookmarks': [
    (mesa) => mesa.diffs.get({ repo, base: 'main', head: bookmark }),
    'GET /acme/demo/diff?base=main&head=feature%2Fx',
  ],
  'bookmarks.list': [(mesa) => mesa.bookmarks.list({ repo, glob: 'f*' }), 'GET /acme/demo/bookmarks?glob=f*'],
  'bookmarks.create': [
    (mesa) => mesa.bookmarks.create({ repo, name: bookmark, change_id: CHANGE }),
    'POST /acme/demo/bookmarks',
    { name: bookmark, change_id: CHANGE },
  ],
  'bookmarks.get': [(mesa) => mesa.bookmarks.get({ repo, bookmark }), 'GET /acme/demo/bookmarks/feature%2Fx'],
  'bookmarks.move forward only': [
    (mesa) => mesa.bookmarks.move({ repo, bookmark, change_id: CHANGE }),
    'PATCH /acme/demo/bookmarks/feature%2Fx',
    { change_id: CHANGE, allow_backwards: false },
  ],
  'bookmarks.move anywhere': [
    (mesa) => mesa.bookmarks.move({ repo, bookmark, change_id: CHANGE, allow_backwards: true }),
    'PATCH /acme/demo/bookmarks/feature%2Fx',
    { change_id: CHANGE, allow_backwards: true },
  ],
  'bookmarks.delete': [
    (mesa) => mesa.bookmarks.delete({ repo, bookmark }),
    'DELETE /acme/demo/bookmarks/feature%2Fx',
  ],
  'bookmarks.merge': [
    (mesa) =>
      mesa.bookmarks.merge({
        repo,
        source: bookmark,
        target: 'main',
        message: '',
        delete_source: true,
        allow_conflicted: undefined,
        resolutions: [{ path: 'a', text: 'a' }],
      }),
    'POST /acme/demo/bookmarks/merge',
    {
      source: bookmark,
      target: 'main',
      message: '',
      delete_source: true,
      resolutions: [{ path: 'a', content: 'YQ==', encoding: 'base64' }],
    },
  ],
  'changes.list': [
    (mesa) => mesa.changes.list({ repo, bookmark }),
    'GET /acme/demo/changes?bookmark=feature%2Fx',
  ],
  'changes.create': [
    (mesa) =>
      mesa.changes.create({
        repo,
        base_change_id,
        message: 'm',
        author: { name: 'A', email: 'a@b' },
        files: [
          { path: 'a', text: 'a' },
          { path: 'b', action: 'delete' },
        ],
      }),
    'POST /acme/demo/changes',
    {
      base_change_id,
      message: 'm',
      author: { name: 'A', email: 'a@b' },
      files: [upsert, { path: 'b', action: 'delete' }],
    },
  ],
  'changes.create of nothing': [
    (mesa) => mesa.changes.create({ repo, base_change_id }),
    'POST /acme/demo/changes',
    { base_change_id },
  ],
  'changes.get': [
    (mesa) => mesa.changes.get({ repo, change_id: CHANGE }),
    `GET /acme/demo/changes/${CHANGE}`,
  ],
  'changes.update with files': [
    (mesa) =>
      mesa.changes.update({
        repo,
        change_id: CHANGE,
        message: '',
        base_commit_oid: 'o',
        files: [{ path: 'a', text: 'a' }],
      }),
    `PATCH /acme/demo/changes/${CHANGE}`,
    { message: '', base_commit_oid: 'o', files: [upsert] },
  ],
  'changes.patch with resolutions': [
    (mesa) =>
      mesa.changes.patch({
        repo,
        change_id: CHANGE,
        resolutions: [{ path: 'a', hunks: [{ hunk_id: 'h', take: 'source' }] }],
      }),
    `PATCH /acme/demo/changes/${CHANGE}`,
    { resolutions: [{ path: 'a', hunks: [{ hunk_id: 'h', take: 'source' }] }] },
  ],
  'changes.evolog': [
    (mesa) => mesa.changes.evolog({ repo, change_id: CHANGE, limit: 3 }),
    `GET /acme/demo/changes/${CHANGE}/evolog?limit=3`,
  ],
  'apiKeys.list': [
    (mesa) =>
      mesa.apiKeys.list({
        cursor: 'c',
        limit: 1,
        query: 'ci',
        status: 'active',
        scope: 'read',
        repo_id: 'r',
      }),
    'GET /acme/api-keys?cursor=c&limit=1&query=ci&status=active&scope=read&repo_id=r',
  ],
  'apiKeys.create': [
    (mesa) => mesa.apiKeys.create({ name: 'ci', scopes: ['read'] as const, expires_in_seconds: 100 }),
    'POST /acme/api-keys',
    { name: 'ci', scopes: ['read'], expires_in_seconds: 100 },
  ],
  'apiKeys.update': [
    (mesa) => mesa.apiKeys.update({ id: 'key_1', tags: { a: 'b', c: null } }),
    'PATCH /acme/api-keys/key_1',
    { tags: { a: 'b', c: null } },
  ],
  'apiKeys.revoke': [(mesa) => mesa.apiKeys.revoke({ id: 'key_1' }), 'DELETE /acme/api-keys/key_1'],
  'signingKeys.list': [(mesa) => mesa.signingKeys.list({ limit: 1 }), 'GET /acme/signing-keys?limit=1'],
  'signingKeys.revoke': [(mesa) => mesa.signingKeys.revoke({ id: 'sk_1' }), 'DELETE /acme/signing-keys/sk_1'],
  'webhookTargets.list': [
    (mesa) => mesa.webhookTargets.list({ cursor: 'c' }),
    'GET /acme/webhook-targets?cursor=c',
  ],
  'webhookTargets.create': [
    (mesa) => mesa.webhookTargets.create({ url: 'https://x', events: ['push'] as const }),
    'POST /acme/webhook-targets',
    { url: 'https://x', events: ['push'] },
  ],
  'webhookTargets.get': [
    (mesa) => mesa.webhookTargets.get({ webhookTargetId: 'w' }),
    'GET /acme/webhook-targets/w',
  ],
  'webhookTargets.update': [
    (mesa) => mesa.webhookTargets.update({ webhookTargetId: 'w', name: null, repo_ids: null }),
    'PATCH /acme/webhook-targets/w',
    { name: null, repo_ids: null },
  ],
  'webhookTargets.delete': [
    (mesa) => mesa.webhookTargets.delete({ webhookTargetId: 'w' }),
    'DELETE /acme/webhook-targets/w',
  ],
  'webhookTargets.listDeliveries': [
    (mesa) => mesa.webhookTargets.listDeliveries({ webhookTargetId: 'w', status: 'parked', limit: 5 }),
    'GET /acme/webhook-targets/w/deliveries?limit=5&status=parked',
  ],
};

afterEach(() => vi.unstubAllEnvs());

describe('what a method sends', () => {
  test.each(Object.entries(calls))('%s', async (_, [call, line, body]) => {
    const server = await startApiServer(() => ({ body: { marker: 7 } }));
    const mesa = new Mesa({ apiKey: 'mesa_abc', apiUrl: server.apiUrl, org: 'acme' });
    expect(await call(mesa)).toMatchObject({ marker: 7 });
    expect(server.requests.map(({ method, url }) => `${method} ${url}`)).toEqual([line]);
    expect(server.requests[0]?.body).toEqual(body);
    const key = server.requests[0]?.headers['idempotency-key'];
    expect(typeof key).toBe(line.startsWith('POST') ? 'string' : 'undefined');
  });

  test('signingKeys.create makes the pair here, sends the public half and returns the private one', async () => {
    const server = await startApiServer(({ body }) => ({
      status: 201,
      body: { id: 'sk_1', ...(body as object) },
    }));
    const mesa = new Mesa({ apiKey: 'mesa_abc', apiUrl: server.apiUrl, org: 'acme' });
    const key = await mesa.signingKeys.create({ name: 'deploy', scopes: ['read'] });
    expect(server.requests[0]).toMatchObject({ method: 'POST', url: '/acme/signing-keys' });
    expect(server.requests[0]?.body).toEqual({
      name: 'deploy',
      scopes: ['read'],
      public_key: expect.stringMatching(/^[\w-]{43}$/),
    });
    expect(key).toMatchObject({
      id: 'sk_1',
      private_key: expect.stringMatching(/^mesa_private_key_acme_[\w-]{64}$/),
    });
    expect(new Mesa({ privateKey: key.private_key, apiUrl: server.apiUrl })).toBeInstanceOf(Mesa);
  });

  test('an idempotency key of the caller is kept', async () => {
    const server = await startApiServer();
    const mesa = new Mesa({ apiKey: 'mesa_abc', apiUrl: server.apiUrl, org: 'acme' });
    await mesa.repos.create({}, { idempotencyKey: 'mine' });
    await mesa.repos.update({ repo }, { idempotencyKey: 'mine' });
    expect(server.requests.map((request) => request.headers['idempotency-key'])).toEqual(['mine', 'mine']);
  });

  test.each<[string, (mesa: Mesa) => Promise<unknown>]>([
    ['a repository', (mesa) => mesa.repos.get({ repo: 'mesa_private_key_acme_x' })],
    ['a new repository', (mesa) => mesa.repos.create({ name: 'mesa_private_key_acme_x' })],
    ['a webhook URL', (mesa) => mesa.webhookTargets.create({ url: 'https://x/mesa_private_key_acme_x' })],
    ['an organization', (mesa) => mesa.org.get({ org: 'mesa_private_key_acme_x' })],
  ])('a private key as %s is refused before anything is sent', async (_, call) => {
    const server = await startApiServer();
    const mesa = new Mesa({ apiKey: 'mesa_abc', apiUrl: server.apiUrl });
    await expect(call(mesa)).rejects.toThrow(/looks like a private key/);
    expect(server.requests).toEqual([]);
  });
});

describe('content', () => {
  test('getBytes, getText and stream ask for the bytes', async () => {
    const bytes = new TextEncoder().encode('\uFEFFHej då');
    const server = await startApiServer(() => ({
      headers: { 'content-type': 'application/octet-stream' },
      body: bytes,
    }));
    const mesa = new Mesa({ apiKey: 'mesa_abc', apiUrl: server.apiUrl, org: 'acme' });
    expect(await mesa.content.getBytes({ repo, path: 'a' })).toEqual(bytes);
    expect(await mesa.content.getText({ repo, ref: 'main', path: 'a' })).toBe('\uFEFFHej då');
    const stream = await mesa.content.stream({ repo, change_id: CHANGE, path: 'a' });
    expect(new Uint8Array(await new Response(stream).arrayBuffer())).toEqual(bytes);
    expect(server.requests.map(({ url, headers }) => [url, headers.accept])).toEqual([
      ['/acme/demo/content?path=a', 'application/octet-stream'],
      ['/acme/demo/content?ref=main&path=a', 'application/octet-stream'],
      [`/acme/demo/content?change_id=${CHANGE}&path=a`, 'application/octet-stream'],
    ]);
  });
});

describe('diffs', () => {
  test('getText asks for the patch', async () => {
    const server = await startApiServer(() => ({
      headers: { 'content-type': 'text/plain' },
      body: 'diff --git',
    }));
    const mesa = new Mesa({ apiKey: 'mesa_abc', apiUrl: server.apiUrl, org: 'acme' });
    expect(await mesa.diffs.getText({ repo, base: 'main', head_change_id })).toBe('diff --git');
    expect(server.requests[0]?.headers.accept).toBe('text/plain');
  });
});

describe('lists', () => {
  const page = (names: string[], next_cursor: string | null) => ({
    repos: names.map((name) => ({ name })),
    next_cursor,
    has_more: next_cursor !== null,
  });

  test('await to a page and iterate over all of them, fetching no page before it is needed', async () => {
    const server = await startApiServer(({ url }) => ({
      body: url.includes('cursor=2') ? page(['c'], null) : page(['a', 'b'], '2'),
    }));
    const mesa = new Mesa({ apiKey: 'mesa_abc', apiUrl: server.apiUrl });
    const first = await mesa.repos.list({ limit: 2 });
    expect(first.repos.map((item) => item.name)).toEqual(['a', 'b']);
    expect(first).toMatchObject({ next_cursor: '2', has_more: true });
    expect(server.calls).toHaveLength(1);

    const names: string[] = [];
    for await (const item of mesa.repos.list({ limit: 2 })) {
      names.push(item.name);
      expect(server.calls).toHaveLength(item.name === 'c' ? 3 : 2);
    }
    expect(names).toEqual(['a', 'b', 'c']);
    expect(server.calls.at(-1)?.url).toBe('/acme/repos?cursor=2&limit=2');
  });

  test('begin at the cursor they are given', async () => {
    const server = await startApiServer(() => ({ body: page(['c'], null) }));
    const mesa = new Mesa({ apiKey: 'mesa_abc', apiUrl: server.apiUrl });
    const names: string[] = [];
    for await (const item of mesa.repos.list({ cursor: '2' })) names.push(item.name);
    expect(names).toEqual(['c']);
    expect(server.calls.map((request) => request.url)).toEqual(['/acme/repos?cursor=2']);
  });

  test('send nothing unless they are awaited or iterated', async () => {
    const server = await startApiServer();
    new Mesa({ apiKey: 'mesa_abc', apiUrl: server.apiUrl }).repos.list();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(server.requests).toEqual([]);
  });
});
