import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { ODD_STRINGS } from './odd-strings.js';
import type { WireRequest } from './wire-request.js';

/** Turns a request into another one, below the level of JSON values. */
export type WireMutation = (request: WireRequest) => WireRequest;

const CONTENT_TYPES = [
  'text/plain',
  'application/xml',
  'application/json; charset=latin1',
  'APPLICATION/JSON',
  'application/json;;;',
  'application/jsonx',
  'json',
  'multipart/form-data; boundary=x',
  'application/x-www-form-urlencoded',
  'application/merge-patch+json',
  '*/*',
  '',
  '/',
  ';',
  'x'.repeat(3_000),
];

const ACCEPTS = [
  '',
  ',',
  ';',
  '*',
  '*/*;q=0',
  'application/json;q=0',
  'application/json;q=nan',
  'application/json;q=-1',
  'text/html',
  'image/*',
  'a/b/c',
  'application/octet-stream',
  'text/plain',
  'application/*;q=0.1,*/*;q=0.2',
  `${'a/b,'.repeat(1_500)}*/*`,
  `${';'.repeat(3_000)}`,
  '\u00ff',
];

const AUTHORIZATIONS = [
  '',
  'Bearer',
  'Bearer ',
  'bearer  x',
  'Basic YTpi',
  'Bearer mesa_',
  `Bearer mesa_${'A'.repeat(40)}`,
  `Bearer ${'x'.repeat(8_000)}`,
  `Bearer ${'a.'.repeat(3_000)}`,
  'Bearer a.b.c',
  'Bearer ..',
  'Bearer eyJhbGciOiJub25lIn0.e30.',
  'Bearer eyJhbGciOiJIUzI1NiIsImtpZCI6ImtleV94LnYxIn0.e30.AAAA',
  'Bearer eyJhbGciOiJFZERTQSIsImtpZCI6Il9fcHJvdG9fXyJ9.e30.AAAA',
  `Bearer ${' '.repeat(5_000)}x`,
  'Bearer \u00e9\u00ff',
  'Token x',
  'Bearer a Bearer b',
];

const IDEMPOTENCY_KEYS = [
  '',
  ' ',
  'x'.repeat(255),
  'x'.repeat(256),
  'x'.repeat(5_000),
  '\u00e9',
  "'; --",
  '__proto__',
  'key-1',
  'key-2',
  ['a', 'b'],
  ['', ''],
];

const OTHER_HEADERS: readonly (readonly [string, string])[] = [
  ['x-request-id', 'mine-1'],
  ['x-request-id', '<script>'],
  ['x-request-id', 'x'.repeat(200)],
  ['expect', '100-continue'],
  ['expect', 'a miracle'],
  ['range', 'bytes=0-1'],
  ['if-none-match', '*'],
  ['if-modified-since', 'x'],
  ['origin', 'https://evil.example'],
  ['origin', 'null'],
  ['access-control-request-method', 'DELETE'],
  ['host', 'evil.example'],
  ['host', ''],
  ['x-http-method-override', 'DELETE'],
  ['x-forwarded-for', '\u00ff'],
  ['cookie', '='.repeat(1_000)],
  ['upgrade', 'h2c'],
  ['content-encoding', 'gzip'],
  ['content-encoding', 'identity'],
  ['te', 'trailers'],
  ['accept-encoding', 'br;q=1.0, gzip;q=0'],
];

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND', 'SEARCH'];

const QUERIES = [
  '&&&',
  '=',
  '=x',
  'nope=1',
  'limit=1&limit=2',
  'limit[]=5',
  'limit[a]=5',
  'limit=',
  'limit=0',
  'limit=101',
  'limit=1e2',
  'limit=%31',
  'limit=1.5',
  'limit=NaN',
  'limit=-1',
  'limit=%FF',
  'limit=999999999999999999999',
  'cursor=',
  'cursor=W10',
  'cursor=bnVsbA',
  'cursor=WzEsMl0',
  'cursor=%00',
  `cursor=${'A'.repeat(8_192)}`,
  `cursor=${Buffer.from('["AAAAAAAAAAAAAAAA",null]').toString('base64url')}`,
  `cursor=${Buffer.from(`${'['.repeat(3_000)}`).toString('base64url')}`,
  '__proto__[x]=1',
  'constructor[prototype][x]=1',
  'metadata[__proto__]=1',
  'metadata[a][b]=1',
  'metadata=1',
  'metadata[]=1',
  'metadata[toString]=x',
  '__proto__=1',
  'hasOwnProperty=1',
  'path=%',
  'path=%zz',
  'path=%C0%AF',
  'path=..',
  'path=%2e%2e/x',
  'path=a%00b',
  'path=/',
  'path=.git',
  `path=${'d/'.repeat(2_000)}x`,
  'depth=11',
  'depth=-1',
  'depth=10',
  'depth=true',
  'ref=%ED%A0%80',
  'change_id=x',
  'conflicts=maybe',
  'glob=%00',
  `glob=${'*a'.repeat(127)}`,
  'tags=%7B%7D',
  `tags=${encodeURIComponent(`{"$or":[${'{},'.repeat(1_300)}{}]}`)}`,
  `tags=${encodeURIComponent('{"$not":'.repeat(300))}`,
  `tags=${encodeURIComponent(`{"a":${JSON.stringify(Array.from({ length: 99 }, () => 'x'))}}`)}`,
  Array.from({ length: 1_000 }, (_, index) => `a${index}=1`).join('&'),
  '?',
  '??limit=1',
  'a=b#c',
  '\u00ff=\u00fe',
];

const SEGMENTS = [
  '',
  '.',
  '..',
  '%',
  '%2',
  '%zz',
  '%ff',
  '%00',
  '%2e%2e',
  '%2F',
  'a%2Fb',
  '%252F',
  ';',
  'a;b=c',
  '*',
  ':org',
  '{org}',
  '__proto__',
  'constructor',
  '%F0%9F%92%A9',
  '%ED%A0%80',
  'tags',
  'merge',
  'repos',
  'x'.repeat(1_025),
  'x'.repeat(5_000),
  '\u00e9',
  '"',
  '<>',
  '|',
  '\\',
  '^',
  '`',
  '@',
  '+',
  '%20',
  '%0d%0a',
  'z'.repeat(32),
  'K'.repeat(32),
  '%6dain',
  ...ODD_STRINGS.filter((text) => text.isWellFormed() && text.length < 300).map(encodeURIComponent),
];

const header = (name: string, values: readonly (string | readonly string[])[]): fc.Arbitrary<WireMutation> =>
  fc
    .constantFrom(...values)
    .map((value) => (request) => ({ ...request, headers: { ...request.headers, [name]: value } }));

const withTarget =
  (change: (path: string, query: string) => string): WireMutation =>
  (request) => {
    const at = request.target.indexOf('?');
    const path = at < 0 ? request.target : request.target.slice(0, at);
    return { ...request, target: change(path, at < 0 ? '' : request.target.slice(at + 1)) };
  };

const pathMutations: fc.Arbitrary<WireMutation> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc
      .tuple(fc.nat(20), fc.constantFrom(...SEGMENTS))
      .map(([at, segment]) =>
        withTarget((path, query) => replaceSegment(path, at, segment) + toQuery(query)),
      ),
  },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom('/', '//', '/.', '/..', '/%2e%2e', '%', ';', '/x'.repeat(300))
      .map((end) => withTarget((path, query) => path + end + toQuery(query))),
  },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom('/', '//', '/v2', '/%76%31', '/V1', '/v1/v1', '', 'http://evil.example', '*')
      .map((start) => withTarget((path, query) => start + path.replace(/^\/v1/, '') + toQuery(query))),
  },
);

const queryMutations: fc.Arbitrary<WireMutation> = fc
  .constantFrom(...QUERIES)
  .map((more) => withTarget((path, query) => `${path}?${query === '' ? '' : `${query}&`}${more}`));

const withBody =
  (change: (body: Buffer) => Buffer | undefined): WireMutation =>
  (request) => ({
    ...request,
    headers: { 'content-type': 'application/json', ...request.headers },
    body: change(request.body ?? Buffer.from('{}')),
  });

const bodyMutations: fc.Arbitrary<WireMutation> = fc.oneof(
  fc.nat(1_000).map((at) => withBody((body) => body.subarray(0, at % body.length))),
  fc
    .tuple(fc.nat(1_000), fc.integer({ min: 0, max: 255 }))
    .map(([at, byte]) => withBody((body) => withByte(body, at % body.length, byte))),
  fc
    .constantFrom(
      '',
      ' ',
      'null',
      '[]',
      '0',
      '"x"',
      '{',
      '{}',
      '{"a":1,}',
      "{'a':1}",
      '{"a":NaN}',
      '{"__proto__":{"x":1}}',
      '{"a":{"__proto__":1}}',
      '{"constructor":{"prototype":{}}}',
      '\ufeff{}',
      '{}{}',
      '// x\n{}',
      '{"\\ud800":1}',
    )
    .map((text) => withBody(() => Buffer.from(text))),
  fc
    .constantFrom('[', '{"a":', '{"files":[', '[[],')
    .map((open) => withBody(() => Buffer.from(open.repeat(20_000)))),
  fc
    .constantFrom(1_000, 5_000)
    .map((depth) => withBody(() => Buffer.from(`{"a":${'['.repeat(depth)}${']'.repeat(depth)}}`))),
  fc.constant(withBody(() => Buffer.from(`{"limit":${'9'.repeat(100_000)}}`))),
  fc.constant(withBody((body) => Buffer.from(body.toString(), 'utf16le'))),
  fc.constant(withBody((body) => Buffer.concat([body, Buffer.from([0xff, 0xfe])]))),
  fc.constant(withBody((body) => gzipSync(body))),
  fc.constant(withBody(() => undefined)),
  // The same member twice: which one counts must not depend on who looks.
  fc.constant(
    withBody((body) => Buffer.from(body.toString().replace(/^\{/, '{"name":1,"path":1,"change_id":1,'))),
  ),
);

/** Returns changes of one place of a request: its method, path, query, headers or bytes. */
export const wireMutations: fc.Arbitrary<WireMutation> = fc.oneof(
  { weight: 4, arbitrary: pathMutations },
  { weight: 4, arbitrary: queryMutations },
  { weight: 4, arbitrary: bodyMutations },
  { weight: 1, arbitrary: header('content-type', CONTENT_TYPES) },
  { weight: 2, arbitrary: header('accept', ACCEPTS) },
  { weight: 2, arbitrary: header('authorization', AUTHORIZATIONS) },
  { weight: 1, arbitrary: header('idempotency-key', IDEMPOTENCY_KEYS) },
  {
    weight: 2,
    arbitrary: fc.constantFrom(...OTHER_HEADERS).map(([name, value]) => (request: WireRequest) => ({
      ...request,
      headers: { ...request.headers, [name]: value },
    })),
  },
  {
    weight: 2,
    arbitrary: fc
      .constantFrom(...METHODS)
      .map((method) => (request: WireRequest) => ({ ...request, method })),
  },
);

function replaceSegment(path: string, at: number, segment: string): string {
  const segments = path.split('/');
  // The first is empty, the second the prefix.
  const index = 2 + (at % Math.max(segments.length - 2, 1));
  return segments.with(Math.min(index, segments.length - 1), segment).join('/');
}

function toQuery(query: string): string {
  return query === '' ? '' : `?${query}`;
}

function withByte(body: Buffer, at: number, byte: number): Buffer {
  const copy = Buffer.from(body);
  copy[at] = byte;
  return copy;
}
