import type { Oid, TreeEntry, TreeMode } from '../objects/index.js';

/** The modes of what is not a directory: file, executable file, symbolic link, submodule. */
export type FileMode = Exclude<TreeMode, '40000'>;

/** What a path holds in one tree, when it is not a directory. */
export interface FileEntry {
  readonly mode: FileMode;
  readonly oid: Oid;
}

/** Returns `entry` as a file, or `undefined` when it is a directory or nothing. */
export function asFile(entry: TreeEntry | undefined): FileEntry | undefined {
  return entry === undefined || entry.mode === '40000' ? undefined : { mode: entry.mode, oid: entry.oid };
}

/** Returns the tree of `entry`, or `undefined` when it is not a directory. */
export function asDirectory(entry: TreeEntry | undefined): Oid | undefined {
  return entry?.mode === '40000' ? entry.oid : undefined;
}

/** Tells whether two paths hold the same; two absent ones do. */
export function sameFile(a: FileEntry | undefined, b: FileEntry | undefined): boolean {
  return a?.oid === b?.oid && a?.mode === b?.mode;
}

/** Tells whether `entry` is a file with content of its own, so neither a link nor a submodule. */
export function isRegularFile(entry: FileEntry | undefined): entry is FileEntry {
  return entry?.mode === '100644' || entry?.mode === '100755';
}
