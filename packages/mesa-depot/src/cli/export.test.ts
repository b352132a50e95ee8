import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { call, changeOf } from '../depot/testing/depot-client.js';
import { temporaryFolder } from '../depot/testing/temporary-folder.js';
import { runCli, startServe } from './testing/run-cli.js';

const TIMEOUT_MS = 60_000;

function git(cwd: string, ...args: string[]): string {
  return execFileSync('git', args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

describe('export', { timeout: TIMEOUT_MS }, () => {
  it('writes what git takes for a sound repository, while the depot serves and after', async () => {
    const folder = temporaryFolder();
    const data = join(folder, 'data');
    const depot = await startServe(data, '--log-level', 'silent');
    const access = { apiUrl: depot.line.api_url, apiKey: depot.line.api_key };
    const request = async (method: string, path: string, body?: object) => {
      const answer = await call(access, method, path, body);
      expect([path, answer.status]).toEqual([path, expect.toSatisfy((status: number) => status < 300)]);
      return answer.json;
    };
    await request('POST', '/acme/repos', { name: 'r', default_bookmark: 'trunk' });
    const large = Buffer.alloc(2_500_000, 'large ').toString();
    const base = await request(
      'POST',
      '/acme/r/changes',
      changeOf({ 'src/a.txt': 'a\n', 'b.bin': '\0b', large }),
    );
    await request('PATCH', '/acme/r/bookmarks/trunk', { change_id: base.id });
    const side = await request('POST', '/acme/r/changes', changeOf({ 'side.txt': 'side\n' }, base.id));
    await request('POST', '/acme/r/bookmarks', { name: 'feature/ünï', change_id: side.id });
    const more = await request('POST', '/acme/r/changes', changeOf({ 'src/a.txt': 'a\nmore\n' }, base.id));
    await request('PATCH', '/acme/r/bookmarks/trunk', { change_id: more.id });
    const merge = await request('POST', '/acme/r/bookmarks/merge', {
      target: 'trunk',
      source: 'feature/ünï',
    });
    await request('POST', '/acme/r/bookmarks', { name: 'empty', change_id: 'z'.repeat(32) });

    const whileServing = await runCli(['export', 'r', join(folder, 'r.git'), '--data', data]);
    expect(whileServing).toMatchObject({ code: 0, stderr: '' });
    expect(whileServing.stdout).toBe(
      `Exported r to ${join(folder, 'r.git')}: 2 branches, 4 commits, 15 objects.\n`,
    );
    const bare = join(folder, 'r.git');
    expect(git(bare, 'fsck', '--strict', '--full', '--no-dangling')).toBe('');
    expect(git(bare, 'symbolic-ref', 'HEAD')).toBe('refs/heads/trunk\n');
    expect(git(bare, 'for-each-ref', '--format=%(refname) %(objectname)').trim().split('\n')).toEqual([
      `refs/heads/feature/ünï ${side.current_commit_oid}`,
      `refs/heads/trunk ${merge.commit_oid}`,
    ]);
    git(folder, 'clone', '-q', bare, 'clone');
    expect(readFileSync(join(folder, 'clone', 'large'), 'utf8')).toBe(large);
    expect(readFileSync(join(folder, 'clone', 'src', 'a.txt'), 'utf8')).toBe('a\nmore\n');
    expect(readFileSync(join(folder, 'clone', 'side.txt'), 'utf8')).toBe('side\n');
    expect(git(join(folder, 'clone'), 'log', '--format=%H', '--first-parent').trim().split('\n')).toEqual([
      merge.commit_oid,
      more.current_commit_oid,
      base.current_commit_oid,
    ]);

    depot.child.kill('SIGTERM');
    await depot.ended;
    expect(await runCli(['export', 'r', join(folder, 'again.git'), '--data', data])).toMatchObject({
      code: 0,
    });
    expect(readdirSync(join(folder, 'again.git', 'objects', 'pack'))).toEqual(
      readdirSync(join(bare, 'objects', 'pack')),
    );
  });

  it('of an empty repository is one that can be cloned and pushed to', async () => {
    const folder = temporaryFolder();
    const depot = await startServe(join(folder, 'data'), '--log-level', 'silent');
    await call({ apiUrl: depot.line.api_url, apiKey: depot.line.api_key }, 'POST', '/acme/repos', {
      name: 'r',
    });
    // A folder that is there and empty is as good as none.
    mkdirSync(join(folder, 'r.git'));
    const result = await runCli(['export', 'r', join(folder, 'r.git'), '--data', join(folder, 'data')]);
    expect(result.stdout).toContain('0 branches, 0 commits, 0 objects');
    git(join(folder, 'r.git'), 'fsck', '--strict');
    expect(git(join(folder, 'r.git'), 'symbolic-ref', 'HEAD')).toBe('refs/heads/main\n');
  });

  it('refuses what it cannot do in one sentence, and leaves nothing behind', async () => {
    const folder = temporaryFolder();
    const data = join(folder, 'data');
    const depot = await startServe(data, '--log-level', 'silent');
    await call({ apiUrl: depot.line.api_url, apiKey: depot.line.api_key }, 'POST', '/acme/repos', {
      name: 'r',
    });
    mkdirSync(join(folder, 'full'));
    writeFileSync(join(folder, 'full', 'file'), '');
    const failureOf = async (...args: string[]) => {
      const { code, stdout, stderr } = await runCli(['export', ...args]);
      expect([code, stdout]).toEqual([1, '']);
      return stderr;
    };
    expect(await failureOf('nope', join(folder, 'x'), '--data', data)).toBe(
      'mesa-depot: There is no repository "nope" in the organization "acme".\n',
    );
    expect(await failureOf('r', join(folder, 'x'), '--data', data, '--org', 'other')).toContain(
      'no organization "other"',
    );
    expect(await failureOf('r', join(folder, 'x'), '--data', join(folder, 'nowhere'))).toContain(
      'There is no depot in',
    );
    expect(await failureOf('r', join(folder, 'full'), '--data', data)).toContain('is not an empty folder');
    expect(await failureOf('r', join(folder, 'full', 'file'), '--data', data)).toContain(
      'is not an empty folder',
    );
    expect(readdirSync(folder).sort()).toEqual(['data', 'full']);
  });
});
