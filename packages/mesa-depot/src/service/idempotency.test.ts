import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DepotError } from '../errors/index.js';
import { insertOrg } from '../storage/index.js';
import type { Call } from './call.js';
import { type IdempotentRequest, type RecordResult, runOnce } from './idempotency.js';
import { createTestDepot, type TestDepot } from './testing/test-depot.js';

const SECRET = 'mesa_0123456789';
const failsWith = (code: string, message = /./) =>
  expect.objectContaining({ code, message: expect.stringMatching(message) });

let depot: TestDepot;
beforeEach(async () => {
  depot = await createTestDepot();
});
afterEach(() => depot.close());

function request(key: string, asks = 'a', secret = SECRET): IdempotentRequest {
  return { key, requestHash: createHash('sha256').update(asks).digest(), secret: Buffer.from(secret) };
}

const call = (idempotency?: IdempotentRequest, credentialId = 'key_1'): Call =>
  depot.call({ credentialId }, idempotency);

/** Work with an effect that can be counted: each run makes an organization. */
function makeOrg(slug: string, result: unknown = { slug }) {
  return vi.fn((record: RecordResult<unknown>) =>
    depot.deps.storage.transaction(async (tx) => {
      const isNew = await insertOrg(tx, { id: `org_${slug}`, slug, name: slug, createdAt: 0 });
      if (!isNew) throw new DepotError('ALREADY_EXISTS', `${slug} exists`);
      await record(tx, result);
      return result;
    }),
  );
}

describe('runOnce', () => {
  it('runs the work each time without a key', async () => {
    const work = vi.fn(async () => 'done');
    expect([await runOnce(depot.deps, call(), work), await runOnce(depot.deps, call(), work)]).toEqual([
      'done',
      'done',
    ]);
    expect(work).toHaveBeenCalledTimes(2);
  });

  it('answers a retry without running the work, also after a restart', async () => {
    const work = makeOrg('one', { id: 'x', nested: [1, null, 'ü'] });
    const first = await runOnce(depot.deps, call(request('k')), work);
    expect(await runOnce(depot.deps, call(request('k')), work)).toEqual(first);
    await depot.reopen();
    expect(await runOnce(depot.deps, call(request('k')), work)).toEqual(first);
    expect(work).toHaveBeenCalledTimes(1);
  });

  it('refuses the key for another request', async () => {
    await runOnce(depot.deps, call(request('k', 'a')), makeOrg('one'));
    const work = makeOrg('two');
    await expect(runOnce(depot.deps, call(request('k', 'b')), work)).rejects.toEqual(
      failsWith('IDEMPOTENCY_KEY_REUSED', /another request/),
    );
    expect(work).not.toHaveBeenCalled();
  });

  it('keeps keys of different credentials apart', async () => {
    await runOnce(depot.deps, call(request('k'), 'key_1'), makeOrg('one'));
    expect(await runOnce(depot.deps, call(request('k'), 'key_2'), makeOrg('two'))).toEqual({ slug: 'two' });
  });

  it('forgets after 24 hours', async () => {
    await runOnce(depot.deps, call(request('k', 'a')), makeOrg('one'));
    depot.advance(24 * 3_600_000 - 1);
    await expect(runOnce(depot.deps, call(request('k', 'b')), makeOrg('two'))).rejects.toEqual(
      failsWith('IDEMPOTENCY_KEY_REUSED'),
    );
    depot.advance(1);
    expect(await runOnce(depot.deps, call(request('k', 'b')), makeOrg('two'))).toEqual({ slug: 'two' });
    await expect(runOnce(depot.deps, call(request('k', 'a')), makeOrg('three'))).rejects.toEqual(
      failsWith('IDEMPOTENCY_KEY_REUSED'),
    );
  });

  it('does not store failures, and a failed commit stores nothing', async () => {
    const fails = vi.fn((record: RecordResult<unknown>) =>
      depot.deps.storage.transaction(async (tx) => {
        await record(tx, 'never');
        throw new DepotError('STALE_COMMIT', 'no');
      }),
    );
    await expect(runOnce(depot.deps, call(request('k')), fails)).rejects.toEqual(failsWith('STALE_COMMIT'));
    expect(await runOnce(depot.deps, call(request('k')), makeOrg('one'))).toEqual({ slug: 'one' });
  });

  it('does the work once when the same request comes many times at once', async () => {
    const work = makeOrg('one');
    const results = await Promise.all(
      Array.from({ length: 20 }, () => runOnce(depot.deps, call(request('k')), work)),
    );
    expect(new Set(results.map((result) => JSON.stringify(result)))).toEqual(new Set(['{"slug":"one"}']));
  });

  it('rolls back the loser of a race whose work could have been done twice', async () => {
    let runs = 0;
    const work = () => {
      const slug = `org${runs++}`;
      return makeOrg(slug);
    };
    const results = await Promise.all(
      Array.from({ length: 5 }, () => runOnce(depot.deps, call(request('k')), work())),
    );
    expect(new Set(results.map((result) => JSON.stringify(result))).size).toBe(1);
    expect(
      await depot.deps.storage.read.selectFrom('orgs').select('slug').where('slug', 'like', 'org%').execute(),
    ).toHaveLength(1);
  });

  it('stores nothing that can be read without the credential', async () => {
    await runOnce(depot.deps, call(request('k')), makeOrg('one', { key: 'mesa_the-new-secret' }));
    for (const file of await readdir(depot.folder)) {
      expect((await readFile(join(depot.folder, file))).includes('the-new-secret')).toBe(false);
    }
    await expect(runOnce(depot.deps, call(request('k', 'a', 'mesa_other')), makeOrg('two'))).rejects.toEqual(
      failsWith('IDEMPOTENCY_KEY_REUSED', /another credential/),
    );
    const otherInstance = { ...depot.deps, storage: depot.deps.storage, instanceKey: new Uint8Array(32) };
    await expect(runOnce(otherInstance, call(request('k')), makeOrg('two'))).rejects.toEqual(
      failsWith('IDEMPOTENCY_KEY_REUSED'),
    );
  });

  it('stores the answer of work that had nothing to do and no transaction', async () => {
    const work = vi.fn(async () => ({ merge_type: 'no_op' }));
    await runOnce(depot.deps, call(request('k')), work);
    expect(await runOnce(depot.deps, call(request('k')), work)).toEqual({ merge_type: 'no_op' });
    expect(work).toHaveBeenCalledTimes(1);
  });

  it('answers no token that is restricted further than the one of the first attempt', async () => {
    const as = (repoIds: readonly string[] | null, key: string) =>
      depot.call({ credentialId: 'key_1', repoIds }, request(key, 'a', 'aaa.bbb.ccc'));
    await runOnce(depot.deps, as(null, 'all'), makeOrg('one'));
    await runOnce(depot.deps, as(['repo_1'], 'some'), makeOrg('two'));
    const work = makeOrg('three');
    for (const call of [as(['repo_1'], 'all'), as(['repo_2'], 'some')]) {
      await expect(runOnce(depot.deps, call, work)).rejects.toEqual(
        failsWith('IDEMPOTENCY_KEY_REUSED', /another credential/),
      );
    }
    expect(await runOnce(depot.deps, as(['repo_1', 'repo_2'], 'some'), work)).toEqual({ slug: 'two' });
    expect(work).not.toHaveBeenCalled();
  });

  it('answers a retry with a fresh access token of the same key', async () => {
    const work = makeOrg('one');
    await runOnce(depot.deps, call(request('k', 'a', 'aaa.bbb.ccc')), work);
    expect(await runOnce(depot.deps, call(request('k', 'a', 'aaa.ddd.eee')), work)).toEqual({ slug: 'one' });
    expect(work).toHaveBeenCalledTimes(1);
  });
});
