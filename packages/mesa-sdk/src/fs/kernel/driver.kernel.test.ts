import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Attributes, FuseMount, KernelCall, KernelFileSystem } from './index.js';
import { bash, KernelMounts, run, VARIANTS } from './testing/kernel-mounts.js';

let mounts: KernelMounts;
beforeAll(async () => {
  mounts = await KernelMounts.create();
}, 30_000);
afterAll(() => mounts?.close(), 30_000);

const CALL: KernelCall = { uid: 0, gid: 0, pid: 0, signal: new AbortController().signal };
const failure = (promise: Promise<unknown>): Promise<Record<string, unknown>> =>
  promise.then(
    () => ({ message: 'nothing failed' }),
    (error) => error as Record<string, unknown>,
  );

/** Starts a process that mounts, and returns it once it has. */
async function serve(folder: string, guard: boolean): Promise<ReturnType<typeof spawn>> {
  const args = [mounts.compiled.path('testing/serve.child.js'), folder, guard ? 'guard' : 'no', 'wait'];
  const child = spawn(process.execPath, args, { cwd: '/', stdio: ['ignore', 'pipe', 'inherit'] });
  await new Promise((resolve) => child.stdout?.once('data', resolve));
  return child;
}

const end = (child: ReturnType<typeof spawn>): Promise<unknown> =>
  new Promise((resolve) => {
    child.on('exit', resolve);
    child.kill('SIGKILL');
  });

describe('requests that a program costs', () => {
  /** What one turn of a Python loop costs: a longer run less a shorter one, so that starting Python counts nothing. */
  async function costs(mount: FuseMount, turn: string): Promise<Record<string, number>> {
    const counted = async (from: number, to: number): Promise<Record<string, number>> => {
      const before: Record<string, number> = mount.requestCounts();
      const loop = `import os\nos.chdir('${mount.mountPoint}')\nfor i in range(${from}, ${to}):\n ${turn}`;
      expect(await run('python3', ['-I', '-c', loop])).toMatchObject({ code: 0 });
      await settled(mount);
      return Object.fromEntries(
        Object.entries(mount.requestCounts()).map(([name, count]) => [name, count - (before[name] ?? 0)]),
      );
    };
    // The first time the kernel also learns what this filesystem does not have, as `flush`.
    await counted(0, 1);
    const short = await counted(1, 11);
    const long = await counted(11, 31);
    return Object.fromEntries(
      Object.entries(long)
        .map(([name, count]) => [name, (count - (short[name] ?? 0)) / 10] as const)
        .filter(([, count]) => count !== 0),
    );
  }

  /** Releases come after the close has returned. */
  async function settled(mount: FuseMount): Promise<void> {
    await vi.waitFor(() => {
      const { OPEN = 0, CREATE = 0, RELEASE = 0, OPENDIR = 0, RELEASEDIR = 0 } = mount.requestCounts();
      expect([OPEN + CREATE, OPENDIR]).toEqual([RELEASE, RELEASEDIR]);
    });
  }

  test('six to make a small file: its folder is asked about again, and whether the write has privileges to end', async () => {
    const mount = await mounts.mount('module');
    const turn = "fd = os.open(f'f{i}', os.O_CREAT | os.O_WRONLY); os.write(fd, b'x'); os.close(fd)";
    expect(await costs(mount, turn)).toEqual({
      LOOKUP: 1,
      CREATE: 1,
      GETATTR: 1,
      GETXATTR: 1,
      WRITE: 1,
      RELEASE: 1,
    });
    expect(mount.requestCounts().FLUSH).toBe(1);
    await mount.unmount();
  });

  test('three to open, read and close a file whose name and attributes are known', async () => {
    const mount = await mounts.mount('module', { entryTtlMs: 60_000, attributesTtlMs: 60_000 });
    await bash(mount.mountPoint, 'for i in $(seq 0 30); do echo x > f$i; done; stat -t * > /dev/null');
    const turn = "fd = os.open(f'f{i}', os.O_RDONLY); os.read(fd, 10); os.close(fd)";
    expect(await costs(mount, turn)).toEqual({ OPEN: 1, READ: 1, RELEASE: 1 });
    await mount.unmount();
  });

  test('seven where nothing is remembered', async () => {
    const mount = await mounts.mount('module', { entryTtlMs: 0, attributesTtlMs: 0 });
    await bash(mount.mountPoint, 'for i in $(seq 0 30); do echo x > f$i; done');
    const turn = "fd = os.open(f'f{i}', os.O_RDONLY); os.pread(fd, 10, 0); os.close(fd)";
    expect(await costs(mount, turn)).toEqual({ LOOKUP: 1, OPEN: 1, READ: 1, GETATTR: 3, RELEASE: 1 });
    await mount.unmount();
  });

  test('six to list a folder of 100 files with all their attributes, none of them for a single file', async () => {
    const fs = new mounts.memory.MemoryFileSystem();
    const folder = fs.mkdir(1, 'folder', 0o755, CALL).attributes.ino;
    for (let number = 0; number < 100; number += 1) fs.mknod(folder, `file-${number}`, 0o100644, 0, CALL);
    const mount = await mounts.mountObject(fs);
    const list = `import os; print(sum(1 for at in os.scandir('${mount.mountPoint}/folder') if at.stat().st_mode))`;
    expect(await run('python3', ['-I', '-c', list])).toMatchObject({ code: 0, stdout: '100\n' });
    await settled(mount);
    const { INIT: _init, ...counts } = mount.requestCounts();
    expect(counts).toEqual({ LOOKUP: 1, GETATTR: 1, OPENDIR: 1, READDIRPLUS: 2, RELEASEDIR: 1 });
    await mount.unmount();
  });
});

describe('a thread that touches its own mount', () => {
  test('does so freely when the filesystem lives in a worker', async () => {
    const mount = await mounts.mount('module');
    mkdirSync(join(mount.mountPoint, 'd'));
    writeFileSync(join(mount.mountPoint, 'd/run.sh'), '#!/bin/sh\necho from "$(pwd)"\n', { mode: 0o755 });
    expect(readdirSync(mount.mountPoint)).toEqual(['d']);
    expect(readFileSync(join(mount.mountPoint, 'd/run.sh'), 'utf8')).toContain('echo');
    const child = spawn(join(mount.mountPoint, 'd/run.sh'), [], { cwd: join(mount.mountPoint, 'd') });
    const [said] = await Promise.all([
      new Promise<string>((resolve) => child.stdout.once('data', (chunk) => resolve(String(chunk)))),
      new Promise((resolve) => child.once('close', resolve)),
    ]);
    expect(said).toBe(`from ${mount.mountPoint}/d\n`);
    await mount.unmount();
  });

  test('starts programs in it, is shown what it knew, and gets ETIMEDOUT instead of hanging', async () => {
    const fs = new mounts.memory.MemoryFileSystem();
    const mount = await mounts.mountObject(fs, { blockedTimeoutMs: 500, entryTtlMs: 0, attributesTtlMs: 0 });
    await bash(mount.mountPoint, 'mkdir d && echo known > d/f');

    const child = spawn('pwd', [], { cwd: join(mount.mountPoint, 'd') });
    const said = new Promise<string>((resolve) =>
      child.stdout.once('data', (chunk) => resolve(String(chunk))),
    );
    expect(await said).toBe(`${mount.mountPoint}/d\n`);

    expect(statSync(join(mount.mountPoint, 'd/f')).size).toBe(6);
    expect(() => readFileSync(join(mount.mountPoint, 'd/f'))).toThrow('ETIMEDOUT');
    expect(() => writeFileSync(join(mount.mountPoint, 'd/new'), 'x')).toThrow('ETIMEDOUT');

    // What was given up has not happened behind the caller's back, and the mount goes on.
    expect(await bash(mount.mountPoint, 'ls d; cat d/f')).toBe('f\nknown\n');
    await mount.unmount();
  });
});

describe('the filesystem hears', () => {
  test.each(['worker', 'main'] as const)('of interrupts (%s)', async (thread) => {
    const { MemoryFileSystem } = mounts.memory;
    let aborted = false;
    const fs: KernelFileSystem = new (class extends MemoryFileSystem {
      override mkdir(...args: Parameters<InstanceType<typeof MemoryFileSystem>['mkdir']>): never {
        const { signal } = args[3];
        return new Promise((_, reject) => {
          signal.addEventListener('abort', () => {
            aborted = true;
            reject(mounts.kernel.errno('EINTR'));
          });
        }) as never;
      }
    })();
    const mount = await mounts.mountObject(fs, { thread });
    expect(await run('timeout', ['0.3', 'mkdir', `${mount.mountPoint}/d`], 5000)).toMatchObject({
      code: 124,
    });
    expect(aborted).toBe(true);
    await mount.unmount();
  });

  test.each(['worker', 'main'] as const)(
    'that it is no longer needed, once everything is forgotten (%s)',
    async (variant) => {
      const fs = new mounts.memory.MemoryFileSystem();
      const destroy = vi.fn();
      Object.assign(fs, { destroy });
      const mount = await mounts.mountObject(fs, { thread: variant });
      await bash(
        mount.mountPoint,
        'mkdir -p a/b; echo x > a/b/f; rm -rf a; exec 3> open; rm open; echo y >&3',
      );
      await mount.unmount();
      expect(destroy).toHaveBeenCalledOnce();
      expect(fs.size).toBe(1);
    },
  );

  test('who calls', async () => {
    const { MemoryFileSystem } = mounts.memory;
    const callers: KernelCall[] = [];
    const fs = new (class extends MemoryFileSystem {
      override mkdir(...args: Parameters<InstanceType<typeof MemoryFileSystem>['mkdir']>): never {
        callers.push(args[3]);
        return super.mkdir(...args) as never;
      }
    })();
    fs.setattr(1, { mode: 0o777, killPrivileges: false });
    const mount = await mounts.mountObject(fs, { allowOther: true });
    const args = ['--reuid', '1234', '--regid', '2345', '--clear-groups', 'mkdir', `${mount.mountPoint}/d`];
    expect(await run('setpriv', args)).toMatchObject({ code: 0 });
    expect(callers).toMatchObject([{ uid: 1234, gid: 2345, pid: expect.any(Number) }]);
    expect((await stat(`${mount.mountPoint}/d`)).uid).toBe(1234);
    await mount.unmount();
  });
});

describe('a filesystem that', () => {
  const ROOT: Attributes = {
    ino: 1,
    mode: 0o40755,
    nlink: 2,
    uid: 0,
    gid: 0,
    size: 0,
    atimeNs: 0n,
    mtimeNs: 0n,
    ctimeNs: 0n,
  };

  test('has hardly anything is mounted, and refuses in words that programs know', async () => {
    const onError = vi.fn();
    const mount = await mounts.mountObject({ lookup: () => undefined, getattr: () => ROOT }, { onError });
    const attempts = 'touch f; mkdir d; ln -s a b; cat none; chmod 700 .; ls';
    const { stderr } = await run('sh', ['-c', `cd "$0" && { ${attempts}; }`, mount.mountPoint]);
    expect(
      stderr
        .trim()
        .split('\n')
        .map((line) => line.replace(/.*: /, '')),
    ).toEqual([
      'Operation not permitted',
      'Operation not permitted',
      'Operation not permitted',
      'No such file or directory',
      'Operation not permitted',
      'Function not implemented',
    ]);
    expect((await run('df', [mount.mountPoint])).code).toBe(0);
    expect(onError).not.toHaveBeenCalled();
    await mount.unmount();
  });

  test('breaks makes its caller see EIO, and its owner the fault', async () => {
    const onError = vi.fn();
    const fs: KernelFileSystem = {
      getattr: () => ROOT,
      lookup: (_parent, name) => {
        if (name === 'sync') throw new TypeError('broken');
        return Promise.reject(new RangeError('broken later'));
      },
    };
    for (const thread of ['worker', 'main'] as const) {
      onError.mockClear();
      const mount = await mounts.mountObject(fs, { thread, onError });
      expect(await failure(stat(`${mount.mountPoint}/sync`))).toMatchObject({ code: 'EIO' });
      expect(await failure(stat(`${mount.mountPoint}/later`))).toMatchObject({ code: 'EIO' });
      expect(onError.mock.calls.map(([error]) => (error as Error).message)).toEqual([
        'broken',
        'broken later',
      ]);
      await mount.unmount();
    }
  });

  test('does not start is not mounted', async () => {
    const folder = mounts.folder();
    const init = (): never => {
      throw new Error('no connection to the server');
    };
    const fs = { lookup: () => undefined, getattr: () => ROOT, init };
    for (const thread of ['worker', 'main'] as const) {
      const error = await failure(mounts.kernel.mountFuse(fs, folder, { thread }));
      expect(error).toMatchObject({ name: 'KernelMountError', code: 'MOUNT_FAILED' });
      expect(error.message).toContain('no connection to the server');
    }
    expect(await failure(mounts.kernel.mountFuseModule({ url: 'node:path' }, folder))).toMatchObject({
      code: 'MOUNT_FAILED',
      message: expect.stringContaining('createFileSystem'),
    });
    expect(await mounts.kernel.mountState(folder)).toBe('none');
  });

  test('is slow answers look-ups in one folder side by side', async () => {
    const fs: KernelFileSystem = {
      getattr: () => ROOT,
      lookup: async (_parent, name) => {
        await delay(300);
        return { attributes: { ...ROOT, ino: 100 + Number(name), mode: 0o100644 } };
      },
    };
    const mount = await mounts.mountObject(fs);
    const start = performance.now();
    await bash(mount.mountPoint, 'for i in 1 2 3 4 5 6 7 8; do stat -t "$i" > /dev/null & done; wait');
    expect(performance.now() - start).toBeLessThan(1800);
    await mount.unmount();
  });
});

test('what the filesystem changes by itself is seen once the kernel is told', async () => {
  const fs = new mounts.memory.MemoryFileSystem();
  const ttl = 600_000;
  const options = { entryTtlMs: ttl, attributesTtlMs: ttl, negativeTtlMs: ttl };
  const mount = await mounts.mountObject(fs, options);
  const path = join(mount.mountPoint, 'f');
  await writeFile(path, 'before');
  const { ino } = await stat(path);
  expect(await failure(stat(join(mount.mountPoint, 'late')))).toMatchObject({ code: 'ENOENT' });

  fs.write(ino, 0, Buffer.from('after, and longer'), 0, false);
  expect((await stat(path)).size).toBe(6);
  await fs.kernel?.invalidateInode(ino);
  expect((await stat(path)).size).toBe(17);
  expect(await readFile(path, 'utf8')).toBe('after, and longer');

  fs.mknod(1, 'late', 0o100644, 0, CALL);
  expect(await failure(stat(join(mount.mountPoint, 'late')))).toMatchObject({ code: 'ENOENT' });
  await fs.kernel?.invalidateEntry(1, 'late');
  expect((await stat(join(mount.mountPoint, 'late'))).size).toBe(0);

  fs.unlink(1, 'f');
  expect((await stat(path)).size).toBe(17);
  await fs.kernel?.notifyDelete(1, ino, 'f');
  expect(await failure(stat(path))).toMatchObject({ code: 'ENOENT' });

  // Of what it does not know it need not be told.
  await fs.kernel?.invalidateInode(4711);
  await fs.kernel?.invalidateEntry(4711, 'x');
  await mount.unmount();
});

describe('mounting', () => {
  test('says why a folder will not do', async () => {
    const folder = mounts.folder();
    writeFileSync(join(folder, 'file'), '');
    const fs = new mounts.memory.MemoryFileSystem();
    const refusal = async (path: string): Promise<unknown> =>
      (await failure(mounts.kernel.mountFuse(fs, path))).message;
    expect(await refusal(join(folder, 'none'))).toMatch(
      /^MOUNT_POINT_UNUSABLE: .*none is not there\. Create/,
    );
    expect(await refusal(join(folder, 'none/x'))).toMatch(/none is not there/);
    expect(await refusal(join(folder, 'file'))).toMatch(/file is not a folder/);
    expect(await refusal(folder)).toMatch(/is not empty/);
    expect(await refusal('/proc')).toMatch(/is a mount already/);
    const mount = await mounts.mountObject(new mounts.memory.MemoryFileSystem());
    expect(await refusal(mount.mountPoint)).toMatch(/is mounted already/);
    await mount.unmount();
  });

  test('works on folders with odd names, and through links to them', async () => {
    const folder = join(mounts.folder(), 'a b\\040,#\'"ü');
    mkdirSync(folder);
    const mount = await mounts.kernel.mountFuse(new mounts.memory.MemoryFileSystem(), folder);
    expect(await bash(folder, 'echo in > f; cat f')).toBe('in\n');
    expect(await mount.state()).toBe('ok');
    await mount.unmount();
    expect(await mount.state()).toBe('none');
    expect(existsSync(join(folder, 'f'))).toBe(false);
  });

  test('read-only refuses every change', async () => {
    const mount = await mounts.mount('module', { readOnly: true });
    expect(await failure(writeFile(join(mount.mountPoint, 'f'), 'x'))).toMatchObject({ code: 'EROFS' });
    await mount.unmount();
  });

  test('leaves no descriptor of the device to children', async () => {
    const mount = await mounts.mount('module');
    const { stdout } = await run('ls', ['-l', '/proc/self/fd']);
    expect(stdout).not.toContain('fuse');
    await mount.unmount();
  });

  test('works six times at once, and files elsewhere are still read', async () => {
    const all = await Promise.all(
      Array.from({ length: 6 }, () =>
        mounts.mountObject(new mounts.memory.MemoryFileSystem(), { guard: false }),
      ),
    );
    await Promise.all(all.map(({ mountPoint }) => writeFile(join(mountPoint, 'f'), mountPoint)));
    expect(await readFile('/proc/self/comm', 'utf8')).toBeTruthy();
    for (const mount of all)
      expect(await readFile(join(mount.mountPoint, 'f'), 'utf8')).toBe(mount.mountPoint);
    await Promise.all(all.map((mount) => mount.unmount()));
  }, 20_000);

  test('works without root in a user and mount namespace', async () => {
    const script = 'cd "$0" && echo inside > f && cat f && stat -c %u f';
    const args = [
      process.execPath,
      mounts.compiled.path('testing/serve.child.js'),
      mounts.folder(),
      'guard',
      script,
    ];
    const { stdout } = await run('unshare', ['--user', '--map-root-user', '--mount', ...args], 20_000);
    expect(stdout).toBe('mounted\ninside\n0\n');
  });

  test('says what is missing where the device or the right to mount is', async () => {
    const child = [process.execPath, mounts.compiled.path('testing/serve.child.js'), '-', '-', 'blockers'];
    const hidden = ['--mount', 'sh', '-c', 'mount -t tmpfs none /dev && exec "$@"', 'sh', ...child];
    expect(JSON.parse((await run('unshare', hidden)).stdout)).toMatchObject([
      { code: 'NO_DEVICE', remedy: expect.stringContaining('modprobe fuse') },
    ]);
    const lesser = await run('setpriv', [
      '--bounding-set',
      '-sys_admin',
      '--inh-caps',
      '-sys_admin',
      ...child,
    ]);
    expect(JSON.parse(lesser.stdout)).toMatchObject([{ code: 'NO_PRIVILEGE' }]);
    expect(mounts.kernel.mountBlockers()).toEqual([]);
  });
});

describe('unmounting', () => {
  test('waits for nobody, says when files are open, and with force cuts them off', async () => {
    const mount = await mounts.mount('worker');
    const holder = spawn('sh', ['-c', 'exec 3> "$0/f"; echo open; read -r _; echo x >&3', mount.mountPoint], {
      cwd: '/',
    });
    await new Promise((resolve) => holder.stdout.once('data', resolve));
    expect(await failure(mount.unmount())).toMatchObject({
      code: 'UNMOUNT_FAILED',
      message: expect.stringContaining('with force'),
    });
    expect(await mount.state()).toBe('ok');
    await mount.unmount({ force: true });
    const complaint = new Promise((resolve) => holder.stderr.once('data', (chunk) => resolve(String(chunk))));
    holder.stdin.end('\n');
    expect(await complaint).toMatch(/I\/O error|not connected/);
    await mount.unmount();
    await mount.closed;
    expect(await mount.state()).toBe('none');
  });

  test('by somebody else ends the mount as well', async () => {
    for (const variant of VARIANTS) {
      const mount = await mounts.mount(variant);
      expect(await run('umount', [mount.mountPoint])).toMatchObject({ code: 0 });
      await mount.closed;
      await mount.unmount();
    }
  });

  test('happens when the process exits, also with files open, and does not hold it up', {
    timeout: 30_000,
  }, async () => {
    for (const then of ['exit', 'exit-busy']) {
      const folder = mounts.folder();
      const args = [mounts.compiled.path('testing/serve.child.js'), folder, 'no', then];
      const { code, stdout } = await run(process.execPath, args, 10_000);
      expect(code).toBe(7);
      expect(await mounts.kernel.mountState(folder)).toBe('none');
      const holder = Number(stdout.split('\n')[1]);
      if (holder > 0) process.kill(holder, 'SIGKILL');
    }
  });

  test('happens when the process is killed, by its guard', async () => {
    const folder = mounts.folder();
    await end(await serve(folder, true));
    await vi.waitFor(async () => expect(await mounts.kernel.mountState(folder)).toBe('none'), {
      timeout: 5000,
    });
  });

  test('does not happen without a guard; the next mount cleans up', { timeout: 20_000 }, async () => {
    const folder = mounts.folder();
    await end(await serve(folder, false));
    expect(await mounts.kernel.mountState(folder)).toBe('stale');
    expect(await failure(stat(folder))).toMatchObject({ code: 'ENOTCONN' });
    const mount = await mounts.kernel.mountFuse(new mounts.memory.MemoryFileSystem(), folder);
    expect(await bash(folder, 'echo again > f; cat f')).toBe('again\n');
    await mount.unmount();
    expect(await mounts.kernel.mountState(folder)).toBe('none');
  });

  test('is refused to a second mount while the first has stopped, and force takes it off', {
    timeout: 20_000,
  }, async () => {
    const folder = mounts.folder();
    const child = await serve(folder, false);
    child.kill('SIGSTOP');
    expect(await mounts.kernel.mountState(folder, 300)).toBe('hung');
    expect(
      await failure(mounts.kernel.mountFuse(new mounts.memory.MemoryFileSystem(), folder)),
    ).toMatchObject({ code: 'MOUNT_POINT_UNUSABLE' });
    await mounts.kernel.unmountPath(folder, { force: true });
    expect(await mounts.kernel.mountState(folder)).toBe('none');
    child.kill('SIGCONT');
    await end(child);
  });
});
