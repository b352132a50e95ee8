import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDepot, type Depot } from '../../depot/create-depot.js';
import { call, changeOf } from '../../depot/testing/depot-client.js';
import { generateRepo } from '../../git/testing/generated-repo.js';
import type { GitRepo } from '../../vcs/testing/git-repo.js';
import { createGitClient, type GitClient } from './testing/git-client.js';

const VERSIONS = ['2', '0'] as const;

/** A line of thirty with branches that are merged, and one that starts anew. */
const SHAPE = Array.from({ length: 40 }, (_, at) => {
  if (at === 0 || at === 35) return [];
  if (at === 36) return [35];
  if (at % 7 === 6) return [at - 1, at - 3];
  return [at - 1];
});

let depot: Depot;
let origin: GitRepo;
const cleanUps: (() => void)[] = [];
/** URL of a repository, with the key of the depot or another. */
const urlOf = (repo: string, key = depot.apiKey) =>
  `${depot.vcsUrl.replace('://', `://t:${key}@`)}/${depot.org}/${repo}.git`;
const tip = () => origin.run(['rev-parse', 'refs/heads/main']).trim();
const lines = (text: string) => text.trim().split('\n').filter(Boolean).sort();
const objectsIn = async (client: GitClient, at: string) =>
  lines(await client.git(at, 'cat-file', '--batch-all-objects', '--batch-check=%(objectname)'));

beforeAll(async () => {
  depot = await createDepot();
  await call(depot, 'POST', `/${depot.org}/repos`, { name: 'r', default_bookmark: 'main' });
  origin = generateRepo(SHAPE).git;
  addSpecialThings(origin);
  const client = createGitClient((remove) => cleanUps.push(remove));
  const refs = ['refs/heads/*:refs/heads/*', 'refs/tags/*:refs/tags/*'];
  // Not with `origin`, which waits for git: the server is in this process.
  await client.git('', '-C', origin.dir, 'push', '--quiet', urlOf('r'), ...refs);
});
afterAll(async () => {
  for (const cleanUp of cleanUps) cleanUp();
  origin?.dispose();
  await depot?.close();
});

/** A file over several frames, text and noise, a name that is not ASCII, tags of all kinds. */
function addSpecialThings(git: GitRepo): void {
  const text = Buffer.alloc(2_500_000, 'a large text, with something to it\n');
  const noise = randomBytes(2_200_000);
  const oidOf = (body: Uint8Array) => git.run(['hash-object', '-w', '--stdin'], body).trim();
  const entries = [
    `100644 blob ${oidOf(text)}\tlarge.txt`,
    `100644 blob ${oidOf(noise)}\tnoise.bin`,
    `100644 blob ${oidOf(Buffer.alloc(100_000, 'middling '))}\tgrüße.txt`,
    `040000 tree ${git.run(['mktree']).trim()}\tempty`,
  ];
  const tree = git.run(['mktree', '-z'], entries.map((entry) => `${entry}\0`).join('')).trim();
  const main = git.run(['commit-tree', tree, '-p', 'refs/heads/c39', '-m', 'large files']).trim();
  git.run(['update-ref', 'refs/heads/main', main]);
  git.run(['tag', '-a', '-m', 'first', 'v1', 'refs/heads/c20']);
  git.run(['tag', '-a', '-m', 'a tag of a tag', 'v1-again', 'v1']);
  git.run(['tag', 'plain', 'refs/heads/c10']);
  git.run(['tag', '-a', '-m', 'a file', 'file', oidOf(Buffer.from('only a tag leads here\n'))]);
}

/** How many objects the last fetch was told to expect. */
function sent(stderr: string): number {
  return Number(/Enumerating objects: (\d+), done/.exec(stderr)?.[1] ?? 0);
}

describe.each(VERSIONS)('with protocol version %s, git', { timeout: 60_000 }, (version) => {
  const v = ['-c', `protocol.version=${version}`] as const;

  it('clones every object, and finds them sound', async () => {
    const client = createGitClient();
    await client.git('', ...v, 'clone', '-q', '--mirror', urlOf('r'), 'c');
    expect(
      lines(await client.git('c', 'for-each-ref', '--format=%(refname) %(objectname) %(*objectname)')),
    ).toEqual(lines(origin.run(['for-each-ref', '--format=%(refname) %(objectname) %(*objectname)'])));
    expect(await client.git('c', 'symbolic-ref', 'HEAD')).toBe('refs/heads/main\n');
    expect(await client.try('c', 'fsck', '--strict', '--full')).toMatchObject({ code: 0, stderr: '' });
    expect(await objectsIn(client, 'c')).toEqual(
      lines(origin.run(['rev-list', '--objects', '--no-object-names', '--all'])),
    );
  });

  it('fetches what is new, and no more', async () => {
    const client = createGitClient();
    const name = `new${version}`;
    await call(depot, 'POST', `/${depot.org}/repos`, { name });
    await client.git('', '-C', origin.dir, 'push', '-q', urlOf(name), 'refs/heads/c38', 'refs/heads/c39');
    await client.git('', ...v, 'clone', '-q', '--single-branch', '-b', 'c38', urlOf(name), 'c');
    const first = await client.try(
      'c',
      ...v,
      'fetch',
      '--progress',
      '--no-tags',
      urlOf(name),
      '+c39:refs/heads/c39',
    );
    const expected = lines(origin.run(['rev-list', '--objects', '--no-object-names', 'c39', '^c38']));
    expect([first.code, sent(first.stderr)]).toEqual([0, expected.length]);
    const nothing = await client.try(
      'c',
      ...v,
      'fetch',
      '--progress',
      '--no-tags',
      urlOf(name),
      '+c39:refs/heads/c39',
    );
    expect([nothing.code, sent(nothing.stderr)]).toEqual([0, 0]);

    const at = await call(depot, 'GET', `/${depot.org}/${name}/bookmarks/c39`);
    const change = await call(depot, 'POST', `/${depot.org}/${name}/changes`, {
      ...changeOf({ 'd0/sub/new.txt': 'new\n' }, at.json.change_id),
    });
    await call(depot, 'PATCH', `/${depot.org}/${name}/bookmarks/c39`, { change_id: change.json.id });
    const second = await client.try(
      'c',
      ...v,
      'fetch',
      '--progress',
      '--no-tags',
      urlOf(name),
      '+c39:refs/heads/c39',
    );
    // A commit, three trees and a file.
    expect([second.code, sent(second.stderr)]).toEqual([0, 5]);
    expect(await client.git('c', 'show', 'c39:d0/sub/new.txt')).toBe('new\n');
    // Whoever amends a change sends what differs from what it was.
    const { json } = await call(depot, 'PATCH', `/${depot.org}/${name}/changes/${change.json.id}`, {
      files: [
        { path: 'd0/sub/new.txt', action: 'upsert', content: Buffer.from('newer\n').toString('base64') },
      ],
    });
    const third = await client.try(
      'c',
      ...v,
      'fetch',
      '--progress',
      '--no-tags',
      urlOf(name),
      '+c39:refs/heads/c39',
    );
    expect([third.code, sent(third.stderr)]).toEqual([0, 5]);
    expect(await client.git('c', 'rev-parse', 'c39')).toBe(`${json.current_commit_oid}\n`);
  });

  it('agrees after much of both histories is unknown to the other side', async () => {
    const client = createGitClient();
    await client.git('', ...v, 'clone', '-q', '--single-branch', '-b', 'c5', urlOf('r'), 'c');
    for (let at = 0; at < 40; at += 1)
      await client.git('c', 'commit', '-q', '--allow-empty', '-m', `local ${at}`);
    const { code, stderr } = await client.try(
      'c',
      ...v,
      'fetch',
      '--progress',
      '--no-tags',
      urlOf('r'),
      'c30',
    );
    const expected = lines(origin.run(['rev-list', '--objects', '--no-object-names', 'c30', '^c5']));
    expect([code, sent(stderr)]).toEqual([0, expected.length]);
  });

  it('clones a part of the history, more of it, and all', async () => {
    const client = createGitClient();
    const peer = `file://${origin.dir}`;
    const step = async (...args: readonly string[]) => {
      await client.git('ours', ...v, ...args);
      await client.git('theirs', ...args);
      expect(await shallowOf(client, 'ours'), args.join(' ')).toEqual(await shallowOf(client, 'theirs'));
      expect(lines(await client.git('ours', 'rev-list', '--objects', '--all'))).toEqual(
        lines(await client.git('theirs', 'rev-list', '--objects', '--all')),
      );
      expect(await client.try('ours', 'fsck', '--strict')).toMatchObject({ code: 0, stderr: '' });
    };
    const clone = ['clone', '-q', '--no-tags', '-b', 'c34', '--depth', '1'] as const;
    await client.git('', ...v, ...clone, urlOf('r'), 'ours');
    await client.git('', ...clone, peer, 'theirs');
    await step('fetch', '-q', '--depth', '3');
    await step('fetch', '-q', '--deepen', '2');
    await step('fetch', '-q', '--shallow-since=1600061200');
    await step('fetch', '-q', '--unshallow', '--no-tags');
    expect(await shallowOf(client, 'ours')).toEqual([]);
    await step('fetch', '-q', '--shallow-exclude=c10');
    expect(await client.try('ours', ...v, 'fetch', '--shallow-since=2100000000')).toMatchObject({
      code: 128,
      stderr: expect.stringContaining('no commits selected for shallow requests'),
    });
  });

  it('of a shallow clone fetches only what is new', async () => {
    const client = createGitClient();
    await client.git('', ...v, 'clone', '-q', '--depth', '1', '-b', 'c38', '--no-tags', urlOf('r'), 'c');
    const { code, stderr } = await client.try(
      'c',
      ...v,
      'fetch',
      '--progress',
      '--depth',
      '1',
      urlOf('r'),
      'c39',
    );
    const both = (rev: string) => lines(origin.run(['ls-tree', '-r', '-t', '--format=%(objectname)', rev]));
    const had = new Set(both('c38'));
    const fresh = new Set(both('c39').filter((oid) => !had.has(oid)));
    // Beside what is in the trees: the commit and its own tree.
    expect([code, sent(stderr)]).toEqual([0, fresh.size + 2]);
    expect(await client.try('c', 'fsck', '--strict')).toMatchObject({ code: 0 });
  });

  it('clones without files or trees, and gets those that it needs', async () => {
    const client = createGitClient();
    await client.git('', ...v, 'clone', '-q', '--filter=blob:none', '--no-checkout', urlOf('r'), 'blobless');
    const revs = ['--objects', '--no-object-names', '--branches', '--tags'];
    expect(await objectsIn(client, 'blobless')).toEqual(
      lines(origin.run(['rev-list', '--filter=blob:none', ...revs])),
    );
    await client.git('blobless', ...v, 'checkout', '-q', 'main');
    expect(readFileSync(join(client.folder, 'blobless', 'large.txt')).byteLength).toBe(2_500_000);
    expect(readFileSync(join(client.folder, 'blobless', 'grüße.txt')).byteLength).toBe(100_000);
    expect(await client.git('blobless', 'status', '--porcelain')).toBe('');

    await client.git(
      '',
      ...v,
      'clone',
      '-q',
      '--filter=tree:0',
      '--no-checkout',
      '--no-tags',
      urlOf('r'),
      'treeless',
    );
    expect(await objectsIn(client, 'treeless')).toEqual(lines(origin.run(['rev-list', '--branches'])));
    expect(await client.git('treeless', ...v, 'log', '--format=%H', '-3', '--', 'd0')).toBe(
      origin.run(['log', '--format=%H', '-3', 'main', '--', 'd0']),
    );
    await client.git('', ...v, 'clone', '-q', '--filter=blob:limit=1m', urlOf('r'), 'limited');
    expect(await client.try('limited', 'fsck')).toMatchObject({ code: 0 });
    expect(
      await client.try('', ...v, 'clone', '-q', '--filter=sparse:oid=main:x', urlOf('r'), 'sparse'),
    ).toMatchObject({ code: 128, stderr: expect.stringContaining('sparse') });
  });

  it('is told many refs, or those that it asks for', async () => {
    const client = createGitClient();
    const name = `refs${version}`;
    await call(depot, 'POST', `/${depot.org}/repos`, { name, default_bookmark: 'c3' });
    await client.git('', 'init', '-q', '--bare', 'many');
    await client.git('many', 'fetch', '-q', `file://${origin.dir}`, 'c3');
    const refs = Array.from({ length: 400 }, (_, at) => `refs/${at % 2 === 0 ? 'heads' : 'tags'}/r/${at}`);
    const oid = origin.run(['rev-parse', 'c3']).trim();
    writeFileSync(
      join(client.folder, 'many', 'packed-refs'),
      `# pack-refs with: peeled fully-peeled \n${refs.map((ref) => `${oid} ${ref}\n`).join('')}`,
    );
    await client.git('many', ...v, 'push', '-q', '--all', urlOf(name));
    await client.git('many', ...v, 'push', '-q', '--tags', urlOf(name));
    expect(lines(await client.git('', ...v, 'ls-remote', urlOf(name)))).toEqual(
      lines(refs.map((ref) => `${oid}\t${ref}`).join('\n')),
    );
    expect(lines(await client.git('', ...v, 'ls-remote', urlOf(name), 'refs/heads/r/10'))).toEqual([
      `${oid}\trefs/heads/r/10`,
    ]);
    await client.git('', ...v, 'clone', '-q', '--mirror', urlOf(name), 'c');
    expect(lines(await client.git('c', 'for-each-ref', '--format=%(refname)'))).toEqual(
      lines(refs.join('\n')),
    );
  });

  it('fetches a commit by its id, and nothing that is not there', async () => {
    const client = createGitClient();
    await client.git('', 'init', '-q', 'c');
    await client.git('c', ...v, 'fetch', '-q', '--depth=1', urlOf('r'), tip());
    expect(await client.git('c', 'rev-parse', 'FETCH_HEAD')).toBe(`${tip()}\n`);
    const { code, stderr } = await client.try('c', ...v, 'fetch', urlOf('r'), 'f'.repeat(40));
    expect([code, stderr]).toEqual([128, expect.stringContaining(`not our ref ${'f'.repeat(40)}`)]);
  });

  it('clones an empty repository, with its default bookmark, and what is pushed there', async () => {
    const client = createGitClient();
    const name = `empty${version}`;
    await call(depot, 'POST', `/${depot.org}/repos`, { name, default_bookmark: 'trunk' });
    await client.git('', ...v, 'clone', '-q', urlOf(name), 'c');
    // Version 0 has no word for a branch that does not exist yet.
    if (version === '2') expect(await client.git('c', 'symbolic-ref', 'HEAD')).toBe('refs/heads/trunk\n');
    await client.git('c', 'checkout', '-q', '-B', 'trunk');
    writeFileSync(join(client.folder, 'c', 'a.txt'), 'a\n');
    await client.git('c', 'add', '.');
    await client.git('c', 'commit', '-q', '-m', 'first');
    await client.git('c', ...v, 'push', '-q', 'origin', 'trunk');
    await client.git('', ...v, 'clone', '-q', urlOf(name), 'again');
    expect(readFileSync(join(client.folder, 'again', 'a.txt'), 'utf8')).toBe('a\n');
  });
});

async function shallowOf(client: GitClient, at: string): Promise<string[]> {
  try {
    return lines(readFileSync(join(client.folder, at, '.git', 'shallow'), 'utf8'));
  } catch {
    return [];
  }
}
