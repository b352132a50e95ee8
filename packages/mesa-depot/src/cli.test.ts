import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runCli, startCli, startServe } from './cli/testing/run-cli.js';
import { call, changeOf } from './depot/testing/depot-client.js';
import { temporaryFolder } from './depot/testing/temporary-folder.js';
import { hasPostgres } from './storage/testing/postgres-server.js';
import { sharedPostgres } from './storage/testing/shared-postgres.js';
import { createPostgresDatabase } from './storage/testing/temp-storage.js';

const TIMEOUT_MS = 60_000;

function access({ line }: Awaited<ReturnType<typeof startServe>>): { apiUrl: string; apiKey: string } {
  return { apiUrl: line.api_url, apiKey: line.api_key };
}

describe('mesa-depot', { timeout: TIMEOUT_MS }, () => {
  it('tells its version and how to use it', async () => {
    const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
    expect(await runCli(['--version'])).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
    const help = await runCli(['serve', '--help']);
    expect(help.code).toBe(0);
    for (const option of [
      '--port',
      '--host',
      '--data',
      '--org',
      '--json',
      '--allow-private-networks',
      '--log-level',
    ]) {
      expect(help.stdout).toContain(option);
    }
  });

  it.each([
    [['bogus'], "unknown command 'bogus'"],
    [['serve', '--port', '70000'], 'It must be a number from 0 to 65535.'],
    [['serve', '--log-level', 'loud'], 'Allowed choices are trace, debug, info, warn, error, silent.'],
    [['export', 'r'], "missing required argument 'folder'"],
  ])('refuses %j without a stack', async (args, message) => {
    const { code, stdout, stderr } = await runCli(args, temporaryFolder());
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toContain(message);
    expect(stderr).not.toMatch(/^\s+at /m);
  });
});

describe('serve', { timeout: TIMEOUT_MS }, () => {
  it('greets with the key at the first start, and with where it is at the next', async () => {
    const folder = temporaryFolder();
    const run = async () => {
      const cli = startCli(['serve', '--port', '0', '--data', 'data'], folder);
      await cli.waitFor('Ctrl+C');
      cli.child.kill('SIGTERM');
      expect(await cli.ended).toBe(0);
      return cli.stdout;
    };
    const first = await run();
    const key = readFileSync(join(folder, 'data', 'admin-key'), 'utf8').trim();
    expect(first).toContain(`  export MESA_API_KEY=${key}\n`);
    expect(first).toMatch(/ {2}export MESA_API_URL=http:\/\/127\.0\.0\.1:\d+\/v1\n/);
    const second = await run();
    expect(second).not.toContain(key);
    expect(second).toContain(`export MESA_API_KEY="$(cat ${join(folder, 'data', 'admin-key')})"`);
  });

  it('with --json prints one line when ready and nothing else, before and after', async () => {
    const depot = await startServe(
      join(temporaryFolder(), 'data'),
      '--org',
      'my-team',
      '--log-level',
      'trace',
    );
    expect(Object.keys(depot.line)).toEqual(['api_url', 'vcs_url', 'org', 'api_key', 'pid']);
    expect(depot.line).toMatchObject({
      org: 'my-team',
      pid: depot.child.pid,
      api_url: `${depot.line.vcs_url}/v1`,
    });
    expect(await call(access(depot), 'GET', '/whoami')).toMatchObject({ status: 200 });
    depot.child.kill('SIGTERM');
    expect(await depot.ended).toBe(0);
    expect(depot.stdout).toBe(`${JSON.stringify(depot.line)}\n`);
    const logs = depot.stderr
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(logs).toContainEqual(expect.objectContaining({ operation: 'whoami', status: 200 }));
    expect(depot.stderr).not.toContain(depot.line.api_key);
  });

  it.each(['SIGTERM', 'SIGINT'] as const)(
    '%s lets a request in flight end, then exits with 0',
    async (signal) => {
      const depot = await startServe(temporaryFolder());
      const body = JSON.stringify({ name: 'late' });
      const socket = connect(Number(new URL(depot.line.api_url).port), '127.0.0.1');
      let answer = '';
      socket.setEncoding('utf8').on('data', (chunk: string) => {
        answer += chunk;
      });
      const head = [
        'POST /v1/acme/repos HTTP/1.1',
        'Host: x',
        `Authorization: Bearer ${depot.line.api_key}`,
        'Content-Type: application/json',
        `Content-Length: ${body.length}`,
        'Expect: 100-continue',
        '\r\n',
      ];
      socket.write(head.join('\r\n'));
      // The server has begun the request once it asks for the body.
      await expect.poll(() => answer).toContain('100 Continue');
      depot.child.kill(signal);
      await expect.poll(() => isListening(depot.line.api_url)).toBe(false);
      socket.write(body);
      await once(socket, 'close');
      expect(answer).toMatch(/HTTP\/1\.1 201 /);
      expect(answer.toLowerCase()).toContain('connection: close');
      expect(await depot.ended).toBe(0);
    },
  );

  it('a second signal exits at once', async () => {
    const depot = await startServe(temporaryFolder());
    const socket = connect(Number(new URL(depot.line.api_url).port), '127.0.0.1');
    const head = ['POST /v1/acme/repos HTTP/1.1', 'Host: x', `Authorization: Bearer ${depot.line.api_key}`];
    const rest = ['Content-Type: application/json', 'Content-Length: 9', 'Expect: 100-continue', '\r\n'];
    socket.on('error', () => {});
    socket.write([...head, ...rest].join('\r\n'));
    await once(socket, 'data');
    depot.child.kill('SIGTERM');
    await expect.poll(() => isListening(depot.line.api_url)).toBe(false);
    const started = performance.now();
    depot.child.kill('SIGTERM');
    expect(await depot.ended).toBe(1);
    expect(performance.now() - started).toBeLessThan(5_000);
  });

  it('two processes cannot share a data folder, and the second says who has it', async () => {
    const folder = temporaryFolder();
    const depot = await startServe(folder);
    const { code, stdout, stderr } = await runCli(['serve', '--json', '--port', '0', '--data', folder]);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toBe(
      `mesa-depot: The data folder ${folder} is in use by process ${depot.line.pid}. Stop it first, or choose another folder.\n`,
    );
  });

  it('says what to do about a port that is taken, an address it does not have, and a slug that cannot be', async () => {
    const depot = await startServe(temporaryFolder());
    const { port } = new URL(depot.line.api_url);
    const failureOf = async (...args: string[]) => {
      const { code, stderr } = await runCli(['serve', '--data', join(temporaryFolder(), 'd'), ...args]);
      expect(code).toBe(1);
      return stderr;
    };
    expect(await failureOf('--port', port)).toBe(
      `mesa-depot: Port ${port} is taken on 127.0.0.1. Stop what uses it, or choose another with --port; 0 takes any free one.\n`,
    );
    expect(await failureOf('--port', '0', '--host', '192.0.2.1')).toContain('has no address 192.0.2.1');
    expect(await failureOf('--port', '0', '--data', '')).toContain('It must not be empty.');
    expect(await failureOf('--port', '0', '--org', 'A B')).toContain('Invalid organization slug "A B"');
    expect(await failureOf('--data', join(new URL(import.meta.url).pathname, 'x'))).toContain(
      'cannot be used',
    );
  });

  it('warns of an address that others can reach', async () => {
    const depot = await startServe(temporaryFolder(), '--host', '0.0.0.0', '--log-level', 'silent');
    expect(depot.stderr).toContain('Warning: 0.0.0.0 is not a loopback address');
    expect(depot.line.api_url).toMatch(/^http:\/\/127\.0\.0\.1:/);
  });

  it('tells of an admin key that was revoked, and keeps serving the others', async () => {
    const folder = temporaryFolder();
    const first = await startServe(folder);
    const other = await call(access(first), 'POST', '/acme/api-keys', { scopes: ['read'] });
    const { key_id } = (await call(access(first), 'GET', '/whoami')).json;
    await call(access(first), 'DELETE', `/acme/api-keys/${key_id}`);
    first.child.kill('SIGTERM');
    await first.ended;
    const second = await startServe(folder);
    expect(second.line.api_key).toBeNull();
    expect(second.stderr).toContain(
      `the key in ${join(folder, 'admin-key')} does not work. The API key was revoked.`,
    );
    expect(
      await call({ apiUrl: second.line.api_url, apiKey: other.json.key }, 'GET', '/whoami'),
    ).toMatchObject({
      status: 200,
    });
  });

  it('killed in the middle of writes has every change it acknowledged, and whole ones only', async () => {
    const folder = temporaryFolder();
    const first = await startServe(folder, '--log-level', 'silent');
    await call(access(first), 'POST', '/acme/repos', { name: 'r' });
    const acknowledged: { id: string; file: string }[] = [];
    let count = 0;
    const writer = async () => {
      for (;;) {
        const file = `f${count++}.txt`;
        const { status, json } = await call(
          access(first),
          'POST',
          '/acme/r/changes',
          changeOf({ [file]: file }),
        );
        if (status === 201) acknowledged.push({ id: json.id, file });
      }
    };
    const writers = Promise.allSettled([writer(), writer(), writer(), writer()]);
    await expect.poll(() => acknowledged.length, { timeout: 20_000 }).toBeGreaterThan(50);
    first.child.kill('SIGKILL');
    expect(await first.ended).toBe('SIGKILL');
    await writers;

    const second = await startServe(folder, '--log-level', 'silent');
    expect(second.line.api_key).toBe(first.line.api_key);
    for (const { id, file } of acknowledged) {
      const { status, json } = await call(access(second), 'GET', `/acme/r/changes/${id}`);
      expect([status, json.files]).toEqual([200, [file]]);
      const content = await call(access(second), 'GET', `/acme/r/content?change_id=${id}&path=${file}`);
      expect(Buffer.from(content.json.content, 'base64').toString()).toBe(file);
    }
  });

  it('killed before it was ready starts with the next call', async () => {
    const folder = join(temporaryFolder(), 'data');
    for (const delayMs of [150, 300, 450, 600]) {
      const cli = startCli(['serve', '--json', '--port', '0', '--data', folder]);
      await new Promise((resolve) => setTimeout(resolve, delayMs));
      cli.child.kill('SIGKILL');
      await cli.ended;
    }
    const depot = await startServe(folder);
    expect(await call(access(depot), 'GET', '/whoami')).toMatchObject({ status: 200 });
    expect(existsSync(join(folder, 'admin-key.new'))).toBe(false);
  });
});

describe('serve on a database', { timeout: 60_000 }, () => {
  it('says why it does not start, without the password', async () => {
    const url = 'postgres://me:pass-secret@127.0.0.1:1/mesa';
    const { code, stdout, stderr } = await runCli([
      'serve',
      '--data',
      temporaryFolder(),
      '--database-url',
      url,
    ]);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(
      /^mesa-depot: The database 127\.0\.0\.1:1\/mesa cannot be reached: .*ECONNREFUSED.*\n$/,
    );
    expect(stderr).not.toContain('secret');
  });

  it.skipIf(!hasPostgres)('goes on when its connections break, and logs no password', async () => {
    const server = await sharedPostgres();
    const url = await createPostgresDatabase();
    const depot = await startServe(temporaryFolder(), '--database-url', url, '--log-level', 'trace');
    expect((await call(access(depot), 'POST', '/acme/repos', { name: 'r' })).status).toBe(201);
    const database = new URL(url).pathname.slice(1);
    await server.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${database}'`,
    );
    await expect.poll(() => depot.stderr).toContain('a connection to the database broke');
    expect((await call(access(depot), 'GET', '/acme/repos')).status).toBe(200);
    depot.child.kill('SIGTERM');
    expect(await depot.ended).toBe(0);
    expect(depot.stderr).not.toContain(server.state.password);
    expect(depot.stdout).not.toContain(server.state.password);
  });
});

/** Whether a server still takes connections. */
async function isListening(url: string): Promise<boolean> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
