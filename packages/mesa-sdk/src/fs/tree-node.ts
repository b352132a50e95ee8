import type { FileMode, FileSnapshot, TreeItem } from './repo-client.js';

/** A file or a symbolic link as the filesystem knows it. */
export interface FileNode {
  readonly type: 'file' | 'symlink';
  /** Object id of the bytes; undefined for bytes that were written and not yet stored. */
  oid: string | undefined;
  size: number;
  /** Permission bits. Git keeps whether the owner may execute; the rest lives as long as the filesystem. */
  mode: number;
  mtimeMs: number;
  /** Bytes that are not on the server yet. Never changed in place. */
  content: Uint8Array | undefined;
  /** Path that has the bytes on the server. */
  sourcePath: string;
}

/** A directory as the filesystem knows it. */
export interface DirectoryNode {
  readonly type: 'dir';
  /** Object id of the tree on the server; undefined once something was written below. */
  oid: string | undefined;
  /** Undefined until it was fetched. */
  entries: Map<string, TreeNode> | undefined;
  mode: number;
  mtimeMs: number;
  /** Whether it was made here, so that it stays when it becomes empty. */
  isKept: boolean;
}

export type TreeNode = FileNode | DirectoryNode;

const FILE_MODE = 0o644;
const EXECUTABLE_MODE = 0o755;
const DIRECTORY_MODE = 0o755;
const SYMLINK_MODE = 0o777;

/** Returns the permission bits that git's mode stands for. */
export function permissionsOf(mode: FileMode): number {
  if (mode === '120000') return SYMLINK_MODE;
  return mode === '100755' ? EXECUTABLE_MODE : FILE_MODE;
}

/** Returns git's mode of a file: all that git keeps of its permission bits. */
export function gitModeOf(node: FileNode): FileMode {
  if (node.type === 'symlink') return '120000';
  return (node.mode & 0o100) === 0 ? '100644' : '100755';
}

/** Returns what a file is on the server; undefined for one that is not there. */
export function snapshotOf(node: FileNode): FileSnapshot | undefined {
  return node.oid === undefined ? undefined : { oid: node.oid, mode: gitModeOf(node) };
}

/** Returns a file, link or directory that is not fetched yet. */
export function nodeOf(item: TreeItem, path: string, mtimeMs: number): TreeNode {
  if (item.type === 'dir')
    return { ...newDirectory(mtimeMs), oid: item.oid, entries: undefined, isKept: false };
  const { type, oid, size, mode } = item;
  return { type, oid, size, mode: permissionsOf(mode), mtimeMs, content: undefined, sourcePath: path };
}

/** Returns a file or link with bytes that are not stored yet. */
export function newFile(
  type: 'file' | 'symlink',
  content: Uint8Array,
  path: string,
  mtimeMs: number,
): FileNode {
  const mode = type === 'symlink' ? SYMLINK_MODE : FILE_MODE;
  return { type, oid: undefined, size: content.length, mode, mtimeMs, content, sourcePath: path };
}

/** Returns an empty directory. */
export function newDirectory(mtimeMs: number): DirectoryNode {
  return { type: 'dir', oid: undefined, entries: new Map(), mode: DIRECTORY_MODE, mtimeMs, isKept: true };
}
