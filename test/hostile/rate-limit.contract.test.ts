import { createDepot, type Depot } from 'mesa-depot';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createWorld, ok, type World } from '../contract/world.js';
import { signAccessToken } from '../helpers/access-token.js';

/** A depot that lets a credential ask 30 times in 10 seconds. */
const LIMIT = 30;
let depot: Depot;
let world: World;
beforeAll(async () => {
  depot = await createDepot({ requestsPerSecond: LIMIT / 10 });
  world = await createWorld(depot);
});
afterAll(() => depot.close());

async function newKey(): Promise<{ id: string; key: string }> {
  return ok(await world.send('createApiKey', { path: { org: world.org }, body: {} }));
}

it('a key, its tokens and its git clients have one limit together, and the answer is as the specification says', async () => {
  const { id, key } = await newKey();
  const token = signAccessToken(key, id, { scopes: ['read'] });
  const repo = await fetch(`${depot.apiUrl}/${depot.org}/repos`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: '{"name":"limited"}',
  });
  expect(repo.headers.get('ratelimit-remaining')).toBe(String(LIMIT - 1));
  const basic = Buffer.from(`git:${key}`).toString('base64');
  const asGit = () =>
    fetch(`${depot.vcsUrl}/${depot.org}/limited.git/info/refs?service=git-upload-pack`, {
      headers: { authorization: `Basic ${basic}` },
    });
  const first = await asGit();
  expect([first.status, first.headers.get('ratelimit-remaining')]).toEqual([200, String(LIMIT - 2)]);
  await first.text();
  for (let count = LIMIT - 3; count >= 0; count -= 1) {
    const answer = await world.send('whoami', { credential: count % 2 === 0 ? key : token });
    expect([answer.status, answer.headers.get('ratelimit-remaining')]).toEqual([200, String(count)]);
  }
  const refused = await world.send('whoami', { credential: token });
  expect([refused.status, refused.body.error.code, refused.problems]).toEqual([429, 'RATE_LIMITED', []]);
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  const git = await asGit();
  expect([git.status, git.headers.get('content-type')]).toEqual([429, 'text/plain; charset=utf-8']);
  expect(await git.text()).toMatch(
    /^Too many requests came with this credential\. Try again after \d+ s\.\n$/,
  );
  expect((await world.send('whoami', { credential: (await newKey()).key })).status).toBe(200);
});
