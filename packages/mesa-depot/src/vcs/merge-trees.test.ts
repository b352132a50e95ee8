import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EMPTY_TREE_OID, noObjects, ObjectBuffer } from '../objects/index.js';
import type { ConflictMap, ConflictTerms } from './conflict.js';
import type { FileEntry } from './file-entry.js';
import { type MergedTree, mergeTrees } from './merge-trees.js';
import { anyThreeWay } from './testing/any-merge.js';
import { countingReader } from './testing/counting-reader.js';
import { type Files, files, readFiles, type TestFile, writeFiles } from './testing/files.js';
import { textTools } from './testing/text-tools.js';

const LINES = 'one\ntwo\nthree\nfour\nfive\nsix\nseven\n';

interface Side {
  readonly files: Files;
  /** Terms by path; the file at the path is made here. */
  readonly conflicts?: Readonly<Record<string, Partial<Record<keyof ConflictTerms, TestFile>>>>;
}

class Merging {
  readonly buffer = new ObjectBuffer(noObjects);
  readonly tools = textTools(this.buffer);

  entry(file: TestFile): FileEntry {
    return { mode: file.mode, oid: this.buffer.writeBlob(Buffer.from(file.content)) };
  }

  terms(sides: Partial<Record<keyof ConflictTerms, TestFile>>): ConflictTerms {
    const entry = (file: TestFile | undefined) => file && this.entry(file);
    return { base: entry(sides.base), target: entry(sides.target), source: entry(sides.source) };
  }

  async side({ files: all, conflicts = {} }: Side): Promise<{ treeOid: string; conflicts: ConflictMap }> {
    const shown = new Map(all);
    const map = new Map<string, ConflictTerms>();
    for (const [path, sides] of Object.entries(conflicts)) {
      const terms = this.terms(sides);
      map.set(path, terms);
      const { mode, oid } = await this.tools.materialise(terms);
      shown.set(path, { mode, content: Buffer.from(await this.buffer.readBlob(oid)).toString() });
    }
    return { treeOid: writeFiles(this.buffer, shown), conflicts: map };
  }

  async merge(base: Side, target: Side, source: Side): Promise<MergedTree> {
    return mergeTrees(this.tools, {
      base: await this.side(base),
      target: await this.side(target),
      source: await this.side(source),
    });
  }

  async texts(tree: string): Promise<Record<string, string>> {
    const all = await readFiles(this.buffer, tree);
    return Object.fromEntries([...all].map(([path, { content }]) => [path, content]));
  }
}

const regular = (content: string): TestFile => ({ mode: '100644', content });
const text = (all: Readonly<Record<string, string>>): Side => ({ files: files(all) });

describe('mergeTrees', () => {
  it('takes what only one side changed', async () => {
    const m = new Merging();
    const merged = await m.merge(
      text({ a: '1', b: '1', c: '1', 'd/e': '1' }),
      text({ a: '2', b: '1', 'd/e': '1', new: 'n' }),
      text({ a: '1', b: '2', c: '1', 'd/f': '2' }),
    );
    expect(await m.texts(merged.treeOid)).toEqual({ a: '2', b: '2', 'd/f': '2', new: 'n' });
    expect(merged.conflicts.size).toBe(0);
    expect(merged.contentMerges).toBe(0);
  });

  it('takes what both sides changed alike', async () => {
    const m = new Merging();
    const merged = await m.merge(
      text({ a: '1', b: '1' }),
      text({ a: '2', new: '3' }),
      text({ a: '2', new: '3' }),
    );
    expect(await m.texts(merged.treeOid)).toEqual({ a: '2', new: '3' });
  });

  it('merges the lines and the modes of a file that both sides changed', async () => {
    const m = new Merging();
    const merged = await m.merge(text({ a: LINES }), text({ a: LINES.replace('one', 'ONE') }), {
      files: new Map([['a', { mode: '100755', content: LINES.replace('seven', 'SEVEN') }]]),
    });
    expect(merged.conflicts.size).toBe(0);
    expect(merged.contentMerges).toBe(1);
    const content = LINES.replace('one', 'ONE').replace('seven', 'SEVEN');
    expect((await readFiles(m.buffer, merged.treeOid)).get('a')).toEqual({ mode: '100755', content });
  });

  it('combines a new mode with new content without merging lines', async () => {
    const m = new Merging();
    const merged = await m.merge(text({ a: 'x' }), text({ a: 'y' }), {
      files: new Map([['a', { mode: '100755', content: 'x' }]]),
    });
    expect(merged).toMatchObject({ contentMerges: 0, conflicts: new Map() });
    expect((await readFiles(m.buffer, merged.treeOid)).get('a')).toEqual({ mode: '100755', content: 'y' });
  });

  it('takes a new link target when both sides made the file a link', async () => {
    const m = new Merging();
    const link = (content: string): Side => ({ files: new Map([['a', { mode: '120000', content }]]) });
    const merged = await m.merge(text({ a: 'x' }), link('x'), link('y'));
    expect(merged).toMatchObject({ contentMerges: 0, conflicts: new Map() });
    expect((await readFiles(m.buffer, merged.treeOid)).get('a')).toEqual({ mode: '120000', content: 'y' });
  });

  it('takes a file with content beside an empty one that the other side added', async () => {
    const m = new Merging();
    const merged = await m.merge(text({}), text({ a: '' }), text({ a: 'x' }));
    expect(merged.conflicts.size).toBe(0);
    expect(await m.texts(merged.treeOid)).toEqual({ a: 'x' });
  });

  it('gives the empty tree when nothing is left', async () => {
    const m = new Merging();
    const merged = await m.merge(text({ 'a/x': '1', b: '1' }), text({ b: '1' }), text({ 'a/x': '1' }));
    expect(merged.treeOid).toBe(EMPTY_TREE_OID);
  });

  it.each<[string, TestFile | undefined, TestFile | undefined, TestFile | undefined]>([
    ['different edits of one line', regular('1\n'), regular('2\n'), regular('3\n')],
    ['an edit and a deletion', regular('1\n'), regular('2\n'), undefined],
    ['a deletion and an edit', regular('1\n'), undefined, regular('2\n')],
    ['different new files', undefined, regular('1\n'), regular('2\n')],
    ['different binary edits', regular('\0'), regular('\x001'), regular('\x002')],
    [
      'different link targets',
      { mode: '120000', content: 'a' },
      { mode: '120000', content: 'b' },
      { mode: '120000', content: 'c' },
    ],
    ['an edit and a new link', regular('1\n'), regular('2\n'), { mode: '120000', content: 'x' }],
    ['a new mode and a deletion', regular('1\n'), { mode: '100755', content: '1\n' }, undefined],
    ['new files of different modes', undefined, regular('1\n'), { mode: '100755', content: '1\n' }],
  ])('puts into conflict %s', async (_, base, target, source) => {
    const m = new Merging();
    const one = (file: TestFile | undefined): Side => ({
      files: new Map(file === undefined ? [] : [['d/f', file]]),
    });
    const merged = await m.merge(one(base), one(target), one(source));
    const terms = m.terms({ ...(base && { base }), ...(target && { target }), ...(source && { source }) });
    expect(merged.conflicts).toEqual(new Map([['d/f', terms]]));
    const { mode, oid } = await m.tools.materialise(terms);
    expect(merged.treeOid).toBe(
      m.buffer.writeTree([{ name: 'd', mode: '40000', oid: m.buffer.writeTree([{ name: 'f', mode, oid }]) }]),
    );
  });

  it('puts submodules that moved differently into conflict', async () => {
    const m = new Merging();
    const side = (oid: string) => ({
      treeOid: m.buffer.writeTree([{ name: 'sub', mode: '160000', oid }]),
      conflicts: new Map(),
    });
    const [base, target, source] = ['1', '2', '3'].map((digit) => side(digit.repeat(40)));
    if (base === undefined || target === undefined || source === undefined) throw new Error('unreachable');
    const merged = await mergeTrees(m.tools, { base, target, source });
    expect([...merged.conflicts.keys()]).toEqual(['sub']);
    expect(await m.buffer.readTree(merged.treeOid)).toEqual(await m.buffer.readTree(target.treeOid));
  });

  describe('where one side has a file and the other a directory', () => {
    it('is clean when the file is unchanged on one side', async () => {
      const m = new Merging();
      const merged = await m.merge(text({ a: '1' }), text({ a: '1' }), text({ 'a/b': '2' }));
      expect(await m.texts(merged.treeOid)).toEqual({ 'a/b': '2' });
      expect(merged.conflicts.size).toBe(0);
    });

    it('keeps the file under a name of its own, in conflict', async () => {
      const m = new Merging();
      const merged = await m.merge(
        text({ z: '' }),
        text({ a: 'file\n', z: '' }),
        text({ 'a/b': '2', z: '' }),
      );
      expect(merged.conflicts).toEqual(new Map([['a~target', m.terms({ target: regular('file\n') })]]));
      expect(Object.keys(await m.texts(merged.treeOid))).toEqual(['a/b', 'a~target', 'z']);
    });

    it('names the side that has the file', async () => {
      const m = new Merging();
      const merged = await m.merge(text({ 'd/a': '1\n' }), text({ 'd/a/b': '2\n' }), text({ 'd/a': '3\n' }));
      const terms = m.terms({ base: regular('1\n'), source: regular('3\n') });
      expect(merged.conflicts).toEqual(new Map([['d/a~source', terms]]));
      expect(await m.texts(merged.treeOid)).toMatchObject({ 'd/a/b': '2\n' });
    });

    it('finds a name that nothing has', async () => {
      const m = new Merging();
      const both = { 'a~target': '', 'a~target_0': '' };
      const merged = await m.merge(text(both), text({ ...both, a: '1' }), text({ ...both, 'a/b': '2' }));
      expect([...merged.conflicts.keys()]).toEqual(['a~target_1']);
    });

    it('shortens a name that would get too long', async () => {
      const m = new Merging();
      const name = 'ü'.repeat(127);
      const merged = await m.merge(text({}), text({ [name]: '1' }), text({ [`${name}/b`]: '2' }));
      expect([...merged.conflicts.keys()]).toEqual([`${'ü'.repeat(124)}~target`]);
    });

    it('carries an inherited conflict of the file along', async () => {
      const m = new Merging();
      const terms = { base: regular('1\n'), target: regular('2\n'), source: regular('3\n') };
      const merged = await m.merge(
        text({}),
        { files: new Map(), conflicts: { a: terms } },
        text({ 'a/b': 'x' }),
      );
      expect(merged.conflicts).toEqual(new Map([['a~target', m.terms(terms)]]));
    });
  });

  describe('with conflicts that sides have already', () => {
    const OLD = { base: regular(LINES), target: regular(`0\n${LINES}`), source: regular(`9\n${LINES}`) };
    const conflicted = (terms: Partial<Record<keyof ConflictTerms, TestFile>>, all = {}): Side => ({
      files: files(all),
      conflicts: { 'd/f': terms },
    });

    it('keeps one that all sides have', async () => {
      const m = new Merging();
      const merged = await m.merge(conflicted(OLD), conflicted(OLD, { a: '1' }), conflicted(OLD, { b: '2' }));
      expect(merged.conflicts).toEqual(new Map([['d/f', m.terms(OLD)]]));
      expect(Object.keys(await m.texts(merged.treeOid))).toEqual(['a', 'b', 'd/f']);
    });

    it('takes a new one from either side', async () => {
      for (const flip of [false, true]) {
        const m = new Merging();
        const sides: [Side, Side] = [conflicted(OLD), text({ 'd/f': LINES })];
        if (flip) sides.reverse();
        const merged = await m.merge(text({ 'd/f': LINES }), ...sides);
        expect(merged.conflicts).toEqual(new Map([['d/f', m.terms(OLD)]]));
      }
    });

    it('drops one that either side has resolved', async () => {
      for (const flip of [false, true]) {
        const m = new Merging();
        const sides: [Side, Side] = [conflicted(OLD), text({ 'd/f': 'resolved\n' })];
        if (flip) sides.reverse();
        const merged = await m.merge(conflicted(OLD), ...sides);
        expect(merged.conflicts.size).toBe(0);
        expect(await m.texts(merged.treeOid)).toEqual({ 'd/f': 'resolved\n' });
      }
    });

    it('sees one resolved although the file still reads the same', async () => {
      const m = new Merging();
      const { treeOid } = await m.side(conflicted(OLD));
      const same = await m.side(conflicted(OLD));
      const merged = await mergeTrees(m.tools, {
        base: same,
        target: { treeOid, conflicts: new Map() },
        source: same,
      });
      expect(merged).toMatchObject({ treeOid, conflicts: new Map() });
    });

    it('lets a change of a parent into an inherited conflict', async () => {
      const m = new Merging();
      const target = { ...OLD, target: regular(`00\n${LINES}`) };
      const merged = await m.merge(
        conflicted(OLD),
        conflicted(target),
        conflicted({ ...OLD, source: regular('s\n') }),
      );
      expect(merged.conflicts).toEqual(new Map([['d/f', m.terms({ ...target, source: regular('s\n') })]]));
    });

    it("puts a child's own change on top of the conflict that its parent got", async () => {
      const m = new Merging();
      // The parent's file OLD.source came into conflict; its child had made something else of that file.
      const child = regular('child\n');
      const merged = await m.merge({ files: new Map([['d/f', OLD.source]]) }, conflicted(OLD), {
        files: new Map([['d/f', child]]),
      });
      expect(merged.conflicts).toEqual(new Map([['d/f', m.terms({ ...OLD, source: child })]]));
      // Once the parent is resolved, the child is what its change makes of the resolution.
      const after = await m.merge(conflicted(OLD), text({ 'd/f': `9\n${LINES}` }), {
        files: new Map(),
        conflicts: { 'd/f': { ...OLD, source: child } },
      });
      expect(after.conflicts.size).toBe(0);
      expect(await m.texts(after.treeOid)).toEqual({ 'd/f': 'child\n' });
    });

    it('merges a change of the parent into what the child resolved', async () => {
      const m = new Merging();
      const target = { ...OLD, target: regular(`0\n${LINES}`.replace('seven', 'SEVEN')) };
      const merged = await m.merge(conflicted(OLD), conflicted(target), text({ 'd/f': `both\n${LINES}` }));
      expect(merged).toMatchObject({ contentMerges: 1, conflicts: new Map() });
      expect(await m.texts(merged.treeOid)).toEqual({ 'd/f': `both\n${LINES.replace('seven', 'SEVEN')}` });
    });

    it('never takes two different resolutions for none', async () => {
      const m = new Merging();
      const merged = await m.merge(
        conflicted(OLD),
        { files: new Map([['d/f', OLD.target]]) },
        {
          files: new Map([['d/f', OLD.source]]),
        },
      );
      expect([...merged.conflicts.keys()]).toEqual(['d/f']);
    });

    it('puts the shown files into conflict where too many sides meet', async () => {
      const m = new Merging();
      const other = { base: regular('p\n'), target: regular('q\n'), source: regular('r\n') };
      const merged = await m.merge(text({ 'd/f': 'base\n' }), conflicted(OLD), conflicted(other));
      const terms = {
        base: m.entry(regular('base\n')),
        target: await m.tools.materialise(m.terms(OLD)),
        source: await m.tools.materialise(m.terms(other)),
      };
      expect(merged.conflicts).toEqual(new Map([['d/f', terms]]));
    });
  });

  it("reads only directories that both sides changed, and takes a side's tree where it is the result", async () => {
    const stored = new ObjectBuffer(noObjects);
    const all: Record<string, string> = {};
    for (const dir of ['a', 'b', 'c', 'd'])
      for (const sub of ['x', 'y', 'z']) all[`${dir}/${sub}/f`] = `${dir}${sub}`;
    const tree = (changes: Record<string, string>) => ({
      treeOid: writeFiles(stored, files({ ...all, ...changes })),
      conflicts: new Map(),
    });
    const input = {
      base: tree({}),
      target: tree({ 'a/x/f': 'T', 'b/x/f': 'T' }),
      source: tree({ 'a/y/f': 'S', 'c/x/f': 'S' }),
    };
    const reader = countingReader(stored);
    const buffer = new ObjectBuffer(reader);
    const merged = await mergeTrees(textTools(buffer), input);
    // Of each side the root and `a`.
    expect(reader.treesRead).toHaveLength(6);
    expect(buffer.pending.size).toBe(2);
    expect(merged.treeOid).toBe(
      writeFiles(stored, files({ ...all, 'a/x/f': 'T', 'b/x/f': 'T', 'a/y/f': 'S', 'c/x/f': 'S' })),
    );
  });

  it('keeps every property that a merge should have', async () => {
    await fc.assert(
      fc.asyncProperty(anyThreeWay, async (versions) => {
        const m = new Merging();
        const base = await m.side({ files: versions.base });
        const target = await m.side({ files: versions.target });
        const source = await m.side({ files: versions.source });
        const merged = await mergeTrees(m.tools, { base, target, source });
        // Merging with oneself, with the base, and the same once more.
        expect((await mergeTrees(m.tools, { base, target, source: target })).treeOid).toBe(target.treeOid);
        expect((await mergeTrees(m.tools, { base, target, source: base })).treeOid).toBe(target.treeOid);
        expect((await mergeTrees(m.tools, { base, target: base, source })).treeOid).toBe(source.treeOid);
        expect(await mergeTrees(m.tools, { base, target, source })).toEqual(merged);
        // The other way round: as clean, and the same tree when clean.
        const flipped = await mergeTrees(m.tools, { base, target: source, source: target });
        expect(flipped.conflicts.size).toBe(merged.conflicts.size);
        if (merged.conflicts.size === 0) expect(flipped.treeOid).toBe(merged.treeOid);
        // Every conflict has its file in the tree, and every file comes from a side or a merge of two.
        const result = await readFiles(m.buffer, merged.treeOid);
        for (const [path, terms] of merged.conflicts) {
          const { mode, oid } = await m.tools.materialise(terms);
          expect(result.get(path)).toEqual({
            mode,
            content: Buffer.from(await m.buffer.readBlob(oid)).toString(),
          });
        }
        // Rebasing the merge on the same merge changes nothing.
        expect(await mergeTrees(m.tools, { base: merged, target: merged, source: merged })).toMatchObject({
          treeOid: merged.treeOid,
          conflicts: merged.conflicts,
        });
      }),
      { numRuns: 150 },
    );
  }, 60_000);
});
