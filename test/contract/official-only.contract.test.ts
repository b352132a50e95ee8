import { createDepot, type Depot } from 'mesa-depot';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OPERATIONS } from '../helpers/spec.js';
import { REQUESTS } from './requests.js';
import { createWorld, type World } from './world.js';

/** Operations whose request in the contract tests has extension members, by what the refusal names: a link is a file without content. */
const WITH_EXTENSION: Readonly<Record<string, string>> = {
  getDiff: 'base',
  createChange: 'files[1].content',
};

const PLACES: Readonly<Record<string, string>> = {
  base: 'main',
  bookmark: 'main',
  change_id: 'k'.repeat(32),
  oid: '4b825dc642cb6eb9a060e54bf8d69288fbee4904',
};

describe('a depot of the official operations alone', () => {
  let depot: Depot;
  let world: World;
  beforeAll(async () => {
    depot = await createDepot({ officialOnly: true });
    world = await createWorld(depot);
  });
  afterAll(() => depot.close());

  const official = OPERATIONS.filter(({ isExtension }) => !isExtension);
  const extensions = OPERATIONS.filter(({ isExtension }) => isExtension);

  it('has 32 of them', () => {
    expect(official).toHaveLength(32);
  });

  it.each(official.map(({ id }) => id))('serves %s', async (id) => {
    const repo = await world.createRepo();
    const answer = await world.send(id, (await REQUESTS[id]?.success(world, repo)) ?? {});
    expect(answer.problems).toEqual([]);
    const refused = WITH_EXTENSION[id];
    if (refused === undefined) expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300);
    else {
      expect(answer).toMatchObject({ status: 400, body: { error: { code: 'BAD_REQUEST' } } });
      expect(answer.body.error.message).toContain(refused);
    }
  });

  it.each(extensions.map(({ id }) => id))('answers %s as a path that it does not know', async (id) => {
    const repo = await world.createRepo();
    const operation = OPERATIONS.find((one) => one.id === id);
    const names = [...(operation?.path.matchAll(/\{(\w+)\}/g) ?? [])].map(([, name]) => name ?? '');
    const values = { org: world.org, repo: repo.name };
    const path = Object.fromEntries(names.map((name) => [name, { ...PLACES, ...values }[name] ?? 'x']));
    const hasBody = operation?.bodySchema !== undefined || operation?.takesBytes === true;
    const body = operation?.takesBytes ? Buffer.from('x') : {};
    const answer = await world.send(id, hasBody ? { path, body } : { path });
    // Without the extension this is the path of a repository, which takes no POST.
    const status = id === 'createSigningKey' ? 405 : 404;
    expect(answer.status, JSON.stringify(answer.body)).toBe(status);
  });
});
