import type { Contents } from './contents/contents.js';
import type { FileMode, FileSnapshot, Revision } from './repo-client.js';
import type { TreeAccess } from './tree-access.js';
import {
  type DirectoryNode,
  type FileNode,
  gitModeOf,
  newDirectory,
  snapshotOf,
  type TreeNode,
} from './tree-node.js';

/** What a file was, as far as writing to it changes that. */
interface FileState {
  readonly oid: string | undefined;
  readonly size: number;
  readonly mode: number;
  readonly mtimeMs: number;
  content: Contents | undefined;
  sourcePath: string;
}

/** What a path was written on that others have changed since. */
export interface WrittenOn {
  readonly base: Revision;
  /** The file that was there; undefined for none. */
  readonly snapshot: FileSnapshot | undefined;
}

/** What a path was before the writes that wait. */
export interface Before {
  /** The file that was there. It may have another place by now. */
  readonly node: FileNode | undefined;
  readonly state: FileState | undefined;
  readonly snapshot: FileSnapshot | undefined;
  /** The commit that the path was written on, where others have changed it since; undefined for the present one. */
  readonly base: Revision | undefined;
}

/** Paths that were written, and what they were before: to be put back when storing them fails. */
export class DirtyPaths {
  readonly #before = new Map<string, Before>();
  readonly #tree: TreeAccess;

  constructor(tree: TreeAccess) {
    this.#tree = tree;
  }

  get size(): number {
    return this.#before.size;
  }

  has(path: string): boolean {
    return this.#before.has(path);
  }

  get(path: string): Before | undefined {
    return this.#before.get(path);
  }

  [Symbol.iterator](): IterableIterator<[string, Before]> {
    return this.#before[Symbol.iterator]();
  }

  /**
   * Notes what a path is, unless that is known.
   *
   * @param writtenOn What it was written on, where others have changed it since; absent for what it is.
   */
  note(path: string, writtenOn?: WrittenOn): void {
    if (this.#before.has(path)) return;
    const node = fileAt(this.#tree, path);
    node?.content?.retain();
    this.#before.set(path, {
      node,
      state: node && stateOf(node),
      snapshot: writtenOn === undefined ? node && snapshotOf(node) : writtenOn.snapshot,
      base: writtenOn?.base,
    });
  }

  /** Takes over what another one has. */
  moveIn(path: string, before: Before): void {
    this.#before.set(path, before);
  }

  delete(path: string): void {
    this.#before.delete(path);
  }

  /** Notes for all paths that others have changed what they were written on. */
  setBase(base: Revision): void {
    for (const [path, before] of this.#before)
      if (before.base === undefined) this.#before.set(path, { ...before, base });
  }

  /** How many bytes of these paths are here only. */
  bytes(): number {
    let bytes = 0;
    for (const path of this.#before.keys()) bytes += fileAt(this.#tree, path)?.content?.size ?? 0;
    return bytes;
  }

  /** Lets go of what was before. */
  forget(): void {
    for (const { state } of this.#before.values()) state?.content?.release();
    this.#before.clear();
  }

  /** Bytes of these paths are on the server now: those that `path` had before, if they are the same. */
  settle(path: string, sent: { readonly oid: string; readonly mode: FileMode } | undefined): void {
    const before = this.#before.get(path);
    if (before?.state === undefined || sent === undefined || before.state.oid !== sent.oid) return;
    settleFile(this.#tree, before.state, path);
    if (before.node !== undefined && before.node.oid === sent.oid) settleFile(this.#tree, before.node, path);
  }

  /** Makes the tree what it was. Files stay the same objects. Returns what takes away the directories made for that, if empty. */
  putBack(): () => void {
    const made: Made[] = [];
    for (const [path, { node }] of this.#before) {
      const present = fileAt(this.#tree, path);
      if (present !== undefined && present !== node) parentOf(this.#tree, path, made).delete(nameOf(path));
    }
    for (const [path, { node, state }] of this.#before) {
      if (node === undefined || state === undefined) continue;
      node.content?.release();
      Object.assign(node, state);
      // Held by the file from now on.
      state.content = undefined;
      parentOf(this.#tree, path, made).set(nameOf(path), node);
    }
    for (const path of this.#before.keys()) this.#tree.onPutBack(path);
    this.#before.clear();
    return () => {
      for (const { entries, name, directory } of made.reverse())
        if (directory.entries?.size === 0 && entries.get(name) === directory) entries.delete(name);
    };
  }

  /**
   * Runs a step on the tree as it was before these paths were written, and writes them again. What the step changes at one of
   * the paths is then something that others did to what was written here.
   *
   * @param base The commit that they were written on.
   */
  around(step: () => void, base: Revision): void {
    const written = [...this.#before.keys()].map((path) => {
      const node = fileAt(this.#tree, path);
      return { path, node, state: node && stateOf(node), before: this.#before.get(path) as Before };
    });
    for (const { node } of written) node?.content?.retain();
    const kept = new Map(written.map(({ path, before }) => [path, before.state?.content]));
    for (const content of kept.values()) content?.retain();
    const removeMade = this.putBack();
    for (const content of kept.values()) content?.release();
    step();
    for (const { path, node, state, before } of written) {
      const found = fileAt(this.#tree, path);
      const isSame = isSameSnapshot(found && snapshotOf(found), before.snapshot);
      const { snapshot } = before;
      this.note(
        path,
        before.base === undefined && isSame ? undefined : { base: before.base ?? base, snapshot },
      );
      if (node === undefined || state === undefined) {
        if (found !== undefined) parentOf(this.#tree, path, []).delete(nameOf(path));
        continue;
      }
      node.content?.release();
      Object.assign(node, state);
      parentOf(this.#tree, path, []).set(nameOf(path), node);
    }
    removeMade();
  }
}

/** Returns the file or link at a path. */
export function fileAt(tree: TreeAccess, path: string): FileNode | undefined {
  const node = tree.find(path);
  return node?.type === 'dir' ? undefined : node;
}

/** The bytes of a file are on the server now. */
export function settleFile(
  tree: TreeAccess,
  file: { oid: string | undefined; content: Contents | undefined; sourcePath: string },
  path: string,
): void {
  if (file.content !== undefined && file.oid !== undefined) tree.keep(file.oid, file.content);
  file.content?.release();
  file.content = undefined;
  file.sourcePath = path;
}

/** Returns the snapshot of what the tree has at a path, as it is sent. */
export function sentSnapshot(node: FileNode): FileSnapshot {
  return { oid: node.oid as string, mode: gitModeOf(node) };
}

function stateOf({ oid, size, mode, mtimeMs, content, sourcePath }: FileNode): FileState {
  return { oid, size, mode, mtimeMs, content, sourcePath };
}

function isSameSnapshot(one: FileSnapshot | undefined, other: FileSnapshot | undefined): boolean {
  return one?.oid === other?.oid && one?.mode === other?.mode;
}

/** A directory that was made so that something below it can be put back. */
interface Made {
  readonly entries: Map<string, TreeNode>;
  readonly name: string;
  readonly directory: DirectoryNode;
}

function parentOf(tree: TreeAccess, path: string, made: Made[]): Map<string, TreeNode> {
  const { root } = tree;
  root.entries ??= new Map();
  let { entries } = root;
  for (const name of path.split('/').slice(0, -1)) {
    let node = entries.get(name);
    if (node?.type !== 'dir') {
      node = newDirectory(tree.now());
      entries.set(name, node);
      made.push({ entries, name, directory: node });
    }
    node.entries ??= new Map();
    entries = node.entries;
  }
  return entries;
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
