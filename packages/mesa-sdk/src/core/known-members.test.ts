import { InvalidOptionsError, type RequestOptions } from 'mesa-rest';
import { describe, expect, test } from 'vitest';
import { Mesa, type MesaOptions } from '../mesa.js';
import { Webhooks } from '../webhooks/webhooks.js';

// What plain JavaScript lets through and TypeScript does not.
const untyped = (value: unknown): never => value as never;

const mesa = new Mesa({
  apiKey: 'k',
  org: 'acme',
  fetch: () => {
    throw new Error('nothing may be sent');
  },
});

describe('what nobody reads is refused', () => {
  test.each<[unknown, RegExp]>([
    [{ api_key: 'mesa_0123456789abcdefgh' }, /^.*Mesa does not take `api_key`; it takes `apiKey`, /],
    [{ apiKey: 'k', apiURL: 'http://127.0.0.1:8790/v1' }, /Mesa does not take `apiURL`/],
    ['mesa_0123456789abcdefgh', /Mesa takes an object with `apiKey`, .* not a string/],
    [{ apiKey: 5 }, /`apiKey` is a number; it must be a string/],
    [{ apiKey: 'k', org: ['acme'] }, /`org` is an object; it must be a string|`org` is an array/],
    [{ apiKey: 'k', fetch: {} }, /`fetch` is an object; it must be a function/],
    [{ apiKey: 'k', logger: true }, /`logger` is a boolean/],
    [{ apiKey: 'k', logger: {} }, /`logger` has no method `debug`/],
    [{ apiKey: 'k', retry: { maxRetries: 2 } }, /retry does not take `maxRetries`/],
    [{ auth: { token: 'x' } }, /`auth` does not take `token`; it takes `accessToken`/],
  ])('as options: %j', (options, message) => {
    const make = () => new Mesa(options as MesaOptions);
    expect(make).toThrow(InvalidOptionsError);
    expect(make).toThrow(message);
    expect(make).not.toThrow(/0123456789/);
  });

  test.each<[string, () => PromiseLike<unknown>, RegExp]>([
    [
      'a filter',
      () => mesa.repos.list(untyped({ tag: 'x' })),
      /repos\.list does not take `tag`; it takes `tags`/,
    ],
    ['an option', () => mesa.repos.list(untyped({ timeoutMs: 5 })), /does not take `timeoutMs`/],
    [
      'the bookmark of a content',
      () => mesa.content.getText(untyped({ repo: 'r', path: 'a', bookmark: 'b' })),
      /content\.getText does not take `bookmark`; it takes `repo`, `path`, `ref`/,
    ],
    [
      'a repository',
      () => mesa.repos.get(untyped('r')),
      /repos\.get takes an object with `repo`, .* a string/,
    ],
    ['nothing at all', () => mesa.bookmarks.get(untyped(undefined)), /bookmarks\.get takes an object/],
    [
      'the life of a token',
      () => mesa.tokens.create(untyped({ ttl: 5 })),
      /tokens\.create does not take `ttl`/,
    ],
    ['a name that is no text', () => mesa.repos.update(untyped({ repo: 5, name: 5 })), /`repo` is missing/],
  ])('as input: %s', async (_, call, message) => {
    const failure = await Promise.resolve(call()).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(InvalidOptionsError);
    expect(String(failure)).toMatch(message);
  });

  test.each<[unknown, RegExp]>([
    [{ timeout: 5 }, /the options of the call, does not take `timeout`; it takes `timeoutMs`, /],
    [{ signal: 'x' }, /`signal` is not an AbortSignal/],
    [5, /takes an object with `timeoutMs`, .* not a number/],
  ])('as options of a call: %j', async (options, message) => {
    const given = options as RequestOptions;
    for (const call of [() => mesa.repos.list({}, given), () => mesa.whoami(given)]) {
      await expect(Promise.resolve(call())).rejects.toThrow(message);
    }
  });

  test('of webhooks', () => {
    expect(() => new Webhooks(untyped({ webhookSecret: 'x' }))).toThrow(
      /Webhooks does not take `webhookSecret`/,
    );
    expect(() => new Webhooks(untyped({ secret: 5 }))).toThrow(/`secret` is a number/);
    expect(() => mesa.webhooks.on('push', untyped(undefined))).toThrow(/is not a function/);
  });

  test('but members that are undefined are absent', () => {
    expect(new Mesa(untyped({ apiKey: 'k', api_key: undefined })).apiKey).toBe('k');
  });
});
