import { describe, expect, it } from 'vitest';
import {
  createMesaClient,
  getRepo,
  InvalidOptionsError,
  listRepos,
  type MesaClientOptions,
  MesaRest,
  type RequestOptions,
} from './index.js';

// What plain JavaScript lets through and TypeScript does not.
const untyped = <T>(value: unknown): T => value as T;
const neverFetch = (): never => {
  throw new Error('nothing may be sent');
};
const client = createMesaClient({ apiKey: 'k', fetch: neverFetch });
const mesa = new MesaRest({ client });

describe('what nobody reads is refused', () => {
  it.each([
    [
      { api_key: 'mesa_0123456789abcdefgh' },
      'A client does not take `api_key`; it takes `apiKey`, `serverUrl`',
    ],
    ['mesa_0123456789abcdefgh', 'A client takes an object with `apiKey`, `serverUrl`'],
    [{ apiKey: 5 }, 'The API key is a number'],
    [{ apiKey: 'k', fetch: {} }, 'fetch is an object'],
    [{ apiKey: 'k', headers: 'X: y' }, 'headers is neither'],
    [{ apiKey: 'k', retry: 3 }, 'retry takes an object with `strategy`'],
    [{ apiKey: 'k', retry: { maxRetries: 3 } }, 'retry does not take `maxRetries`'],
    [{ apiKey: 'k', retry: { backoff: { initial_interval: 1 } } }, 'does not take `initial_interval`'],
  ])('as options of a client: %j', (options, message) => {
    const make = () => new MesaRest(untyped<MesaClientOptions>(options));
    expect(make).toThrow(InvalidOptionsError);
    expect(make).toThrow(message);
    expect(make).not.toThrow(/0123456789/);
  });

  it.each([
    [{ timeout: 5 }, 'A call does not take `timeout`; it takes '],
    [{ signal: 'x' }, 'signal is not an AbortSignal'],
    [{ retry: { retries: 1 } }, 'retry does not take `retries`'],
  ])('as options of a call: %j', async (options, message) => {
    const given = untyped<RequestOptions>(options);
    const path = { org: 'acme', repo: 'r' };
    for (const call of [mesa.repos.get(path, given), getRepo({ client, path, ...given })]) {
      const failure = await call.catch((error: unknown) => error);
      expect(failure).toBeInstanceOf(InvalidOptionsError);
      expect(String(failure)).toContain(message);
    }
  });

  it.each([
    [
      { org: 'acme', tag: 'env:prod' },
      'repos.list does not take `tag`; it takes `org`, `cursor`, `limit`, `tags`.',
    ],
    [undefined, 'repos.list takes an object with `org`, `cursor`, `limit`, `tags`, not nothing.'],
    ['acme', 'not a string'],
  ])('as the argument of a method: %j', async (args, message) => {
    const failure = await mesa.repos.list(untyped(args)).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(InvalidOptionsError);
    expect(String(failure)).toContain(message);
  });

  it.each([[undefined], [{ path: { org: 'acme' } }], [{ client: mesa, path: { org: 'acme' } }]])(
    'as the client of a function: %#',
    async (options) => {
      await expect(listRepos(untyped(options))).rejects.toThrow(/takes an object with `client`/);
    },
  );

  it('but members that are undefined are absent', async () => {
    const { repos } = new MesaRest({
      ...untyped<MesaClientOptions>({ api_key: undefined }),
      apiKey: 'k',
      fetch: async () => Response.json({ repos: [], next_cursor: null, has_more: false }),
    });
    expect((await repos.list({ org: 'acme', ...untyped<object>({ tag: undefined }) })).repos).toEqual([]);
  });
});
