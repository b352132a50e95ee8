import { createHash, randomBytes } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { bash, run } from '../../packages/mesa-sdk/src/fs/kernel/testing/kernel-mounts.js';
import type { RepoConfig } from '../../packages/mesa-sdk/src/fs/mount-options.js';
import { type DoorMount, DoorMounts } from '../helpers/door-mount.js';

let mounts: DoorMounts;
let opened: DoorMount[] = [];
beforeAll(async () => {
  mounts = await DoorMounts.create();
});
afterEach(async () => {
  for (const { mount, close } of opened) if ((await mount.state()) !== 'none') await close();
  opened = [];
});
afterAll(() => mounts?.close());

async function mounted(config: Partial<RepoConfig> = {}): Promise<DoorMount> {
  const mount = await mounts.mount({ name: config.name ?? (await mounts.repo()), ...config } as RepoConfig);
  opened.push(mount);
  return mount;
}

/** Returns what the server has, as another client sees it: contents by path. */
async function onServer({ repo, local }: DoorMount): Promise<Record<string, string>> {
  const { changeId } = await local.change.current({ repo });
  await using fs = await mounts.mesa.fs.mount({ repos: [{ name: repo, changeId }] });
  const found: Record<string, string> = {};
  const visit = async (path: string): Promise<void> => {
    for (const { name, isDirectory, isSymbolicLink } of await fs.readdirWithFileTypes(path)) {
      const at = `${path}/${name}`;
      const key = at.slice(repo.length + 2);
      if (isDirectory) await visit(at);
      else if (isSymbolicLink) found[key] = `-> ${await fs.readlink(at)}`;
      else found[key] = await fs.readFile(at);
    }
  };
  await visit(`/${repo}`);
  return found;
}

describe('what programs write', () => {
  test('is on the server when the file is closed', async () => {
    const mount = await mounted();
    await writeFile(join(mount.folder, 'a.txt'), 'one\n');
    expect(await onServer(mount)).toEqual({ 'a.txt': 'one\n' });
  });

  test('is on the server after fsync of a file that stays open', async () => {
    const mount = await mounted();
    const file = await open(join(mount.folder, 'log'), 'w');
    await file.write('first\n');
    await file.sync();
    expect(await onServer(mount)).toEqual({ log: 'first\n' });
    await file.write('second\n');
    await file.close();
    expect(await onServer(mount)).toEqual({ log: 'first\nsecond\n' });
  });

  test('arrives in the order of things: a renamed tree, links, modes, what is gone', async () => {
    const mount = await mounted();
    await bash(
      mount.folder,
      `mkdir -p src/deep && echo 1 > src/deep/one && echo 2 > src/two && ln -s deep/one src/link
       printf '#!/bin/sh\\n' > run && chmod +x run && mv src lib && rm lib/two && sync lib`,
    );
    await mount.local.flush();
    expect(await onServer(mount)).toEqual({
      'lib/deep/one': '1\n',
      'lib/link': '-> deep/one',
      run: '#!/bin/sh\n',
    });
    const again = await mounted({
      name: mount.repo,
      changeId: (await mount.local.change.current({ repo: mount.repo })).changeId,
    });
    expect((await stat(join(again.folder, 'run'))).mode & 0o777).toBe(0o755);
  });

  test('is seen by others before it is closed', async () => {
    const mount = await mounted();
    const path = `/${mount.repo}/draft`;
    const file = await open(join(mount.folder, 'draft'), 'w');
    await file.write('not closed');
    expect(await mount.local.readFile(path)).toBe('not closed');
    expect(await mount.local.stat(path)).toMatchObject({ size: 10 });
    expect(await readFile(join(mount.folder, 'draft'), 'utf8')).toBe('not closed');
    await file.close();
  });

  test('may be more than fits into memory', async () => {
    const mount = await mounted();
    const bytes = randomBytes(24 * 1024 * 1024);
    const path = join(mount.folder, 'large');
    await writeFile(path, bytes);
    const file = await open(path, 'r+');
    await file.write(Buffer.from('changed'), 0, 7, 10_000_000);
    bytes.write('changed', 10_000_000);
    await file.close();
    const digest = (data: Uint8Array): string => createHash('sha256').update(data).digest('hex');
    expect(digest(await readFile(path))).toBe(digest(bytes));
    await using fs = await mounts.mesa.fs.mount({
      repos: [
        { name: mount.repo, changeId: (await mount.local.change.current({ repo: mount.repo })).changeId },
      ],
    });
    expect(digest(await fs.readFileBuffer(`/${mount.repo}/large`))).toBe(digest(bytes));
  });

  test('to a hard link is stored at each of its names', async () => {
    const mount = await mounted();
    await bash(mount.folder, 'echo one > a && ln a b && echo two >> b && sync a');
    expect(await onServer(mount)).toEqual({ a: 'one\ntwo\n', b: 'one\ntwo\n' });
  });

  test('below .git stays here', async () => {
    const mount = await mounted();
    await bash(
      mount.folder,
      `git init -q . && git config user.email a@b.c && git config user.name n
       echo x > file && git add file && git commit -q -m first && git gc -q && git fsck --strict && git status --porcelain`,
    );
    await mount.local.flush();
    expect(await onServer(mount)).toEqual({ file: 'x\n' });
  });

  test('in a read-only repository is refused before anything is sent', async () => {
    const before = await mounted();
    await writeFile(join(before.folder, 'a'), 'a');
    const { changeId } = await before.local.change.current({ repo: before.repo });
    const { folder } = await mounted({ name: before.repo, changeId, readOnly: true });
    const code = (promise: Promise<unknown>): Promise<string> =>
      promise.then(
        () => 'ok',
        (error) => (error as { code: string }).code,
      );
    expect(await readFile(join(folder, 'a'), 'utf8')).toBe('a');
    expect(await code(writeFile(join(folder, 'a'), 'b'))).toBe('EROFS');
    expect(await code(writeFile(join(folder, 'new'), 'b'))).toBe('EROFS');
    expect(await code(mkdir(join(folder, 'd')))).toBe('EROFS');
    expect(await code(rm(join(folder, 'a')))).toBe('EROFS');
    expect(await code(rename(join(folder, 'a'), join(folder, 'b')))).toBe('EROFS');
    expect(await readFile(join(folder, 'a'), 'utf8')).toBe('a');
  });
});

describe('what others write', () => {
  test('shows within a second, in what was read before', async () => {
    const mount = await mounted();
    const at = (name: string): string => join(mount.folder, name);
    await bash(mount.folder, 'mkdir d && echo old > d/same && echo gone > d/gone && sync d');
    const { changeId } = await mount.local.change.current({ repo: mount.repo });
    expect(await readdir(at('d'))).toEqual(['gone', 'same']);
    const { ino } = await stat(at('d/same'));
    await expect(stat(at('d/new'))).rejects.toMatchObject({ code: 'ENOENT' });
    await using other = await mounts.mesa.fs.mount({ repos: [mount.repo] });
    await other.change.edit({ repo: mount.repo, changeId });
    await other.writeFile(`/${mount.repo}/d/same`, 'longer than before\n');
    await other.writeFile(`/${mount.repo}/d/new`, 'new\n');
    await other.rm(`/${mount.repo}/d/gone`);
    await vi.waitFor(
      async () => {
        expect(await readFile(at('d/same'), 'utf8')).toBe('longer than before\n');
        expect(await readFile(at('d/new'), 'utf8')).toBe('new\n');
        expect((await readdir(at('d'))).sort()).toEqual(['new', 'same']);
        await expect(stat(at('d/gone'))).rejects.toMatchObject({ code: 'ENOENT' });
      },
      // It takes less than a second; a busy machine is another matter.
      { timeout: 10_000, interval: 20 },
    );
    expect((await stat(at('d/same'))).ino).toBe(ino);
  });

  test('and what the same process writes without the kernel shows at once', async () => {
    const mount = await mounted();
    const path = join(mount.folder, 'f');
    await writeFile(path, 'one');
    expect(await readFile(path, 'utf8')).toBe('one');
    await mount.local.writeFile(`/${mount.repo}/f`, 'two and more');
    await vi.waitFor(async () => expect(await readFile(path, 'utf8')).toBe('two and more'), { timeout: 500 });
    await mount.local.mkdir(`/${mount.repo}/made`);
    await mount.local.writeFile(`/${mount.repo}/made/x`, 'x');
    await vi.waitFor(async () => expect(await readdir(mount.folder)).toEqual(['f', 'made']), {
      timeout: 500,
    });
    await mount.local.mv(`/${mount.repo}/made`, `/${mount.repo}/moved`);
    await vi.waitFor(async () => expect(await readdir(mount.folder)).toEqual(['f', 'moved']), {
      timeout: 500,
    });
  });
});

describe('what two write to one file', () => {
  test('is merged, also when one had it open all the time', async () => {
    const mount = await mounted();
    const path = join(mount.folder, 'f');
    await writeFile(path, 'one\ntwo\nthree\nfour\nfive\n');
    const { changeId } = await mount.local.change.current({ repo: mount.repo });
    const file = await open(path, 'r+');
    await file.write('ONE', 0);
    await using other = await mounts.mesa.fs.mount({ repos: [mount.repo] });
    await other.change.edit({ repo: mount.repo, changeId });
    await other.writeFile(`/${mount.repo}/f`, 'one\ntwo\nthree\nfour\nFIVE\n');
    await mount.local.refresh();
    await file.close();
    expect(await onServer(mount)).toEqual({ f: 'ONE\ntwo\nthree\nfour\nFIVE\n' });
    await vi.waitFor(async () => expect(await readFile(path, 'utf8')).toBe('ONE\ntwo\nthree\nfour\nFIVE\n'), {
      timeout: 1000,
    });
  });
});

describe('what the server refuses', () => {
  test('fails the close, and everything is what it was', async () => {
    const before = await mounted();
    await writeFile(join(before.folder, 'f'), 'as it was\n');
    const { changeId } = await before.local.change.current({ repo: before.repo });
    const { key } = await mounts.mesa.apiKeys.create({ name: 'reader', scopes: ['read'] });
    const mount = await mounts.mount({ name: before.repo, changeId }, {}, key);
    opened.push(mount);
    const code = (promise: Promise<unknown>): Promise<string> =>
      promise.then(
        () => 'ok',
        (error) => (error as { code: string }).code,
      );
    expect(await code(writeFile(join(mount.folder, 'f'), 'changed'))).toBe('EACCES');
    expect(await code(writeFile(join(mount.folder, 'new'), 'made'))).toBe('EACCES');
    await vi.waitFor(async () => {
      expect(await readFile(join(mount.folder, 'f'), 'utf8')).toBe('as it was\n');
      expect(await readdir(mount.folder)).toEqual(['f']);
    });
    expect(mount.errors).toEqual([]);
  });

  test('is told in time when a file becomes too large', async () => {
    const mount = await mounted();
    const file = await open(join(mount.folder, 'f'), 'w');
    await expect(file.write('x', 4 * 1024 ** 3)).rejects.toMatchObject({ code: 'EFBIG' });
    await expect(file.truncate(4 * 1024 ** 3 + 1)).rejects.toMatchObject({ code: 'EFBIG' });
    await file.close();
  });
});

describe('metadata', () => {
  test('is extended attributes in `user.mesa`', async () => {
    const mount = await mounted();
    const path = join(mount.folder, 'f');
    await writeFile(path, 'x');
    const script = `
import os, sys, errno
path = sys.argv[1]
os.setxattr(path, 'user.mesa.owner', b'me')
try: os.setxattr(path, 'user.mesa.repo', b'x')
except OSError as error: print(errno.errorcode[error.errno])
print(os.getxattr(path, 'user.mesa.owner').decode(), os.getxattr(path, 'user.mesa.repo').decode(), os.listxattr(path))`;
    const { stdout, stderr } = await run('python3', ['-c', script, path]);
    expect(stderr).toBe('');
    expect(stdout).toBe(`EPERM\nme ${mount.repo} ['user.mesa.owner']\n`);
    expect(await mount.local.getMetadata(`/${mount.repo}/f`)).toMatchObject({ owner: 'me' });
  });
});
