import { describe, expect, it, onTestFinished } from 'vitest';
import { createDepot, type Depot } from './create-depot.js';
import { call, changeOf } from './testing/depot-client.js';

async function start(): Promise<Depot> {
  const depot = await createDepot();
  onTestFinished(() => depot.close());
  await call(depot, 'POST', '/acme/repos', { name: 'r' });
  return depot;
}

async function open(depot: Depot, query = '', headers: Record<string, string> = {}, key = depot.apiKey) {
  const stop = new AbortController();
  onTestFinished(() => stop.abort());
  const response = await fetch(`${depot.apiUrl}/acme/r/events${query}`, {
    headers: { authorization: `Bearer ${key}`, ...headers },
    signal: stop.signal,
  });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  return {
    response,
    stop: () => stop.abort(),
    /** Reads until the text has come, or to the end without an argument. */
    async read(wanted?: string): Promise<string> {
      while (wanted === undefined || !text.includes(wanted)) {
        const { done, value } = (await reader?.read()) ?? { done: true };
        if (done) break;
        text += value;
      }
      return text;
    },
  };
}

describe('the feed of a repository', { timeout: 20_000 }, () => {
  it('is a stream of server-sent events', async () => {
    const depot = await start();
    const feed = await open(depot, '?after=0');
    expect(feed.response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(feed.response.headers.get('cache-control')).toBe('no-store');
    expect(await feed.read('\n\n')).toBe('id: 0\n\n');
    const { json } = await call(depot, 'POST', '/acme/r/changes', changeOf({ a: '1' }));
    const event = /id: (\d+)\nevent: operation\ndata: (.*)\n\n/.exec(await feed.read('"at"'));
    expect(event?.[1]).toBe('1');
    expect(JSON.parse(event?.[2] ?? '')).toMatchObject({
      op_seq: 1,
      kind: 'change.create',
      changes: [{ change_id: json.id, commit_oid: json.current_commit_oid, previous_commit_oid: null }],
    });
  });

  it('goes on after the last event that the client had', async () => {
    const depot = await start();
    for (const path of ['a', 'b', 'c'])
      await call(depot, 'POST', '/acme/r/changes', changeOf({ [path]: '1' }));
    const feed = await open(depot, '?after=0', { 'last-event-id': '2' });
    const text = await feed.read('"at"');
    expect([...text.matchAll(/"op_seq":(\d+)/g)].map(([, seq]) => seq)).toEqual(['3']);
  });

  it('ends when the depot is closed, which does not wait for it', async () => {
    const depot = await start();
    const feed = await open(depot);
    await feed.read('\n\n');
    const rest = feed.read();
    const began = performance.now();
    await depot.close();
    expect(performance.now() - began).toBeLessThan(5_000); // the drain would be 10 seconds
    await rest;
  });

  it('ends within seconds when its key is revoked', async () => {
    const depot = await start();
    const { json } = await call(depot, 'POST', '/acme/api-keys', { scopes: ['read'] });
    const feed = await open(depot, '', {}, json.key);
    await feed.read('\n\n');
    await call(depot, 'DELETE', `/acme/api-keys/${json.id}`);
    await feed.read();
    expect((await open(depot, '', {}, json.key)).response.status).toBe(401);
  });

  it('is let go of when the client leaves', async () => {
    const depot = await start();
    // More than a credential may have open at a time.
    for (let n = 0; n < 120; n++) {
      const feed = await open(depot);
      expect(feed.response.status, `feed ${n}`).toBe(200);
      feed.stop();
      if (n % 20 === 19) await new Promise((resolve) => setTimeout(resolve, 50));
    }
  });

  it('has no HEAD, which would wait for its end', async () => {
    const depot = await start();
    const answer = await fetch(`${depot.apiUrl}/acme/r/events`, {
      method: 'HEAD',
      headers: { authorization: `Bearer ${depot.apiKey}` },
    });
    expect(answer.status).toBeGreaterThanOrEqual(404);
  });
});
