import { createDepot, type Depot } from 'mesa-depot';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signAccessToken } from '../helpers/access-token.js';
import { OPERATIONS } from '../helpers/spec.js';
import { REQUESTS } from './requests.js';
import { createWorld, ok, type RepoWorld, type World } from './world.js';

const IN_REPO = OPERATIONS.filter(({ path }) => path.includes('{repo}'));
const IN_ORG = OPERATIONS.filter(({ path }) => path.includes('{org}'));

/** What an admin key that is restricted to one repository gets from operations on the whole organization. */
const RESTRICTED: Readonly<Record<string, number>> = {
  getCapabilities: 200,
  whoami: 200,
  getOrg: 200,
  listApiKeys: 200,
  createApiKey: 403,
  revokeApiKey: 404,
  updateApiKey: 404,
  listSigningKeys: 200,
  createSigningKey: 403,
  revokeSigningKey: 404,
  listWebhookTargets: 200,
  createWebhookTarget: 403,
  getWebhookTarget: 404,
  updateWebhookTarget: 404,
  deleteWebhookTarget: 404,
  listWebhookDeliveries: 404,
  listRepos: 200,
  createRepo: 403,
  bulkUpdateRepoTags: 404,
};

describe('what a credential reaches', () => {
  let depot: Depot;
  let world: World;
  let own: RepoWorld;
  let foreign: RepoWorld;
  const restricted: Record<string, string> = {};

  beforeAll(async () => {
    depot = await createDepot();
    world = await createWorld(depot);
    own = await world.createRepo();
    foreign = await world.createRepo();
    const scopes = ['read', 'write', 'admin'];
    const body = { name: 'narrow', scopes, repo_ids: [own.id] };
    const token = (repos: string[]) => signAccessToken(depot.apiKey, world.keyId, { scopes, repos });
    restricted.key = ok(await world.send('createApiKey', { path: { org: world.org }, body })).key;
    restricted.token = token([`${world.org}/${own.name}`]);
    restricted.emptyToken = token([`elsewhere/${foreign.name}`]);
  });
  afterAll(() => depot.close());

  const success = async (id: string, repo: RepoWorld) => {
    const request = await REQUESTS[id]?.success(world, repo);
    if (!request) throw new Error(`${id} has no requests: add them to test/contract/requests.ts`);
    return request;
  };

  it.each(IN_ORG.map(({ id }) => id))('%s: nothing of another organization', async (id) => {
    const request = await success(id, await world.createRepo());
    const answer = await world.send(id, { ...request, path: { ...request.path, org: 'another' } });
    expect(answer).toMatchObject({ status: 404, body: { error: { code: 'NOT_FOUND' } } });
  });

  it.each(IN_REPO.map(({ id }) => id))('%s: nothing of a repository outside the restriction', async (id) => {
    const request = await success(id, await world.createRepo());
    for (const credential of Object.values(restricted)) {
      const answer = await world.send(id, { ...request, credential });
      expect(answer).toMatchObject({
        status: 404,
        body: { error: { code: 'NOT_FOUND', message: `Repository not found: "${request.path?.repo}"` } },
      });
    }
  });

  it.each(Object.entries(RESTRICTED))('%s: %d for a key restricted to repositories', async (id, status) => {
    const request = await success(id, foreign);
    const answer = await world.send(id, { ...request, credential: restricted.key ?? '' });
    expect(answer.status).toBe(status);
    expect(JSON.stringify(answer.body)).not.toContain(foreign.name);
    const items = ['api_keys', 'signing_keys', 'webhook_targets'].flatMap((name) => answer.body[name] ?? []);
    expect(items.filter(({ name }) => name !== 'narrow')).toEqual([]);
  });

  it('knows every operation', () => {
    expect([...IN_REPO.map(({ id }) => id), ...Object.keys(RESTRICTED)].sort()).toEqual(
      OPERATIONS.map(({ id }) => id).sort(),
    );
  });
});
