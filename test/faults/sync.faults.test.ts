import { Mesa, type Sync } from 'mesa-sdk';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import {
  addCommits,
  type GitServer,
  startGitServer,
} from '../../packages/mesa-depot/src/git/remote/testing/git-server.js';
import { DepotProcess } from './depot-process.js';

const COMMITS = 200;

let server: GitServer;
beforeAll(async () => {
  server = await startGitServer();
});
afterAll(() => server.close());

/** Lets the next packs stop after their first bytes, so that a fetch is under way for as long as it takes. */
function stallPacks(): { readonly stalled: number; heal(): void } {
  const state = {
    stalled: 0,
    heal(): void {
      server.intercept = () => false;
    },
  };
  server.intercept = (request, response) => {
    if (request.method !== 'POST') return false;
    const { write } = response;
    response.write = ((chunk: Buffer, ...rest: unknown[]) => {
      const at = chunk.indexOf('PACK');
      if (at < 0) return Reflect.apply(write, response, [chunk, ...rest]);
      state.stalled += 1;
      response.write = (() => true) as typeof write;
      response.end = (() => response) as typeof response.end;
      return Reflect.apply(write, response, [chunk.subarray(0, at + 100)]);
    }) as typeof write;
    return false;
  };
  return state;
}

it('a sync survives that its depot is killed in the middle, and stopped in the middle', async () => {
  const url = server.create('origin.git');
  const tip = addCommits(server, 'origin.git', 'main', { count: COMMITS });
  await using depot = await DepotProcess.start();
  const mesa = new Mesa({ apiUrl: depot.apiUrl, apiKey: depot.apiKey });
  const { name: repo } = await mesa.repos.create({ upstream: { url } });
  const ended = (syncId: string): Promise<Sync> =>
    vi.waitUntil(
      async () => {
        const sync = await mesa.repos.getUpstreamSync({ repo, syncId });
        return sync.finished_at !== null && sync;
      },
      { timeout: 20_000, interval: 100 },
    );

  const packs = stallPacks();
  const { id } = await mesa.repos.syncUpstream({ repo, direction: 'pull' });
  await vi.waitUntil(() => packs.stalled === 1, 10_000);
  await depot.kill();
  await depot.start();
  // The attempt that was killed is counted, the one that is stopped is not.
  await vi.waitUntil(() => packs.stalled === 2, 10_000);
  await depot.stop();
  await depot.start();
  await vi.waitUntil(() => packs.stalled === 3, 10_000);
  expect(await mesa.repos.getUpstreamSync({ repo, syncId: id })).toMatchObject({
    status: 'in_progress',
    attempt: 2,
    error: null,
  });
  await depot.kill();
  packs.heal();
  await depot.start();
  const sync = await ended(id);
  expect(sync).toMatchObject({ status: 'completed', attempt: 3, error: null });
  expect(sync.stats?.refs).toEqual([
    { name: 'refs/heads/main', before: null, after: tip, outcome: 'updated' },
  ]);
  const { changes } = await mesa.changes.list({ repo, limit: 1 });
  expect(changes[0]?.current_commit_oid).toBe(tip);
  const again = await mesa.repos.syncUpstream({ repo, direction: 'push' });
  expect((await ended(again.id)).stats?.refs).toMatchObject([{ outcome: 'unchanged' }]);
});
