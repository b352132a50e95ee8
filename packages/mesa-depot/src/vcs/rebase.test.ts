import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Commit, Oid } from '../objects/index.js';
import type { CommitNode } from './commit-graph.js';
import { NO_CONFLICTS, sameConflicts } from './conflict.js';
import { mergeCommits, mergeParents } from './merge-commits.js';
import { type RebasedCommit, type RewrittenCommit, rebaseDescendants } from './rebase.js';
import { anyShape } from './testing/any-history.js';
import { anySideEdits, anyThreeWay } from './testing/any-merge.js';
import { expectDepotError } from './testing/expect-depot-error.js';
import { type Files, files, readFiles, writeFiles } from './testing/files.js';
import { MemoryHistory } from './testing/memory-history.js';

const NOW = 1_800_000_000_000;
const LINES = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];
const content = (changes: Readonly<Record<number, string>> = {}) =>
  LINES.map((line, i) => `${changes[i] ?? line}\n`).join('');
const text = (changes: Readonly<Record<number, string>> = {}) => files({ f: content(changes) });

/** A history whose commits can be amended. */
class Amending extends MemoryHistory {
  /** A commit that takes the place of another, not known to graph and states, as in a write that is being planned. */
  async replacement(
    of: Oid,
    side: { treeOid: Oid; conflicts?: RewrittenCommit['conflicts'] },
    message?: string,
  ) {
    const { parents, generation } = this.graph.nodes.get(of) as CommitNode;
    const commit = await this.buffer.readCommit(of);
    const oid = this.buffer.writeCommit({
      ...commit,
      tree: side.treeOid,
      message: message ?? commit.message,
    });
    return { oid, parents, generation, treeOid: side.treeOid, conflicts: side.conflicts ?? NO_CONFLICTS };
  }

  known(oid: Oid): RewrittenCommit {
    return { oid, ...(this.graph.nodes.get(oid) as CommitNode), ...this.state(oid) };
  }

  async amend(of: Oid, to: Files | RewrittenCommit, limit?: number): Promise<Map<Oid, RebasedCommit>> {
    const replacement =
      to instanceof Map
        ? await this.replacement(of, { treeOid: writeFiles(this.buffer, to) })
        : (to as RewrittenCommit);
    const rebased = await rebaseDescendants(
      {
        tools: this.tools,
        graph: this.graph,
        states: this.states,
        children: (oids) => this.graph.children(oids),
        nowMs: NOW,
        ...(limit === undefined ? {} : { maxDescendants: limit }),
      },
      new Map([[of, replacement]]),
    );
    return new Map(rebased.map((commit) => [commit.previous, commit]));
  }

  async fileOf(commit: { treeOid: Oid } | undefined, path = 'f'): Promise<string | undefined> {
    return commit && (await readFiles(this.buffer, commit.treeOid)).get(path)?.content;
  }
}

describe('rebaseDescendants', () => {
  it("carries each descendant's own change over", async () => {
    const history = new Amending();
    const a = history.commit(text(), []);
    const b = history.commit(text({ 4: 'B' }), [a]);
    const c = history.commit(text({ 4: 'B', 8: 'C' }), [b]);
    const aside = history.commit(text({ 0: 'aside' }), [a]);
    const rebased = await history.amend(a, text({ 2: 'A' }));
    expect(await history.fileOf(rebased.get(b))).toBe(content({ 2: 'A', 4: 'B' }));
    expect(await history.fileOf(rebased.get(c))).toBe(content({ 2: 'A', 4: 'B', 8: 'C' }));
    expect(await history.fileOf(rebased.get(aside))).toBe(content({ 0: 'aside', 2: 'A' }));
    expect(rebased.get(c)?.parents).toEqual([rebased.get(b)?.oid]);
    for (const commit of rebased.values()) {
      expect(commit.conflicts.size).toBe(0);
      expect(await history.buffer.readCommit(commit.oid)).toMatchObject({
        tree: commit.treeOid,
        parents: commit.parents,
      });
    }
  });

  it('returns parents before children and leaves other commits alone', async () => {
    const history = new Amending();
    const root = history.commit(text(), []);
    const a = history.commit(text({ 0: 'a' }), [root]);
    const other = history.commit(text({ 8: 'o' }), [root]);
    const b = history.commit(text({ 0: 'b' }), [a]);
    const merge = history.commit(text({ 0: 'b', 8: 'o' }), [other, b]);
    const top = history.commit(text({ 0: 'b', 4: 'x', 8: 'o' }), [merge]);
    const rebased = await history.amend(a, text({ 0: 'a', 2: 'new' }));
    expect([...rebased.keys()]).toEqual([b, merge, top]);
    expect(rebased.get(merge)?.parents).toEqual([other, rebased.get(b)?.oid]);
    expect(await history.fileOf(rebased.get(top))).toBe(content({ 0: 'b', 2: 'new', 4: 'x', 8: 'o' }));
  });

  it('keeps the trees of all descendants when only a message has changed', async () => {
    const history = new Amending();
    const a = history.commit(text(), []);
    const b = history.commit(text({ 0: 'B' }), [a]);
    const c = history.commit(text({ 8: 'C' }), [a]);
    // A merge with a resolution of its own: its parents do not give this tree.
    const merge = history.commit(text({ 0: 'B', 4: 'evil', 8: 'C' }), [b, c]);
    const rebased = await history.amend(a, await history.replacement(a, history.state(a), 'better words\n'));
    for (const oid of [b, c, merge]) {
      expect(rebased.get(oid)).toMatchObject({
        treeOid: history.state(oid).treeOid,
        conflicts: NO_CONFLICTS,
      });
    }
  });

  it('keeps change id, author, message and other headers; the committer gets the time; a signature goes', async () => {
    const history = new Amending();
    const a = history.commit(text(), []);
    const fields: Partial<Commit> = {
      changeId: 'klmnopqrstuvwxyzklmnopqrstuvwxyz',
      author: { name: 'Ann', email: 'ann@example.com', timestampMs: 1_600_000_000_000, timezone: '-0330' },
      committer: { name: 'Com', email: 'com@example.com', timestampMs: 1_600_000_001_000, timezone: '+0200' },
      message: 'Why\n\nand how\n',
      extraHeaders: [
        ['encoding', 'UTF-8'],
        ['gpgsig', 'true once'],
        ['note', 'kept'],
      ],
    };
    const b = history.commit(text({ 0: 'B' }), [a], fields);
    const rebased = (await history.amend(a, text({ 8: 'A' }))).get(b);
    const commit = await history.buffer.readCommit(rebased?.oid ?? '');
    expect(commit).toMatchObject({
      changeId: fields.changeId,
      author: fields.author,
      committer: { ...fields.committer, timestampMs: NOW },
      message: fields.message,
      extraHeaders: [
        ['encoding', 'UTF-8'],
        ['note', 'kept'],
      ],
    });
    expect(rebased?.changeId).toBe(fields.changeId);
    expect(rebased?.commit).toMatchObject({ tree: rebased?.treeOid, parents: rebased?.parents });
  });

  it('gives a change that no longer applies a conflict, and its descendants their part of it', async () => {
    const history = new Amending();
    const a = history.commit(text(), []);
    const b = history.commit(text({ 4: 'B' }), [a]);
    const c = history.commit(text({ 4: 'B', 8: 'C' }), [b]);
    const d = history.commit(text({ 4: 'B', 8: 'C' }), [c], { message: 'nothing' });
    const rebased = await history.amend(a, text({ 4: 'A' }));
    const blob = (changes: Readonly<Record<number, string>>) => ({
      mode: '100644',
      oid: history.buffer.writeBlob(Buffer.from(content(changes))),
    });
    expect(rebased.get(b)?.conflicts.get('f')).toEqual({
      base: blob({}),
      target: blob({ 4: 'A' }),
      source: blob({ 4: 'B' }),
    });
    // The grandchild is in conflict with its own version of the file, not with one full of markers.
    expect(rebased.get(c)?.conflicts.get('f')).toEqual({
      base: blob({}),
      target: blob({ 4: 'A' }),
      source: blob({ 4: 'B', 8: 'C' }),
    });
    expect(rebased.get(d)?.conflicts).toEqual(rebased.get(c)?.conflicts);
    expect(await history.fileOf(rebased.get(c))).toContain('<<<<<<< conflict 1 of 1');
  });

  it('dissolves inherited conflicts when the parent is resolved', async () => {
    const history = new Amending();
    const root = history.commit(text(), []);
    const one = history.commit(text({ 4: 'one' }), [root]);
    const two = history.commit(text({ 4: 'two' }), [root]);
    const merge = history.commitSide(await mergeCommits(history, one, two), [one, two]);
    const { treeOid, conflicts } = history.state(merge);
    const child = history.commitSide({ treeOid, conflicts }, [merge], { message: 'child' });
    const added = new Map([...(await readFiles(history.buffer, treeOid)), ...files({ g: 'new' })]);
    const grandchild = history.commitSide({ treeOid: writeFiles(history.buffer, added), conflicts }, [child]);
    const rebased = await history.amend(merge, text({ 4: 'both' }));
    expect(rebased.get(child)?.conflicts.size).toBe(0);
    expect(await history.fileOf(rebased.get(child))).toBe(content({ 4: 'both' }));
    expect(rebased.get(grandchild)?.conflicts.size).toBe(0);
    expect(
      Object.fromEntries(await readFiles(history.buffer, rebased.get(grandchild)?.treeOid ?? '')),
    ).toMatchObject({
      f: { content: content({ 4: 'both' }) },
      g: { content: 'new' },
    });
  });

  it('keeps what a child resolved while its parent still is in conflict', async () => {
    const history = new Amending();
    const root = history.commit(text(), []);
    const one = history.commit(text({ 4: 'one' }), [root]);
    const two = history.commit(text({ 4: 'two' }), [root]);
    const merge = history.commitSide(await mergeCommits(history, one, two), [one, two]);
    const child = history.commit(text({ 4: 'resolved' }), [merge]);
    const rebased = await history.amend(one, new Map([...text({ 4: 'one' }), ...files({ g: 'new' })]));
    expect([...(rebased.get(merge)?.conflicts.keys() ?? [])]).toEqual(['f']);
    expect(rebased.get(child)?.conflicts.size).toBe(0);
    expect(await history.fileOf(rebased.get(child))).toBe(content({ 4: 'resolved' }));
    expect(await history.fileOf(rebased.get(child), 'g')).toBe('new');
  });

  it('makes a merge clean when amending a parent ends its conflict', async () => {
    const history = new Amending();
    const root = history.commit(text(), []);
    const one = history.commit(text({ 4: 'one' }), [root]);
    const two = history.commit(text({ 4: 'two' }), [root]);
    const merge = history.commitSide(await mergeCommits(history, one, two), [one, two]);
    const rebased = await history.amend(one, text({ 0: 'one' }));
    expect(rebased.get(merge)).toMatchObject({ conflicts: NO_CONFLICTS });
    expect(await history.fileOf(rebased.get(merge))).toBe(content({ 0: 'one', 4: 'two' }));
  });

  it('ends the conflicts of an amendment that is taken back', async () => {
    const history = new Amending();
    const a = history.commit(text(), []);
    const b = history.commit(text({ 4: 'B' }), [a]);
    const c = history.commit(text({ 4: 'B', 8: 'C' }), [b]);
    const amended = history.commit(text({ 4: 'A' }), [], { message: 'amended' });
    const there = await history.amend(a, history.known(amended));
    expect([...there.values()].map(({ conflicts }) => conflicts.size)).toEqual([1, 1]);
    for (const commit of there.values()) history.adopt(commit);
    const back = [...(await history.amend(amended, history.known(a))).values()];
    expect(back.map(({ conflicts }) => conflicts.size)).toEqual([0, 0]);
    expect(back.map(({ treeOid }) => treeOid)).toEqual([b, c].map((oid) => history.state(oid).treeOid));
  });

  it('gives new generation numbers', async () => {
    const history = new Amending();
    const root = history.commit(text(), []);
    const deep = [root];
    for (let i = 0; i < 3; i++) deep.push(history.commit(text({ 0: `${i}` }), [deep.at(-1) as Oid]));
    const a = history.commit(text(), [root]);
    const b = history.commit(text({ 4: 'b' }), [a]);
    const moved = {
      ...(await history.replacement(a, history.state(a), 'moved\n')),
      parents: [deep.at(-1) as Oid],
      generation: 5,
    };
    expect((await history.amend(a, moved)).get(b)?.generation).toBe(6);
  });

  it('names a parent once when two of them become one commit', async () => {
    const history = new Amending();
    const root = history.commit(text(), []);
    const one = history.commit(text({ 0: 'x' }), [root]);
    const two = history.commit(text({ 8: 'x' }), [root]);
    const merge = history.commit(text({ 0: 'x', 8: 'x' }), [one, two]);
    const both = await history.replacement(one, history.state(one), 'both\n');
    const context = {
      ...history,
      children: (oids: readonly Oid[]) => history.graph.children(oids),
      nowMs: NOW,
    };
    const [rebased] = await rebaseDescendants(
      context,
      new Map([
        [one, both],
        [two, both],
      ]),
    );
    expect(rebased).toMatchObject({ previous: merge, parents: [both.oid] });
  });

  it('does nothing when a commit is replaced by itself', async () => {
    const history = new Amending();
    const a = history.commit(text(), []);
    history.commit(text({ 0: 'b' }), [a]);
    const same = await history.replacement(a, history.state(a));
    expect(same.oid).toBe(a);
    expect((await history.amend(a, same)).size).toBe(0);
  });

  it('refuses more descendants than the limit, and rewrites nothing then', async () => {
    const history = new Amending();
    const a = history.commit(text(), []);
    let tip = a;
    for (let i = 0; i < 5; i++) tip = history.commit(text({ 0: `${i}` }), [tip]);
    const size = history.buffer.pending.size;
    const replacement = await history.replacement(a, history.state(a), 'new\n');
    expect((await history.amend(a, replacement, 5)).size).toBe(5);
    const error = await expectDepotError(() => history.amend(a, replacement, 4), 'TOO_MANY_DESCENDANTS');
    expect(error.details).toEqual({ max_descendants: 4 });
    expect(history.buffer.pending.size).toBe(size + 6);
  });

  it('reads the states of a long line in few round trips', async () => {
    const history = new Amending();
    const a = history.commit(text(), []);
    let tip = a;
    for (let i = 0; i < 1_200; i++) tip = history.commit(text({ 0: `${i}` }), [tip]);
    const replacement = await history.replacement(a, {
      treeOid: writeFiles(history.buffer, text({ 8: 'new' })),
    });
    history.stateReads = 0;
    const rebased = await history.amend(a, replacement);
    expect(await history.fileOf(rebased.get(tip))).toBe(content({ 0: '1199', 8: 'new' }));
    expect(history.stateReads).toBe(3);
  });

  it('keeps every tree of a random history whose root only changes its message', async () => {
    const anyHistory = fc.record({
      start: anyThreeWay,
      shape: anyShape(8),
      changes: fc.array(anySideEdits, { minLength: 20 }),
    });
    await fc.assert(
      fc.asyncProperty(anyHistory, async ({ start, shape, changes }) => {
        const history = new Amending();
        const oids: Oid[] = [];
        for (const [i, places] of shape.entries()) {
          const parents = places.map((at) => oids[at] as Oid);
          const merged = await mergeParents(history, parents);
          const inherited =
            parents.length === 0 ? start.base : await readFiles(history.buffer, merged.treeOid);
          const isLeftAlone = parents.length > 0 && i % 2 === 0;
          oids.push(
            isLeftAlone
              ? history.commitSide(merged, parents)
              : history.commit(changes[i]?.(new Map(inherited)) ?? inherited, parents),
          );
        }
        const root = oids[0] as Oid;
        const rebased = await history.amend(
          root,
          await history.replacement(root, history.state(root), 'other\n'),
        );
        for (const [previous, commit] of rebased) {
          const { treeOid, conflicts } = history.state(previous);
          expect(commit.treeOid).toBe(treeOid);
          expect(sameConflicts(commit.conflicts, conflicts)).toBe(true);
          expect(commit.parents).toHaveLength(history.graph.nodes.get(previous)?.parents.length ?? 0);
        }
      }),
      { numRuns: 60 },
    );
  }, 30_000);
});
