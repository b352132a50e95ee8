import { describe, expect, it } from 'vitest';
import { noObjects, ObjectBuffer } from '../objects/index.js';
import { moveDirectory } from './move-directory.js';
import { files, readFiles, writeFiles } from './testing/files.js';

const START = { a: '1', 'dir/b': '2', 'dir/deep/c': '3', 'other/d': '4' };

async function move(from: string, to: string, start: Record<string, string> = START): Promise<object> {
  const buffer = new ObjectBuffer(noObjects);
  const root = await moveDirectory(buffer, writeFiles(buffer, files(start)), from, to);
  return Object.fromEntries(
    [...(await readFiles(buffer, root))].map(([path, { content }]) => [path, content]),
  );
}

describe('moveDirectory', () => {
  it.each([
    ['dir', 'new', { a: '1', 'new/b': '2', 'new/deep/c': '3', 'other/d': '4' }],
    ['dir', 'x/y/z', { a: '1', 'other/d': '4', 'x/y/z/b': '2', 'x/y/z/deep/c': '3' }],
    ['dir/deep', 'deep', { a: '1', 'deep/c': '3', 'dir/b': '2', 'other/d': '4' }],
    ['dir', 'other/dir', { a: '1', 'other/d': '4', 'other/dir/b': '2', 'other/dir/deep/c': '3' }],
    ['dir', 'directory', { a: '1', 'directory/b': '2', 'directory/deep/c': '3', 'other/d': '4' }],
  ])('moves %s to %s', async (from, to, expected) => {
    expect(await move(from, to)).toEqual(expected);
  });

  it('drops a directory that is left empty', async () => {
    expect(await move('p/q', 'r', { 'p/q/f': 'f' })).toEqual({ 'r/f': 'f' });
  });

  it('writes the directories on the way and none below', async () => {
    const buffer = new ObjectBuffer(noObjects);
    const root = writeFiles(buffer, files({ ...START, ...manyFiles() }));
    const before = buffer.pending.size;
    await moveDirectory(buffer, root, 'big', 'one/two');
    expect(buffer.pending.size - before).toBeLessThanOrEqual(3);
  });

  it.each([
    ['none', 'x', 'NOT_FOUND'],
    ['a', 'x', 'NOT_FOUND'],
    ['dir', 'a', 'INVALID_PATH'],
    ['dir', 'other', 'INVALID_PATH'],
    ['dir', 'a/x', 'INVALID_PATH'],
    ['dir', 'dir', 'INVALID_PATH'],
    ['dir', 'dir/deep/x', 'INVALID_PATH'],
    ['dir', '../x', 'INVALID_PATH'],
    ['dir', `${'x/'.repeat(2046)}x`, 'INVALID_PATH'],
  ])('refuses to move %s to %s', async (from, to, code) => {
    await expect(move(from, to)).rejects.toMatchObject({ code });
  });
});

function manyFiles(): Record<string, string> {
  return Object.fromEntries(Array.from({ length: 50 }, (_, n) => [`big/${n}/f`, String(n)]));
}
