import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OrgService } from './org.js';
import { createTestDepot, OTHER, type TestDepot } from './testing/test-depot.js';

let depot: TestDepot;
let org: OrgService;
beforeEach(async () => {
  depot = await createTestDepot();
  org = new OrgService(depot.deps);
});
afterEach(() => depot.close());

describe('whoami', () => {
  it('tells organization, key and scopes', async () => {
    expect(await org.whoami(depot.call())).toEqual({
      org: { id: 'org_acme', slug: 'acme', name: 'Acme' },
      key_id: 'key_admin',
      key_name: 'admin',
      scopes: ['admin'],
    });
    expect(await org.whoami(depot.call({ keyId: null, keyName: null }))).toMatchObject({
      key_id: null,
      key_name: null,
    });
  });
});

describe('get', () => {
  it('counts the repositories that the credential may see', async () => {
    const one = await depot.addRepo('one');
    await depot.addRepo('two');
    await depot.addRepo('three', OTHER);
    expect(await org.get(depot.call(), { org: 'acme' })).toEqual({
      created_at: '2023-11-14T22:13:20.000Z',
      num_repos: 2,
    });
    expect((await org.get(depot.call({ repoIds: [one] }), { org: 'acme' })).num_repos).toBe(1);
    expect((await org.get(depot.call({ repoIds: [] }), { org: 'acme' })).num_repos).toBe(0);
  });

  it('hides other organizations', async () => {
    for (const slug of ['other', 'none']) {
      await expect(org.get(depot.call(), { org: slug })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    }
  });
});
