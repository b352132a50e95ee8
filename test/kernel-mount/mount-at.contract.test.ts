import { execFileSync, execSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { KernelMountError, Mesa, NotFoundError, VIRTUAL_ROOT_CHANGE_ID } from 'mesa-sdk';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { canMount } from '../helpers/can-mount.js';
import { type DepotProcess, startDepotProcess } from '../helpers/depot-process.js';
import { newMountPoint } from '../helpers/mounted.js';

/** A filesystem at a folder of this machine: how it comes there, what it keeps, and how it goes. */

describe.runIf(canMount)('a filesystem at a folder', () => {
  let depot: DepotProcess;
  let mesa: Mesa;
  let counter = 0;
  beforeAll(async () => {
    depot = await startDepotProcess();
    mesa = new Mesa({ apiUrl: depot.apiUrl, apiKey: depot.apiKey });
  });
  afterAll(() => depot?.[Symbol.asyncDispose]());

  const newRepo = async (): Promise<string> => (await mesa.repos.create({ name: `at-${++counter}` })).name;
  const mountsAt = (folder: string): number =>
    readFileSync('/proc/self/mountinfo', 'utf8')
      .split('\n')
      .filter((line) => line.split(' ')[4] === folder).length;

  test('is there from the beginning with `mountPoint`, and gone after `close`', async () => {
    const repo = await newRepo();
    const mountPoint = await newMountPoint();
    const fs = await mesa.fs.mount({ repos: [repo], mountPoint });
    expect(fs.mountPoint).toBe(mountPoint);
    await fs.writeFile(`/${repo}/here.txt`, 'from here\n');
    expect(execFileSync('cat', [`${mountPoint}/${repo}/here.txt`], { encoding: 'utf8' })).toBe('from here\n');
    execSync('echo from there > there.txt', { cwd: `${mountPoint}/${repo}` });
    expect(await fs.readFile(`/${repo}/there.txt`)).toBe('from there\n');
    expect(mountsAt(mountPoint)).toBe(1);
    await fs.close();
    await fs.close();
    expect(mountsAt(mountPoint)).toBe(0);
    await expect(fs.readFile(`/${repo}/here.txt`)).rejects.toMatchObject({ code: 'EBADF' });
    await using again = await mesa.fs.mount({ repos: [repo] });
    expect(again.mountPoint).toBeUndefined();
  });

  test('may be used by this process in any way, also by many calls at a time', async () => {
    const repo = await newRepo();
    await using fs = await mesa.fs.mount({ repos: [repo], mountPoint: await newMountPoint() });
    const folder = `${fs.mountPoint}/${repo}`;
    writeFileSync(`${folder}/sync.txt`, 'sync');
    expect(readFileSync(`${folder}/sync.txt`, 'utf8')).toBe('sync');
    // More than there are threads in the pool, each of which waits for the filesystem.
    await Promise.all(Array.from({ length: 24 }, (_, index) => writeFile(`${folder}/${index}`, `${index}`)));
    expect(execSync('cat ? ??', { cwd: folder, encoding: 'utf8' })).toHaveLength(10 + 2 * 14);
    expect((await fs.readdir(`/${repo}`)).length).toBe(25);
  });

  test('takes over what a filesystem of this process holds, and its subscriptions', async () => {
    const repo = await newRepo();
    await using fs = await mesa.fs.mount({ repos: [repo] });
    await fs.mkdir(`/${repo}/empty/deep`, { recursive: true });
    await fs.mkdir(`/${repo}/.git`);
    await fs.writeFile(`/${repo}/.git/HEAD`, 'ref: refs/heads/main\n');
    await fs.writeFile(`/${repo}/kept.txt`, 'kept\n');
    await fs.chmod(`/${repo}/kept.txt`, 0o600);
    await fs.utimes(`/${repo}/kept.txt`, new Date(0), new Date('2020-02-02T02:02:02Z'));
    const events: string[] = [];
    fs.subscribe(({ path }) => void events.push(path));
    const { changeId } = await fs.change.current({ repo });
    // Not awaited: it is to be stored before the filesystem moves.
    const writing = fs.writeFile(`/${repo}/late.txt`, 'late\n');
    const mountPoint = await newMountPoint();
    const [folder] = await Promise.all([fs.mountAt(mountPoint), writing]);
    expect(folder).toBe(mountPoint);
    const stat = await fs.stat(`/${repo}/kept.txt`);
    expect(stat.mode).toBe(0o600);
    expect(stat.mtime).toEqual(new Date('2020-02-02T02:02:02Z'));
    expect(readdirSync(`${folder}/${repo}`).sort()).toEqual(['.git', 'empty', 'kept.txt', 'late.txt']);
    expect(readdirSync(`${folder}/${repo}/empty`)).toEqual(['deep']);
    expect(readFileSync(`${folder}/${repo}/.git/HEAD`, 'utf8')).toBe('ref: refs/heads/main\n');
    await fs.writeFile(`/${repo}/more.txt`, 'more\n');
    expect((await fs.change.current({ repo })).changeId).toBe(changeId);
    await mesa.changes.patch({
      repo,
      change_id: changeId,
      files: [{ path: 'theirs.txt', text: 'theirs\n' }],
    });
    await expect.poll(() => events, { timeout: 5_000 }).toContain(`/${repo}/theirs.txt`);
    expect(readFileSync(`${folder}/${repo}/theirs.txt`, 'utf8')).toBe('theirs\n');
  });

  test('is mounted once: there again is fine, elsewhere is not', async () => {
    const repo = await newRepo();
    const mountPoint = await newMountPoint();
    await using fs = await mesa.fs.mount({ repos: [repo], mountPoint });
    expect(await fs.mountAt(mountPoint)).toBe(mountPoint);
    expect(await fs.mountAt(`${mountPoint}/../${mountPoint.split('/').at(-1)}`)).toBe(mountPoint);
    await expect(fs.mountAt(await newMountPoint())).rejects.toMatchObject({
      code: 'INVALID_OPTIONS',
      message: expect.stringContaining(mountPoint),
    });
  });

  test('that cannot be mounted goes on in this process', async () => {
    const repo = await newRepo();
    const folder = await newMountPoint();
    writeFileSync(`${folder}/in-the-way`, '');
    await using fs = await mesa.fs.mount({ repos: [repo] });
    const refused = await fs.mountAt(folder).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(KernelMountError);
    expect(refused).toMatchObject({ code: 'MOUNT_POINT_UNUSABLE' });
    await expect(fs.mountAt(`${folder}/nowhere`)).rejects.toMatchObject({ code: 'MOUNT_POINT_UNUSABLE' });
    expect(fs.mountPoint).toBeUndefined();
    await fs.writeFile(`/${repo}/a`, 'a');
    expect(await fs.readFile(`/${repo}/a`)).toBe('a');
  });

  test('keeps the classes of errors', async () => {
    const repo = await newRepo();
    await using fs = await mesa.fs.mount({ repos: [repo], mountPoint: await newMountPoint() });
    await expect(fs.readFile(`/${repo}/no`)).rejects.toMatchObject({
      name: 'FileSystemError',
      code: 'ENOENT',
      errno: -2,
      path: `/${repo}/no`,
      message: `ENOENT: no such file or directory, open '/${repo}/no'`,
    });
    const unknown = fs.change.edit({ repo, changeId: VIRTUAL_ROOT_CHANGE_ID.replaceAll('z', 'k') });
    await expect(unknown).rejects.toBeInstanceOf(NotFoundError);
    await expect(fs.change.current({ repo: 'other' })).rejects.toMatchObject({ code: 'INVALID_OPTIONS' });
    const missing = mesa.fs.mount({ repos: ['nowhere'], mountPoint: await newMountPoint() });
    await expect(missing).rejects.toBeInstanceOf(NotFoundError);
  });

  test('refuses what cannot go to another process, and options that make no sense', async () => {
    const mountPoint = await newMountPoint();
    const own = new Mesa({
      apiUrl: depot.apiUrl,
      apiKey: depot.apiKey,
      fetch: (...input) => fetch(...input),
    });
    const refusal = { code: 'INVALID_OPTIONS', message: expect.stringContaining('`fetch`') };
    await expect(own.fs.mount({ repos: ['x'], mountPoint })).rejects.toMatchObject(refusal);
    for (const options of [{ mountPoint: '' }, { mountPoint, driver: 'fuse' as 'auto' }]) {
      const mounting = mesa.fs.mount({ repos: ['x'], ...options });
      await expect(mounting).rejects.toMatchObject({ code: 'INVALID_OPTIONS' });
    }
  });

  test('tells a logger about requests', async () => {
    const repo = await newRepo();
    const lines: string[] = [];
    const add = (line: string): void => void lines.push(line);
    const logger = { debug: add, info: add, warn: add, error: add };
    const logged = new Mesa({ apiUrl: depot.apiUrl, apiKey: depot.apiKey, logger });
    await using fs = await logged.fs.mount({ repos: [repo], mountPoint: await newMountPoint() });
    lines.length = 0;
    await fs.writeFile(`/${repo}/a`, 'a');
    expect(lines.join('\n')).toMatch(/POST .*batch.* -> 200/);
  });

  test('outlives its token, also while this process is blocked', async () => {
    const repo = await newRepo();
    await using fs = await mesa.fs.mount({ repos: [repo], mountPoint: await newMountPoint(), ttl: 4 });
    const folder = `${fs.mountPoint}/${repo}`;
    // Within the life of the token that was renewed at half of the life of the first.
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    execSync('sleep 1; echo blocked > blocked.txt', { cwd: folder });
    await new Promise((resolve) => setTimeout(resolve, 4_500));
    writeFileSync(`${folder}/later.txt`, 'later\n');
    await fs.refresh();
    expect(await fs.readdir(`/${repo}`)).toEqual(['blocked.txt', 'later.txt']);
  });

  test('is cut off after a moment from programs that keep files open in it', async () => {
    const repo = await newRepo();
    const mountPoint = await newMountPoint();
    const fs = await mesa.fs.mount({ repos: [repo], mountPoint });
    const warnings: string[] = [];
    const listen = ({ message }: Error): void => void warnings.push(message);
    process.on('warning', listen);
    const holder = spawn('sh', ['-c', 'exec 3> open.txt; echo open; sleep 60'], {
      cwd: `${mountPoint}/${repo}`,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    await once(holder.stdout, 'data');
    await fs.close();
    expect(mountsAt(mountPoint)).toBe(0);
    process.removeListener('warning', listen);
    expect(warnings.join()).toContain(`${mountPoint} was closed while programs used it`);
    holder.kill('SIGKILL');
  });

  test('ends when somebody else takes the mount away: nothing is lost, and nobody waits for ever', async () => {
    const repo = await newRepo();
    const mountPoint = await newMountPoint();
    const fs = await mesa.fs.mount({ repos: [repo], mountPoint });
    execSync('echo kept > kept.txt', { cwd: `${mountPoint}/${repo}` });
    const { changeId } = await fs.change.current({ repo });
    execFileSync('umount', [mountPoint]);
    await expect.poll(() => fs.readdir(`/${repo}`).then(String, String)).toContain('mount again');
    await expect(fs.readFile(`/${repo}/kept.txt`)).rejects.toMatchObject({ code: 'EIO' });
    await fs.close();
    expect(await mesa.content.getText({ repo, change_id: changeId, path: 'kept.txt' })).toBe('kept\n');
  });

  const CHILD = `
    import { writeFileSync } from 'node:fs';
    import { Mesa } from 'mesa-sdk';
    const [apiUrl, apiKey, repo, mountPoint, then] = process.argv.slice(1);
    const fs = await new Mesa({ apiUrl, apiKey }).fs.mount({ repos: [repo], mountPoint });
    writeFileSync(mountPoint + '/' + repo + '/acknowledged.txt', 'it is there\\n');
    process.stdout.write((await fs.change.current({ repo })).changeId);
    if (then === 'exit') process.exit(3);`;

  test.each(['SIGKILL', 'SIGINT', 'SIGTERM', 'exit'] as const)(
    'of a process that ends by %s is gone, and its folder can be mounted at again',
    async (how) => {
      const repo = await newRepo();
      const mountPoint = await newMountPoint();
      const args = ['--input-type=module', '-e', CHILD, depot.apiUrl, depot.apiKey, repo, mountPoint, how];
      const child = spawn(process.execPath, args, {
        cwd: import.meta.dirname,
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const exited = once(child, 'exit');
      const [told] = await once(child.stdout, 'data');
      if (how !== 'exit') child.kill(how);
      await exited;
      await using fs = await mesa.fs.mount({ repos: [repo], mountPoint });
      expect(mountsAt(mountPoint)).toBe(1);
      await fs.change.edit({ repo, changeId: String(told) });
      expect(readFileSync(`${mountPoint}/${repo}/acknowledged.txt`, 'utf8')).toBe('it is there\n');
      mkdirSync(`${mountPoint}/${repo}/works`);
    },
  );
});
