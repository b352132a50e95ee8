import { createDepot, type Depot } from 'mesa-depot';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createContractClient } from '../helpers/send.js';
import { follow, OPERATIONS, type Schema } from '../helpers/spec.js';
import { ok } from './world.js';

/** The example of a request body, and the operation that it is sent to. */
const EXAMPLES = OPERATIONS.flatMap((operation) => {
  const example = operation.bodySchema && (follow(operation.bodySchema) as Schema).example;
  return example === undefined
    ? []
    : [[operation.id, operation, example as Record<string, unknown>] as const];
});

describe('the examples of the specification', () => {
  let depot: Depot;
  beforeAll(async () => {
    depot = await createDepot();
  });
  afterAll(() => depot.close());

  it('exist for every body', () => {
    const withBody = OPERATIONS.filter(({ bodySchema }) => bodySchema).map(({ id }) => id);
    expect(EXAMPLES.map(([id]) => id)).toEqual(withBody);
  });

  it.each(EXAMPLES)('%s accepts its example', async (id, operation, example) => {
    const send = createContractClient(depot.apiUrl, depot.apiKey);
    const org = depot.org;
    const { id: repoId, name: repo } = ok(await send('createRepo', { path: { org }, body: {} }));
    const change = ok(
      await send('createChange', {
        path: { org, repo },
        body: { base_change_id: 'z'.repeat(32), files: [{ path: 'README.md', content: 'YQ==' }] },
      }),
    ).id;
    if (id !== 'createBookmark') {
      ok(await send('createBookmark', { path: { org, repo }, body: { name: 'feature', change_id: change } }));
    }
    if (id === 'syncUpstream') {
      const upstream = { url: 'http://127.0.0.1:9/upstream.git' };
      ok(await send('updateRepo', { path: { org, repo }, body: { upstream } }));
    }
    const made: Record<string, () => Promise<string>> = {
      updateApiKey: async () => ok(await send('createApiKey', { path: { org }, body: {} })).id,
      updateWebhookTarget: async () =>
        ok(await send('createWebhookTarget', { path: { org }, body: { url: 'https://hooks.example.com' } }))
          .id,
    };
    const resource = (await made[id]?.()) ?? '';
    const body = 'repo_ids' in example ? { ...example, repo_ids: [repoId] } : example;
    const path = {
      org,
      repo,
      id: resource,
      webhookTargetId: resource,
      bookmark: 'feature',
      change_id: change,
      base: 'main',
    };
    const answer = await send(id, { path, body });
    expect(answer.problems).toEqual([]);
    expect(String(answer.status), JSON.stringify(answer.body)).toBe(
      operation.statuses.find((s) => s.startsWith('2')),
    );
  });
});
