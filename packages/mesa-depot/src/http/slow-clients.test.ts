import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import type { FakeAnswers } from './testing/fake-services.js';
import { send } from './testing/send.js';
import { startApp, type TestApp } from './testing/start-app.js';

const start = (limits: Parameters<typeof startApp>[2], answers: FakeAnswers = {}) =>
  startApp(answers, onTestFinished, limits);

interface Raw {
  readonly socket: Socket;
  readonly closed: Promise<unknown>;
  text(): string;
}

async function open({ port }: TestApp): Promise<Raw> {
  const socket = connect({ host: '127.0.0.1', port });
  let text = '';
  socket.on('data', (bytes) => {
    text += bytes.toString('latin1');
  });
  socket.on('error', () => {});
  onTestFinished(() => void socket.destroy());
  const closed = once(socket, 'close');
  await once(socket, 'connect');
  return { socket, closed, text: () => text };
}

const head = (line: string, ...more: string[]): string =>
  [line, 'Host: x', 'Authorization: Bearer admin', ...more, '', ''].join('\r\n');
const slow = { limits: { minBytesPerSecond: 1_000, slowClientWindowMs: 200 } };

it('a head that is never finished is answered with 408, and nobody else is kept waiting', {
  timeout: 20_000,
}, async () => {
  const app = await start({ limits: { headersTimeoutMs: 300, timeoutCheckIntervalMs: 50 } });
  const clients = await Promise.all(Array.from({ length: 50 }, () => open(app)));
  const drip = setInterval(() => {
    for (const { socket } of clients) if (socket.writable) socket.write('a: b\r\n');
  }, 50);
  onTestFinished(() => clearInterval(drip));
  for (const { socket } of clients) socket.write('GET /v1/whoami HTTP/1.1\r\n');
  expect((await send(app, 'GET', '/v1/whoami')).status).toBe(200);
  await Promise.all(clients.map(({ closed }) => closed));
  for (const client of clients) expect(client.text()).toMatch(/^HTTP\/1\.1 408 /);
});

it.each([
  ['JSON', 'POST /v1/acme/repos HTTP/1.1', 'application/json'],
  ['bytes', 'POST /v1/acme/r/blobs HTTP/1.1', 'application/octet-stream'],
])('a body of %s that trickles is answered with 408', async (_what, line, type) => {
  const app = await start(slow, {
    'blobs.put': async ({ bytes }) => {
      for await (const _ of bytes as AsyncIterable<Uint8Array>);
    },
  });
  const client = await open(app);
  client.socket.write(head(line, `Content-Type: ${type}`, 'Content-Length: 100000'));
  const drip = setInterval(() => client.socket.writable && client.socket.write('1'), 20);
  onTestFinished(() => clearInterval(drip));
  await client.closed;
  expect(client.text()).toMatch(/^HTTP\/1\.1 408 /);
  expect(client.text()).toContain('did not arrive in time');
});

it('an answer that is not read is cut off, and what makes it ends', async () => {
  let isEnded = false;
  const app = await start(slow, {
    'blobs.open': async () => ({
      size: 1e9,
      async *read() {
        try {
          for (let count = 0; count < 1_000; count += 1) yield Buffer.alloc(1e6);
        } finally {
          isEnded = true;
        }
      },
    }),
  });
  const client = await open(app);
  client.socket.pause();
  client.socket.write(head(`GET /v1/acme/r/blobs/${'0'.repeat(40)} HTTP/1.1`));
  await expect.poll(() => isEnded, { timeout: 5_000 }).toBe(true);
});

it('a server that takes its time, and a feed in which nothing happens, are cut by nobody', async () => {
  let wait = 0;
  const app = await start(slow, {
    'repos.list': async () => {
      await pause(700);
      return { repos: [] };
    },
    'feed.watch': async function* () {
      yield { type: 'start', opSeq: 1 };
      await pause(700);
      wait += 1;
      yield { type: 'heartbeat' };
    },
  });
  const [listed, fed] = await Promise.all([
    send(app, 'GET', '/v1/acme/repos'),
    send(app, 'GET', '/v1/acme/r/events'),
  ]);
  expect([listed.status, fed.status, wait]).toEqual([200, 200, 1]);
  expect(fed.text).toContain('nothing new');
});

it('connections beyond the limit are closed, and room is made by those that end', async () => {
  const app = await start({ limits: { maxConnections: 3 } });
  const clients = await Promise.all([open(app), open(app), open(app)]);
  const refused = await open(app);
  await refused.closed;
  expect(refused.text()).toBe('');
  for (const { socket, closed } of clients) {
    socket.destroy();
    await closed;
  }
  await expect
    .poll(() =>
      send(app, 'GET', '/v1/whoami').then(
        ({ status }) => status,
        () => 0,
      ),
    )
    .toBe(200);
});
