import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { loadOpenApi } from './openapi.js';
import { listOperations } from './operation.js';
import { send } from './testing/send.js';
import { startApp, type TestApp } from './testing/start-app.js';
import { createValidator, type RequestPart } from './validation.js';

const CHANGE_ID = 'z'.repeat(32);

let app: TestApp;

beforeAll(async () => {
  let stop: (() => Promise<void>) | undefined;
  app = await startApp({}, (close) => {
    stop = close;
  });
  return stop;
});

beforeEach(() => {
  app.calls.length = 0;
});

async function complaints(method: string, path: string, json?: unknown) {
  const answer = await send(app, method, path, { json });
  expect(answer).toMatchObject({ status: 400, json: { error: { code: 'BAD_REQUEST' } } });
  expect(app.calls).toEqual([]);
  const { message, details } = answer.json.error;
  return { message, errors: details.errors as { path: string; message: string }[] };
}

async function firstMessage(method: string, path: string, json?: unknown): Promise<string> {
  return (await complaints(method, path, json)).message;
}

describe('every schema of the contract', () => {
  it('can be compiled, and refuses what is no object', async () => {
    for (const { id, schema } of listOperations(await loadOpenApi()).values()) {
      for (const [part, partSchema] of Object.entries(schema)) {
        const result = createValidator(partSchema, part as RequestPart)('x');
        expect([id, part, 'error' in result]).toEqual([id, part, true]);
      }
    }
  });
});

describe('a refused query', () => {
  it.each([
    ['/v1/acme/repos?limit=0', 'Invalid query: `limit` must be between 1 and 100.'],
    ['/v1/acme/repos?limit=abc', 'Invalid query: `limit` must be an integer, not `abc`.'],
    ['/v1/acme/repos?limit=', 'Invalid query: `limit` must be an integer, not empty.'],
    ['/v1/acme/repos?limit=1&limit=2', 'Invalid query: `limit` must be an integer, not an array.'],
    ['/v1/acme/repos?tag=x', 'Invalid query: `tag` is not known; allowed are `cursor`, `limit`, `tags`.'],
    ['/v1/acme?x=1', 'Invalid query: `x` is not known; none is allowed here.'],
    [
      '/v1/acme/api-keys?status=old',
      'Invalid query: `status` must be one of `active`, `revoked`, `expired`, `all`.',
    ],
    [
      '/v1/acme/r/content?change_id=abc',
      'Invalid query: `change_id` must be a change id: 32 letters from k to z.',
    ],
    ['/v1/acme/r/content?path=a&path=b', 'Invalid query: `path` must be a string, not an array.'],
    ['/v1/acme/r/content?metadata=x', 'Invalid query: `metadata` must be an object, not `x`.'],
    ['/v1/acme/r/content?a[b]=x', 'Invalid query: `metadata.a` must be a string, not an object.'],
  ])('GET %s', async (path, message) => {
    expect(await firstMessage('GET', path)).toBe(message);
  });
});

describe('a refused path', () => {
  it('names the parameter', async () => {
    expect(await firstMessage('GET', '/v1/acme/r/changes/abc')).toBe(
      'Invalid path: `change_id` must be a change id: 32 letters from k to z.',
    );
  });
});

describe('a refused header', () => {
  it('names the header', async () => {
    const headers = { 'idempotency-key': 'k'.repeat(256) };
    const { json } = await send(app, 'POST', '/v1/acme/repos', { json: {}, headers });
    expect(json.error.message).toBe('Invalid headers: `idempotency-key` must have at most 255 characters.');
  });
});

describe('a refused body', () => {
  const createRepo = (body: unknown) => firstMessage('POST', '/v1/acme/repos', body);
  const createChange = (files: unknown[]) =>
    firstMessage('POST', '/v1/acme/r/changes', { base_change_id: CHANGE_ID, files });

  it.each([
    [[], 'it must be an object, not an array'],
    ['x', 'it must be an object, not a string'],
    [{ name: 5 }, '`name` must be a string, not a number'],
    [{ name: '' }, '`name` must not be empty'],
    [{ name: 'n'.repeat(101) }, '`name` must have at most 100 characters'],
    [{ nmae: 'x' }, '`nmae` is not known; allowed are `name`, `default_bookmark`, `tags`, `upstream`'],
    [{ tags: { env: 1 } }, '`tags.env` must be a string, not a number'],
    [{ tags: { 'a b': null } }, '`tags["a b"]` must be a string, not null'],
    [{ tags: { $x: 'y' } }, '`tags` has the key `$x`, which must not begin with `$`'],
    [{ upstream: { url: 'ftp://a.b' } }, '`upstream.url` must begin with http:// or https://'],
  ])('repo %j: %s', async (body, message) => {
    expect(await createRepo(body)).toBe(`Invalid request body: ${message}.`);
  });

  it.each([
    ['an unknown kind', { kind: 'key' }, '`upstream.auth.kind` must be one of `token`, `username_password`'],
    ['a missing member of its kind', { kind: 'token' }, '`upstream.auth.token` is required'],
    [
      'a foreign member',
      { kind: 'token', token: 't', user: 'u' },
      '`upstream.auth.user` is not known; allowed are `kind`, `token`, `token_username`',
    ],
    ['another type', 5, '`upstream.auth` must be an object or null, not a number'],
  ])('upstream credential with %s', async (_what, auth, message) => {
    expect(await createRepo({ upstream: { url: 'https://a.b/r', auth } })).toBe(
      `Invalid request body: ${message}.`,
    );
  });

  it.each([
    [
      'a deletion with content',
      { path: 'a', action: 'delete', content: '' },
      '`files[0].content` is not known; allowed are `path`, `action`',
    ],
    [
      'an unknown action',
      { path: 'a', action: 'remove' },
      '`files[0].action` must be one of `upsert`, `delete`',
    ],
    ['no content', { path: 'a', action: 'upsert' }, '`files[0].content` is required'],
    [
      'an unknown mode',
      { path: 'a', content: '', mode: '0644' },
      '`files[0].mode` must be one of `100644`, `100755`',
    ],
    ['an empty link', { path: 'a', symlink: '' }, '`files[0].symlink` must not be empty'],
    ['another type', 'a', '`files[0]` must be an object, not a string'],
  ])('file operation with %s', async (_what, file, message) => {
    expect(await createChange([file])).toBe(`Invalid request body: ${message}.`);
  });

  it('resolution by hunk is told apart from one of the whole file', async () => {
    const { errors } = await complaints('PATCH', `/v1/acme/r/changes/${CHANGE_ID}`, {
      resolutions: [
        { path: 'a', take: 'ours' },
        { path: 'b', hunks: [] },
      ],
    });
    expect(errors).toEqual([
      {
        path: 'body.resolutions[0].take',
        message: '`resolutions[0].take` must be one of `target`, `source`',
      },
      { path: 'body.resolutions[1].hunks', message: '`resolutions[1].hunks` must have at least one item' },
    ]);
  });

  it('identity is described in words', async () => {
    const { errors } = await complaints('POST', '/v1/acme/r/changes', {
      base_change_id: CHANGE_ID,
      author: { name: ' ', email: 'a<b', date: 'yesterday' },
    });
    expect(errors.map(({ message }) => message)).toEqual([
      '`author.name` must have a visible character and none of <, >, line breaks and NUL',
      '`author.email` must have none of <, >, line breaks and NUL',
      '`author.date` must be a date and time with an offset, for example 2026-11-22T10:00:00Z',
    ]);
  });

  it('lists all faults of a small body, tells three of them and counts the others', async () => {
    const { message, errors } = await complaints('POST', '/v1/acme/repos', { a: 1, name: 5, b: 2, c: 3 });
    expect(errors).toHaveLength(4);
    for (const { message: one } of errors.slice(0, 3)) expect(message).toContain(one);
    expect(message).toMatch(/\(and 1 more problem\)\.$/);
  });

  it('tells the misspelled member together with the one that is missing', async () => {
    const { message } = await complaints('POST', '/v1/acme/r/changes', { baseChangeId: CHANGE_ID });
    expect(message).toMatch(/`base_change_id` is required; `baseChangeId` is not known; allowed are /);
  });

  it('lists at most 20 faults', async () => {
    const { errors } = await complaints(
      'POST',
      '/v1/acme/repos',
      Object.fromEntries(Array.from({ length: 50 }, (_, i) => [`x${i}`, 1])),
    );
    expect(errors).toHaveLength(20);
  });

  it('a huge hostile body is refused at once, with its first fault', async () => {
    // Each of these would take a pattern with two adjacent repetitions minutes.
    const started = performance.now();
    const { errors } = await complaints('POST', '/v1/acme/r/changes', {
      base_change_id: CHANGE_ID,
      author: { name: `${'a'.repeat(2_000_000)}<`, email: 'a' },
      files: Array.from({ length: 10_000 }, () => ({ path: 5 })),
    });
    expect(errors).toHaveLength(1);
    expect(performance.now() - started).toBeLessThan(5_000);
  });

  it('is not coerced and keeps what it has', async () => {
    expect(
      await firstMessage('POST', '/v1/acme/r/bookmarks/merge', {
        target: 'a',
        source: 'b',
        delete_source: 'true',
      }),
    ).toBe('Invalid request body: `delete_source` must be true or false, not a string.');
  });

  it('is required where the operation has one', async () => {
    expect(await firstMessage('POST', '/v1/acme/repos')).toBe(
      'Invalid request body: a JSON object is required, and none was sent.',
    );
  });
});
