import { randomUUID } from 'node:crypto';
import { VIRTUAL_ROOT_CHANGE_ID } from 'mesa-sdk';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { addCommits, startGitServer } from '../../packages/mesa-depot/src/git/remote/testing/git-server.js';
import { startReceiver } from '../../packages/mesa-depot/src/jobs/testing/receiver.js';
import { hasPostgres } from '../../packages/mesa-depot/src/storage/testing/postgres-server.js';
import { ok } from '../contract/world.js';
import { checkRegister } from './check-register.js';
import { Cluster } from './cluster.js';
import { BookmarkHistory } from './swap-bookmark.js';

/** Swaps that have to succeed; with so many clients there are several times as many attempts. */
const SWAPS = 30;
const CLIENTS = 4;

describe.skipIf(!hasPostgres)('depots on one database', () => {
  let cluster: Cluster;
  let org: string;
  beforeAll(async () => {
    cluster = await Cluster.start({ depots: 4, flags: ['--allow-private-networks'] });
    org = cluster.depots[0]?.org ?? '';
  });
  afterAll(async () => {
    await cluster?.[Symbol.asyncDispose]();
  });

  it('were started at once and have one organization and one admin key', () => {
    expect(new Set(cluster.depots.map(({ org }) => org)).size).toBe(1);
    expect(new Set(cluster.depots.map(({ apiKey }) => apiKey)).size).toBe(1);
  });

  it.each([2, 4])(
    '%i processes: compare-and-swap is linearizable, and all tell of it in the same order',
    async (processes) => {
      const receiver = await startReceiver();
      const history = await BookmarkHistory.start(cluster.client(0), org);
      const target = { url: receiver.url, events: ['bookmark.moved'] };
      ok(await cluster.client(1)('createWebhookTarget', { path: { org }, body: target }));
      const stop = new AbortController();
      const feeds = cluster.depots
        .slice(0, processes)
        .map((depot) =>
          readFeed(`${depot.apiUrl}/${org}/${history.path.repo}/events?after=0`, depot.apiKey, stop.signal),
        );

      await Promise.all(
        Array.from({ length: CLIENTS }, async (_, index) => {
          while (history.acknowledged.length < SWAPS) await history.swap(cluster.client(index % processes));
        }),
      );

      const send = cluster.client(0);
      const chain = await history.chain(send);
      expect(history.failures).toBe(0);
      expect(checkRegister(history.operations, VIRTUAL_ROOT_CHANGE_ID, chain[0] ?? '')).toEqual([]);
      expect(new Set(chain.slice(0, -1))).toEqual(new Set(history.acknowledged));

      const moves = chain.slice(0, -1).reverse();
      const last = ok(await send('getRevision', { path: history.path, query: { ref: 'main' } })).op_seq;
      for (const feed of feeds) {
        const events = await feed.until(last);
        expect(events.map(({ op_seq }) => op_seq)).toEqual(
          Array.from({ length: last }, (_, index) => index + 1),
        );
        expect(events.flatMap(({ bookmarks }) => bookmarks.map(({ change_id }) => change_id))).toEqual(moves);
      }
      stop.abort();

      await receiver.hasReceived(moves.length);
      const received = receiver.received.map(({ body, headers }) => [
        JSON.parse(body).data.bookmark.change_id,
        headers['x-mesa-delivery'],
      ]);
      expect(received.map(([change]) => change)).toEqual(moves);
      expect(new Set(received.map(([, delivery]) => delivery)).size).toBe(moves.length);
      const attempts = history.operations.filter(({ kind }) => kind === 'swap').length;
      console.log(
        `${processes} processes: ${history.acknowledged.length} of ${attempts} swaps won, ${history.operations.length} operations checked`,
      );
      await receiver.close();
    },
  );

  it('answer the same request with the same Idempotency-Key once', async () => {
    const { name: repo } = ok(await cluster.client(0)('createRepo', { path: { org }, body: {} }));
    const path = { org, repo };
    for (let round = 0; round < 5; round++) {
      const headers = { 'idempotency-key': randomUUID() };
      const body = { base_change_id: VIRTUAL_ROOT_CHANGE_ID, message: `round ${round}` };
      const answers = await Promise.all(
        Array.from({ length: 8 }, (_, index) =>
          cluster.client(index)('createChange', { path, body, headers }),
        ),
      );
      expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 201));
      expect(new Set(answers.map((answer) => answer.body.id)).size).toBe(1);
    }
    const { op_seq } = ok(await cluster.client(1)('getRevision', { path, query: { ref: 'main' } }));
    expect(op_seq).toBe(5);
  });

  it('carry each sync out once, and those of a repository one after the other', async () => {
    const server = await startGitServer();
    const names = ['one', 'two'];
    for (const name of names) {
      const url = server.create(`${name}.git`);
      addCommits(server, `${name}.git`, 'main', { count: 20 });
      ok(await cluster.client(0)('createRepo', { path: { org }, body: { name, upstream: { url } } }));
    }
    const started = await Promise.all(
      Array.from({ length: 6 }, async (_, index) => {
        const path = { org, repo: names[index % names.length] ?? '' };
        const body = { direction: index < 3 ? 'pull' : 'push' };
        return ok(await cluster.client(index)('syncUpstream', { path, body })).id as string;
      }),
    );
    for (const repo of names) {
      const list = () => cluster.client(1)('listRepoUpstreamSyncs', { path: { org, repo } });
      const runs: Run[] = await vi.waitUntil(
        async () => {
          const { syncs } = ok(await list());
          return syncs.every((run: Run) => run.finished_at !== null) && (syncs as Run[]);
        },
        { timeout: 20_000, interval: 100 },
      );
      expect(runs.map(({ status, attempt }) => [status, attempt])).toEqual(Array(3).fill(['completed', 1]));
      for (const [index, run] of runs.slice(0, -1).entries()) {
        expect(Date.parse(run.started_at)).toBeGreaterThanOrEqual(
          Date.parse(runs[index + 1]?.finished_at ?? ''),
        );
      }
    }
    const opened = server.requests.filter(({ line }) => line.startsWith('GET'));
    expect(opened).toHaveLength(started.length);
    await server.close();
  });

  it('forget a revoked key at once', async () => {
    const { id, key } = ok(
      await cluster.client(0)('createApiKey', { path: { org }, body: { name: 'short' } }),
    );
    const ask = () => cluster.client(1)('getOrg', { path: { org }, credential: key });
    expect((await ask()).status).not.toBe(401);
    ok(await cluster.client(2)('revokeApiKey', { path: { org, id } }));
    expect((await ask()).status).toBe(401);
  });
});

interface Run {
  readonly status: string;
  readonly attempt: number;
  readonly started_at: string;
  readonly finished_at: string;
}

interface FeedEvent {
  readonly op_seq: number;
  readonly bookmarks: readonly { readonly change_id: string }[];
}

/** Follows the feed of a repository until there was an operation. */
function readFeed(
  url: string,
  key: string,
  signal: AbortSignal,
): { until(opSeq: number): Promise<FeedEvent[]> } {
  const events: FeedEvent[] = [];
  let wake = (): void => {};
  const reading = (async () => {
    const response = await fetch(url, { headers: { authorization: `Bearer ${key}` }, signal });
    let text = '';
    for await (const part of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      text += part;
      const whole = text.lastIndexOf('\n\n') + 2;
      for (const [, data] of text.slice(0, whole).matchAll(/^data: (.*)$/gm))
        events.push(JSON.parse(data ?? ''));
      text = text.slice(whole);
      wake();
    }
  })();
  reading.catch(() => {}); // it ends by the signal
  return {
    async until(opSeq) {
      while ((events.at(-1)?.op_seq ?? 0) < opSeq) await new Promise<void>((resolve) => (wake = resolve));
      return events;
    },
  };
}
