import { describe, expect, it } from 'vitest';
import { DepotError } from '../errors/index.js';
import { handlers } from './handlers/index.js';
import { loadOpenApi } from './openapi.js';
import { listOperations } from './operation.js';
import { send, sendRaw, sendRawTwice } from './testing/send.js';
import { startApp } from './testing/start-app.js';

const CHANGE_ID = 'k'.repeat(32);

describe('every operation of the contract', () => {
  it('has a handler, and every handler an operation', async () => {
    const operations = listOperations(await loadOpenApi());
    expect(Object.keys(handlers).sort()).toEqual([...operations.keys()].sort());
  });

  it('asks for a credential, then for its scope, then for an Accept header it can serve', async () => {
    const app = await startApp();
    for (const { id, method, path, scope } of listOperations(await loadOpenApi()).values()) {
      const url = `/v1${path.replace('{change_id}', CHANGE_ID).replace(/\{\w+\}/g, 'x')}`;
      const accept = { accept: 'image/png' };
      const anonymous = await send(app, method, url, { token: null, headers: accept });
      expect([id, anonymous.status, anonymous.json.error.code]).toEqual([id, 401, 'UNAUTHORIZED']);
      expect(anonymous.headers.get('www-authenticate')).toBe('Bearer realm="mesa"');
      const weaker = { write: 'read', admin: 'write' }[scope as string];
      if (weaker !== undefined) {
        const refused = await send(app, method, url, { token: weaker, headers: accept });
        expect([id, refused.status]).toEqual([id, 403]);
        expect(refused.json.error).toMatchObject({
          code: 'FORBIDDEN',
          details: { needed_scope: scope, scopes: [weaker] },
        });
        expect(refused.json.error.message).toContain(
          `needs the scope \`${scope}\`; the credential has \`${weaker}\``,
        );
      }
      const notAcceptable = await send(app, method, url, { token: scope, headers: accept });
      expect([id, notAcceptable.status, notAcceptable.json.error.code]).toEqual([id, 406, 'NOT_ACCEPTABLE']);
    }
    expect(app.calls).toEqual([]);
  });
});

describe('order of checks', () => {
  it('an unknown route comes before a bad credential and a bad body', async () => {
    const app = await startApp();
    const broken = { token: null, body: '{', headers: { 'content-type': 'application/json' } };
    expect(await send(app, 'POST', '/v1/a/b/c/d/e', broken)).toMatchObject({ status: 404 });
    expect(await send(app, 'PUT', '/v1/acme/repos', broken)).toMatchObject({ status: 405 });
  });

  it('a bad credential comes before a bad body, and that before a bad member', async () => {
    const app = await startApp();
    const headers = { 'content-type': 'text/plain' };
    expect(await send(app, 'POST', '/v1/acme/repos', { token: null, body: 'x', headers })).toMatchObject({
      status: 401,
    });
    expect(await send(app, 'POST', '/v1/acme/repos?x=1', { body: 'x', headers })).toMatchObject({
      status: 415,
    });
  });

  it('a bad Accept header comes before the body', async () => {
    const app = await startApp();
    const headers = { 'content-type': 'text/plain', accept: 'text/html' };
    expect(await send(app, 'POST', '/v1/acme/repos', { body: 'x', headers })).toMatchObject({ status: 406 });
  });
});

describe('input of a service', () => {
  it('has path, query and body in one object, with numbers and defaults in place', async () => {
    const app = await startApp();
    await send(app, 'GET', '/v1/acme/repos?limit=7');
    await send(app, 'GET', '/v1/acme/r/bookmarks?glob=a*');
    await send(app, 'PATCH', '/v1/acme/r/bookmarks/feature%2Fx%20%25%3F%23', {
      json: { change_id: CHANGE_ID },
    });
    expect(app.calls.map(({ method, input }) => [method, input])).toEqual([
      ['repos.list', { org: 'acme', limit: 7 }],
      ['bookmarks.list', { org: 'acme', repo: 'r', limit: 50, glob: 'a*' }],
      ['bookmarks.move', { org: 'acme', repo: 'r', bookmark: 'feature/x %?#', change_id: CHANGE_ID }],
    ]);
  });

  it('has the metadata filter in both of its wire forms', async () => {
    const app = await startApp();
    await send(app, 'GET', '/v1/acme/r/content?path=&depth=2&tag=old&metadata[lang]=en%20x');
    expect(app.calls[0]?.input).toEqual({
      org: 'acme',
      repo: 'r',
      path: '',
      depth: 2,
      metadata: { tag: 'old', lang: 'en x' },
    });
  });

  it('a bookmark called merge is reached by all methods but the one that merges', async () => {
    const app = await startApp();
    await send(app, 'GET', '/v1/acme/r/bookmarks/merge');
    await send(app, 'DELETE', '/v1/acme/r/bookmarks/merge');
    await send(app, 'POST', '/v1/acme/r/bookmarks/merge', { json: { target: 'a', source: 'b' } });
    expect(app.calls.map(({ method }) => method)).toEqual([
      'bookmarks.get',
      'bookmarks.delete',
      'bookmarks.merge',
    ]);
  });

  it('DELETE may name a content type without having content', async () => {
    const app = await startApp();
    const headers = { 'content-type': 'application/json' };
    expect(await send(app, 'DELETE', '/v1/acme/r', { headers })).toMatchObject({ status: 200 });
  });
});

describe('answers', () => {
  it('have the status that the contract says, a request id and no sniffing', async () => {
    const app = await startApp();
    const created = await send(app, 'POST', '/v1/acme/repos', { json: {} });
    expect(created.status).toBe(201);
    expect(Object.fromEntries(created.headers)).toMatchObject({
      'content-type': 'application/json; charset=utf-8',
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
      'x-request-id': expect.stringMatching(/^req_[0-9a-z]{26}$/),
    });
  });

  it('repeat a sane request id and replace any other', async () => {
    const app = await startApp();
    const idFor = async (sent: string) =>
      (await send(app, 'GET', '/v1/whoami', { headers: { 'x-request-id': sent } })).headers.get(
        'x-request-id',
      );
    expect(await idFor('trace-1.2:3_4')).toBe('trace-1.2:3_4');
    expect(await idFor('a b')).toMatch(/^req_/);
    expect(await idFor('x'.repeat(129))).toMatch(/^req_/);
    expect(app.calls.map(({ call }) => call.requestId)[0]).toBe('trace-1.2:3_4');
  });

  it('HEAD has the headers of GET and no body', async () => {
    const app = await startApp();
    const answer = await send(app, 'HEAD', '/v1/whoami');
    expect(answer).toMatchObject({ status: 200, text: '' });
    expect(answer.headers.get('content-length')).toBe('11');
  });

  it('an unknown path is 404 and says where the API is', async () => {
    const app = await startApp();
    const { json } = await send(app, 'GET', '/', { token: null });
    expect(json).toEqual({
      error: { code: 'NOT_FOUND', message: 'There is nothing at this path. The API is below /v1.' },
    });
  });

  it('a known path with another method is 405 with Allow', async () => {
    const app = await startApp();
    const answer = await send(app, 'PUT', '/v1/acme/r');
    expect(answer).toMatchObject({ status: 405, json: { error: { code: 'METHOD_NOT_ALLOWED' } } });
    expect(answer.headers.get('allow')).toBe('GET, PATCH, DELETE');
  });

  it('a refusal of a service keeps its code, message and details', async () => {
    const app = await startApp({
      'repos.get': () =>
        Promise.reject(new DepotError('NOT_FOUND', 'Repository not found: "r"', { details: {} })),
    });
    expect(await send(app, 'GET', '/v1/acme/r')).toMatchObject({
      status: 404,
      json: { error: { code: 'NOT_FOUND', message: 'Repository not found: "r"', details: {} } },
    });
  });

  it('a crash of a service shows a trace id to the client and the error to the log', async () => {
    const app = await startApp({ 'repos.get': () => Promise.reject(new Error('boom')) });
    const answer = await send(app, 'GET', '/v1/acme/r');
    expect(answer.status).toBe(500);
    expect(answer.json.error).toEqual({
      code: 'INTERNAL_ERROR',
      message: expect.not.stringContaining('boom'),
      trace_id: answer.headers.get('x-request-id'),
    });
    expect(app.logs).toContainEqual(
      expect.objectContaining({
        level: 50,
        request_id: answer.json.error.trace_id,
        err: expect.objectContaining({ message: 'boom', stack: expect.any(String) }),
      }),
    );
  });
});

describe('bodies', () => {
  const post = async (body: string | Uint8Array<ArrayBuffer>, contentType: string, more = {}) => {
    const app = await startApp();
    const headers = { 'content-type': contentType, ...more };
    const answer = await send(app, 'POST', '/v1/acme/repos', { body, headers });
    return [answer.status, answer.json?.error?.code, answer.json?.error?.message];
  };

  it.each(['application/json', 'application/json; charset=utf-8', 'Application/JSON'])(
    '%s is read',
    async (type) => {
      expect(await post('{}', type)).toEqual([201, undefined, undefined]);
    },
  );

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'application/merge-patch+json', 'nonsense'])(
    '%s is refused',
    async (type) => {
      expect((await post('{}', type)).slice(0, 2)).toEqual([415, 'UNSUPPORTED_MEDIA_TYPE']);
    },
  );

  it('a compressed body is refused', async () => {
    expect(await post('{}', 'application/json', { 'content-encoding': 'gzip' })).toContain(
      'UNSUPPORTED_MEDIA_TYPE',
    );
  });

  it('says where JSON is broken', async () => {
    expect((await post('{"a": 1,}', 'application/json'))[2]).toMatch(
      /^The request body is not valid JSON: .*position 8/,
    );
  });

  it('bytes that are not UTF-8 are refused', async () => {
    expect((await post(new Uint8Array([0x22, 0xff, 0x22]), 'application/json'))[2]).toBe(
      'The request body is not valid UTF-8.',
    );
  });

  it('a member that would reach a prototype is refused', async () => {
    expect((await post('{"tags": {"__proto__": "x"}}', 'application/json'))[2]).toContain('`__proto__`');
  });

  it('deep nesting is refused, not crashed on', async () => {
    const depth = 1_000_000;
    expect((await post('['.repeat(depth) + ']'.repeat(depth), 'application/json'))[0]).toBe(400);
  });

  it('a body over 64 MiB is refused by its announced length, before it is sent', async () => {
    const app = await startApp();
    const answer = await sendRaw(
      app,
      [
        'POST /v1/acme/repos HTTP/1.1',
        'Host: x',
        'Authorization: Bearer admin',
        'Content-Type: application/json',
        'Content-Length: 67108865',
        '',
        '{',
      ].join('\r\n'),
    );
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
    expect(answer).toContain('"PAYLOAD_TOO_LARGE"');
    expect(answer).toContain('64 MiB');
  });

  it('a body over 64 MiB of unknown length is refused while it arrives', async () => {
    const app = await startApp();
    const chunk = new Uint8Array(1024 * 1024).fill(0x20);
    let sent = 0;
    const body = new ReadableStream({
      pull(controller) {
        sent += 1;
        if (sent > 70) controller.close();
        else controller.enqueue(chunk);
      },
    });
    const request = fetch(`${app.origin}/v1/acme/repos`, {
      method: 'POST',
      headers: { authorization: 'Bearer admin', 'content-type': 'application/json' },
      body,
      duplex: 'half',
    } as RequestInit);
    // The server answers and closes while the client is still sending; which of the two fetch sees first is a race.
    const status = await request.then(
      (response) => response.status,
      () => 413,
    );
    expect(status).toBe(413);
    expect(app.calls).toEqual([]);
  });
});

describe('bytes that are not HTTP', () => {
  it.each([
    ['no method at all', 'hello\r\n\r\n', 400],
    ['a bad header', 'GET / HTTP/1.1\r\nHost: x\r\nbad header\r\n\r\n', 400],
    [
      'a length that is no number',
      'POST /v1/acme/repos HTTP/1.1\r\nHost: x\r\nContent-Length: x\r\n\r\n',
      400,
    ],
    [
      'a length and chunks',
      'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n',
      400,
    ],
    ['a head over 128 KiB', `GET / HTTP/1.1\r\nHost: x\r\nX: ${'x'.repeat(140_000)}\r\n\r\n`, 431],
  ])('%s is answered in the shape of every other error', async (_what, bytes, status) => {
    const app = await startApp();
    const answer = await sendRaw(app, bytes);
    expect(answer.startsWith(`HTTP/1.1 ${status} `)).toBe(true);
    expect(answer).toMatch(/x-request-id: req_/);
    expect(JSON.parse(answer.slice(answer.indexOf('\r\n\r\n') + 4))).toMatchObject({
      error: { code: 'BAD_REQUEST' },
    });
  });

  it('what Node would refuse without a word is answered in that shape too', async () => {
    const app = await startApp();
    const close = 'Connection: close\r\n\r\n';
    const noHost = await sendRaw(app, `GET /v1/whoami HTTP/1.1\r\n${close}`);
    expect(noHost).toMatch(/^HTTP\/1\.1 400 .*x-request-id: req_.*no `Host` header/s);
    expect(await sendRaw(app, `GET /healthz HTTP/1.0\r\n${close}`)).toMatch(/^HTTP\/1\.1 200 /);
    const unexpected = await sendRaw(
      app,
      `GET /healthz HTTP/1.1\r\nHost: x\r\nExpect: a miracle\r\n${close}`,
    );
    expect(unexpected).toMatch(/^HTTP\/1\.1 200 /);
  });

  it('is answered also on a connection that served a request before', async () => {
    const app = await startApp();
    const [first, second] = await sendRawTwice(
      app,
      'GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n',
      'hello\r\n\r\n',
    );
    expect(first).toMatch(/^HTTP\/1\.1 200 /);
    expect(second).toMatch(/^HTTP\/1\.1 400 /);
  });

  it('cuts a connection that is in the middle of a response, where an answer would be read as a part of it', async () => {
    const app = await startApp({
      'diffs.patch': async function* () {
        yield Buffer.from('the first line\n');
        await new Promise(() => {}); // never ends
      },
    });
    const diff =
      'GET /v1/acme/r/diff HTTP/1.1\r\nHost: x\r\nAccept: text/plain\r\nAuthorization: Bearer read\r\n\r\n';
    const [first, second] = await sendRawTwice(app, diff, 'hello\r\n\r\n');
    expect(first).toContain('the first line');
    expect(second).toBe('');
  });

  it('a path that is no percent-encoding is 400', async () => {
    const app = await startApp();
    const answer = await send(app, 'GET', '/v1/%zz');
    expect(answer).toMatchObject({ status: 400, json: { error: { code: 'BAD_REQUEST' } } });
    expect(answer.headers.get('x-request-id')).toMatch(/^req_/);
  });

  it('a name in the path that is too long is 400', async () => {
    const app = await startApp();
    const { status, json } = await send(app, 'GET', `/v1/acme/r/bookmarks/${'x'.repeat(1025)}`);
    expect([status, json.error.message]).toEqual([400, 'A name in the path has more than 1024 characters.']);
  });

  it('the server goes on serving afterwards', async () => {
    const app = await startApp();
    await sendRaw(app, 'hello\r\n\r\n');
    expect((await send(app, 'GET', '/v1/whoami')).status).toBe(200);
  });
});
