import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createMesaClient, getRepo, InvalidRequestError } from './index.js';

/** Runs a call against a `fetch` that only notes the URL. */
async function urlOf(org: string, repo: string): Promise<URL | undefined> {
  let url: URL | undefined;
  const client = createMesaClient({
    apiKey: 'k',
    serverUrl: 'http://127.0.0.1/v1',
    fetch: async (request) => {
      url = new URL(request.url);
      return Response.json({});
    },
  });
  await getRepo({ client, path: { org, repo } });
  return url;
}

describe('path parameters', () => {
  it.each(['', '.', '..'])('refuses %j before anything is sent', async (value) => {
    const failure = await urlOf('acme', value).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(InvalidRequestError);
    expect(failure).toMatchObject({ code: 'INVALID_REQUEST', message: expect.stringContaining("'repo'") });
  });

  it('refuses a parameter that is missing or no string', async () => {
    const client = createMesaClient({ apiKey: 'k' });
    await expect(getRepo({ client, path: { org: 'acme' } as never })).rejects.toThrow(/'repo' is missing/);
    await expect(getRepo({ client, path: { org: 7, repo: 'x' } as never })).rejects.toThrow(
      /'org' is a number/,
    );
  });

  it('keeps every other value within its own segment', async () => {
    const segment = fc
      .oneof(
        fc.string({ unit: 'binary', minLength: 1 }),
        fc.constantFrom('%2e', '%2e%2e', '../..', 'a/../..', '...', '. ', '?', '#', '\\..'),
      )
      .filter((value) => value !== '.' && value !== '..');
    await fc.assert(
      fc.asyncProperty(segment, segment, async (org, repo) => {
        const url = await urlOf(org, repo);
        const segments = url?.pathname.split('/') ?? [];
        expect(segments.slice(0, 2)).toEqual(['', 'v1']);
        expect(segments.slice(2).map(decodeURIComponent)).toEqual([org, repo]);
        expect(url?.search).toBe('');
      }),
    );
  });

  it('refuses text that is not well-formed, without repeating it', async () => {
    await expect(urlOf('acme', 'x\ud800')).rejects.toBeInstanceOf(InvalidRequestError);
  });
});
