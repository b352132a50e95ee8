import { afterAll, beforeAll, expect, it } from 'vitest';
import { generateHistory } from './testing/generate-history.js';
import { type PushServer, startPushServer } from './testing/push-server.js';

const COMMITS = 2_000;

let server: PushServer;

beforeAll(async () => {
  server = await startPushServer();
});

afterAll(() => server[Symbol.asyncDispose]());

it('gives back a history of 2,000 commits with the same object ids, first at once and then bit by bit', async () => {
  const source = server.folder();
  const run = (folder: string, ...args: string[]) => server.run(folder, args);
  await run(source, 'init', '-q', '--bare', '-b', 'main');
  await server.run(source, ['fast-import', '--quiet', '--done', '--force'], generateHistory(COMMITS));
  const all = async (folder: string) =>
    (await run(folder, 'rev-list', '--all', '--objects', '--no-object-names')).split('\n').sort();
  const objects = await all(source);
  const parents = await run(source, 'rev-list', '--all', '--parents');
  expect(parents.split('\n').filter((line) => line.split(' ').length > 3).length).toBeGreaterThan(10);

  const whole = await server.createRepo('whole');
  await run(source, 'push', '-q', '--mirror', whole);
  // The same in steps: every push is incremental, and its pack is thin.
  const steps = await server.createRepo('steps');
  const line = (await run(source, 'rev-list', '--reverse', '--first-parent', 'main')).split('\n');
  for (let at = 0; at < line.length; at += Math.ceil(line.length / 6)) {
    await run(source, 'push', '-q', steps, `${line[at]}:refs/heads/main`);
  }
  await run(source, 'push', '-q', '--mirror', steps);

  for (const url of [whole, steps]) {
    const clone = server.folder();
    await run(clone, 'clone', '-q', '--mirror', url, '.');
    await run(clone, 'fsck', '--strict', '--no-progress');
    expect(await all(clone)).toEqual(objects);
    expect(await run(clone, 'for-each-ref')).toBe(await run(source, 'for-each-ref'));
  }
  // Each commit is the current commit of one change.
  const { storage } = server.fixture;
  for (const name of ['whole', 'steps']) {
    const { id } = await server.record(name);
    const changes = await storage.read
      .selectFrom('changes')
      .select('commit_oid')
      .where('repo_id', '=', id)
      .execute();
    const commits = (await run(source, 'rev-list', '--all')).split('\n');
    expect(changes.map(({ commit_oid }) => commit_oid).sort()).toEqual(commits.sort());
  }
}, 180_000);
