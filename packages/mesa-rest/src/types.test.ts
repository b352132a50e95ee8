import { expect, it } from 'vitest';
import { readmeBlocks } from './testing/readme-blocks.js';
import { typeCheck } from './testing/type-check.js';

const RIGHT = `
import { createCommitmentsClient, getHealth, type SignedEnvelope, subscribeDeliberation } from '../../dist/commitments.js';
import { createMesaClient, createRepo, getContentBytes, listRepos, MesaRest, type Repo } from '../../dist/index.js';
const client = createMesaClient({ apiKey: async () => 'k', fetch: globalThis.fetch, retry: { strategy: 'none' } });
const limit: number | undefined = undefined;
const signal = AbortSignal.timeout(5);
const { data, response } = await listRepos({ client, path: { org: 'acme' }, query: { limit }, timeoutMs: 5, signal });
const names: string[] = data.repos.map((repo: Repo) => repo.name);
const status: number = response.status;
const bytes: Uint8Array = (await getContentBytes({ client, path: { org: 'a', repo: 'b' } })).data;
const mesa = new MesaRest({ client });
for await (const repo of mesa.repos.list({ org: 'acme', limit })) names.push(repo.name);
const options = { idempotencyKey: 'k', headers: { a: 'b' } };
const created: Repo = await mesa.repos.create({ org: 'acme', body: { name: 'x' } }, options);
await createRepo({ client, path: { org: 'acme' }, body: { name: 'x' }, ...options });
await mesa.admin.whoami();
const commitments = createCommitmentsClient({ serverUrl: 'http://127.0.0.1', fetch: globalThis.fetch });
const health: 'ok' = (await getHealth({ client: commitments })).data.status;
const envelope: SignedEnvelope | undefined = undefined;
for await (const event of subscribeDeliberation({ client: commitments, path: { id: 'i' }, token: 't', signal }))
  if (event.type === 'turn') names.push(event.data.content);
void [bytes, created, status, health, envelope];
`;

const WRONG = `
import { getHealth } from '../../dist/commitments.js';
import { createMesaClient, getRepo, MesaRest } from '../../dist/index.js';
const client = createMesaClient();
await getRepo({ client, path: { org: 'acme' } });
await new MesaRest().repos.get({ org: 'acme', repo: 'r', nope: 1 });
await new MesaRest().repos.create({ org: 'acme', body: { nme: 'r' } });
await new MesaRest({ client, retry: { strategy: 'sometimes' } });
await getHealth({ client });
`;

// The published declarations: what they mention, every consumer has to have.
it('the built types compile without those of browsers, for the README too, and refuse what the spec does not know', () => {
  const readme = Object.fromEntries(readmeBlocks().map((code, index) => [`readme-${index}.ts`, code]));
  expect(Object.keys(readme).length).toBeGreaterThan(6);
  const problems = typeCheck({ 'right.ts': RIGHT, 'wrong.ts': WRONG, ...readme });
  expect(problems.filter(({ file }) => file !== 'wrong.ts')).toEqual([]);
  expect(problems.filter(({ file }) => file === 'wrong.ts').map(({ line }) => line)).toEqual([5, 6, 7, 8, 9]);
}, 120_000);
