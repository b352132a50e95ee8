import { describe, expect, expectTypeOf, test } from 'vitest';
// What an application written against version 0.38 of the vendor's SDK imports for the parts of this package.
import {
  type BookmarkCreatedPayload,
  BookmarkCreatedPayloadSchema,
  type BookmarkDeletedPayload,
  BookmarkDeletedPayloadSchema,
  type BookmarkMergedPayload,
  BookmarkMergedPayloadSchema,
  type BookmarkMovedPayload,
  BookmarkMovedPayloadSchema,
  type ChangeCreatedPayload,
  ChangeCreatedPayloadSchema,
  type ChangeEvolvedPayload,
  ChangeEvolvedPayloadSchema,
  InvalidApiUrlError,
  InvalidOptionsError,
  Mesa,
  MesaApiError,
  type MesaApiErrorOptions,
  MesaError,
  type MesaErrorCode,
  type MesaOptions,
  MesaWebhookVerificationError,
  MissingApiKeyError,
  MissingCredentialError,
  MissingWebhookSecretError,
  OrgResolutionError,
  type PushPayload,
  PushPayloadSchema,
  type RepoCreatedPayload,
  RepoCreatedPayloadSchema,
  type RepoDeletedPayload,
  RepoDeletedPayloadSchema,
  type RepoUpdatedPayload,
  RepoUpdatedPayloadSchema,
  VIRTUAL_ROOT_CHANGE_ID,
  type WebhookEvent,
  type WebhookEventName,
  type WebhookEventOf,
  WebhookEventSchema,
  type WebhookHandler,
} from './index.js';
import { apiError, startApiServer } from './testing/api-server.js';
import { SAMPLE_EVENTS } from './testing/sample-events.js';

/** A program as it was written for version 0.38: it compiles without a change, and runs. */
async function application(options: MesaOptions): Promise<string[]> {
  const mesa = new Mesa(options);
  const seen: string[] = [];
  const url: string = mesa.apiUrl + mesa.vcsUrl + (mesa.apiKey ?? '');
  seen.push(typeof url);

  const org: string = await mesa.resolveOrg();
  const who = await mesa.whoami();
  seen.push(org, who.org.slug, who.key_id ?? '');

  const { created_at, num_repos } = await mesa.org.get();
  const { token, expires_at, scopes, repos } = await mesa.tokens.create({
    scopes: ['read'],
    repos: ['acme/r'],
    ttl_seconds: 60,
    org,
  });
  const strings: string[] = [created_at, String(num_repos), token, expires_at, ...scopes, ...(repos ?? [])];
  seen.push(String(strings.length));

  const keys = await mesa.apiKeys.list();
  const key = await mesa.apiKeys.create({
    name: 'ci',
    scopes: ['read', 'write'],
    repo_ids: ['r'],
    expires_in_seconds: 100,
    tags: { a: 'b' },
  });
  await mesa.apiKeys.revoke({ id: key.id });
  seen.push(String(keys.api_keys?.length));

  let cursor: string | undefined;
  do {
    const page = await mesa.repos.list({ org, limit: 10, tags: 'env:prod', ...(cursor && { cursor }) });
    seen.push(String(page.repos?.length));
    cursor = page.next_cursor ?? undefined;
  } while (cursor);
  const repo = await mesa.repos.create({
    name: 'demo',
    default_bookmark: 'main',
    tags: {},
    upstream: { url: 'https://x', auth: null },
  });
  await mesa.repos.update({ repo: repo.name, name: 'new', tags: { a: null }, upstream: null });
  const sync = await mesa.repos.syncUpstream({
    repo: 'demo',
    direction: 'pull',
    ref_globs: { branches: '*' },
  });
  await mesa.repos.getUpstreamSync({ repo: 'demo', syncId: sync.id });
  await mesa.repos.listUpstreamSyncs({ repo: 'demo', limit: 1 });
  await mesa.repos.get({ repo: 'demo', org });
  await mesa.repos.delete({ repo: 'demo' });

  const content = await mesa.content.get({
    repo: 'demo',
    change_id: VIRTUAL_ROOT_CHANGE_ID,
    path: '',
    depth: 1,
    metadata: { a: 'b' },
  });
  if (content.type === 'file') seen.push(atob(content.content), content.encoding, content.mode);
  if (content.type === 'dir') seen.push(...content.entries.map((entry) => entry.path));

  const author = { name: 'A', email: 'a@b', date: '2026-01-02T03:04:05Z' };
  const change = await mesa.changes.create({
    repo: 'demo',
    base_change_id: repo.head_change_id ?? VIRTUAL_ROOT_CHANGE_ID,
    author,
    committer: author,
    message: 'm',
    files: [
      { path: 'a', content: 'YQ==', encoding: 'base64', action: 'upsert', mode: '100755' },
      { path: 'b', action: 'delete' },
    ],
  });
  await mesa.changes.create({ repo: 'demo', base_change_id: VIRTUAL_ROOT_CHANGE_ID });
  const changed = { repo: 'demo', change_id: VIRTUAL_ROOT_CHANGE_ID };
  await mesa.changes.patch({
    ...changed,
    message: 'm',
    base_commit_oid: change.current_commit_oid,
    files: [],
  });
  await mesa.changes.patch({
    ...changed,
    resolutions: [
      { path: 'a', take: 'target' },
      { path: 'b', content: 'YQ==', encoding: 'base64' },
    ],
  });
  await mesa.changes.patch({
    ...changed,
    resolutions: [{ path: 'a', hunks: [{ hunk_id: 'h', content: 'YQ==' }] }],
  });
  await mesa.changes.get(changed);
  await mesa.changes.list({ repo: 'demo', bookmark: 'main', limit: 1 });
  await mesa.diffs.get({
    repo: 'demo',
    base_change_id: VIRTUAL_ROOT_CHANGE_ID,
    head_change_id: VIRTUAL_ROOT_CHANGE_ID,
    conflicts: 'include',
  });

  await mesa.bookmarks.list({ repo: 'demo', glob: '*' });
  await mesa.bookmarks.create({ repo: 'demo', name: 'f', change_id: VIRTUAL_ROOT_CHANGE_ID });
  await mesa.bookmarks.get({ repo: 'demo', bookmark: 'f' });
  await mesa.bookmarks.move({ repo: 'demo', bookmark: 'f', change_id: VIRTUAL_ROOT_CHANGE_ID });
  await mesa.bookmarks.merge({
    repo: 'demo',
    source: 'f',
    target: 'main',
    delete_source: true,
    allow_conflicted: false,
    message: '',
    resolutions: [],
  });
  await mesa.bookmarks.delete({ repo: 'demo', bookmark: 'f' });

  await mesa.webhookTargets.list({ limit: 1 });
  await mesa.webhookTargets.create({ url: 'https://x', name: 'n', events: ['push'], repo_ids: ['r'] });
  await mesa.webhookTargets.update({ webhookTargetId: 'w', events: ['push'], repo_ids: null, name: null });
  await mesa.webhookTargets.delete({ webhookTargetId: 'w' });

  mesa.webhooks.on('push', async (event) => {
    seen.push(event.data.updates[0]?.ref ?? '');
  });
  mesa.webhooks.on(['repo.created', 'repo.deleted'], (event) => seen.push(event.data.repo.name));
  return seen;
}

describe('an application of version 0.38', () => {
  test('runs after a change of the import', async () => {
    const server = await startApiServer(() => ({
      body: {
        id: 'id',
        name: 'demo',
        repos: [],
        api_keys: [],
        next_cursor: null,
        has_more: false,
        type: 'dir',
        entries: [{ path: 'p' }],
      },
    }));
    const seen = await application({
      apiKey: 'mesa_abc',
      apiUrl: server.apiUrl,
      vcsUrl: server.apiUrl,
      userAgent: 'app',
      webhookSecret: 's',
      fetch,
    });
    expect(seen).toEqual(['string', 'acme', 'acme', 'key_1', '6', '0', '0', 'p']);
    expect(server.requests).toHaveLength(32);
  });

  test('finds in an error what it looks for', async () => {
    const server = await startApiServer(() =>
      apiError(409, 'MERGE_CONFLICT', 'conflicts', { conflict_paths: ['a'] }),
    );
    const mesa = new Mesa({ apiKey: 'mesa_abc', apiUrl: server.apiUrl, org: 'acme' });
    try {
      await mesa.bookmarks.merge({ repo: 'demo', source: 'a', target: 'b' });
      expect.unreachable();
    } catch (error) {
      if (!(error instanceof MesaApiError)) throw error;
      expect(error).toMatchObject({
        status: 409,
        code: 'MERGE_CONFLICT',
        message: 'MERGE_CONFLICT: conflicts',
      });
      expect(error.body).toEqual({
        error: { code: 'MERGE_CONFLICT', message: 'conflicts', details: { conflict_paths: ['a'] } },
      });
      expect(error.headers.get('content-type')).toBe('application/json');
    }
  });

  test('finds the codes of the setup errors', () => {
    const codes = [
      new MissingCredentialError(''),
      new MissingApiKeyError(''),
      new InvalidApiUrlError(''),
      new InvalidOptionsError(''),
      new OrgResolutionError(''),
      new MesaWebhookVerificationError(''),
      new MissingWebhookSecretError(''),
    ].map((error) => error.code);
    expect(codes).toEqual([
      'MISSING_CREDENTIAL',
      'MISSING_CREDENTIAL',
      'INVALID_API_URL',
      'INVALID_OPTIONS',
      'ORG_RESOLUTION_FAILED',
      'WEBHOOK_VERIFICATION_FAILED',
      'MISSING_WEBHOOK_SECRET',
    ]);
    expect(new MissingApiKeyError('')).toBeInstanceOf(MesaError);
  });

  test('parses events with the schemas of their payloads', () => {
    const schemas: Partial<Record<WebhookEventName, { parse(data: unknown): unknown }>> = {
      'repo.created': RepoCreatedPayloadSchema,
      'repo.updated': RepoUpdatedPayloadSchema,
      'repo.deleted': RepoDeletedPayloadSchema,
      'bookmark.created': BookmarkCreatedPayloadSchema,
      'bookmark.deleted': BookmarkDeletedPayloadSchema,
      'bookmark.moved': BookmarkMovedPayloadSchema,
      'bookmark.merged': BookmarkMergedPayloadSchema,
      'change.created': ChangeCreatedPayloadSchema,
      'change.evolved': ChangeEvolvedPayloadSchema,
      push: PushPayloadSchema,
    };
    for (const event of SAMPLE_EVENTS) {
      expect(WebhookEventSchema.parse(event)).toEqual(event);
      if (schemas[event.type]) expect(schemas[event.type]?.parse(event.data)).toEqual(event.data);
    }
  });

  test('finds the types it names', () => {
    expectTypeOf<WebhookEventOf<'push'>['data']>().toEqualTypeOf<PushPayload>();
    expectTypeOf<WebhookEventOf<'repo.created'>['data']>().toEqualTypeOf<RepoCreatedPayload>();
    expectTypeOf<WebhookEventOf<'repo.updated'>['data']>().toEqualTypeOf<RepoUpdatedPayload>();
    expectTypeOf<WebhookEventOf<'repo.deleted'>['data']>().toEqualTypeOf<RepoDeletedPayload>();
    expectTypeOf<WebhookEventOf<'bookmark.created'>['data']>().toEqualTypeOf<BookmarkCreatedPayload>();
    expectTypeOf<WebhookEventOf<'bookmark.deleted'>['data']>().toEqualTypeOf<BookmarkDeletedPayload>();
    expectTypeOf<WebhookEventOf<'bookmark.merged'>['data']>().toEqualTypeOf<BookmarkMergedPayload>();
    expectTypeOf<WebhookEventOf<'bookmark.moved'>['data']>().toEqualTypeOf<BookmarkMovedPayload>();
    expectTypeOf<WebhookEventOf<'change.created'>['data']>().toEqualTypeOf<ChangeCreatedPayload>();
    expectTypeOf<WebhookEventOf<'change.evolved'>['data']>().toEqualTypeOf<ChangeEvolvedPayload>();
    expectTypeOf<WebhookEvent['type']>().toEqualTypeOf<WebhookEventName>();
    expectTypeOf<WebhookHandler<'push'>>().parameter(0).toEqualTypeOf<WebhookEventOf<'push'>>();
    expectTypeOf<'MISSING_CREDENTIAL'>().toExtend<MesaErrorCode>();
    expectTypeOf<MesaApiErrorOptions>().toHaveProperty('status');
    expectTypeOf<Mesa['apiUrl']>().toEqualTypeOf<string>();
    expectTypeOf<Mesa['apiKey']>().toEqualTypeOf<string | undefined>();
  });
});
