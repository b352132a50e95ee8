import * as disk from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import type {
  ContractFileSystem,
  ContractStat,
  ContractSubject,
} from '../../packages/mesa-sdk/src/fs/testing/file-system-contract.js';

/** Returns a temporary directory of the machine as a filesystem, to compare others with. Its root is `/work`. */
export async function createRealDirectory(): Promise<ContractSubject> {
  const folder = await disk.realpath(await disk.mkdtemp(join(tmpdir(), 'mesa-real-')));
  await disk.mkdir(join(folder, 'work'));
  return {
    fs: diskFileSystem(folder),
    root: '/work',
    [Symbol.asyncDispose]: () => disk.rm(folder, { recursive: true, force: true }),
  };
}

/** Returns a folder of the machine, given without links, as a filesystem: a directory of the disk, or a mount. */
export function diskFileSystem(folder: string): ContractFileSystem {
  const at = (path: string): string => join(folder, path);
  return {
    readFile: (path, encoding = 'utf8') => disk.readFile(at(path), encoding),
    readFileBuffer: (path) => disk.readFile(at(path)),
    writeFile: (path, content, encoding) => disk.writeFile(at(path), content, encoding),
    appendFile: (path, content) => disk.appendFile(at(path), content),
    exists: async (path) =>
      disk.stat(at(path)).then(
        () => true,
        () => false,
      ),
    stat: async (path) => toStat(await disk.stat(at(path))),
    lstat: async (path) => toStat(await disk.lstat(at(path))),
    mkdir: async (path, options) => void (await disk.mkdir(at(path), options)),
    readdir: (path) => disk.readdir(at(path)),
    readdirWithFileTypes: async (path) =>
      (await disk.readdir(at(path), { withFileTypes: true })).map((entry) => ({
        name: entry.name,
        isFile: entry.isFile(),
        isDirectory: entry.isDirectory(),
        isSymbolicLink: entry.isSymbolicLink(),
      })),
    rm: (path, options) => remove(at(path), options),
    cp: (src, dest, options) => copy(at(src), at(dest), options?.recursive ?? false),
    mv: (src, dest) => disk.rename(at(src), at(dest)),
    chmod: (path, mode) => disk.chmod(at(path), mode),
    symlink: (target, linkPath) => disk.symlink(target, at(linkPath)),
    readlink: (path) => disk.readlink(at(path)),
    realpath: async (path) => `/${relative(folder, await disk.realpath(at(path)))}`,
    utimes: (path, atime, mtime) => disk.utimes(at(path), atime, mtime),
  };
}

function toStat(stat: Awaited<ReturnType<typeof disk.stat>>): ContractStat {
  return {
    isFile: stat.isFile(),
    isDirectory: stat.isDirectory(),
    isSymbolicLink: stat.isSymbolicLink(),
    mode: Number(stat.mode) & 0o7777,
    size: stat.isDirectory() ? 0 : Number(stat.size),
    mtime: stat.mtime,
  };
}

/** `rm` of Node has errors of its own for directories; this one is unlink(2) and rmdir(2). */
async function remove(path: string, { recursive = false, force = false } = {}): Promise<void> {
  try {
    if (!(await disk.lstat(path)).isDirectory()) await disk.unlink(path);
    else if (recursive) await disk.rm(path, { recursive: true });
    else await disk.rmdir(path);
  } catch (error) {
    if (!force || (error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}

/** Copies as `cp -T` does: links as links, a directory into one that is there. */
async function copy(src: string, dest: string, recursive: boolean): Promise<void> {
  const stat = await disk.lstat(src);
  const existing = await disk.lstat(dest).catch(() => undefined);
  if (stat.isDirectory()) {
    if (!recursive) throw errno('EISDIR', 21);
    if (dest.startsWith(`${src}/`)) {
      await disk.stat(dirname(dest));
      throw errno('EINVAL', 22);
    }
    const target = existing?.isSymbolicLink() ? await disk.stat(dest) : existing;
    if (target !== undefined && !target.isDirectory()) throw errno('ENOTDIR', 20);
    if (target === undefined) await disk.mkdir(dest);
    for (const name of (await disk.readdir(src)).sort()) await copy(join(src, name), join(dest, name), true);
  } else if (stat.isSymbolicLink()) {
    if (existing?.isDirectory()) throw errno('EISDIR', 21);
    const target = await disk.readlink(src);
    if (src === dest) return;
    if (existing !== undefined) await disk.unlink(dest);
    await disk.symlink(target, dest);
  } else {
    const bytes = await disk.readFile(src);
    const isNew = existing === undefined;
    await disk.writeFile(dest, bytes);
    if (isNew) await disk.chmod(dest, stat.mode & 0o777);
  }
}

function errno(code: string, number: number): Error {
  return Object.assign(new Error(`${code}: as the disk would say`), { code, errno: -number });
}
