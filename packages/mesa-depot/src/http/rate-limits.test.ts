import { expect, it, onTestFinished } from 'vitest';
import { DEFAULT_REQUESTS_PER_SECOND, MAX_FAILED_AUTHENTICATIONS } from './limits.js';
import { toSource } from './rate-limits.js';
import { send } from './testing/send.js';
import { startApp } from './testing/start-app.js';

const limited = (requestsPerSecond: number, trustProxy?: string) =>
  startApp({}, onTestFinished, {
    requestsPerSecond,
    ...(trustProxy === undefined ? {} : { trustProxy }),
  });

it('tells a credential how much is left, then that it has to wait, and others are not concerned', async () => {
  const app = await limited(0.3);
  const ask = (token: string) => send(app, 'GET', '/v1/whoami', { token });
  const answers = [await ask('read'), await ask('read'), await ask('read')];
  expect(answers.map(({ status, headers }) => [status, headers.get('ratelimit-remaining')])).toEqual([
    [200, '2'],
    [200, '1'],
    [200, '0'],
  ]);
  const refused = await ask('read');
  expect(refused.status).toBe(429);
  expect(refused.json.error).toMatchObject({
    code: 'RATE_LIMITED',
    message: expect.stringMatching(/^Too many requests came with this credential\. Try again after \d+ s\.$/),
  });
  const wait = Number(refused.headers.get('retry-after'));
  expect(wait).toBeGreaterThan(0);
  expect(wait).toBeLessThanOrEqual(10);
  expect(Object.fromEntries(refused.headers)).toMatchObject({
    'ratelimit-limit': '3',
    'ratelimit-remaining': '0',
    'ratelimit-reset': String(wait),
  });
  expect((await ask('write')).status).toBe(200);
});

it('counts requests that lack a scope, and neither health checks nor preflights', async () => {
  const app = await limited(0.1);
  const preflight = { origin: 'https://a.example', 'access-control-request-method': 'GET' };
  for (let count = 0; count < 3; count += 1) {
    expect((await send(app, 'GET', '/healthz', { token: null })).status).toBe(200);
    expect((await send(app, 'OPTIONS', '/v1/whoami', { token: null, headers: preflight })).status).toBe(204);
  }
  expect((await send(app, 'POST', '/v1/acme/repos', { token: 'read', json: {} })).status).toBe(403);
  expect((await send(app, 'POST', '/v1/acme/repos', { token: 'read', json: {} })).status).toBe(429);
});

it('stops an address that guesses, and not who has a good credential there', async () => {
  const app = await limited(DEFAULT_REQUESTS_PER_SECOND, '127.0.0.1');
  const ask = (token: string | null, address: string) =>
    send(app, 'GET', '/v1/whoami', { token, headers: { 'x-forwarded-for': address } });
  expect((await ask('read', '192.0.2.1')).status).toBe(200);
  for (let count = 0; count < 3; count += 1) expect((await ask(null, '192.0.2.1')).status).toBe(401);
  const guesses = Array.from({ length: MAX_FAILED_AUTHENTICATIONS }, (_, at) => ask(`no-${at}`, '192.0.2.1'));
  expect(new Set((await Promise.all(guesses)).map(({ status }) => status))).toEqual(new Set([401]));
  const stopped = await ask('no-more', '192.0.2.1');
  expect([stopped.status, stopped.json.error.code]).toEqual([429, 'RATE_LIMITED']);
  expect(Number(stopped.headers.get('retry-after'))).toBeGreaterThan(0);
  // Even a right guess is not told from a wrong one; who was known before goes on, and so do other addresses.
  expect((await ask('write', '192.0.2.1')).status).toBe(429);
  expect((await ask('read', '192.0.2.1')).status).toBe(200);
  expect((await ask('write', '192.0.2.2')).status).toBe(200);
});

it('limits nothing where no limit is set', async () => {
  const app = await startApp();
  const answer = await send(app, 'GET', '/v1/whoami');
  expect([answer.status, answer.headers.get('ratelimit-limit')]).toEqual([200, null]);
});

it.each([
  ['192.0.2.7', '192.0.2.7'],
  ['::ffff:192.0.2.7', '192.0.2.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
])('an address %s counts as %s', (address, source) => {
  expect(toSource(address)).toBe(source);
});
