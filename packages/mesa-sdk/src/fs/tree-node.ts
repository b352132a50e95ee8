import type { Contents } from './contents/contents.js';
import type { Draft } from './contents/draft.js';
import { memoryContents } from './contents/memory-contents.js';
import type { FileMode, FileSnapshot, TreeItem } from './repo-client.js';

/** What only lives as long as the filesystem, because git has no place for it. Absent members were never set. */
export interface LocalAttributes {
  uid?: number;
  gid?: number;
  atimeNs?: bigint;
  /** The time of `mtimeMs` to the nanosecond, as long as that says the same millisecond. */
  mtimeNs?: bigint;
  ctimeNs?: bigint;
  /** Device number of a device node. */
  rdev?: number;
  /** Extended attributes other than metadata. */
  xattrs?: Map<string, Uint8Array>;
}

/** A file or a symbolic link as the filesystem knows it. */
export interface FileNode {
  readonly type: 'file' | 'symlink';
  /** Object id of the bytes; undefined for bytes that were written and not yet stored. */
  oid: string | undefined;
  size: number;
  /** Permission bits. Git keeps whether the owner may execute; the rest lives as long as the filesystem. */
  mode: number;
  mtimeMs: number;
  /** Bytes that are not on the server yet, and their size in `size`. */
  content: Contents | undefined;
  /** Path that has the bytes on the server. */
  sourcePath: string;
  /** What somebody who has the file open has written and not closed yet. It is what readers see. */
  draft: Draft | undefined;
  /** Type bits of a FIFO, a socket or a device, which is never sent; undefined for all others. */
  readonly special: number | undefined;
  /** Names that the file has: hard links are one node in several places, and are stored as files of their own. */
  links: number;
  /** Number of the file in a kernel mount; undefined until it is asked for. */
  ino: number | undefined;
  local: LocalAttributes | undefined;
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
  /** Number of the directory in a kernel mount; undefined until it is asked for. */
  ino: number | undefined;
  local: LocalAttributes | undefined;
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

/** Gives a file other bytes, which are held from here on. What others have open and not closed yet is overwritten. */
export function setContent(node: FileNode, content: Contents): void {
  node.draft?.close();
  node.draft = undefined;
  node.content?.release();
  node.content = content;
  node.oid = undefined;
  node.size = content.size;
}

/** Returns a file of its own with the same bytes and permission bits. */
export function copyFile(node: FileNode, mtimeMs: number): FileNode {
  const { type, oid, size, mode, content, draft, sourcePath, special } = node;
  const copy: FileNode = { ...fileDefaults(sourcePath), type, oid, size, mode, mtimeMs, content, special };
  content?.retain();
  if (draft !== undefined) setContent(copy, draft.take());
  return copy;
}

/** Returns how many bytes a reader sees. */
export function sizeOf(node: FileNode): number {
  return node.draft?.size ?? node.size;
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
  return { ...fileDefaults(path), type, oid, size, mode: permissionsOf(mode), mtimeMs, content: undefined };
}

/** Returns a file or link with bytes that are not stored yet. */
export function newFile(
  type: 'file' | 'symlink',
  content: Uint8Array,
  path: string,
  mtimeMs: number,
): FileNode {
  const mode = type === 'symlink' ? SYMLINK_MODE : FILE_MODE;
  return {
    ...fileDefaults(path),
    type,
    oid: undefined,
    size: content.length,
    mode,
    mtimeMs,
    content: memoryContents(content),
  };
}

/** Returns a FIFO, a socket or a device by its type bits: a file without bytes, which stays here. */
export function newSpecialFile(special: number, path: string, mtimeMs: number): FileNode {
  return { ...newFile('file', new Uint8Array(), path, mtimeMs), special };
}

/** Returns an empty directory. */
export function newDirectory(mtimeMs: number): DirectoryNode {
  return {
    type: 'dir',
    oid: undefined,
    entries: new Map(),
    mode: DIRECTORY_MODE,
    mtimeMs,
    isKept: true,
    ino: undefined,
    local: undefined,
  };
}

function fileDefaults(sourcePath: string) {
  return { sourcePath, draft: undefined, special: undefined, links: 1, ino: undefined, local: undefined };
}
