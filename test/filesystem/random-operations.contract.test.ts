import fc from 'fast-check';
import { createDepot, type Depot } from 'mesa-depot';
import { Mesa } from 'mesa-sdk';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ContractFileSystem } from '../../packages/mesa-sdk/src/fs/testing/file-system-contract.js';
import { createMounted } from '../helpers/mounted.js';
import { createRealDirectory } from '../helpers/real-directory.js';

/** Random operations on a mounted repository and on a real directory: each must end the same way, errors included. */

interface Operation {
  readonly name: string;
  run(fs: ContractFileSystem, at: (path: string) => string): Promise<unknown>;
}

const name = fc.constantFrom('a', 'b', 'c');
const path = fc.array(name, { minLength: 1, maxLength: 3 }).map((names) => names.join('/'));
const text = fc.constantFrom('', 'x', 'some text\n', 'other');
const flag = fc.boolean();

const operation = (what: string, run: Operation['run']): Operation => ({ name: what, run });
const withoutLinks = [
  fc.tuple(path, text).map(([p, t]) => operation(`write ${p} ${t}`, (fs, at) => fs.writeFile(at(p), t))),
  fc.tuple(path, text).map(([p, t]) => operation(`append ${p} ${t}`, (fs, at) => fs.appendFile(at(p), t))),
  fc
    .tuple(path, flag)
    .map(([p, recursive]) =>
      operation(`mkdir ${p} ${recursive}`, (fs, at) => fs.mkdir(at(p), { recursive })),
    ),
  fc
    .tuple(path, flag, flag)
    .map(([p, recursive, force]) =>
      operation(`rm ${p} ${recursive} ${force}`, (fs, at) => fs.rm(at(p), { recursive, force })),
    ),
  fc.tuple(path, path).map(([p, q]) => operation(`mv ${p} ${q}`, (fs, at) => fs.mv(at(p), at(q)))),
  fc
    .tuple(path, path)
    .map(([p, q]) => operation(`cp ${p} ${q}`, (fs, at) => fs.cp(at(p), at(q), { recursive: true }))),
  fc.tuple(path, flag).map(([p, x]) =>
    operation(`chmod ${p} ${x}`, async (fs, at) => {
      // Of files: what a directory lets its owner do decides what the disk lets this test do.
      if ((await fs.stat(at(p))).isFile) await fs.chmod(at(p), x ? 0o755 : 0o644);
    }),
  ),
  path.map((p) => operation(`read ${p}`, (fs, at) => fs.readFile(at(p)))),
  path.map((p) => operation(`list ${p}`, async (fs, at) => (await fs.readdir(at(p))).sort())),
  path.map((p) => operation(`stat ${p}`, async (fs, at) => comparable(await fs.stat(at(p))))),
];
const links = [
  fc
    .tuple(fc.constantFrom('a', 'b', '../a', '../b/c', 'a/b', '.', 'nowhere'), path)
    .map(([t, p]) => operation(`symlink ${t} ${p}`, (fs, at) => fs.symlink(t, at(p)))),
  path.map((p) => operation(`readlink ${p}`, (fs, at) => fs.readlink(at(p)))),
  path.map((p) =>
    operation(`realpath ${p}`, async (fs, at) => (await fs.realpath(at(p))).slice(at('').length)),
  ),
];

function comparable({ mtime: _, mode, ...stat }: Awaited<ReturnType<ContractFileSystem['lstat']>>): unknown {
  return stat.isFile ? { ...stat, mode: mode & 0o777 } : stat;
}

async function outcome(work: Promise<unknown>): Promise<unknown> {
  try {
    return { value: await work };
  } catch (error) {
    const { code, errno } = error as { code: string; errno: number };
    return { code, errno };
  }
}

async function treeOf(fs: ContractFileSystem, root: string): Promise<unknown> {
  const entries: Record<string, unknown> = {};
  for (const name of (await fs.readdir(root)).sort()) {
    const at = `${root}/${name}`;
    const stat = await fs.lstat(at);
    if (stat.isDirectory) entries[name] = await treeOf(fs, at);
    else if (stat.isSymbolicLink) entries[name] = { link: await fs.readlink(at) };
    else entries[name] = { text: await fs.readFile(at), mode: stat.mode & 0o777 };
  }
  return entries;
}

/** What git would have of a tree: no empty directories. */
function withoutEmpty(tree: Record<string, unknown>): unknown {
  const kept = Object.entries(tree).flatMap(([name, node]): [string, unknown][] => {
    const isFile = typeof node === 'object' && node !== null && ('text' in node || 'link' in node);
    const value = isFile ? node : withoutEmpty(node as Record<string, unknown>);
    return value === undefined ? [] : [[name, value]];
  });
  return kept.length === 0 ? undefined : Object.fromEntries(kept);
}

describe('random operations', () => {
  let depot: Depot;
  let official: Depot;
  beforeAll(async () => {
    [depot, official] = await Promise.all([createDepot(), createDepot({ officialOnly: true })]);
  });
  afterAll(() => Promise.all([depot?.close(), official?.close()]));

  async function compare(mesa: Mesa, operations: readonly Operation[]): Promise<void> {
    await using real = await createRealDirectory();
    await using ours = await createMounted(mesa);
    // Deep enough that a link which leads up stays inside of the repository.
    const [realRoot, root] = [`${real.root}/in/here`, `${ours.root}/in/here`];
    await real.fs.mkdir(realRoot, { recursive: true });
    await ours.fs.mkdir(root, { recursive: true });
    for (const { name, run } of operations) {
      const expected = await outcome(run(real.fs, (p) => `${realRoot}/${p}`));
      const found = await outcome(run(ours.fs, (p) => `${root}/${p}`));
      expect(found, name).toEqual(expected);
    }
    const expected = (await treeOf(real.fs, real.root)) as Record<string, unknown>;
    expect(await treeOf(ours.fs, ours.root)).toEqual(expected);
    // And on the server is what git can hold of it.
    const current = await ours.current();
    await using again = await mesa.fs.mount({
      repos: [{ name: ours.root.slice(1), changeId: current, readOnly: true }],
    });
    const stored = (await treeOf(again, ours.root)) as Record<string, unknown>;
    expect(stored).toEqual(gitModes(withoutEmpty(expected) ?? {}));
  }

  test('end as on the disk, with the official operations', async () => {
    const mesa = new Mesa({ apiUrl: official.apiUrl, apiKey: official.apiKey });
    const sequence = fc.array(fc.oneof(...withoutLinks), { minLength: 5, maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(sequence, (operations) => compare(mesa, operations)),
      { numRuns: 25 },
    );
  }, 240_000);

  test('end as on the disk, with the extensions and links', async () => {
    const mesa = new Mesa({ apiUrl: depot.apiUrl, apiKey: depot.apiKey });
    const sequence = fc.array(fc.oneof(...withoutLinks, ...links), { minLength: 5, maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(sequence, (operations) => compare(mesa, operations)),
      { numRuns: 25 },
    );
  }, 240_000);
});

function gitModes(tree: unknown): unknown {
  return JSON.parse(
    JSON.stringify(tree, (key, value) => (key === 'mode' ? (value & 0o100 ? 0o755 : 0o644) : value)),
  );
}
