import { Bash as Bash2, type IFileSystem as IFileSystem2 } from 'just-bash';
import { Bash as Bash3, type IFileSystem as IFileSystem3 } from 'just-bash-3';
import { createDepot, type Depot } from 'mesa-depot';
import { Mesa, type MesaFileSystem } from 'mesa-sdk';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

/** A mounted repository is a filesystem for just-bash, of the major version of today and of the one before. */

const BASHES: [
  string,
  (
    fs: MesaFileSystem,
    cwd: string,
  ) => { exec(script: string): Promise<{ stdout: string; stderr: string; exitCode: number }> },
][] = [
  ['2', (fs, cwd) => new Bash2({ fs: fs satisfies IFileSystem2, cwd })],
  ['3', (fs, cwd) => new Bash3({ fs: fs satisfies IFileSystem3, cwd })],
];

describe.each(BASHES)('just-bash %s', (major, create) => {
  let depot: Depot;
  beforeAll(async () => {
    depot = await createDepot();
  });
  afterAll(() => depot?.close());

  test('works on a mounted repository', async () => {
    const mesa = new Mesa({ apiUrl: depot.apiUrl, apiKey: depot.apiKey });
    const { name: repo } = await mesa.repos.create({ name: `bash-${major}` });
    await using fs = await mesa.fs.mount({ repos: [repo] });
    const bash = create(fs, `/${repo}`);
    const script = `
      set -e
      mkdir -p src/deep
      printf 'one\\ntwo\\nthree\\n' > src/deep/words.txt
      echo four >> src/deep/words.txt
      cp -r src copy
      mv copy/deep/words.txt copy/list.txt
      rmdir copy/deep
      ln -s src/deep/words.txt link
      sed -i 's/two/2/' src/deep/words.txt
      grep -rc o src copy | sort
      chmod +x copy/list.txt
      cat link | wc -l
      rm -r copy/list.txt
      find . -type f | sort
      ls
    `;
    const { stdout, stderr, exitCode } = await bash.exec(script);
    expect(stderr).toBe('');
    expect(exitCode).toBe(0);
    expect(stdout.split('\n').map((line) => line.trim())).toEqual([
      'copy/list.txt:3',
      'src/deep/words.txt:2',
      '4',
      './src/deep/words.txt',
      'copy',
      'link',
      'src',
      '',
    ]);
    const { changeId } = await fs.change.current({ repo });
    expect((await mesa.changes.get({ repo, change_id: changeId })).files.sort()).toEqual([
      'link',
      'src/deep/words.txt',
    ]);
    expect(await mesa.content.getText({ repo, change_id: changeId, path: 'src/deep/words.txt' })).toBe(
      'one\n2\nthree\nfour\n',
    );

    const missing = await bash.exec('cat nope; rm nope; mkdir src; mv nope x; cp nope x');
    expect(missing.stderr).toContain('No such file or directory');
    expect(missing.stderr).toContain('File exists');
  });

  test('is told that a repository is read-only', async () => {
    const mesa = new Mesa({ apiUrl: depot.apiUrl, apiKey: depot.apiKey });
    const { name } = await mesa.repos.create({ name: `read-only-${major}` });
    await using fs = await mesa.fs.mount({ repos: [{ name, readOnly: true }] });
    // just-bash hands errors that it has no words for to its caller.
    await expect(create(fs, `/${name}`).exec('echo x > file')).rejects.toMatchObject({ code: 'EROFS' });
  });
});
