import { afterEach, beforeEach, describe, expect, test } from 'vitest';

/** What every filesystem of the contract has: the methods of `IFileSystem` of just-bash. */
export interface ContractFileSystem {
  readFile(
    path: string,
    options?: 'utf8' | 'base64' | 'hex' | 'latin1' | 'ascii' | 'binary',
  ): Promise<string>;
  readFileBuffer(path: string): Promise<Uint8Array>;
  writeFile(
    path: string,
    content: string | Uint8Array,
    options?: 'utf8' | 'base64' | 'hex' | 'latin1',
  ): Promise<void>;
  appendFile(path: string, content: string | Uint8Array): Promise<void>;
  exists(path: string): Promise<boolean>;
  stat(path: string): Promise<ContractStat>;
  lstat(path: string): Promise<ContractStat>;
  mkdir(path: string, options?: { recursive?: boolean }): Promise<void>;
  readdir(path: string): Promise<string[]>;
  readdirWithFileTypes(
    path: string,
  ): Promise<{ name: string; isFile: boolean; isDirectory: boolean; isSymbolicLink: boolean }[]>;
  rm(path: string, options?: { recursive?: boolean; force?: boolean }): Promise<void>;
  cp(src: string, dest: string, options?: { recursive?: boolean }): Promise<void>;
  mv(src: string, dest: string): Promise<void>;
  chmod(path: string, mode: number): Promise<void>;
  symlink(target: string, linkPath: string): Promise<void>;
  readlink(path: string): Promise<string>;
  realpath(path: string): Promise<string>;
  utimes(path: string, atime: Date, mtime: Date): Promise<void>;
}

export interface ContractStat {
  isFile: boolean;
  isDirectory: boolean;
  isSymbolicLink: boolean;
  mode: number;
  size: number;
  mtime: Date;
}

/** A filesystem under test, with an empty directory to work in. */
export interface ContractSubject extends AsyncDisposable {
  readonly fs: ContractFileSystem;
  /** Absolute path of the directory. */
  readonly root: string;
}

export interface ContractOptions {
  /** Whether symbolic links can be made. */
  readonly symlinks: boolean;
}

/** Describes what every filesystem must do. The real disk passes it too, which shows that the contract is right. */
export function describeFileSystemContract(
  name: string,
  create: () => Promise<ContractSubject>,
  options: ContractOptions,
): void {
  describe(`${name} keeps the contract of a filesystem`, () => {
    let subject: ContractSubject;
    let fs: ContractFileSystem;
    let at: (path: string) => string;
    beforeEach(async () => {
      subject = await create();
      fs = subject.fs;
      at = (path) => `${subject.root}/${path}`;
    });
    afterEach(() => subject?.[Symbol.asyncDispose]());

    const fails = async (work: Promise<unknown>, code: string, syscall?: string): Promise<void> => {
      const error = await work.then(
        () => undefined,
        (thrown: unknown) => thrown as { code: string; errno: number; message: string; syscall: string },
      );
      expect(error, `should fail with ${code}`).toBeDefined();
      expect(error?.code).toBe(code);
      expect(error?.message).toMatch(new RegExp(`^${code}: `));
      expect(error?.errno).toBeLessThan(0);
      if (syscall !== undefined) expect(error?.syscall).toBe(syscall);
    };

    describe('files', () => {
      test('are read as they were written', async () => {
        await fs.writeFile(at('a.txt'), 'Hej då\n');
        expect(await fs.readFile(at('a.txt'))).toBe('Hej då\n');
        const bytes = Uint8Array.from({ length: 256 }, (_, index) => index);
        await fs.writeFile(at('bytes'), bytes);
        expect(new Uint8Array(await fs.readFileBuffer(at('bytes')))).toEqual(bytes);
        expect(await fs.readFile(at('bytes'), 'hex')).toBe(Buffer.from(bytes).toString('hex'));
        expect(await fs.readFile(at('bytes'), 'latin1')).toBe(Buffer.from(bytes).toString('latin1'));
        expect(await fs.readFile(at('bytes'), 'base64')).toBe(Buffer.from(bytes).toString('base64'));
      });

      test('are written in other encodings', async () => {
        await fs.writeFile(at('hex'), '00ff10', 'hex');
        await fs.writeFile(at('base64'), 'AP8Q', 'base64');
        await fs.writeFile(at('latin1'), 'å', 'latin1');
        expect(await fs.readFile(at('hex'), 'hex')).toBe('00ff10');
        expect(await fs.readFile(at('base64'), 'hex')).toBe('00ff10');
        expect(await fs.readFile(at('latin1'), 'hex')).toBe('e5');
      });

      test('may be empty', async () => {
        await fs.writeFile(at('empty'), '');
        expect(await fs.readFile(at('empty'))).toBe('');
        expect(await fs.stat(at('empty'))).toMatchObject({ isFile: true, size: 0 });
      });

      test('are replaced and appended to', async () => {
        await fs.writeFile(at('a'), 'a long text');
        await fs.writeFile(at('a'), 'short');
        expect(await fs.readFile(at('a'))).toBe('short');
        await fs.appendFile(at('a'), ' and more');
        expect(await fs.readFile(at('a'))).toBe('short and more');
        await fs.appendFile(at('new'), 'made');
        expect(await fs.readFile(at('new'))).toBe('made');
      });

      test('keep their bytes when the caller goes on with its own', async () => {
        const bytes = new Uint8Array([1, 2, 3]);
        await fs.writeFile(at('a'), bytes);
        bytes[0] = 9;
        const read = await fs.readFileBuffer(at('a'));
        expect([...read]).toEqual([1, 2, 3]);
        read[1] = 9;
        expect([...(await fs.readFileBuffer(at('a')))]).toEqual([1, 2, 3]);
      });

      test('have names of any kind', async () => {
        const names = ['å ä ö', '日本', '🙂', '-n', 'a\nb', 'quote\'"', '.hidden', 'x'.repeat(255), '#?%&'];
        for (const name of names) await fs.writeFile(at(name), name);
        expect((await fs.readdir(subject.root)).sort()).toEqual([...names].sort());
        for (const name of names) expect(await fs.readFile(at(name))).toBe(name);
        await fails(fs.writeFile(at('x'.repeat(256)), ''), 'ENAMETOOLONG', 'open');
      });

      test('fail as on a disk', async () => {
        await fs.mkdir(at('dir'));
        await fs.writeFile(at('file'), 'x');
        await fails(fs.readFile(at('missing')), 'ENOENT', 'open');
        await fails(fs.readFile(at('missing/x')), 'ENOENT', 'open');
        await fails(fs.readFile(at('file/x')), 'ENOTDIR', 'open');
        await fails(fs.readFile(at('dir')), 'EISDIR', 'read');
        await fails(fs.writeFile(at('dir'), 'x'), 'EISDIR', 'open');
        await fails(fs.appendFile(at('dir'), 'x'), 'EISDIR', 'open');
        await fails(fs.writeFile(at('missing/x'), 'x'), 'ENOENT', 'open');
        await fails(fs.writeFile(at('file/x'), 'x'), 'ENOTDIR', 'open');
      });

      test('of a mebibyte come back whole', async () => {
        const bytes = Uint8Array.from({ length: 1024 * 1024 }, (_, index) => (index * 31) & 0xff);
        await fs.writeFile(at('large'), bytes);
        expect(Buffer.compare(await fs.readFileBuffer(at('large')), bytes)).toBe(0);
      });
    });

    describe('stat', () => {
      test('tells kind, size and permissions', async () => {
        await fs.mkdir(at('dir'));
        await fs.writeFile(at('file'), 'hello');
        expect(await fs.stat(at('dir'))).toMatchObject({
          isDirectory: true,
          isFile: false,
          isSymbolicLink: false,
        });
        const stat = await fs.stat(at('file'));
        expect(stat).toMatchObject({ isDirectory: false, isFile: true, isSymbolicLink: false, size: 5 });
        expect(stat.mode & 0o777).toBe(0o644);
        await fails(fs.stat(at('missing')), 'ENOENT', 'stat');
        await fails(fs.lstat(at('missing')), 'ENOENT', 'lstat');
        await fails(fs.stat(at('file/x')), 'ENOTDIR', 'stat');
      });

      test('has the time of the last write, and the one that was set', async () => {
        const before = Date.now() - 2_000;
        await fs.writeFile(at('a'), '1');
        expect((await fs.stat(at('a'))).mtime.getTime()).toBeGreaterThan(before);
        const time = new Date('2020-02-03T04:05:06Z');
        await fs.utimes(at('a'), time, time);
        expect((await fs.stat(at('a'))).mtime).toEqual(time);
        await fs.writeFile(at('a'), '2');
        expect((await fs.stat(at('a'))).mtime.getTime()).toBeGreaterThan(before);
        await fails(fs.utimes(at('missing'), time, time), 'ENOENT');
      });

      test('exists says no to what is not there', async () => {
        await fs.writeFile(at('a'), '');
        expect(await Promise.all(['a', 'b', 'a/b', '.'].map((path) => fs.exists(at(path))))).toEqual([
          true,
          false,
          false,
          true,
        ]);
      });
    });

    describe('chmod', () => {
      test('sets whether a file may be executed, which a write keeps', async () => {
        await fs.writeFile(at('run.sh'), '#!/bin/sh\n');
        await fs.chmod(at('run.sh'), 0o755);
        expect((await fs.stat(at('run.sh'))).mode & 0o777).toBe(0o755);
        await fs.writeFile(at('run.sh'), '#!/bin/bash\n');
        expect((await fs.stat(at('run.sh'))).mode & 0o777).toBe(0o755);
        await fs.chmod(at('run.sh'), 0o600);
        expect((await fs.stat(at('run.sh'))).mode & 0o777).toBe(0o600);
        await fails(fs.chmod(at('missing'), 0o644), 'ENOENT', 'chmod');
      });
    });

    describe('directories', () => {
      test('are made, listed and stay while they are empty', async () => {
        await fs.mkdir(at('a'));
        await fs.mkdir(at('a/b'));
        await fs.writeFile(at('a/z'), '');
        expect((await fs.readdir(at('a'))).sort()).toEqual(['b', 'z']);
        expect((await fs.readdirWithFileTypes(at('a'))).sort((x, y) => (x.name < y.name ? -1 : 1))).toEqual([
          { name: 'b', isFile: false, isDirectory: true, isSymbolicLink: false },
          { name: 'z', isFile: true, isDirectory: false, isSymbolicLink: false },
        ]);
        await fs.rm(at('a/z'));
        await fs.rm(at('a/b'));
        expect(await fs.readdir(at('a'))).toEqual([]);
      });

      test('fail as on a disk', async () => {
        await fs.writeFile(at('file'), '');
        await fs.mkdir(at('dir'));
        await fails(fs.mkdir(at('dir')), 'EEXIST', 'mkdir');
        await fails(fs.mkdir(at('file')), 'EEXIST', 'mkdir');
        await fails(fs.mkdir(at('missing/dir')), 'ENOENT', 'mkdir');
        await fails(fs.mkdir(at('file/dir')), 'ENOTDIR', 'mkdir');
        await fails(fs.readdir(at('missing')), 'ENOENT', 'scandir');
        await fails(fs.readdir(at('file')), 'ENOTDIR', 'scandir');
      });

      test('are made with those above', async () => {
        await fs.mkdir(at('a/b/c'), { recursive: true });
        await fs.mkdir(at('a/b/c'), { recursive: true });
        expect((await fs.stat(at('a/b/c'))).isDirectory).toBe(true);
        await fs.writeFile(at('a/file'), '');
        await fails(fs.mkdir(at('a/file'), { recursive: true }), 'EEXIST', 'mkdir');
        await fails(fs.mkdir(at('a/file/x'), { recursive: true }), 'ENOTDIR', 'mkdir');
      });
    });

    describe('rm', () => {
      test('removes files, empty directories and, when asked, trees', async () => {
        await fs.mkdir(at('a/b'), { recursive: true });
        await fs.writeFile(at('a/b/c'), '');
        await fails(fs.rm(at('a')), 'ENOTEMPTY');
        await fs.rm(at('a/b/c'));
        await fs.rm(at('a/b'));
        await fs.writeFile(at('a/x'), '');
        await fs.rm(at('a'), { recursive: true });
        expect(await fs.readdir(subject.root)).toEqual([]);
      });

      test('minds what is missing unless forced', async () => {
        await fails(fs.rm(at('missing')), 'ENOENT');
        await fs.rm(at('missing'), { force: true });
        await fs.rm(at('missing/deeper'), { force: true, recursive: true });
      });
    });

    describe('mv', () => {
      test('renames files and replaces others', async () => {
        await fs.writeFile(at('a'), 'a');
        await fs.writeFile(at('b'), 'b');
        await fs.mv(at('a'), at('c'));
        await fs.mv(at('c'), at('b'));
        expect(await fs.readdir(subject.root)).toEqual(['b']);
        expect(await fs.readFile(at('b'))).toBe('a');
        await fs.mv(at('b'), at('b'));
        expect(await fs.readFile(at('b'))).toBe('a');
      });

      test('renames whole trees, also several times', async () => {
        await fs.mkdir(at('a/deep'), { recursive: true });
        await fs.writeFile(at('a/deep/x'), 'x');
        await fs.writeFile(at('a/y'), 'y');
        await fs.mkdir(at('empty'));
        await fs.mv(at('a'), at('empty'));
        await fs.mv(at('empty'), at('c'));
        await fs.appendFile(at('c/y'), '!');
        expect(await fs.readFile(at('c/deep/x'))).toBe('x');
        expect(await fs.readFile(at('c/y'))).toBe('y!');
        expect(await fs.readdir(subject.root)).toEqual(['c']);
      });

      test('swaps two files by way of a third', async () => {
        await fs.writeFile(at('a'), '1');
        await fs.writeFile(at('b'), '2');
        await fs.mv(at('a'), at('tmp'));
        await fs.mv(at('b'), at('a'));
        await fs.mv(at('tmp'), at('b'));
        expect([await fs.readFile(at('a')), await fs.readFile(at('b'))]).toEqual(['2', '1']);
      });

      test('fails as on a disk', async () => {
        await fs.mkdir(at('dir/inner'), { recursive: true });
        await fs.mkdir(at('full'));
        await fs.writeFile(at('full/x'), '');
        await fs.writeFile(at('file'), '');
        await fails(fs.mv(at('missing'), at('x')), 'ENOENT', 'rename');
        await fails(fs.mv(at('file'), at('missing/x')), 'ENOENT', 'rename');
        await fails(fs.mv(at('file'), at('dir')), 'EISDIR', 'rename');
        await fails(fs.mv(at('dir'), at('file')), 'ENOTDIR', 'rename');
        await fails(fs.mv(at('dir'), at('full')), 'ENOTEMPTY', 'rename');
        await fails(fs.mv(at('dir'), at('dir/inner/x')), 'EINVAL', 'rename');
      });
    });

    describe('cp', () => {
      test('copies files with their permissions', async () => {
        await fs.writeFile(at('a'), 'a');
        await fs.chmod(at('a'), 0o755);
        await fs.cp(at('a'), at('b'));
        await fs.writeFile(at('a'), 'changed');
        expect(await fs.readFile(at('b'))).toBe('a');
        expect((await fs.stat(at('b'))).mode & 0o777).toBe(0o755);
      });

      test('copies trees and merges them', async () => {
        await fs.mkdir(at('a/sub'), { recursive: true });
        await fs.mkdir(at('a/none'));
        await fs.writeFile(at('a/sub/x'), 'x');
        await fs.mkdir(at('b/sub'), { recursive: true });
        await fs.writeFile(at('b/sub/y'), 'y');
        await fails(fs.cp(at('a'), at('b')), 'EISDIR');
        await fs.cp(at('a'), at('b'), { recursive: true });
        expect((await fs.readdir(at('b/sub'))).sort()).toEqual(['x', 'y']);
        expect((await fs.readdir(at('b'))).sort()).toEqual(['none', 'sub']);
        expect(await fs.readFile(at('a/sub/x'))).toBe('x');
      });

      test('fails as on a disk', async () => {
        await fs.mkdir(at('dir'));
        await fs.writeFile(at('file'), '');
        await fails(fs.cp(at('missing'), at('x')), 'ENOENT');
        await fails(fs.cp(at('file'), at('dir')), 'EISDIR');
        await fails(fs.cp(at('dir'), at('file'), { recursive: true }), 'ENOTDIR');
        await fails(fs.cp(at('dir'), at('dir/x'), { recursive: true }), 'EINVAL');
      });
    });

    describe('paths', () => {
      test('lead to the same however they are spelled', async () => {
        await fs.mkdir(at('a'));
        await fs.writeFile(at('a/../a//./b'), 'b');
        expect(await fs.readFile(at('a/b'))).toBe('b');
        expect(await fs.realpath(at('./a/../a/b'))).toBe(at('a/b'));
        await fails(fs.realpath(at('missing')), 'ENOENT', 'realpath');
      });

      test('take the place of files and directories alike', async () => {
        await fs.writeFile(at('x'), 'file');
        await fs.rm(at('x'));
        await fs.mkdir(at('x'));
        await fs.writeFile(at('x/y'), 'in a directory');
        await fs.rm(at('x'), { recursive: true });
        await fs.writeFile(at('x'), 'a file again');
        expect(await fs.readFile(at('x'))).toBe('a file again');
      });
    });

    describe('many writes at once', () => {
      test('are all there', async () => {
        await fs.mkdir(at('many'));
        const names = Array.from({ length: 50 }, (_, index) => `f${index}`);
        await Promise.all(names.map((name) => fs.writeFile(at(`many/${name}`), name)));
        expect((await fs.readdir(at('many'))).sort()).toEqual([...names].sort());
        expect(await Promise.all(names.map((name) => fs.readFile(at(`many/${name}`))))).toEqual(names);
      });
    });

    describe.runIf(options.symlinks)('symbolic links', () => {
      test('are followed by what reads and writes', async () => {
        await fs.mkdir(at('dir'));
        await fs.writeFile(at('dir/file'), 'x');
        await fs.symlink('dir/file', at('link'));
        await fs.symlink('dir', at('dirlink'));
        expect(await fs.readlink(at('link'))).toBe('dir/file');
        expect(await fs.readFile(at('link'))).toBe('x');
        expect(await fs.readFile(at('dirlink/file'))).toBe('x');
        await fs.writeFile(at('link'), 'y');
        expect(await fs.readFile(at('dir/file'))).toBe('y');
        expect((await fs.lstat(at('link'))).isSymbolicLink).toBe(true);
        expect((await fs.lstat(at('link'))).size).toBe(8);
        expect((await fs.stat(at('link'))).isFile).toBe(true);
        expect(await fs.realpath(at('dirlink/file'))).toBe(at('dir/file'));
        await fs.rm(at('link'));
        expect(await fs.readFile(at('dir/file'))).toBe('y');
      });

      test('may lead nowhere, in circles, and up', async () => {
        await fs.symlink('nowhere', at('broken'));
        await fs.symlink('loop', at('loop'));
        await fs.mkdir(at('a'));
        await fs.symlink('../top', at('a/up'));
        await fs.writeFile(at('top'), 'top');
        expect(await fs.exists(at('broken'))).toBe(false);
        expect(await fs.readFile(at('a/up'))).toBe('top');
        await fails(fs.readFile(at('broken')), 'ENOENT', 'open');
        await fails(fs.readFile(at('loop')), 'ELOOP', 'open');
        await fs.writeFile(at('broken'), 'made');
        expect(await fs.readFile(at('nowhere'))).toBe('made');
      });

      test('move and are copied as links', async () => {
        await fs.writeFile(at('file'), 'x');
        await fs.symlink('file', at('link'));
        await fs.mv(at('link'), at('moved'));
        await fs.cp(at('moved'), at('copy'));
        expect(await fs.readlink(at('moved'))).toBe('file');
        expect(await fs.readlink(at('copy'))).toBe('file');
        await fs.rm(at('moved'));
        expect((await fs.readdir(subject.root)).sort()).toEqual(['copy', 'file']);
      });

      test('fail as on a disk', async () => {
        await fs.writeFile(at('file'), '');
        await fails(fs.symlink('x', at('file')), 'EEXIST', 'symlink');
        await fails(fs.symlink('x', at('missing/link')), 'ENOENT', 'symlink');
        await fails(fs.readlink(at('file')), 'EINVAL', 'readlink');
        await fails(fs.readlink(at('missing')), 'ENOENT', 'readlink');
      });
    });

    test.runIf(!options.symlinks)('symbolic links cannot be made', async () => {
      await fails(fs.symlink('x', at('link')), 'ENOTSUP', 'symlink');
      expect(await fs.readdir(subject.root)).toEqual([]);
    });
  });
}
