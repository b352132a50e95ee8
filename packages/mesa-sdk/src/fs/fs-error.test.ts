import { mkdir, mkdtemp, readdir, readFile, rename, rm, rmdir, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MesaError } from 'mesa-rest';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { FileSystemError, type FileSystemErrorCode, fsError } from './fs-error.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mesa-fs-error-'));
  await mkdir(join(folder, 'full', 'inner'), { recursive: true });
  await writeFile(join(folder, 'file'), '');
  await symlink('loop', join(folder, 'loop'));
});
afterAll(() => rm(folder, { recursive: true }));

/** What Node itself throws, to be matched in every member. */
const CASES: [FileSystemErrorCode, () => Promise<unknown>][] = [
  ['ENOENT', () => readFile(join(folder, 'missing'))],
  ['EEXIST', () => mkdir(join(folder, 'file'))],
  ['ENOTDIR', () => readdir(join(folder, 'file'))],
  ['ENOTEMPTY', () => rmdir(join(folder, 'full'))],
  ['ELOOP', () => readFile(join(folder, 'loop'))],
  ['ENAMETOOLONG', () => readFile(join(folder, 'n'.repeat(300)))],
  ['EINVAL', () => rename(join(folder, 'full'), join(folder, 'full', 'inner', 'x'))],
];

test.each(CASES)('%s reads as the one of Node', async (code, provoke) => {
  const real = (await provoke().catch((error: unknown) => error)) as FileSystemError;
  const { syscall, path, dest } = real;
  const ours = fsError(code, syscall, path, dest === undefined ? {} : { dest });
  expect(ours).toBeInstanceOf(MesaError);
  expect(ours).toBeInstanceOf(FileSystemError);
  expect(ours.message).toBe(real.message);
  expect({ ...ours }).toMatchObject({ code: real.code, errno: real.errno, syscall, path });
  expect(ours.dest).toBe(dest);
});

test('says why, where the code alone does not tell', () => {
  const cause = new Error('no route');
  const error = fsError('EIO', 'write', '/demo/x', { hint: 'the server is away', cause });
  expect(error.message).toBe("EIO: i/o error, write '/demo/x' (the server is away)");
  expect(error.cause).toBe(cause);
});

test('does not show a credential that stands in a path', () => {
  const key = 'mesa_private_key_acme_MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v_VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g';
  expect(fsError('ENOENT', 'open', `/demo/${key}`).message).not.toContain(key);
});
