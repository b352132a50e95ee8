import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { send } from './testing/send.js';
import { startApp } from './testing/start-app.js';

/** An answer that comes when `release` is called, and a promise of the moment it is asked for. */
function slowAnswer() {
  let release = () => {};
  let asked = () => {};
  const isAsked = new Promise<void>((resolve) => {
    asked = resolve;
  });
  const answer = () => {
    asked();
    return new Promise((resolve) => {
      release = () => resolve({ name: 'r' });
    });
  };
  return { answer, isAsked, release: () => release() };
}

describe('closing the server', () => {
  it('lets a request in flight end, and ends its connection', async () => {
    const slow = slowAnswer();
    const app = await startApp({ 'repos.get': slow.answer });
    const request = send(app, 'GET', '/v1/acme/r');
    await slow.isAsked;
    const closed = app.close();
    slow.release();
    const answer = await request;
    expect(answer).toMatchObject({ status: 200, json: { name: 'r' } });
    expect(answer.headers.get('connection')).toBe('close');
    await closed;
    await expect(send(app, 'GET', '/v1/whoami')).rejects.toThrow();
  });

  it('answers a request that arrives meanwhile 503 with Retry-After', async () => {
    const slow = slowAnswer();
    const app = await startApp({ 'repos.get': slow.answer });
    const early = connect(app.port, '127.0.0.1');
    await once(early, 'connect');
    const request = send(app, 'GET', '/v1/acme/r');
    await slow.isAsked;
    const closed = app.close();
    early.write('GET /v1/whoami HTTP/1.1\r\nHost: x\r\n\r\n');
    const [answer] = await once(early, 'data');
    expect(String(answer)).toMatch(/^HTTP\/1\.1 503 /);
    expect(String(answer)).toMatch(/retry-after: 1\r\n/);
    expect(String(answer)).toContain('"UNAVAILABLE"');
    slow.release();
    await Promise.all([request, closed]);
  });

  it('answers on a connection that lingers, and is done when all have left', async () => {
    const app = await startApp();
    const client = connect(app.port, '127.0.0.1');
    const ask = async () => {
      client.write('GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n');
      return String((await once(client, 'data'))[0]);
    };
    expect(await ask()).toMatch(/^HTTP\/1\.1 200 /);
    const closed = app.close({ lingerMs: 60_000 });
    const answer = await ask();
    expect(answer).toMatch(/^HTTP\/1\.1 503 /);
    expect(answer).toMatch(/\r\nconnection: close\r\n/i);
    await closed;
    await expect(send(app, 'GET', '/healthz')).rejects.toThrow();
  });

  it('closes the connections that lingered for nothing', async () => {
    const app = await startApp();
    await send(app, 'GET', '/healthz');
    await app.close({ lingerMs: 100 });
  });

  it('does not wait for connections that never sent a request', async () => {
    const app = await startApp();
    const idle = connect(app.port, '127.0.0.1');
    await once(idle, 'connect');
    const started = performance.now();
    await app.close();
    expect(performance.now() - started).toBeLessThan(2_000);
  });

  it('cuts a request that takes longer than it is given', async () => {
    const slow = slowAnswer();
    const app = await startApp({ 'repos.get': slow.answer });
    const request = send(app, 'GET', '/v1/acme/r');
    const outcome = expect(request).rejects.toThrow();
    await slow.isAsked;
    await app.close({ timeoutMs: 50 });
    await outcome;
  });

  it('can be asked for twice', async () => {
    const app = await startApp();
    await Promise.all([app.close(), app.close()]);
  });
});
