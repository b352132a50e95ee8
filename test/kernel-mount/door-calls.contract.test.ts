import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type {
  Entry,
  KernelCall,
  KernelFileSystem,
  KernelNotifier,
} from '../../packages/mesa-sdk/src/fs/kernel/index.js';
import { DoorMounts, type OpenDoor } from '../helpers/door-mount.js';

const CALL: KernelCall = { uid: 0, gid: 0, pid: 0, signal: new AbortController().signal };
const O_RDWR = 2;
const READING = { flags: 0, killPrivileges: false };
const WRITING = { flags: O_RDWR, killPrivileges: false };

let mounts: DoorMounts;
beforeAll(async () => {
  mounts = await DoorMounts.create();
});
afterAll(() => mounts?.close());

/** A kernel that writes down what it is told. */
function recorder(): KernelNotifier & { readonly told: string[] } {
  const told: string[] = [];
  const note = async (text: string): Promise<void> => void told.push(text);
  return {
    told,
    invalidateInode: (ino) => note(`inode ${ino}`),
    invalidateEntry: (parent, name) => note(`entry ${parent}/${name}`),
    notifyDelete: (parent, _child, name) => note(`delete ${parent}/${name}`),
  };
}

type Door = Required<KernelFileSystem>;

async function opened(): Promise<OpenDoor & { door: Door; repo: string; root: number; told: string[] }> {
  const repo = await mounts.repo();
  const open = await mounts.door({ name: repo });
  const door = open.door as Door;
  const kernel = recorder();
  await door.init(kernel);
  const root = await inoOf(door, 1, repo);
  await door.opendir(root, READING, CALL);
  return { ...open, door, repo, root, told: kernel.told };
}

async function inoOf(door: Door, parent: number, name: string): Promise<number> {
  return ((await door.lookup(parent, name, CALL)) as Entry).attributes.ino;
}

async function closeAll({ door, local }: OpenDoor): Promise<void> {
  await door.destroy?.();
  await local.close();
}

describe('a door', () => {
  test('answers without a promise what it knows', async () => {
    const open = await opened();
    const { door, root } = open;
    const made = door.create(root, 'f', 0o100644, WRITING, CALL);
    expect(made).not.toBeInstanceOf(Promise);
    const { entry, file } = await made;
    const { ino } = entry.attributes;
    expect(door.write(ino, file.handle, Buffer.from('text'), 0, false, CALL)).toBe(4);
    expect(door.read(ino, file.handle, 0, 10, CALL)).toEqual(new TextEncoder().encode('text'));
    expect(door.getattr(ino, undefined, CALL)).toMatchObject({ size: 4, nlink: 1 });
    expect(door.lookup(root, 'f', CALL)).toMatchObject({ attributes: { ino } });
    expect(door.lookup(root, 'none', CALL)).toBeUndefined();
    expect(door.flush(ino, file.handle, CALL)).toBeInstanceOf(Promise);
    await open.local.flush();
    // Nothing was written since: nothing to wait for.
    expect(door.flush(ino, file.handle, CALL)).toBeUndefined();
    await closeAll(open);
  });

  test('keeps the number of a file, whatever happens to it', async () => {
    const open = await opened();
    const { door, root, local, repo } = open;
    const { entry, file } = await door.create(root, 'f', 0o100644, WRITING, CALL);
    const { ino } = entry.attributes;
    await door.flush(ino, file.handle, CALL);
    await door.release(ino, file.handle, CALL);
    const directory = (await door.mkdir(root, 'd', 0o755, CALL)).attributes.ino;
    await door.rename(
      root,
      'f',
      directory,
      'g',
      { noReplace: false, exchange: false, whiteout: false },
      CALL,
    );
    await local.flush();
    door.forget(ino);
    expect(await inoOf(door, directory, 'g')).toBe(ino);
    await local.writeFile(`/${repo}/d/g`, 'written by somebody else');
    expect(await inoOf(door, directory, 'g')).toBe(ino);
    await local.mv(`/${repo}/d`, `/${repo}/e`);
    expect(await inoOf(door, root, 'e')).toBe(directory);
    expect(await inoOf(door, directory, 'g')).toBe(ino);
    await closeAll(open);
  });

  test('tells the kernel what others change, and nothing of what the kernel itself did', async () => {
    const open = await opened();
    const { door, root, local, repo, told } = open;
    const { entry, file } = await door.create(root, 'f', 0o100644, WRITING, CALL);
    await door.write(entry.attributes.ino, file.handle, Buffer.from('x'), 0, false, CALL);
    await door.flush(entry.attributes.ino, file.handle, CALL);
    await door.unlink(root, 'f', CALL);
    await local.flush();
    expect(told).toEqual([]);
    await local.writeFile(`/${repo}/new`, 'x');
    await local.mkdir(`/${repo}/made`);
    expect(told).toEqual(
      expect.arrayContaining([`entry ${root}/new`, `entry ${root}/made`, `inode ${root}`]),
    );
    await closeAll(open);
  });

  test('shows the second name of a repository as a link to the first', async () => {
    const open = await opened();
    const { door, repo, root } = open;
    const org = await inoOf(door, 1, mounts.depot.org);
    const entry = (await door.lookup(org, repo, CALL)) as Entry;
    expect(entry.attributes.mode & 0o170000).toBe(0o120000);
    expect(await door.readlink(entry.attributes.ino, CALL)).toBe(`../${repo}`);
    const listed = [
      ...(await door.readdir(1, { handle: 0, position: 0, size: 4096, plus: false }, CALL)),
    ].map(({ name, ino }) => [name, ino]);
    expect(listed).toEqual([
      ['.', 1],
      ['..', 1],
      [repo, root],
    ]);
    await closeAll(open);
  });

  test('lists, makes and removes 100,000 names in time that grows with their number', {
    timeout: 60_000,
  }, async () => {
    const open = await opened();
    const { door, root } = open;
    const git = (await door.mkdir(root, '.git', 0o755, CALL)).attributes.ino;
    const count = 100_000;
    const started = performance.now();
    for (let number = 0; number < count; number += 1) {
      await door.mknod(git, `name-${number}`, 0o100644, 0, CALL);
      // The kernel asks for its folder again after each.
      door.getattr(git, undefined, CALL);
    }
    const { handle } = await door.opendir(git, READING, CALL);
    let position = 0;
    let seen = 0;
    for (;;) {
      let taken = 0;
      for (const line of await door.readdir(git, { handle, position, size: 4096, plus: true }, CALL)) {
        position = line.next;
        seen += 1;
        if (++taken === 100) break;
      }
      if (taken === 0) break;
    }
    expect(seen).toBe(count + 2);
    for (let number = 0; number < count; number += 1) await door.unlink(git, `name-${number}`, CALL);
    expect(performance.now() - started).toBeLessThan(30_000);
    await closeAll(open);
  });
});
