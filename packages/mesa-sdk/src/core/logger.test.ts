import { describe, expect, test } from 'vitest';
import { Mesa, type MesaOptions } from '../mesa.js';
import { Meshagent } from '../meshagent/index.js';
import { type Logger, log, logRequests } from './logger.js';

const broken = (fail: () => unknown): Logger => {
  const method = fail as () => void;
  return { debug: method, info: method, warn: method, error: method };
};

describe('a logger that fails', () => {
  test.each([
    [
      'at once',
      broken(() => {
        throw new Error('disk full');
      }),
    ],
    ['later', broken(() => Promise.reject(new Error('disk full')))],
  ])('%s changes nothing: what was done is not done again', async (_, logger) => {
    let sent = 0;
    const mesa = new Mesa({
      apiKey: 'k',
      org: 'acme',
      logger,
      retry: { initialIntervalMs: 1 },
      fetch: async () => {
        sent += 1;
        return Response.json({ repos: [], next_cursor: null, has_more: false });
      },
    });
    await mesa.repos.list();
    expect(sent).toBe(1);
    const cause = new TypeError('fetch failed');
    const failing = logRequests(() => Promise.reject(cause), logger);
    await expect(failing(new Request('http://127.0.0.1:1'))).rejects.toBe(cause);
    expect(() => log(logger, 'error', 'gone')).not.toThrow();
  });
});

test.each([
  [true, /`logger` is a boolean; it must be an object/],
  [null, /`logger` is null/],
  [{}, /`logger` has no method `debug`/],
  [{ debug() {}, info() {}, warn() {} }, /`logger` has no method `error`; `console` is a logger/],
])('what is no logger is refused: %j', (logger, message) => {
  const fetch = async () => new Response();
  expect(() => logRequests(fetch, logger as Logger)).toThrow(message);
  expect(() => new Meshagent({ token: null, logger: logger as Logger })).toThrow(message);
  if (logger !== null)
    expect(() => new Mesa({ apiKey: 'k', logger } as unknown as MesaOptions)).toThrow(message);
});

test.each([
  ['/shares/s-1/connect', '/shares/[redacted]/connect'],
  ['/prefix/shares/s-1/connect?x=1', '/prefix/shares/[redacted]/connect?x=1'],
  ['/accounts/projects/p/shares/s-1', '/accounts/projects/p/shares/[redacted]'],
  ['/accounts/projects/p/shares', '/accounts/projects/p/shares'],
  ['/v1/shares/repo/changes', '/v1/shares/repo/changes'],
])('a line does not hold the id of a share: %s', async (path, shown) => {
  const lines: string[] = [];
  const write = (line: string) => void lines.push(line);
  const logger = { debug: write, info: write, warn: write, error: write };
  const origin = 'http://127.0.0.1:1';
  await logRequests(async () => new Response(), logger)(new Request(origin + path));
  expect(lines).toEqual([expect.stringContaining(`GET ${origin}${shown} -> 200 (`)]);
});
