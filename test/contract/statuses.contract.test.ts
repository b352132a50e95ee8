import { createDepot, type Depot } from 'mesa-depot';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { busyError, createFaultyStorage } from '../helpers/faulty-storage.js';
import type { ContractAnswer, ContractRequest } from '../helpers/send.js';
import { ERROR_CODES, OPERATIONS, type Operation } from '../helpers/spec.js';
import { REQUESTS } from './requests.js';
import { createWorld, type RepoWorld, type World } from './world.js';

describe('every status of every operation', () => {
  const storage = createFaultyStorage();
  let depot: Depot;
  let world: World;
  const seen = new Map<string, Set<string>>();

  beforeAll(async () => {
    depot = await createDepot({ wrapStorage: (real) => storage.wrap(real) });
    world = await createWorld(depot);
  });
  afterAll(() => depot.close());

  const send = async (operation: Operation, request: ContractRequest): Promise<ContractAnswer> => {
    const answer = await world.send(operation.id, request);
    expect(answer.problems).toEqual([]);
    expect(answer.headers.get('x-request-id')).toBeTruthy();
    if (answer.status >= 400) expect(ERROR_CODES).toContain(answer.body.error.code);
    const statuses = seen.get(operation.id) ?? new Set();
    seen.set(operation.id, statuses.add(String(answer.status)));
    return answer;
  };

  describe.each(OPERATIONS.map((operation) => [operation.id, operation] as const))('%s', (id, operation) => {
    const requests = REQUESTS[id];
    if (!requests) throw new Error(`${id} has no requests: add them to test/contract/requests.ts`);
    let repo: RepoWorld;
    let request: ContractRequest;
    beforeAll(async () => {
      repo = await world.createRepo();
      request = await requests.success(world, repo);
    });

    it('401 without a credential', async () => {
      const answer = await send(operation, { ...request, credential: null });
      expect(answer).toMatchObject({ status: 401, body: { error: { code: 'UNAUTHORIZED' } } });
      expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer/);
    });

    it('403 without the scope', async () => {
      const answer = await send(operation, { ...request, credential: world.powerless });
      expect(answer).toMatchObject({ status: 403, body: { error: { code: 'FORBIDDEN' } } });
    });

    it('406 when nothing fits the Accept header', async () => {
      const answer = await send(operation, { ...request, headers: { accept: 'image/png' } });
      expect(answer).toMatchObject({ status: 406, body: { error: { code: 'NOT_ACCEPTABLE' } } });
    });

    it('400 for a query parameter that breaks a rule', async () => {
      const query = id === 'getContent' ? { depth: 11 } : { nope: '1' };
      expect(await send(operation, { ...request, query: { ...request.query, ...query } })).toMatchObject({
        status: 400,
        body: { error: { code: 'BAD_REQUEST' } },
      });
    });

    it.runIf(operation.statuses.includes('404'))('404 for what is not there', async () => {
      const missing = requests.missing?.(world, repo) ?? {
        ...request,
        path: { ...request.path, org: 'nobody' },
      };
      expect(await send(operation, missing)).toMatchObject({
        status: 404,
        body: { error: { code: 'NOT_FOUND' } },
      });
    });

    it('409 when the state does not allow it', async () => {
      const answer = requests.conflict
        ? await send(operation, await requests.conflict(world, repo))
        : await storage.during(busyError(), () => send(operation, request));
      expect(answer.status).toBe(409);
      if (!requests.conflict) expect(answer.body.error.code).toBe('LOCK_CONFLICT');
    });

    it('500 when the storage fails, with a trace id and nothing of the inside', async () => {
      const answer = await storage.during(new Error('disk on fire in /secret/path'), () =>
        send(operation, request),
      );
      expect(answer).toMatchObject({ status: 500, body: { error: { code: 'INTERNAL_ERROR' } } });
      expect(answer.body.error.trace_id).toBe(answer.headers.get('x-request-id'));
      expect(JSON.stringify(answer.body)).not.toContain('secret');
    });

    it.each(Object.entries(requests.others ?? {}))('%s where it is to be had', async (status, make) => {
      expect(await send(operation, await make(world, repo))).toMatchObject({ status: Number(status) });
    });

    it('succeeds', async () => {
      const answer = await send(operation, request);
      expect(answer.status).toBeLessThan(300);
    });
  });

  it('has been produced', () => {
    for (const { id, statuses } of OPERATIONS) {
      expect([...(seen.get(id) ?? [])].sort(), id).toEqual([...statuses].sort());
    }
  });
});
