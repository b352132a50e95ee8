import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createDepot, type Depot } from 'mesa-depot';
import { Mesa } from 'mesa-sdk';
import { afterAll, beforeAll, expect, test } from 'vitest';

/** A person with git and a mounted filesystem, at the same repository. */

let depot: Depot;
let mesa: Mesa;
let folder: string;

beforeAll(async () => {
  depot = await createDepot();
  mesa = new Mesa({ apiUrl: depot.apiUrl, apiKey: depot.apiKey });
  folder = await mkdtemp(join(tmpdir(), 'mesa-e2e-git-'));
});

afterAll(async () => {
  await depot.close();
  await rm(folder, { recursive: true, force: true });
});

async function git(...args: string[]): Promise<string> {
  const env = {
    PATH: process.env.PATH,
    HOME: folder,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_AUTHOR_NAME: 'Ada',
    GIT_AUTHOR_EMAIL: 'ada@example.com',
    GIT_COMMITTER_NAME: 'Ada',
    GIT_COMMITTER_EMAIL: 'ada@example.com',
  };
  return (await promisify(execFile)('git', args, { cwd: folder, env })).stdout.trim();
}

test('what git pushes is seen on the mount, and what the mount writes is pulled', {
  timeout: 60_000,
}, async () => {
  const { name: repo } = await mesa.repos.create({ name: 'shared' });
  const origin = depot.apiUrl
    .replace('://', `://t:${depot.apiKey}@`)
    .replace(/\/v1$/, `/${depot.org}/${repo}.git`);
  await git('init', '-q', '-b', 'main');
  await git('remote', 'add', 'origin', origin);
  const commit = async (text: string, ...options: string[]): Promise<void> => {
    await writeFile(join(folder, 'file.txt'), text);
    await git('add', '-A');
    await git('commit', '-q', '-m', 'by git', ...options);
  };
  await commit('first\n');
  await git('push', '-q', 'origin', 'main');

  await using fs = await mesa.fs.mount({ repos: [{ name: repo, bookmark: 'main' }] });
  expect(await fs.readFile(`/${repo}/file.txt`)).toBe('first\n');

  // The mount writes a change on top of what was pushed, and names it `work`.
  await fs.writeFile(`/${repo}/more.txt`, 'by the mount\n');
  const { changeId } = await fs.change.current({ repo });
  await mesa.bookmarks.create({ repo, name: 'work', change_id: changeId });
  await git('fetch', '-q', 'origin');
  await git('checkout', '-q', '-b', 'work', 'origin/work');
  expect(await git('show', 'HEAD:more.txt')).toBe('by the mount');

  // git amends that change, and the mount is on what it has become.
  const seen = new Set<string>();
  const subscription = fs.subscribe(({ path }) => {
    seen.add(path);
  });
  await commit('amended by git\n', '--amend');
  await git('push', '-q', '--force', 'origin', 'work');
  await expect.poll(() => [...seen], { timeout: 20_000 }).toContain(`/${repo}/file.txt`);
  expect(await fs.readFile(`/${repo}/file.txt`)).toBe('amended by git\n');
  expect((await fs.change.current({ repo })).changeId).toBe(changeId);
  subscription.unsubscribe();

  // Both write at the same time: nobody's work is lost.
  await fs.writeFile(`/${repo}/more.txt`, 'again by the mount\n');
  await commit('pushed without fetching\n', '--amend');
  const { stderr } = await git('push', 'origin', 'work').then(
    () => ({ stderr: '' }),
    (error: { stderr: string }) => error,
  );
  expect(stderr).toContain('[rejected]');
  expect(await fs.readFile(`/${repo}/more.txt`)).toBe('again by the mount\n');
});
