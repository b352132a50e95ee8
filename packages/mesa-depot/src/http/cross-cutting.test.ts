import { describe, expect, it } from 'vitest';
import { send } from './testing/send.js';
import { startApp } from './testing/start-app.js';

describe('pages of other origins', () => {
  const origin = { origin: 'https://app.example' };

  it('may ask whether they may ask, without a credential', async () => {
    const app = await startApp();
    const answer = await send(app, 'OPTIONS', '/v1/acme/repos', {
      token: null,
      headers: {
        ...origin,
        'access-control-request-method': 'PATCH',
        'access-control-request-headers': 'authorization, idempotency-key',
      },
    });
    expect(answer.status).toBe(204);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'access-control-allow-origin': '*',
      'access-control-allow-methods': 'GET, HEAD, POST, PUT, PATCH, DELETE',
      'access-control-allow-headers': 'authorization, idempotency-key',
      'access-control-max-age': '86400',
    });
    expect(answer.headers.get('access-control-allow-credentials')).toBeNull();
  });

  it.each([
    ['success', '/v1/whoami', 'admin', 200],
    ['refusal', '/v1/whoami', 'none', 401],
    ['unknown route', '/nowhere', 'admin', 404],
  ])('can read a %s and its request id', async (_what, path, token, status) => {
    const app = await startApp();
    const answer = await send(app, 'GET', path, { token, headers: origin });
    expect(answer.status).toBe(status);
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
    expect(answer.headers.get('access-control-expose-headers')).toContain('x-request-id');
  });
});

describe('Idempotency-Key', () => {
  const key = { 'idempotency-key': 'k-1' };

  it('reaches the service with a hash of what was asked and the secret of the credential', async () => {
    const app = await startApp();
    await send(app, 'POST', '/v1/acme/repos', { token: 'write', json: { name: 'a' }, headers: key });
    const { idempotency } = app.calls[0]?.call ?? {};
    expect(idempotency?.key).toBe('k-1');
    expect(idempotency?.requestHash).toHaveLength(32);
    expect(Buffer.from(idempotency?.secret ?? []).toString()).toBe('write');
  });

  it('has the same hash for the same request alone', async () => {
    const app = await startApp();
    const change = { change_id: 'z'.repeat(32) };
    await send(app, 'POST', '/v1/acme/repos', { json: { name: 'a' }, headers: key });
    await send(app, 'POST', '/v1/acme/repos', { json: { name: 'a' }, headers: key });
    await send(app, 'POST', '/v1/acme/repos', { json: { name: 'b' }, headers: key });
    await send(app, 'PATCH', '/v1/acme/r/bookmarks/a', { json: change, headers: key });
    await send(app, 'PATCH', '/v1/acme/r/bookmarks/b', { json: change, headers: key });
    const hashes = app.calls.map(({ call }) =>
      Buffer.from(call.idempotency?.requestHash ?? []).toString('hex'),
    );
    expect(hashes[0]).toBe(hashes[1]);
    expect(new Set(hashes).size).toBe(4);
  });

  it('says when the answer is one that was given before', async () => {
    const app = await startApp({
      'repos.create': (_input, call) => {
        call.idempotency?.onReplay?.();
        return { name: 'a' };
      },
    });
    const answer = await send(app, 'POST', '/v1/acme/repos', { json: { name: 'a' }, headers: key });
    expect([answer.status, answer.headers.get('idempotency-replayed')]).toEqual([201, 'true']);
  });

  it('is absent where none was sent, and on operations that take none', async () => {
    const app = await startApp();
    await send(app, 'POST', '/v1/acme/repos', { json: {} });
    await send(app, 'GET', '/v1/acme/repos', { headers: key });
    await send(app, 'DELETE', '/v1/acme/r', { headers: key });
    expect(app.calls.map(({ call }) => 'idempotency' in call)).toEqual([false, false, false]);
  });
});

describe('/healthz', () => {
  it('is open to all and asks the database', async () => {
    const app = await startApp();
    expect(await send(app, 'GET', '/healthz', { token: null })).toMatchObject({
      status: 200,
      json: { status: 'ok' },
    });
    app.break();
    expect(await send(app, 'GET', '/healthz', { token: null })).toMatchObject({
      status: 503,
      json: { error: { code: 'UNAVAILABLE' } },
    });
  });
});

describe('/metrics', () => {
  it('counts requests by operation and status, deliveries, and the process', async () => {
    const app = await startApp();
    await send(app, 'GET', '/v1/acme/repos');
    await send(app, 'GET', '/v1/acme/repos?limit=0');
    await send(app, 'GET', '/v1/secret-path/that/is/no/route');
    const { text, headers } = await send(app, 'GET', '/metrics', { token: null });
    expect(headers.get('content-type')).toContain('text/plain');
    expect(text).toContain('mesa_http_requests_total{operation="listRepos",method="GET",status="200"} 1');
    expect(text).toContain('mesa_http_requests_total{operation="listRepos",method="GET",status="400"} 1');
    expect(text).toContain('mesa_http_requests_total{operation="none",method="GET",status="404"} 1');
    expect(text).toContain('mesa_http_request_duration_seconds_count{operation="listRepos",status="200"} 1');
    expect(text).toContain('mesa_webhook_deliveries{status="pending"} 3');
    expect(text).toContain('mesa_webhook_deliveries{status="parked"} 1');
    expect(text).toContain('mesa_upstream_syncs{status="queued"} 2');
    expect(text).toContain('process_cpu_seconds_total');
    expect(text).not.toContain('secret-path');
  });
});

describe('log', () => {
  it('has one line a request that says who did what', async () => {
    const app = await startApp();
    const { headers } = await send(app, 'GET', '/v1/acme/repos?limit=5');
    await expect
      .poll(() => app.logs)
      .toContainEqual(
        expect.objectContaining({
          level: 30,
          msg: 'request answered',
          request_id: headers.get('x-request-id'),
          operation: 'listRepos',
          method: 'GET',
          path: '/v1/acme/repos',
          org: 'acme',
          credential: 'key_admin',
          status: 200,
          duration_ms: expect.any(Number),
        }),
      );
  });

  it('never shows a credential, a body, or a value of the query', async () => {
    const app = await startApp({ 'repos.create': () => Promise.reject(new Error('boom')) });
    const json = {
      name: 'a',
      upstream: { url: 'https://a.b/c', auth: { kind: 'token', token: 'hush-body' } },
    };
    await send(app, 'POST', '/v1/acme/repos', { json });
    await send(app, 'GET', '/v1/acme/r/content?password=hush-query', { token: 'hush-token' });
    await send(app, 'GET', '/nowhere?token=hush-query', { token: 'hush-token' });
    await expect.poll(() => app.logs.filter(({ msg }) => msg === 'request answered')).toHaveLength(3);
    expect(JSON.stringify(app.logs)).not.toMatch(/hush|Bearer|authorization/i);
  });
});
