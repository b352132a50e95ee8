import { statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { call, changeOf } from '../depot/testing/depot-client.js';
import { temporaryFolder } from '../depot/testing/temporary-folder.js';
import { loadSqlite } from '../storage/embedded/load-sqlite.js';
import { runCli, startServe } from './testing/run-cli.js';

describe('maintenance', { timeout: 60_000 }, () => {
  it('is done while a depot serves, and what is restored is served like the old one', async () => {
    const folder = temporaryFolder();
    const [data, other, file] = ['data', 'other', 'backup.tar.gz'].map((name) => join(folder, name)) as [
      string,
      string,
      string,
    ];
    const succeed = async (...args: string[]) => {
      const { code, stdout, stderr } = await runCli(args);
      expect([args[0], code, stderr]).toEqual([args[0], 0, '']);
      return stdout;
    };
    expect(await succeed('migrate', '--data', data)).toContain('Did 0001-initial.');

    const depot = await startServe(data, '--log-level', 'silent');
    const access = { apiUrl: depot.line.api_url, apiKey: depot.line.api_key };
    await call(access, 'POST', '/acme/repos', { name: 'r' });
    const change = (await call(access, 'POST', '/acme/r/changes', changeOf({ a: 'one' }))).json;
    await call(access, 'PATCH', `/acme/r/changes/${change.id}`, {
      files: [{ path: 'a', content: Buffer.from('two').toString('base64') }],
    });

    expect(await succeed('backup', file, '--data', data)).toContain('Not inside: the instance key.');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const [removed, sound] = await Promise.all(
      ['gc', 'doctor'].map((command) => succeed(command, '--data', data)),
    );
    expect(removed).toBe('Removed 0 objects of 0.0 MiB in 1 repository.\n');
    expect(sound).toBe('Sound: 1 repository, 6 objects.\n');
    expect((await call(access, 'POST', '/acme/r/changes', changeOf({ b: 'b' }))).status).toBe(201);
    const locked = await runCli(['restore', file, '--data', data]);
    expect([locked.code, locked.stderr]).toEqual([1, expect.stringContaining('is in use by')]);
    depot.child.kill('SIGTERM');
    await depot.ended;

    expect(await succeed('restore', file, '--data', other)).toContain('Every reference and hash is right.');

    const open = await loadSqlite();
    const database = open(join(other, 'depot.db'));
    database.exec("update objects set data = x'00' where type_code = 3 and size = 3");
    database.close();
    const sick = await runCli(['doctor', '--data', other]);
    expect(sick.code).toBe(1);
    expect(sick.stdout).toMatch(/^r: The object \w+ is damaged: .*\n/);
    expect(sick.stdout).toContain('2 problems in 1 repository, 6 objects.');
  });
});
