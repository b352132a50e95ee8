import { InvalidOptionsError } from 'mesa-rest';
import { describe, expect, test } from 'vitest';
import { Mesa } from '../mesa.js';
import { startApiServer } from '../testing/api-server.js';
import { claimsOf, PRIVATE_KEY } from '../testing/private-key.js';
import type { ChangeUpdateInput } from './changes.js';

const authors = [{ name: 'Ada', email: 'ada@example.com' }, { name: 'Bot' }];
const change_id = 'k'.repeat(32);

const writes: [string, (mesa: Mesa, authors?: { name: string }[]) => Promise<unknown>][] = [
  [
    'changes.create',
    (mesa, authors) => mesa.changes.create({ repo: 'r', base_change_id: change_id, authors }),
  ],
  ['changes.update', (mesa, authors) => mesa.changes.update({ repo: 'r', change_id, message: 'm', authors })],
  [
    'bookmarks.merge',
    (mesa, authors) => mesa.bookmarks.merge({ repo: 'r', source: 'a', target: 'b', authors }),
  ],
];

describe.each(writes)('%s', (what, write) => {
  test('signs authors into the token of the request, and keeps them out of the body', async () => {
    const server = await startApiServer();
    await write(new Mesa({ privateKey: PRIVATE_KEY, apiUrl: server.apiUrl }), authors);
    const [request] = server.requests;
    expect(claimsOf(request?.headers.authorization)).toMatchObject({
      author: [
        ['Ada', 'ada@example.com'],
        ['Bot', null],
      ],
      scopes: ['admin'],
    });
    expect(request?.body).not.toHaveProperty('authors');
  });

  test('needs authors with a private key', async () => {
    const mesa = new Mesa({ privateKey: PRIVATE_KEY });
    await expect(write(mesa)).rejects.toThrow(InvalidOptionsError);
    await expect(write(mesa)).rejects.toThrow(`${what} needs \`authors\``);
    await expect(write(mesa, [])).rejects.toThrow(`${what} needs \`authors\``);
  });

  test('refuses authors with another credential', async () => {
    await expect(write(new Mesa({ apiKey: 'mesa_abc' }), authors)).rejects.toThrow(
      /with an API key pass `author`/,
    );
    await expect(write(new Mesa({ accessToken: 'abc' }), authors)).rejects.toThrow(
      /needs a client with `privateKey`\./,
    );
  });
});

describe('changes.update with resolutions', () => {
  const resolutions = [{ path: 'a', take: 'source' as const }];

  test('needs no authors and refuses them', async () => {
    const server = await startApiServer();
    const mesa = new Mesa({ privateKey: PRIVATE_KEY, apiUrl: server.apiUrl });
    await mesa.changes.update({ repo: 'r', change_id, resolutions });
    expect(claimsOf(server.requests[0]?.headers.authorization)).not.toHaveProperty('author');
    await expect(mesa.changes.update({ repo: 'r', change_id, resolutions, authors })).rejects.toThrow(
      /leave `authors` out/,
    );
  });

  test('excludes files', async () => {
    const mesa = new Mesa({ apiKey: 'mesa_abc' });
    const input = { repo: 'r', change_id, resolutions, files: [] } as unknown as ChangeUpdateInput;
    await expect(mesa.changes.update(input)).rejects.toThrow(/either `files` or `resolutions`/);
  });
});
