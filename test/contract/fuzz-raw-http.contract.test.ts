import { createDepot, type Depot } from 'mesa-depot';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { exchangeBytes, parseAnswers } from '../helpers/fuzz/raw-http.js';
import { createContractClient } from '../helpers/send.js';
import { operationOf, problemsOf } from '../helpers/spec.js';

/** Bytes that no HTTP client would send, and what comes back: a 4xx, or nothing where nothing was asked. */
let depot: Depot;
beforeAll(async () => {
  depot = await createDepot();
});
afterAll(() => depot.close());

const send = (bytes: string): Promise<string> => exchangeBytes(depot.url, Buffer.from(bytes, 'latin1'));
const head = (...lines: string[]): string =>
  [...lines, 'Host: x', `Authorization: Bearer ${depot.apiKey}`, '', ''].join('\r\n');

afterEach(async () => {
  const whoami = await createContractClient(depot.apiUrl, depot.apiKey)('whoami');
  expect([whoami.status, whoami.problems]).toEqual([200, []]);
});

it.each<[string, () => string]>([
  ['no HTTP', () => 'hello\r\n\r\n'],
  ['TLS', () => '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03'],
  ['HTTP/2', () => 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
  ['an unknown method', () => head('STEAL /v1/whoami HTTP/1.1')],
  ['an unknown version', () => head('GET /v1/whoami HTTP/9.9')],
  ['no host', () => 'GET /v1/whoami HTTP/1.1\r\nConnection: close\r\n\r\n'],
  ['no version', () => 'GET /v1/whoami\r\n\r\n'],
  ['a path with a space', () => head('GET /v1/who ami HTTP/1.1')],
  ['a path of raw bytes', () => head('GET /v1/acme/\xe9\xff HTTP/1.1')],
  ['a path with a NUL', () => head('GET /v1/acme\x00 HTTP/1.1')],
  ['a relative path', () => head('GET v1/whoami HTTP/1.1')],
  ['a header without a colon', () => head('GET /v1/whoami HTTP/1.1', 'nonsense')],
  ['a header with a space in its name', () => head('GET /v1/whoami HTTP/1.1', 'x y: z')],
  ['a header with a NUL', () => head('GET /v1/whoami HTTP/1.1', 'x: a\x00b')],
  ['a folded header', () => head('GET /v1/whoami HTTP/1.1', 'x: a\r\n\x01b')],
  ['a head that is too large', () => head('GET /v1/whoami HTTP/1.1', `x: ${'y'.repeat(140_000)}`)],
  [
    'thousands of headers',
    () => head('GET /v1/whoami HTTP/1.1', 'Connection: close', ...Array(5_000).fill('a: b')),
  ],
  ['two lengths', () => head('POST /v1/acme/repos HTTP/1.1', 'Content-Length: 2', 'Content-Length: 3')],
  ['a negative length', () => head('POST /v1/acme/repos HTTP/1.1', 'Content-Length: -1')],
  [
    'a length beyond numbers',
    () => head('POST /v1/acme/repos HTTP/1.1', `Content-Length: ${'9'.repeat(40)}`),
  ],
  [
    'a length beside chunks',
    () =>
      `${head('POST /v1/acme/repos HTTP/1.1', 'Content-Length: 5', 'Transfer-Encoding: chunked')}0\r\n\r\n`,
  ],
  [
    'a chunk whose size is no number',
    () =>
      `${head('POST /v1/acme/repos HTTP/1.1', 'Content-Type: application/json', 'Transfer-Encoding: chunked')}zz\r\n{}\r\n`,
  ],
  [
    'an unknown transfer encoding',
    () => `${head('POST /v1/acme/repos HTTP/1.1', 'Transfer-Encoding: gzip')}{}`,
  ],
])('%s is refused in the shape of every other error', async (_what, bytes) => {
  const [answer, ...others] = parseAnswers(await send(bytes()));
  expect(answer?.status).toBeGreaterThanOrEqual(400);
  expect(answer?.status).toBeLessThan(500);
  expect(answer?.headers.get('x-request-id')).toBeTruthy();
  const contentType = answer?.headers.get('content-type') ?? '';
  const body = JSON.parse(answer?.body ?? '');
  expect(problemsOf(operationOf('whoami'), answer?.status ?? 0, contentType, body)).toEqual([]);
  expect(others).toEqual([]);
});

it('a second request hidden in the body of the first is not answered', async () => {
  const hidden = `GET /v1/acme HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${depot.apiKey}\r\n\r\n`;
  const first = head('POST /v1/acme/repos HTTP/1.1', `Content-Length: ${hidden.length}`, 'Connection: close');
  expect(parseAnswers(await send(first + hidden)).map(({ status }) => status)).toEqual([415]);
});

it('requests in a row are answered in a row', async () => {
  const bytes =
    head('GET /v1/whoami HTTP/1.1') +
    head('GET /v1/nobody HTTP/1.1') +
    head('GET / HTTP/1.1', 'Connection: close');
  expect(parseAnswers(await send(bytes)).map(({ status }) => status)).toEqual([200, 404, 404]);
});

it.each<[string, () => string]>([
  ['in the middle of the head', () => 'GET /v1/whoami HTTP/1.1\r\nHost:'],
  [
    'in the middle of the body',
    () => `${head('POST /v1/acme/repos HTTP/1.1', 'Content-Type: application/json', 'Content-Length: 100')}{`,
  ],
])('a client that goes away %s does no harm', async (_when, bytes) => {
  const answers = parseAnswers(
    await exchangeBytes(depot.url, Buffer.from(bytes(), 'latin1'), { endsFirst: true }),
  );
  expect(answers.filter(({ status }) => status >= 500 || status < 300)).toEqual([]);
});
