import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { VIRTUAL_ROOT_CHANGE_ID } from '../vcs/index.js';
import { base64, createServiceFixture, type ServiceFixture } from './testing/service-fixture.js';

const ROOT = VIRTUAL_ROOT_CHANGE_ID;
const at = { org: 'acme', repo: 'demo' };

describe('content and diffs', () => {
  let fixture: ServiceFixture;
  let change: string;
  beforeEach(async () => {
    fixture = await createServiceFixture();
    await fixture.services.repos.create(fixture.call, { org: 'acme', name: 'demo' });
    change = await create(ROOT, [
      { path: 'README.md', content: base64('# Demo\n') },
      { path: 'bin/run', content: base64('#!/bin/sh\n'), mode: '100755' },
      { path: 'src/a.ts', content: base64('a\n') },
      { path: 'src/deep/b.ts', content: base64('b\n') },
      { path: 'src/link', symlink: 'a.ts' },
    ]);
  });
  afterEach(() => fixture[Symbol.asyncDispose]());

  const create = async (base: string, files: object[]): Promise<string> => {
    const input = { ...at, base_change_id: base, files: files as never };
    return (await fixture.services.changes.create(fixture.call, input)).id;
  };
  const get = (input: object = {}) =>
    fixture.services.content.get(fixture.call, { ...at, change_id: change, ...input });
  const paths = async (input: object): Promise<string[]> => {
    const content = await get(input);
    return content.type === 'dir' ? content.entries.map((entry) => `${entry.type} ${entry.path}`) : [];
  };

  it('reads files, links and directories', async () => {
    expect(await get({ path: 'bin/run' })).toMatchObject({
      type: 'file',
      name: 'run',
      mode: '100755',
      size: 10,
    });
    const link = await get({ path: 'src/link' });
    expect(link).toMatchObject({ type: 'symlink', mode: '120000', content: base64('a.ts') });
    expect(await get({ path: 'src' })).toMatchObject({
      type: 'dir',
      name: 'src',
      path: 'src',
      child_count: 3,
    });
    expect(await get()).toMatchObject({ type: 'dir', name: '', path: '', child_count: 3 });
  });

  it('lists to the depth that is asked for', async () => {
    expect(await paths({ depth: 0 })).toEqual([]);
    expect(await paths({})).toEqual(['file README.md', 'dir bin', 'dir src']);
    expect(await paths({ path: 'src', depth: 2 })).toEqual([
      'file src/a.ts',
      'dir src/deep',
      'file src/deep/b.ts',
      'symlink src/link',
    ]);
  });

  it('keeps metadata with the path, and filters by it', async () => {
    const set = (path: string, metadata: object) =>
      fixture.services.content.setMetadata(fixture.call, { ...at, path, metadata: metadata as never });
    expect(await set('src/a.ts', { lang: 'ts', old: 'x' })).toEqual({
      path: 'src/a.ts',
      metadata: { lang: 'ts', old: 'x' },
    });
    await set('src/deep/b.ts', { lang: 'ts', tag: 'b' });
    expect((await set('src/a.ts', { old: '' })).metadata).toEqual({ lang: 'ts' });
    expect(await get({ path: 'src/a.ts' })).toMatchObject({ metadata: { lang: 'ts' } });
    expect(await paths({ depth: 10, metadata: { lang: 'ts' } })).toEqual([
      'file src/a.ts',
      'file src/deep/b.ts',
    ]);
    expect(await paths({ depth: 10, metadata: { lang: 'ts', tag: 'b' } })).toEqual(['file src/deep/b.ts']);
    await expect(set('a', { org: 'x' })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
    await expect(set('a', { key: 'half \ud83d' })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  });

  it('keeps at most 64 metadata keys a path, those of earlier calls included', async () => {
    const set = (keys: readonly string[], value: string) =>
      fixture.services.content.setMetadata(fixture.call, {
        ...at,
        path: 'src/a.ts',
        metadata: Object.fromEntries(keys.map((key) => [key, value])),
      });
    const keys = Array.from({ length: 64 }, (_, index) => `key-${index}`);
    await set(keys, 'x');
    await expect(set(['one more'], 'x')).rejects.toMatchObject({
      code: 'BAD_REQUEST',
      message: expect.stringContaining('65 metadata keys; at most 64'),
    });
    await set(keys.slice(0, 1), '');
    expect(Object.keys((await set(['one more'], 'x')).metadata)).toHaveLength(64);
  });

  it('refuses paths that are not there, not allowed, or have no bytes', async () => {
    await expect(get({ path: 'nope' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    for (const path of ['/etc/passwd', '../x', 'a//b', '.git/config', 'a\0b']) {
      await expect(get({ path })).rejects.toMatchObject({ code: 'INVALID_PATH' });
      await expect(create(ROOT, [{ path, content: '' }])).rejects.toMatchObject({ code: 'INVALID_PATH' });
    }
    await expect(
      fixture.services.content.open(fixture.call, { ...at, change_id: change, path: 'src' }),
    ).rejects.toMatchObject({ code: 'NOT_ACCEPTABLE' });
    await expect(create(ROOT, [{ path: 'a', content: 'not base64!' }])).rejects.toMatchObject({
      code: 'BAD_REQUEST',
    });
  });

  it('gives a patch that git apply turns into the same tree', async () => {
    const head = await create(change, [
      { path: 'README.md', content: base64('# Demo\n\nMore\n') },
      { path: 'src/a.ts', action: 'delete' },
      { path: 'src/renamed.ts', content: base64('a\n') },
      { path: 'binary', content: Buffer.from([0, 1, 2, 255]).toString('base64') },
      { path: 'src/link', symlink: 'renamed.ts' },
    ]);
    const input = { ...at, base_change_id: change, head_change_id: head };
    const diff = await fixture.services.diffs.get(fixture.call, input);
    expect(
      diff.entries.map(({ path, status, old_path, omitted_reason }) => [
        path,
        status,
        old_path,
        omitted_reason,
      ]),
    ).toEqual([
      ['README.md', 'modified', null, null],
      ['binary', 'added', null, 'binary'],
      ['src/link', 'modified', null, null],
      ['src/renamed.ts', 'renamed', 'src/a.ts', null],
    ]);
    expect(diff).toMatchObject({
      truncated: false,
      stats: { entries: 4, additions: 3, deletions: 1, changes: 4 },
    });

    const chunks = [];
    for await (const chunk of fixture.services.diffs.patch(fixture.call, input)) chunks.push(chunk);
    const folder = mkdtempSync(join(tmpdir(), 'mesa-patch-'));
    try {
      const git = (...args: string[]): string =>
        execFileSync('git', args, { cwd: folder, encoding: 'utf8' }).trim();
      git('init', '-q');
      const treeOf = async (id: string): Promise<string> => {
        const root = await fixture.services.content.get(fixture.call, { ...at, change_id: id });
        return root.sha;
      };
      const everything = [];
      for await (const chunk of fixture.services.diffs.patch(fixture.call, {
        ...at,
        base_change_id: ROOT,
        head_change_id: change,
      })) {
        everything.push(chunk);
      }
      for (const [name, parts] of Object.entries({ first: everything, second: chunks })) {
        writeFileSync(join(folder, `${name}.patch`), Buffer.concat(parts));
        git('apply', '--index', `${name}.patch`);
      }
      expect(git('write-tree')).toBe(await treeOf(head));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('compares at most 1,000 files and says that there are more', async () => {
    const files = Array.from({ length: 1_001 }, (_, n) => ({ path: `many/${n}`, content: base64(`${n}\n`) }));
    const head = await create(change, files);
    const diff = await fixture.services.diffs.get(fixture.call, {
      ...at,
      base_change_id: change,
      head_change_id: head,
    });
    expect(diff).toMatchObject({ truncated: true, stats: { entries: 1_000, additions: 1_000 } });
  });

  it('leaves out what is too large to compare, and compares the files after it all the same', async () => {
    const head = await create(change, [
      { path: 'a-huge', content: Buffer.alloc(33 * 1024 * 1024, 'a\n').toString('base64') },
      { path: 'b-small', content: base64('b\n') },
    ]);
    const diff = await fixture.services.diffs.get(fixture.call, {
      ...at,
      base_change_id: change,
      head_change_id: head,
    });
    expect(diff.entries.map(({ path, omitted_reason }) => [path, omitted_reason])).toEqual([
      ['a-huge', 'too_large'],
      ['b-small', null],
    ]);
  });

  it('compares small files first when all of them are too much, and gives at most 200,000 lines', async () => {
    const images = [1, 2, 3].map((n) => ({
      path: `a-image-${n}`,
      content: Buffer.alloc(15 * 1024 * 1024, n).toString('base64'),
    }));
    const lines = (letter: string) => ({ path: 'b-lines', content: base64(`${letter}\n`.repeat(100_001)) });
    const base = await create(change, [lines('x')]);
    const head = await create(base, [...images, lines('y'), { path: 'c-small', content: base64('c\n') }]);
    const diff = await fixture.services.diffs.get(fixture.call, {
      ...at,
      base_change_id: base,
      head_change_id: head,
    });
    expect(diff.entries.map(({ path, omitted_reason }) => [path, omitted_reason])).toEqual([
      ['a-image-1', 'too_large'],
      ['a-image-2', 'too_large'],
      ['a-image-3', 'too_large'],
      ['b-lines', 'file_limit'],
      ['c-small', null],
    ]);
  });

  it('needs each side once', async () => {
    const diff = (input: object) => fixture.services.diffs.get(fixture.call, { ...at, ...input });
    await expect(diff({ base: 'main' })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
    await expect(diff({ base: 'main', base_change_id: ROOT, head: 'main' })).rejects.toMatchObject({
      code: 'BAD_REQUEST',
    });
    expect((await diff({ base: 'main', head: change })).stats.entries).toBe(5);
  });
});
