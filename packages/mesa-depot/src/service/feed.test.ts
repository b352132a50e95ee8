import type { RepoEvent } from 'mesa-rest';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DepotError } from '../errors/index.js';
import { VIRTUAL_ROOT_CHANGE_ID } from '../vcs/index.js';
import type { Call } from './call.js';
import { type FeedItem, FeedService } from './feed.js';
import { base64, createServiceFixture, type ServiceFixture } from './testing/service-fixture.js';

const at = { org: 'acme', repo: 'demo' };

describe('the feed', { timeout: 20_000 }, () => {
  let fixture: ServiceFixture;
  let stop: AbortController;
  beforeEach(async () => {
    fixture = await createServiceFixture();
    stop = new AbortController();
    await fixture.services.repos.create(fixture.call, { org: 'acme', name: 'demo' });
  });
  afterEach(async () => {
    stop.abort();
    await fixture[Symbol.asyncDispose]();
  });

  const watch = (
    after?: number,
    feed: FeedService = fixture.services.feed,
    reauthenticate: () => Promise<Call['actor']> = async () => fixture.call.actor,
  ): AsyncGenerator<FeedItem> =>
    feed.watch(fixture.call, after === undefined ? at : { ...at, after }, {
      signal: stop.signal,
      reauthenticate,
    });
  const create = (base = VIRTUAL_ROOT_CHANGE_ID, path = 'a.txt') =>
    fixture.services.changes.create(fixture.call, {
      ...at,
      base_change_id: base,
      files: [{ path, content: base64(path) }],
    });
  const take = async (items: AsyncGenerator<FeedItem>, count: number): Promise<RepoEvent[]> => {
    const events: RepoEvent[] = [];
    while (events.length < count) {
      const { value, done } = await items.next();
      if (done) throw new Error('the feed ended');
      if (value.type === 'operation') events.push(value.event);
    }
    return events;
  };

  it('tells what operations did to changes and bookmarks', async () => {
    const first = await create();
    const second = await create(first.id, 'b.txt');
    await fixture.services.bookmarks.create(fixture.call, { ...at, name: 'work', change_id: second.id });
    const amended = await fixture.services.changes.update(fixture.call, {
      ...at,
      change_id: first.id,
      files: [{ path: 'c.txt', content: base64('c') }],
    });
    await fixture.services.bookmarks.delete(fixture.call, { ...at, bookmark: 'work' });
    const rebased = await fixture.services.changes.get(fixture.call, { ...at, change_id: second.id });
    const events = await take(watch(0), 5);
    expect(events.map(({ op_seq }) => op_seq)).toEqual([1, 2, 3, 4, 5]);
    expect(events[0]).toMatchObject({
      kind: 'change.create',
      changes: [{ change_id: first.id, commit_oid: first.current_commit_oid, previous_commit_oid: null }],
      bookmarks: [],
    });
    expect(events[2]).toMatchObject({
      changes: [],
      bookmarks: [{ name: 'work', change_id: second.id }],
    });
    expect(events[3]?.changes).toHaveLength(2);
    expect(events[3]?.changes).toEqual(
      expect.arrayContaining([
        {
          change_id: first.id,
          commit_oid: amended.current_commit_oid,
          previous_commit_oid: first.current_commit_oid,
        },
        {
          change_id: second.id,
          commit_oid: rebased.current_commit_oid,
          previous_commit_oid: second.current_commit_oid,
        },
      ]),
    );
    expect(events[3]?.bookmarks).toEqual([{ name: 'work', change_id: second.id }]);
    expect(events[4]?.bookmarks).toEqual([{ name: 'work', change_id: null }]);
  });

  it('begins with where it begins, and goes on where it is told to', async () => {
    await create();
    await create();
    const now = watch();
    expect((await now.next()).value).toEqual({ type: 'start', opSeq: 2 });
    await create();
    expect((await take(now, 1)).map(({ op_seq }) => op_seq)).toEqual([3]);
    expect((await take(watch(1), 2)).map(({ op_seq }) => op_seq)).toEqual([2, 3]);
  });

  it('has no gap and nothing twice while others write', async () => {
    const items = watch(0);
    const writing = (async () => {
      for (let n = 0; n < 8; n++) await Promise.all([create(), create(), create()]);
    })();
    const events = await take(items, 24);
    await writing;
    expect(events.map(({ op_seq }) => op_seq)).toEqual(Array.from({ length: 24 }, (_, n) => n + 1));
  });

  it('sees what another process writes', async () => {
    // Nobody wakes this one, as nobody does across processes.
    const items = watch(0, new FeedService({ storage: fixture.storage }));
    await items.next();
    const event = take(items, 1);
    const change = await create();
    expect((await event)[0]?.changes[0]?.change_id).toBe(change.id);
  });

  it('ends as soon as its signal aborts', async () => {
    const items = watch();
    await items.next();
    const end = items.next();
    stop.abort();
    expect(await end).toMatchObject({ done: true });
  });

  it('ends when the credential loses its access', async () => {
    let isRevoked = false;
    const items = watch(undefined, undefined, async () => {
      if (isRevoked) throw new DepotError('UNAUTHORIZED', 'Revoked.');
      return fixture.call.actor;
    });
    await items.next();
    isRevoked = true;
    expect(await items.next()).toMatchObject({ done: true });
  });

  it('ends when the repository is deleted', async () => {
    const items = watch();
    await items.next();
    await fixture.services.repos.delete(fixture.call, at);
    let last = await items.next();
    while (!last.done) last = await items.next();
    expect(last.done).toBe(true);
  });

  it('refuses a number that the repository has not come to', async () => {
    await expect(watch(1).next()).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  });

  it('is open at most a hundred times for one credential', async () => {
    const open = Array.from({ length: 100 }, () => watch());
    for (const items of open) await items.next();
    await expect(watch().next()).rejects.toMatchObject({ code: 'RATE_LIMITED' });
    await open[0]?.return(undefined);
    expect((await watch().next()).value).toMatchObject({ type: 'start' });
  });
});
