import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ShellWorld } from './shell-world.js';

/** Scripts in the interpreter `just-bash`, on the filesystem itself: without mounts, bubblewrap or a bash. */

describe("a shell with the engine 'virtual'", () => {
  let world: ShellWorld;
  beforeAll(async () => {
    world = await ShellWorld.create();
    await world.fs.writeFile('/demo/a.txt', 'one\ntwo\n');
  });
  afterAll(() => world?.close());

  test('runs scripts, and has what they wrote on the server', async () => {
    await using bash = world.fs.bash({ engine: 'virtual', cwd: '/demo', env: { GIVEN: 'yes' } });
    const result = await bash.exec('grep -c o a.txt; echo $GIVEN; echo oops >&2; echo new > b.txt; exit 3', {
      env: { MORE: '1' },
    });
    expect([result.text(), result.errorText(), result.exitCode]).toEqual(['2\nyes\n', 'oops\n', 3]);
    expect(await world.onServer('b.txt')).toBe('new\n');
    expect(world.fs.mountPoint).toBeUndefined();
    expect((await bash.exec('pwd; cat', { cwd: '/', stdin: 'given' })).text()).toBe('/\ngiven');
  });

  test('keeps bytes of files and letters of texts as they are, and cuts what is too long', async () => {
    await using bash = world.fs.bash({ engine: 'virtual', cwd: '/demo', maxOutputBytes: 10 });
    const bytes = Uint8Array.from({ length: 8 }, (_, index) => 250 + (index % 6));
    await world.fs.writeFile('/demo/bin', bytes);
    await bash.exec('cat bin > copy');
    expect(await world.fs.readFileBuffer('/demo/copy')).toEqual(bytes);
    expect((await bash.exec('echo "ä€"')).text()).toBe('ä€\n');
    const long = await bash.exec('echo 0123456789abcdef');
    expect(long.truncated.stdout).toBe(true);
    expect(long.text()).toBe('0123456789\n[output truncated: the first 10 of 17 bytes]\n');
  });

  test('ends a script whose time is over, or whose signal comes', async () => {
    await using bash = world.fs.bash({ engine: 'virtual', timeoutMs: 200 });
    await expect(bash.exec('sleep 5')).rejects.toMatchObject({ code: 'BASH_TIMEOUT' });
    await expect(
      bash.exec('sleep 5', { signal: AbortSignal.timeout(50), timeoutMs: 0 }),
    ).rejects.toMatchObject({ code: 'ABORTED' });
  });

  test('keeps variables and the directory in a session', async () => {
    await using bash = world.fs.bash({ engine: 'virtual', cwd: '/demo' });
    await using session = await bash.session();
    await session.exec('x=5; mkdir -p sub; cd sub');
    expect((await session.exec('echo $x; pwd')).text()).toBe('5\n/demo/sub\n');
  });

  test('has no network, and what it is given for the interpreter', async () => {
    await using bash = world.fs.bash({ engine: 'virtual' });
    expect((await bash.exec('curl http://127.0.0.1:1/')).exitCode).toBe(127);
    await using limited = world.fs.bash({
      engine: 'virtual',
      virtual: { executionLimits: { maxLoopIterations: 5 } },
    });
    const result = await limited.exec('while true; do echo x; done');
    expect(result.exitCode).not.toBe(0);
    expect(result.errorText()).toContain('maxLoopIterations');
  });
});
