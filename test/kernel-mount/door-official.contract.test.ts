import { open, readFile, rename, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bash } from '../../packages/mesa-sdk/src/fs/kernel/testing/kernel-mounts.js';
import { type DoorMount, DoorMounts } from '../helpers/door-mount.js';

let mounts: DoorMounts;
beforeAll(async () => {
  mounts = await DoorMounts.create({ officialOnly: true });
});
afterAll(() => mounts?.close());

async function withMount(work: (mount: DoorMount) => Promise<void>): Promise<void> {
  const mount = await mounts.mount({ name: await mounts.repo() });
  try {
    await work(mount);
    expect(mount.errors).toEqual([]);
    await mount.close();
  } finally {
    await mount.mount.unmount({ force: true });
  }
}

describe('a mount on a server with the official operations only', () => {
  test('does the work of programs', () =>
    withMount(async ({ folder, local, repo }) => {
      await bash(
        folder,
        `mkdir -p src/deep && seq 1000 > src/deep/numbers && printf '#!/bin/sh\\necho ran\\n' > run && chmod +x run
         ./run && mv src lib && grep -c 9 lib/deep/numbers && sed -i s/1000/thousand/ lib/deep/numbers && sync run`,
      );
      await local.flush();
      await using fs = await mounts.mesa.fs.mount({
        repos: [{ name: repo, changeId: (await local.change.current({ repo })).changeId }],
      });
      expect(await fs.readdir(`/${repo}`)).toEqual(['lib', 'run']);
      expect((await fs.readFile(`/${repo}/lib/deep/numbers`)).endsWith('999\nthousand\n')).toBe(true);
    }));

  test('reads on what is open when its name is gone', () =>
    withMount(async ({ folder, repo, local }) => {
      await writeFile(join(folder, 'f'), 'still here');
      const { changeId } = await local.change.current({ repo });
      const again = await mounts.mount({ name: repo, changeId });
      const file = await open(join(again.folder, 'f'), 'r');
      const replaced = await open(join(again.folder, 'f'), 'r');
      await rm(join(again.folder, 'f'));
      await again.local.flush();
      expect((await file.read(Buffer.alloc(100), 0, 100, 0)).bytesRead).toBe(10);
      expect(await replaced.readFile('utf8')).toBe('still here');
      await file.close();
      await replaced.close();
      await again.close();
    }));

  test('cannot make links, and says so', () =>
    withMount(async ({ folder }) => {
      await expect(symlink('f', join(folder, 'l'))).rejects.toMatchObject({ code: 'ENOTSUP' });
      await bash(folder, 'git init -q . && ln -s HEAD .git/link && cat .git/link');
    }));

  test('refuses what somebody else has changed at the same time, and shows that', () =>
    withMount(async ({ folder, local, repo }) => {
      const path = join(folder, 'f');
      await writeFile(path, 'mine\n');
      const { changeId } = await local.change.current({ repo });
      const file = await open(path, 'r+');
      await file.write('MINE', 0);
      expect(await readFile(path, 'utf8')).toBe('MINE\n');
      await using other = await mounts.mesa.fs.mount({ repos: [repo] });
      await other.change.edit({ repo, changeId });
      await other.writeFile(`/${repo}/f`, 'theirs\n');
      await local.refresh();
      await expect(file.sync()).rejects.toMatchObject({ errno: -116 }); // ESTALE, which Node has no name for
      // Told once, as a disk does.
      await file.close();
      expect(await readFile(path, 'utf8')).toBe('theirs\n');
      await rename(path, join(folder, 'g'));
      expect((await stat(join(folder, 'g'))).size).toBe(7);
    }));
});
