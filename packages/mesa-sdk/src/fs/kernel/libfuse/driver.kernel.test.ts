import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, chownSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { MessageChannel } from 'node:worker_threads';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { findFuseMount } from '../dev-fuse/mount-table.js';
import { bash, KernelMounts, run } from '../testing/kernel-mounts.js';
import { libfuseBlockers } from './libfuse-blockers.js';

let mounts: KernelMounts;

const failure = (promise: Promise<unknown>): Promise<Record<string, unknown>> =>
  promise.then(
    () => ({ message: 'nothing failed' }),
    (error) => error as Record<string, unknown>,
  );

/** The processes that this one, or another, has started to serve mounts. */
function serversOf(parent: number = process.pid): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
        const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
        const ppid = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
        return ppid === parent && command.includes('libfuse/serve.child.js');
      } catch {
        return false;
      }
    });
}

/** Starts a process that mounts through libfuse, and returns it once it has. */
async function serve(folder: string, then = 'wait'): Promise<ChildProcess> {
  const args = [mounts.compiled.path('testing/serve.child.js'), folder, 'libfuse', then];
  const child = spawn(process.execPath, args, { cwd: '/', stdio: ['ignore', 'pipe', 'inherit'] });
  await new Promise((resolve) => child.stdout?.once('data', resolve));
  return child;
}

describe.skipIf(libfuseBlockers().length > 0)('a mount through libfuse', { timeout: 30_000 }, () => {
  beforeAll(async () => {
    mounts = await KernelMounts.create();
  }, 30_000);
  afterEach(() => mounts.unmountAll(), 30_000);
  afterAll(() => mounts?.close(), 30_000);

  test('may be used by its own application in any way when a module makes the filesystem', async () => {
    const mount = await mounts.mountLibfuse();
    writeFileSync(join(mount.mountPoint, 'run.sh'), '#!/bin/sh\necho from "$(pwd)"\n', { mode: 0o755 });
    expect(readFileSync(join(mount.mountPoint, 'run.sh'), 'utf8')).toContain('echo');
    const child = spawn(join(mount.mountPoint, 'run.sh'), [], { cwd: mount.mountPoint });
    const [said] = await Promise.all([
      new Promise<string>((resolve) => child.stdout.once('data', (chunk) => resolve(String(chunk)))),
      new Promise((resolve) => child.once('close', resolve)),
    ]);
    expect(said).toBe(`from ${mount.mountPoint}\n`);
    await mount.unmount();
    await mount.unmount();
    expect(await mount.state()).toBe('none');
    expect(serversOf()).toEqual([]);
  });

  test('gives the application ETIMEDOUT instead of hanging when the filesystem is its own object', async () => {
    const mount = await mounts.mountLibfuseObject(new mounts.memory.MemoryFileSystem(), {
      blockedTimeoutMs: 500,
      entryTtlMs: 0,
      attributesTtlMs: 0,
    });
    await bash(mount.mountPoint, 'mkdir d && echo known > d/f && stat d/f > /dev/null');
    expect(statSync(mount.mountPoint).isDirectory()).toBe(true);
    expect(() => writeFileSync(join(mount.mountPoint, 'd/new'), 'x')).toThrow('ETIMEDOUT');
    // What was given up has not happened behind the caller's back, and the mount goes on.
    expect(await bash(mount.mountPoint, 'ls d; cat d/f')).toBe('f\nknown\n');
    await mount.unmount();
  });

  test('writes in pieces of 128 KiB, and shows the requests that it counted', async () => {
    const mount = await mounts.mountLibfuse();
    await bash(mount.mountPoint, 'dd if=/dev/zero of=f bs=1M count=1 status=none');
    await vi.waitFor(() => expect(mount.requestCounts()).toMatchObject({ WRITE: 8, CREATE: 1, RELEASE: 1 }));
    await mount.unmount();
  });

  test('asks a filesystem for one listing, and not for each file that `ls -l` shows', async () => {
    let asked = 0;
    const { MemoryFileSystem } = mounts.memory;
    const fs = new (class extends MemoryFileSystem {
      override lookup(
        parent: number,
        name: string,
      ): ReturnType<InstanceType<typeof MemoryFileSystem>['lookup']> {
        asked += 1;
        return super.lookup(parent, name);
      }
      override getattr(ino: number): ReturnType<InstanceType<typeof MemoryFileSystem>['getattr']> {
        asked += 1;
        return super.getattr(ino);
      }
    })();
    const mount = await mounts.mountLibfuseObject(fs);
    await bash(mount.mountPoint, 'mkdir d; touch d/f{1..200}');
    // What a listing tells is good for a second, and `ls` may be slower on a busy machine.
    await vi.waitFor(
      async () => {
        await bash(mount.mountPoint, 'sleep 1.1');
        asked = 0;
        expect(await bash(mount.mountPoint, 'ls -l d | wc -l')).toBe('201\n');
        expect(asked).toBeLessThan(20);
      },
      { timeout: 25_000 },
    );
    await mount.unmount();
  });

  test('keeps a file that is removed while it is open out of sight, and off the filesystem', async () => {
    const fs = new mounts.memory.MemoryFileSystem();
    const mount = await mounts.mountLibfuseObject(fs);
    const script = 'exec 3<> f; echo one >&3; rm f; ls -A | wc -l; echo two >&3; cat /proc/self/fd/3';
    expect(await bash(mount.mountPoint, script)).toBe('0\none\ntwo\n');
    await mount.unmount();
    expect(fs.size).toBe(1);
  });

  test('has the filesystem forget what is gone, and keep what is not', async () => {
    const fs = new mounts.memory.MemoryFileSystem();
    const mount = await mounts.mountLibfuseObject(fs);
    await bash(
      mount.mountPoint,
      'for i in $(seq 50); do mkdir -p d$i/e; echo x > d$i/e/f; done; ls -lR > /dev/null',
    );
    expect(fs.size).toBe(151);
    await bash(mount.mountPoint, 'rm -r d*');
    await vi.waitFor(() => expect(fs.size).toBe(1));
    await mount.unmount();
  });

  test('stays while programs use it, and goes with force', async () => {
    const mount = await mounts.mountLibfuse();
    const holder = spawn('sh', ['-c', 'exec 3> f; echo; sleep 60'], { cwd: mount.mountPoint });
    await new Promise((resolve) => holder.stdout.once('data', resolve));
    expect(await failure(mount.unmount())).toMatchObject({ code: 'UNMOUNT_FAILED' });
    expect(await mount.state()).toBe('ok');
    await mount.unmount({ force: true });
    expect(await mount.state()).toBe('none');
    holder.kill('SIGKILL');
  });

  test('notices that somebody else unmounted', async () => {
    const mount = await mounts.mountLibfuse();
    expect(await run('fusermount', ['-u', '--', mount.mountPoint])).toMatchObject({ code: 0 });
    await mount.closed;
    await mount.unmount();
    expect(serversOf()).toEqual([]);
  });

  test('is cleaned away when the process that serves it is killed', async () => {
    const errors: unknown[] = [];
    const mount = await mounts.mountLibfuse({ onError: (error) => errors.push(error) });
    const [server] = serversOf();
    process.kill(server as number, 'SIGKILL');
    await mount.closed;
    expect(await mount.state()).toBe('none');
    expect(String(errors)).toContain('SIGKILL');
  });

  test.each([
    ['is killed', 'wait'],
    ['exits', 'exit'],
  ])('is cleaned away when its application %s', async (_what, then) => {
    const folder = mounts.folder();
    const child = await serve(folder, then);
    const servers = serversOf(child.pid as number);
    if (then === 'wait') child.kill('SIGKILL');
    await vi.waitFor(() => expect(findFuseMount(folder)).toBeUndefined(), 5_000);
    await vi.waitFor(() => {
      for (const pid of servers) expect(() => process.kill(pid, 0)).toThrow('ESRCH');
    }, 5_000);
  });

  test('leaves nothing behind when it fails, and says what libfuse said', async () => {
    const folder = mounts.folder();
    const url = pathToFileURL(mounts.compiled.path('testing/memory-file-system.module.js'));
    writeFileSync(join(folder, 'there'), 'x');
    expect(await failure(mounts.kernel.mountLibfuseModule({ url }, folder))).toMatchObject({
      code: 'MOUNT_POINT_UNUSABLE',
    });
    const missing = await failure(
      mounts.kernel.mountLibfuseModule({ url: 'file:///none.js' }, mounts.folder()),
    );
    expect(missing).toMatchObject({ code: 'MOUNT_FAILED', message: expect.stringContaining('none.js') });
    expect(serversOf()).toEqual([]);
  });

  test('carries the messages of a port that its filesystem is given', async () => {
    const { port1, port2 } = new MessageChannel();
    const url = pathToFileURL(mounts.compiled.path('testing/echo.module.js'));
    const module = { url, data: { port: port2, prefix: 'heard: ' }, transfer: [port2] };
    const mount = await mounts.kernel.mountLibfuseModule(module, mounts.folder());
    const messages: unknown[] = [];
    port1.on('message', (message) => messages.push(message));
    port1.postMessage(new Map([['a', 1n]]));
    await vi.waitFor(() => expect(messages).toEqual([['heard: ', new Map([['a', 1n]])]]));
    await mount.unmount();
    expect(messages).toHaveLength(2);
    expect(messages[1]).toBe('destroyed');
    port1.close();
  });

  test('works for a user of a namespace of their own', async () => {
    const script = mounts.compiled.path('testing/serve.child.js');
    const args = [
      '--user',
      '--map-root-user',
      '--mount',
      process.execPath,
      script,
      mounts.folder(),
      'libfuse',
    ];
    expect(await run('unshare', [...args, 'echo in > "$0/f"; cat "$0/f"'])).toMatchObject({
      code: 0,
      stdout: 'mounted\nin\n',
    });
  });

  test('works for an ordinary user, through fusermount', async () => {
    const folder = mounts.folder();
    chownSync(folder, 65534, 65534);
    chmodSync(mounts.compiled.path('.'), 0o755);
    // A device that everybody may use, as udev sets it up, for nobody but this script.
    const device = join(mounts.folder(), 'fuse');
    const prepare = 'mknod "$1" c 10 229 && chmod 666 "$1" && mount --bind "$1" /dev/fuse';
    const user = 'setpriv --reuid 65534 --regid 65534 --clear-groups';
    const script = mounts.compiled.path('testing/serve.child.js');
    const serveAndUse = 'id -u; echo in > "$0/f"; cat "$0/f"';
    const command = `${prepare} && exec ${user} "$2" "$3" "$0" libfuse "$4"`;
    const args = [folder, device, process.execPath, script, serveAndUse];
    expect(await run('unshare', ['--mount', 'sh', '-c', command, ...args])).toMatchObject({
      code: 0,
      stdout: 'mounted\n65534\nin\n',
    });
  });
});
