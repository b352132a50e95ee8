import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createDepot, type Depot } from 'mesa-depot';
import { Mesa, type MesaFileSystem, repo, VIRTUAL_ROOT_CHANGE_ID } from 'mesa-sdk';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { canMount } from '../helpers/can-mount.js';

/** Layouts through the kernel: programs see what the layout shows and change what it lets them. */

const run = promisify(execFile);

describe.runIf(canMount)('a layout at a folder', () => {
  let depot: Depot;
  let mesa: Mesa;
  let folder: string;
  let fs: MesaFileSystem;
  beforeAll(async () => {
    depot = await createDepot();
    mesa = new Mesa({ apiUrl: depot.apiUrl, apiKey: depot.apiKey });
    await mesa.repos.create({ name: 'demo' });
    const { id } = await mesa.changes.create({
      repo: 'demo',
      base_change_id: VIRTUAL_ROOT_CHANGE_ID,
      message: 'Begin',
      files: ['docs/guide.md', 'secret/key.txt', 'src/main.ts'].map((path) => ({ path, text: `${path}\n` })),
    });
    await mesa.bookmarks.move({ repo: 'demo', bookmark: 'main', change_id: id });
    folder = await mkdtemp(join(tmpdir(), 'mesa-layout-'));
    fs = await mesa
      .fs({
        layout: {
          '/work': repo('demo', {
            mode: 'rw',
            branchedFrom: { bookmark: 'main', as: { bookmark: 'agent' } },
            subPaths: ['docs', 'packages/new', 'NOTES.md'],
          }),
          '/a/b': [repo('demo', { mode: 'ro', alias: 'whole' })],
        },
      })
      .mount({ mountPoint: folder, journal: false });
  });
  afterAll(async () => {
    await fs?.close();
    await depot?.close();
    if (folder !== undefined) await rm(folder, { recursive: true });
  });

  /** Returns what a script printed, or how it failed. */
  const bash = async (script: string): Promise<string> => {
    const env = { PATH: process.env.PATH, LC_ALL: 'C' };
    try {
      return (await run('bash', ['-c', script], { cwd: folder, env, timeout: 20_000 })).stdout;
    } catch (error) {
      return (error as { stderr: string }).stderr;
    }
  };

  test('has its paths and what they show', async () => {
    expect(await bash('find . | sort')).toBe(
      [
        '.',
        './a',
        './a/b',
        './a/b/whole',
        './a/b/whole/docs',
        './a/b/whole/docs/guide.md',
        './a/b/whole/secret',
        './a/b/whole/secret/key.txt',
        './a/b/whole/src',
        './a/b/whole/src/main.ts',
        './work',
        './work/docs',
        './work/docs/guide.md',
        './work/packages',
        '',
      ].join('\n'),
    );
  });

  test.each([
    'touch new',
    'mkdir a/new',
    'mkdir work/secret',
    'touch work/src',
    'touch work/packages/other',
    'ln -s docs work/link',
    'mv work/docs/guide.md work/guide.md',
    'mv work/packages work/docs/packages',
    'rmdir work/packages',
    'echo x > a/b/whole/docs/guide.md',
    'rm a/b/whole/docs/guide.md',
  ])('refuses %j as a disk that is read-only', async (script) => {
    expect(await bash(script)).toMatch(/Read-only file system|Device or resource busy/);
  });

  test('shows nothing else through links', async () => {
    expect(await bash('cat work/secret/key.txt')).toContain('No such file or directory');
    expect(await bash('ln -s ../secret/key.txt work/docs/link; cat work/docs/link')).toContain(
      'No such file or directory',
    );
    expect(await bash('ln -s ../stolen work/docs/out; echo x > work/docs/out')).toContain(
      'Read-only file system',
    );
    expect(await bash('rm work/docs/link work/docs/out; ls work/docs')).toBe('guide.md\n');
  });

  test('stores what is written on its bookmark, and nothing else', async () => {
    await writeFile(join(folder, 'work/NOTES.md'), 'notes\n');
    await mkdir(join(folder, 'work/packages/new'));
    await writeFile(join(folder, 'work/packages/new/index.ts'), 'export {};\n');
    expect(await bash('sed -i s/guide/manual/ work/docs/guide.md && cat work/docs/guide.md')).toBe(
      'docs/manual.md\n',
    );
    expect(await readFile(join(folder, 'a/b/whole/docs/guide.md'), 'utf8')).toBe('docs/guide.md\n');
    // A file is stored when it is closed, the renaming of one a little later.
    await fs.flush();
    const { change_id } = await mesa.bookmarks.get({ repo: 'demo', bookmark: 'agent' });
    const { files } = await mesa.changes.get({ repo: 'demo', change_id });
    expect(files.sort()).toEqual(['NOTES.md', 'docs/guide.md', 'packages/new/index.ts']);
    expect((await fs.change.current({ repo: '/work' })).changeId).toBe(change_id);
  });
});
