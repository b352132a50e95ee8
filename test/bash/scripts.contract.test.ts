import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import type { BashTimeoutError, ExecResult, MesaFileSystem } from 'mesa-sdk';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runApplication } from './run-application.js';
import { canRunSandbox, ShellWorld } from './shell-world.js';

/** Scripts on a filesystem: what they are given, what they give back, and what ends them. */

/** Tells whether a program that was started with an argument runs anywhere on the machine. */
function isRunning(argument: string): boolean {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .some((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').slice(1).includes(argument);
      } catch {
        return false;
      }
    });
}

/** A time that nobody else sleeps for, as an argument to know a program by. */
let sleeps = 0;
const sleepTime = (): string => `${9000 + ++sleeps}.${process.pid}`;

/** Waits until something is so, for a moment. */
async function until(isSo: () => boolean): Promise<void> {
  for (let tries = 0; tries < 100 && !isSo(); tries++) await delay(20);
  expect(isSo()).toBe(true);
}

describe.runIf(canRunSandbox).each([
  ['in the sandbox', true],
  ['without the sandbox', false],
])('a script %s', (_title, sandbox) => {
  let world: ShellWorld;
  let fs: MesaFileSystem;
  beforeAll(async () => {
    world = await ShellWorld.create();
    fs = world.fs;
    await fs.writeFile('/demo/a.txt', 'one\ntwo\n');
  });
  afterAll(() => world?.close());

  const bash = (options: Parameters<MesaFileSystem['bash']>[0] = {}) =>
    fs.bash({ sandbox, cwd: '/demo', ...options });
  const texts = (result: ExecResult): [string, string, number] => [
    result.text(),
    result.errorText(),
    result.exitCode,
  ];

  test('gives back its outputs and its exit code', async () => {
    await using shell = bash();
    expect(texts(await shell.exec('cat a.txt; echo oops >&2; exit 3'))).toEqual(['one\ntwo\n', 'oops\n', 3]);
    expect(texts(await shell.exec('false'))).toEqual(['', '', 1]);
    expect(texts(await shell.exec(''))).toEqual(['', '', 0]);
    expect(texts(await shell.exec('kill -TERM $$'))).toEqual(['', '', 128 + 15]);
    expect((await shell.exec('no-such-program')).exitCode).toBe(127);
    expect(
      texts(await shell.exec('printf "no newline"; set -euo pipefail; false | true; echo never')),
    ).toEqual(['no newline', '', 1]);
    const wrong = await shell.exec('echo before\nif true');
    expect(wrong.exitCode).not.toBe(0);
    expect(wrong.errorText()).toContain('syntax error');
  });

  test('is the only thing that bash was given', async () => {
    await using shell = bash({ env: { FROM_SHELL: "it's", BOTH: 'shell' } });
    const { stdout } = await shell.exec(
      'echo "$#:$FROM_SHELL:$BOTH:$FROM_EXEC"; compgen -v | grep -i mesa; exit 0',
      {
        env: { BOTH: 'exec', FROM_EXEC: 'a\nb "$(id)"' },
      },
    );
    expect(Buffer.from(stdout).toString()).toBe(`0:it's:exec:a\nb "$(id)"\n`);
    const { PATH: _path, ...variables } = Object.fromEntries(
      (await bash().exec('env -0'))
        .text()
        .split('\0')
        .filter(Boolean)
        .map((line) => line.split(/=(.*)/s).slice(0, 2)),
    );
    expect(Object.keys(variables).sort()).toEqual(
      ['HOME', 'LANG', 'LOGNAME', 'OLDPWD', 'PWD', 'SHELL', 'SHLVL', 'TERM', 'USER', '_'].sort(),
    );
  });

  test('reads stdin to its end, and nothing without', async () => {
    await using shell = bash();
    expect((await shell.exec('cat', { stdin: 'some text' })).text()).toBe('some text');
    expect((await shell.exec('cat; read x; echo "[$x]"')).text()).toBe('[]\n');
    expect((await shell.exec('exit 4', { stdin: 'x'.repeat(1_000_000) })).exitCode).toBe(4);
    const bytes = Uint8Array.from({ length: 70_000 }, (_, index) => (index * 7) % 256);
    expect((await shell.exec('cat', { stdin: bytes })).stdout).toEqual(bytes);
    expect((await shell.exec('cat > bin.dat; wc -c < bin.dat', { stdin: bytes })).text().trim()).toBe(
      '70000',
    );
    expect(await fs.readFileBuffer('/demo/bin.dat')).toEqual(bytes);
  });

  test('has its output cut at a limit, and says so', async () => {
    await using shell = bash({ maxOutputBytes: 100 });
    const result = await shell.exec('head -c 5000000 /dev/zero | tr "\\0" x; echo short >&2');
    expect(result.text()).toBe(`${'x'.repeat(100)}\n[output truncated: the first 100 of 5000000 bytes]\n`);
    expect(result.truncated).toEqual({ stdout: true, stderr: false });
    expect(result.errorText()).toBe('short\n');
    expect((await shell.exec('head -c 100 /dev/zero')).truncated.stdout).toBe(false);
  });

  test('tells of its output while it runs', async () => {
    await using shell = bash({ maxOutputBytes: 3 });
    const seen: string[] = [];
    const running = shell.exec(
      'echo first; echo wrong >&2; while ! test -e go; do sleep 0.02; done; echo second',
      {
        onStdout: (bytes) => seen.push(`1:${Buffer.from(bytes)}`),
        onStderr: (bytes) => seen.push(`2:${Buffer.from(bytes)}`),
      },
    );
    await until(() => seen.length === 2);
    expect([...seen].sort()).toEqual(['1:first\n', '2:wrong\n']);
    await fs.writeFile('/demo/go', '');
    expect((await running).text()).toContain('fir\n[output truncated');
    expect(seen).toHaveLength(3);
    expect(seen[2]).toBe('1:second\n');
  });

  test('is killed with everything that it started when its time is over', async () => {
    await using shell = bash({ timeoutMs: 500 });
    const time = sleepTime();
    const script = `echo so far; echo kept > kept.txt; sleep ${time} & (sleep ${time} & sleep ${time})`;
    const error: BashTimeoutError = await shell.exec(script).then(
      () => expect.unreachable(),
      (thrown) => thrown,
    );
    expect(error).toMatchObject({ name: 'BashTimeoutError', code: 'BASH_TIMEOUT' });
    expect(error.message).toContain('500 ms');
    expect(Buffer.from(error.stdout).toString()).toBe('so far\n');
    await until(() => !isRunning(time));
    expect(await world.onServer('kept.txt')).toBe('kept\n');
    expect((await shell.exec('sleep 0.7; echo done', { timeoutMs: 0 })).text()).toBe('done\n');
  });

  test('is ended by its signal', async () => {
    await using shell = bash();
    const time = sleepTime();
    const controller = new AbortController();
    const running = shell.exec(`echo begun; sleep ${time} & sleep ${time}`, {
      signal: controller.signal,
      onStdout: () => controller.abort(new Error('enough')),
    });
    const error = await running.catch((thrown) => thrown);
    expect(error).toMatchObject({ name: 'BashAbortedError', code: 'ABORTED', cause: { message: 'enough' } });
    expect(Buffer.from(error.stdout).toString()).toBe('begun\n');
    await until(() => !isRunning(time));
    await expect(shell.exec('echo never', { signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: 'ABORTED',
    });
    expect((await shell.exec('echo still here')).text()).toBe('still here\n');
  });

  test('leaves nothing running behind it', async () => {
    await using shell = bash();
    const time = sleepTime();
    const before = performance.now();
    expect((await shell.exec(`sleep ${time} & echo $((1 + 1))`)).text()).toBe('2\n');
    expect(performance.now() - before).toBeLessThan(5000);
    await until(() => !isRunning(time));
  });

  test('starts in its directory, or says that it is not there', async () => {
    await using shell = bash();
    await fs.mkdir("/demo/it's -x", { recursive: true });
    await fs.writeFile("/demo/it's -x/f", '');
    expect((await shell.exec('ls', { cwd: "/demo/it's -x" })).text()).toBe('f\n');
    const missing = await shell.exec('echo never', { cwd: '/demo/missing' });
    expect(texts(missing)).toEqual([
      '',
      expect.stringContaining('/demo/missing: No such file or directory'),
      125,
    ]);
    if (sandbox) expect((await shell.exec('pwd; cd ..; pwd', { cwd: '/demo' })).text()).toBe('/demo\n/\n');
  });

  test('may be long, and has its lines counted from its own first', async () => {
    await using shell = bash({ env: { X: 'a\nb' } });
    const long = `${'# padding\n'.repeat(100_000)}${'x=1\n'.repeat(20_000)}echo $x ${'y'.repeat(200_000)} | wc -c`;
    expect(long.length).toBeGreaterThan(1024 * 1024);
    expect((await shell.exec(long)).text().trim()).toBe('200003');
    expect((await bash().exec('echo\necho\nno-such-program\n')).errorText()).toBe(
      'bash: line 3: no-such-program: command not found\n',
    );
  });

  test('runs beside others', async () => {
    await using shell = bash();
    const results = await Promise.all(
      Array.from({ length: 12 }, (_, index) =>
        shell.exec(`echo ${index} > many-${index}; sleep 0.1; cat many-${index}`),
      ),
    );
    expect(results.map((result) => result.text())).toEqual(results.map((_, index) => `${index}\n`));
    expect(await world.onServer('many-11')).toBe('11\n');
  });

  test('has what it wrote on the server when it has ended', async () => {
    await using shell = bash();
    await shell.exec(
      'mkdir -p deep/er && echo "by a script" > deep/er/file && chmod +x deep/er/file && mv a.txt b.txt',
    );
    expect(await world.onServer('deep/er/file')).toBe('by a script\n');
    expect(await world.onServer('b.txt')).toBe('one\ntwo\n');
    await expect(world.onServer('a.txt')).rejects.toMatchObject({ status: 404 });
    await shell.exec('mv b.txt a.txt; exit 1');
    expect(await world.onServer('a.txt')).toBe('one\ntwo\n');
    // And it sees what others wrote.
    await fs.writeFile('/demo/from-here', 'here');
    expect((await shell.exec('cat from-here')).text()).toBe('here');
  });

  test('is refused where it cannot be one', async () => {
    await using shell = bash();
    for (const [script, options, message] of [
      ['echo \0', {}, 'NUL'],
      [7 as unknown as string, {}, 'number'],
      ['true', { cwd: 'demo' }, 'absolute'],
      ['true', { env: { 'A-B': '' } }, '"A-B"'],
      ['true', { env: { UID: '0' } }, 'UID'],
      ['true', { env: { A: '\0' } }, 'env.A'],
      ['true', { timeoutMs: -1 }, 'timeoutMs'],
      ['true', { timeout: 1 } as object, 'timeout'],
    ] as const) {
      await expect(shell.exec(script, options)).rejects.toMatchObject({
        code: 'INVALID_OPTIONS',
        message: expect.stringContaining(message),
      });
    }
    await shell.close();
    await shell.close();
    await expect(shell.exec('true')).rejects.toMatchObject({ code: 'SESSION_ENDED' });
  });

  describe('in a session', () => {
    test('finds what the one before left', async () => {
      await using session = await bash({ env: { GIVEN: 'yes' } }).session();
      expect((await session.exec('echo $GIVEN; pwd')).text()).toMatch(/^yes\n.*\/demo\n$/);
      expect(
        texts(await session.exec('x=1; f() { echo "f $1 $x"; }; export E=2; mkdir -p sub; cd sub; (exit 9)')),
      ).toEqual(['', '', 9]);
      expect(
        (await session.exec('f a; basename "$PWD"; bash -c \'echo $E\'; cat; shopt -s extglob')).text(),
      ).toBe('f a 1\nsub\n2\n');
      expect((await session.exec('printf "no newline"; printf "nor here" >&2')).text()).toBe('no newline');
      expect(texts(await session.exec('if'))).toEqual([
        '',
        expect.stringContaining('syntax error'),
        expect.any(Number),
      ]);
      expect(texts(await session.exec('f again'))).toEqual(['f again 1\n', '', 0]);
      expect((await session.exec('compgen -v | grep -ci secret')).text()).toBe('0\n');
    });

    test('runs one after the other, with bytes as they are', async () => {
      await using session = await bash().session();
      const all = await Promise.all(
        Array.from({ length: 20 }, (_, index) => session.exec(`n=$((n + 1)); echo $n ${index}`)),
      );
      expect(all.map((result) => result.text())).toEqual(all.map((_, index) => `${index + 1} ${index}\n`));
      const bytes = await session.exec("printf '\\0\\1\\377\\0'; head -c 300000 /dev/zero");
      expect(bytes.stdout).toHaveLength(300_004);
      expect([...bytes.stdout.subarray(0, 4)]).toEqual([0, 1, 255, 0]);
      await session.exec('echo durable > from-session');
      expect(await world.onServer('from-session')).toBe('durable\n');
    });

    test('ends it with `exit`, also with one that nobody wrote', async () => {
      const shell = bash();
      const session = await shell.session();
      expect(texts(await session.exec('echo bye; exit 6; echo never'))).toEqual(['bye\n', '', 6]);
      await expect(session.exec('true')).rejects.toMatchObject({
        name: 'SessionEndedError',
        code: 'SESSION_ENDED',
      });
      await session.close();
      const strict = await shell.session();
      expect((await strict.exec('set -e; echo on')).text()).toBe('on\n');
      expect(texts(await strict.exec('echo a; false; echo b'))).toEqual(['a\n', '', 1]);
      await expect(strict.exec('true')).rejects.toMatchObject({ code: 'SESSION_ENDED' });
      await shell.close();
    });

    test('keeps jobs in the background until it is closed', async () => {
      const session = await bash().session();
      const time = sleepTime();
      expect(texts(await session.exec(`sleep ${time} & echo started`))).toEqual(['started\n', '', 0]);
      expect((await session.exec('jobs -r | wc -l')).text().trim()).toBe('1');
      expect(isRunning(time)).toBe(true);
      expect((await session.exec('kill %1; wait 2> /dev/null; echo done')).text()).toBe('done\n');
      await session.exec(`sleep ${time} &`);
      await session.close();
      await session.close();
      await until(() => !isRunning(time));
    });

    test('ends it when its time is over', async () => {
      const shell = bash();
      const session = await shell.session();
      const time = sleepTime();
      const error = await session
        .exec(`echo so far; sleep ${time}`, { timeoutMs: 300 })
        .catch((thrown) => thrown);
      expect(error).toMatchObject({ code: 'BASH_TIMEOUT' });
      expect(Buffer.from(error.stdout).toString()).toBe('so far\n');
      await expect(session.exec('true')).rejects.toMatchObject({ code: 'SESSION_ENDED' });
      await until(() => !isRunning(time));
      const other = await shell.session();
      await expect(other.exec('sleep 9', { signal: AbortSignal.timeout(200) })).rejects.toMatchObject({
        code: 'ABORTED',
      });
      await shell.close();
    });

    test('cannot begin in a directory that is not there', async () => {
      await expect(bash({ cwd: '/demo/missing' }).session()).rejects.toMatchObject({
        code: 'SESSION_ENDED',
        message: expect.stringContaining('/demo/missing'),
      });
    });
  });

  test('is ended when its filesystem is closed', async () => {
    const other = await world.mesa.fs.mount({ repos: ['demo'] });
    const time = sleepTime();
    const shell = other.bash({ sandbox, cwd: '/demo' });
    let hasBegun = (): void => {};
    const begun = new Promise<void>((resolve) => {
      hasBegun = resolve;
    });
    const running = shell.exec(`echo begun; sleep ${time}`, { onStdout: hasBegun }).catch((thrown) => thrown);
    const session = await shell.session();
    await begun;
    await other.close();
    expect(await running).toMatchObject({ code: 'ABORTED' });
    expect(isRunning(time)).toBe(false);
    await expect(session.exec('true')).rejects.toMatchObject({
      code: expect.stringMatching(/SESSION_ENDED|EBADF/),
    });
    await expect(shell.exec('true')).rejects.toMatchObject({ code: 'SESSION_ENDED' });
  });
});

describe.runIf(canRunSandbox)('a shell', () => {
  let world: ShellWorld;
  beforeAll(async () => {
    world = await ShellWorld.create();
  });
  afterAll(() => world?.close());

  test('says what to install where there is no bubblewrap', async () => {
    // For this application, what would be bubblewrap is no program.
    const hiding = `for at in $(type -ap bwrap) /usr/bin/bwrap; do mount --bind /dev/null $at; done; exec "$@"`;
    const printed = await runApplication(
      world,
      ['unshare', '--mount', 'bash', '-c', hiding, 'bash'],
      'echo never',
    );
    expect(printed).toContain('BASH_UNAVAILABLE');
    expect(printed).toContain('apt-get install bubblewrap');
    expect(printed).not.toContain('never');
  });

  test('cannot show a repository at a directory of the sandbox', async () => {
    await world.mesa.repos.create({ name: 'usr' });
    await using fs = await world.mesa.fs.mount({ repos: ['usr'] });
    await expect(fs.bash().exec('true')).rejects.toMatchObject({
      code: 'BASH_UNAVAILABLE',
      message: expect.stringContaining('/usr'),
    });
    expect((await fs.bash({ sandbox: false, cwd: '/usr' }).exec('echo here')).text()).toBe('here\n');
  });

  test('refuses options that are none', () => {
    const { fs } = world;
    for (const [options, message] of [
      [{ engine: 'wasm' }, 'real, virtual'],
      [{ sandbox: 'no' }, 'sandbox'],
      [{ allow: { everything: true } }, 'everything'],
      [{ allow: { readOnlyPaths: ['etc'] } }, 'readOnlyPaths'],
      [{ maxOutputBytes: -1 }, 'maxOutputBytes'],
      [{ virtual: { network: {} } }, 'virtual'],
    ] as const) {
      expect(() => fs.bash(options as object)).toThrow(message);
    }
  });
});
